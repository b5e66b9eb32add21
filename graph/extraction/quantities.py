"""How many people or things a noun phrase counts: *up to 500 soldiers*, *a company of 120*, *hundreds of police*.

Numbers themselves are read by ``graph.extraction.counts``; here is which number belongs to which noun. Shares (*half
of the 8,000*), strengths (*a 300-strong unit*, *a 1,200-member battalion*) and vague numbers (*dozens*, *several
hundred*: at least so many) are read too.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import counts, lexicon, nounphrases
from graph.linking.document import LinkedArticle
from graph.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOUND = 4  # words of a bound before the number (no fewer than some)


def of(noun: Token, linked: LinkedArticle | None = None) -> Quantity | None:  # noqa: ARG001 - as its siblings
    """The number of what the noun denotes, if the phrase gives one."""
    return _share(noun) or _vague(noun) or _before(noun) or _inside(noun)


@cache
def _words(kind: str) -> Mapping[str, float]:
    rows = lexicon.table("quantity_words", "kind", "words", "value")
    return {word: row.read("value", float) for row in rows if row["kind"] == kind for word in row.words("words")}


def _before(noun: Token) -> Quantity | None:
    words = nounphrases.before(noun)
    first = words[-1].i if words else noun.i
    tokens = list(noun.doc[max(noun.sent.start, first - _BOUND) : noun.i])
    found = counts.last(tokens, 0, len(tokens))
    return found.quantity if found is not None and found.end > first else None


def _inside(noun: Token) -> Quantity | None:
    """The number that follows with *of*: a force of some 1,500, a contingent of 300 soldiers."""
    for inner in nounphrases.complements(noun, "of"):
        if not inner.like_num:
            return _before(inner)
        tokens = list(noun.doc[noun.i + 2 : inner.i + 1])
        found = counts.last(tokens, 0, len(tokens))
        if found is not None:
            return found.quantity
    return None


def _share(noun: Token) -> Quantity | None:
    """Half of the 8,000 troops, two thirds of its 600 men; the noun is the whole."""
    part = _whole(noun)
    if part is None or part.lower_ not in _words("share"):
        return None
    whole = _before(noun) if not noun.like_num else _number(noun)
    share = _words("share")[part.lower_]
    if whole is None or whole.value is None:
        return None
    number = round(whole.value * share)
    return Quantity(number, number, noun.doc[part.left_edge.i : noun.i].text)


def _whole(noun: Token) -> Token | None:
    """The word that the noun completes with *of*."""
    return noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None


def _number(token: Token) -> Quantity | None:
    found = counts.read(list(token.doc[token.i : token.sent.end]), 0)
    return None if found is None else found.quantity


def _vague(noun: Token) -> Quantity | None:
    """Dozens of police, several hundred soldiers: at least so many, nobody knows how many more."""
    head = _whole(noun)
    if head is not None and (low := _words("vague").get(head.lower_)) is not None:
        outer = head.doc[max(head.i - 2, 0)]
        times = _words("vague").get(outer.lower_) if outer.i + 2 == head.i and outer.nbor().lower_ == "of" else None
        if times is not None:  # hundreds of thousands of refugees; the parser hangs their "of" in several ways
            head, low = outer, times * _words("unit").get(head.lemma_.lower(), 1)
        return Quantity(round(low), None, noun.doc[head.i : noun.i + 1].text)
    for word in nounphrases.before(noun):
        unit = _words("unit").get(word.lemma_.lower())
        some = _words("some").get(word.nbor(-1).lower_) if unit is not None and word.i > noun.sent.start else None
        if unit is not None and some is not None:
            return Quantity(round(unit * some), None, noun.doc[word.i - 1 : noun.i + 1].text)
    return None
