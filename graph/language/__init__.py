"""Article -> parsed sentences; the only place that knows spaCy's models.

model   which model, its digest, its errors
parse   texts -> spaCy documents with forced paragraph boundaries
"""

from graph.language.parse import Parser

__all__ = ["Parser"]
