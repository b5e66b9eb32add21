"""Peoples without a state of their name: Kurds, Tamils, Tibetans (``ontology/lexicon/peoples.tsv``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    rows = lexicon.table("peoples", "words", "countries")
    return {word: row.words("countries") for row in rows for word in row.words("words")}


def at(token: Token) -> tuple[str, ...] | None:
    """The usual countries of the people that the token (with the one before it) names; None where it names none."""
    word = token.lower_
    if token.i > token.sent.start and (found := _countries().get(f"{token.nbor(-1).lower_} {word}")) is not None:
        return found
    return _countries().get(word)


def is_noun(token: Token) -> bool:
    """Whether the token stands for members of the people (*Kurds*) and does not describe something else (*Kurdish*)."""
    return token.tag_ in ("NNS", "NNPS") or (token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _DESCRIBING)


_DESCRIBING = frozenset(["amod", "compound", "nmod"])
