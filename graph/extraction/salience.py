"""Which events a sentence is about, the main one first.

A sentence in agency prose has its news in the main clause, or in the clause under its reporting verb; what follows in
relative, adverbial and participial clauses is background, and deeds that only nouns name still more so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph.extraction import clauses
from graph.extraction.predicates import classes
from graph.extraction.readings import Reading, read
from graph.linking.document import LinkedArticle

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What a clause costs that hangs on the one above it in this way. Larger is farther from the news.
_COSTS = {
    "ROOT": 0.0,
    "ccomp": 0.15,
    "xcomp": 0.15,
    "parataxis": 0.2,
    "conj": 0.2,
    "dep": 0.3,
    "advcl": 0.45,
    "pcomp": 0.5,
    "acl": 0.5,
    "relcl": 0.5,
}
_NOUN = 0.45
_REPORTED = 0.0
_FRONTED = 0.3  # a root after the clause that it is said to govern, when it is no verb of saying: a parser's guess
FARTHEST = 1.2


def candidates(sentence: Span, linked: LinkedArticle) -> Iterator[tuple[float, Reading]]:
    """The readings of a sentence with their distance from its news; words used by one are not read again."""
    used: set[int] = set()
    for distance, token in sorted(_heads(sentence.root, 0.0), key=lambda pair: (pair[0], pair[1].i)):
        if token.i in used:
            continue
        reading = read(token, linked)
        if reading is not None:
            used.update(step.token.i for step in reading.steps)
            yield distance, reading


def _heads(root: Token, distance: float) -> Iterator[tuple[float, Token]]:
    """Every word that may head an event, walking down the tree without recursion: sentences may be degenerate."""
    fronted = any(each.dep_ == "ccomp" for each in root.lefts) and not _is_reporting(root)
    stack = [(root, distance)]
    while stack:
        token, far = stack.pop()
        if token.pos_ in _EVENTFUL and token.dep_ not in _ATTRIBUTES:
            own = _FRONTED if fronted and token.dep_ == "ROOT" else 0.0
            yield far + own + (0.0 if clauses.is_verb(token) or token.dep_ == "ROOT" else _NOUN), token
        for each in token.children:
            cost = _COSTS.get(each.dep_, 0.0)
            if each.dep_ == "ccomp" and (each.i < token.i or _is_reporting(token)):
                cost = _REPORTED
            if far + cost <= FARTHEST:
                stack.append((each, far + cost))


_ATTRIBUTES = frozenset(["amod", "compound", "nmod", "poss", "aux", "auxpass"])
_EVENTFUL = frozenset(["VERB", "AUX", "NOUN"])


def _is_reporting(token: Token) -> bool:
    return token.lemma_ in classes()["reporting"]
