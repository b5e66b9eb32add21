"""What can be asked: .rq files, readable and runnable alone, and typed functions over them.

run            reading the files, putting values in
values         terms -> Python values
contributions  who contributed forces to what
"""

from graph.queries.contributions import Contribution, ContributionClaim, contributions, contributions_sparql

__all__ = ["Contribution", "ContributionClaim", "contributions", "contributions_sparql"]
