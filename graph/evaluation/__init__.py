"""The scorecard: gold in, precision and recall out.

gold        lines of gold -> what is right for an article, section by section
measures    gold and extraction -> what was right, wrong and missed, per measure
scorecard   the figures over many articles, with intervals, per rule, against an earlier run
"""

from graph.evaluation.gold import Gold, load
from graph.evaluation.scorecard import Scorecard

__all__ = ["Gold", "Scorecard", "load"]
