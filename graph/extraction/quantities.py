"""How many people or things a noun phrase counts: *up to 500 soldiers*, *a company of 120*, *hundreds of police*.

Numbers themselves are read by ``graph.extraction.counts``; here is which number belongs to which noun. Shares (*half
of the 8,000*), strengths (*a 300-strong unit*, *a 1,200-member battalion*) and vague numbers (*dozens*, *several
hundred*) become numbers or open ranges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extraction import counts, nounphrases
from graph.linking.document import LinkedArticle
from graph.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_WINDOW = 12  # words before a noun among which its number stands


def of(noun: Token, linked: LinkedArticle | None = None) -> Quantity | None:  # noqa: ARG001 - part of the contract
    """The number of what the noun denotes, if the phrase gives one."""
    return _before(noun) or _inside(noun)


def _before(noun: Token) -> Quantity | None:
    words = nounphrases.before(noun)
    first = words[-1].i if words else noun.i
    start = max(noun.sent.start, min(first, noun.i) - 3)
    tokens = list(noun.doc[start : noun.i])
    found = counts.last(tokens, 0, len(tokens))
    return found.quantity if found is not None and found.end > first else None


def _inside(noun: Token) -> Quantity | None:
    """The number that follows with *of*: a force of some 1,500."""
    for inner in nounphrases.complements(noun, "of"):
        if inner.like_num:
            tokens = list(noun.doc[noun.i + 1 : inner.i + 1])
            found = counts.last(tokens, 0, len(tokens))
            if found is not None:
                return found.quantity
        elif (quantity := _before(inner)) is not None:
            return quantity
    return None
