"""Countries that an actor inherits: *police* and *protesters* in an article about Nepal are Nepal's.

Where an actor has a sector but no country, the first of these that exists gives it: the place of the sentence (*gunmen
in Kabul*), the other actor of the event, the country that the sentence speaks of most, the article's. Offices and
parties follow the other actor before the place: a president acts abroad, a mob does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from graph.linking.document import LinkedArticle
from graph.model import Actor, Entity, EntityKind, Recognition, Sector

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

OPENING = 60  # mentions of an article that are counted: its beginning says where it plays

_LANDS = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_PLACING = frozenset(["in", "at", "near", "outside", "around", "across", "inside", "throughout", "within", "on"])
_TRAVELLING = frozenset([Sector.GOV, Sector.LEG, Sector.JUD, Sector.PTY, Sector.OPP, Sector.ELI])
_NO_LAND = frozenset(["IGO", "NGO", "MNC", "IMG", None])


def inherit(
    sources: Sequence[Actor], targets: Sequence[Actor], linked: LinkedArticle, sentence: Span
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Sources and targets with their open countries filled where anything tells them."""
    if all(actor.country is not None for actor in (*sources, *targets)):
        return tuple(sources), tuple(targets)
    other = next((a.country for a in (*sources, *targets) if a.country not in _NO_LAND), None)
    place = next(_places(sentence, linked), None)
    spoken = other or place or dominant(linked, sentence)

    def fill(actor: Actor) -> Actor:
        if actor.country is not None:
            return actor
        country = spoken if actor.sector in _TRAVELLING else place or spoken
        return actor if country is None else replace(actor, country=country)

    return tuple(map(fill, sources)), tuple(map(fill, targets))


def _places(sentence: Span, linked: LinkedArticle) -> Iterator[str]:
    """The countries of the places that the sentence names with *in*, *near*, *at*, those of its verbs first."""
    found = [token for token in sentence if token.lower_ in _PLACING and token.dep_ in ("prep", "agent")]
    found.sort(key=lambda token: token.head.pos_ not in ("VERB", "AUX"))
    for preposition in found:
        for word in islice(preposition.subtree, 12):
            entity = linked.entity_at(word)
            if entity is not None and entity.kind in _LANDS and entity.country is not None:
                yield entity.country


def dominant(linked: LinkedArticle, sentence: Span) -> str | None:
    """The country that the sentence speaks of most, else the beginning of the article."""
    return _most(_named(sentence, linked)) or _most(
        linked.entities[mention.entity] for mention in linked.mentions[:OPENING] if mention.how != Recognition.OFFICE
    )


def _named(words: Iterable[Token], linked: LinkedArticle) -> Iterator[Entity]:
    last = None
    for word in words:
        mention = linked.mention_at(word)
        if mention is not None and mention is not last:
            yield linked.entities[mention.entity]
        last = mention


def _most(entities: Iterable[Entity]) -> str | None:
    counted = Counter(entity.country for entity in entities if entity.country not in _NO_LAND)
    return counted.most_common(1)[0][0] if counted else None
