"""What can be asked: .rq files, readable and runnable alone, and typed functions over them.

run            reading the files, putting values in
values         terms -> Python values
contributions  who contributed forces to what           absences     who could have and did not
memberships    who is a member of what, on a day        offices      who holds which office, on a day
operations     led by whom, where, when                 claims       claims and events, with everything they say
entities       all about one; those nobody knows        search       finding them by name
articles       the articles, page by page               labels       what to call an entity
identity       curators' judgements, which all of them follow
"""

from graph.queries.absences import non_contributors
from graph.queries.articles import ArticleRow, article, articles
from graph.queries.claims import FoundClaim, claims_about, claims_between, events, evidence
from graph.queries.contributions import Contribution, ContributionClaim, contributions, contributions_sparql
from graph.queries.entities import EntityDetails, entity, unknown, unlinked
from graph.queries.identity import Identities, Judgement, Verdict, judge, judgements, withdraw
from graph.queries.labels import labels
from graph.queries.memberships import Standing, members, standings
from graph.queries.offices import Holding, holdings
from graph.queries.operations import OperationRow, operations
from graph.queries.search import Search

__all__ = [
    "ArticleRow",
    "Contribution",
    "ContributionClaim",
    "EntityDetails",
    "FoundClaim",
    "Holding",
    "Identities",
    "Judgement",
    "OperationRow",
    "Search",
    "Standing",
    "Verdict",
    "article",
    "articles",
    "claims_about",
    "claims_between",
    "contributions",
    "contributions_sparql",
    "entity",
    "events",
    "evidence",
    "holdings",
    "judge",
    "judgements",
    "labels",
    "members",
    "non_contributors",
    "operations",
    "standings",
    "unknown",
    "unlinked",
    "withdraw",
]
