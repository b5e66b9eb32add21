"""Peoples without a state of their name: Kurds, Tamils, Tibetans (``ontology/lexicon/peoples.tsv``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import lexicon
from graph.model import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class People:
    """A people: its usual countries (none for those of many), and the sector of its members."""

    countries: tuple[str, ...]
    sector: Sector


@cache
def _peoples() -> Mapping[str, People]:
    found = {}
    for row in lexicon.table("peoples", "words", "countries", "sector"):
        people = People(row.words("countries"), row.read("sector", Sector) if row["sector"] else Sector.CVL)
        found.update(dict.fromkeys(row.words("words"), people))
    return found


def at(token: Token) -> People | None:
    """The people that the token (with the one before it) names."""
    word = token.lower_
    if token.i > token.sent.start and (found := _peoples().get(f"{token.nbor(-1).lower_} {word}")) is not None:
        return found
    return _peoples().get(word)


def is_noun(token: Token) -> bool:
    """Whether the token stands for members of the people (*Kurds*) and does not describe something else (*Kurdish*)."""
    return token.tag_ in ("NNS", "NNPS") or (token.pos_ in ("NOUN", "PROPN") and token.dep_ not in _DESCRIBING)


_DESCRIBING = frozenset(["amod", "compound", "nmod"])
