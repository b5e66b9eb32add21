"""Countries that an actor inherits: *police* and *protesters* in an article about Nepal are Nepal's.

Where an actor has a sector but no country, the first of these that exists gives it: the place of the sentence (*gunmen
in Kabul*), the other actor of the event, the country that the sentence speaks of most, the article's. Who acts for a
state does so abroad as well: it never takes the country of a state or of its own like that it deals with (*the army
attacked Kenya*, *President Otieno met a Kenyan minister*), but that of others at home (*the army attacked Kenyan
rebels*, *the court jailed Kenya's president*). A bare name inherits nothing: who needs no introduction may come from
anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from graph.extraction.sectors import Kind, words
from graph.linking.document import LinkedArticle
from graph.model import Actor, Entity, EntityKind, Sector

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

OPENING = 60  # mentions of an article that are counted: its beginning says where it plays

_LANDS = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_PLACING = frozenset(["in", "at", "near", "outside", "around", "across", "inside", "throughout", "within", "on"])
_ACTING = frozenset([Sector.GOV, Sector.LEG, Sector.JUD, Sector.MIL, Sector.SPY, Sector.ELI])
_STATE = _ACTING - {Sector.ELI} | {Sector.COP}  # sectors in which an actor acts for its state
_PARTISAN = frozenset([Sector.PTY, Sector.OPP])
_NO_LAND = frozenset(["IGO", "NGO", "MNC", "IMG", None])


def inherit(
    sources: Sequence[Actor], targets: Sequence[Actor], linked: LinkedArticle, sentence: Span, *, rule: bool = False
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Sources and targets with their open countries filled where anything tells them.

    ``rule``: what happens is an act of rule, so that a government acts in the country that it is laid on (*imposed
    martial law in Peru*).
    """
    if all(actor.country is not None for actor in (*sources, *targets)):
        return tuple(sources), tuple(targets)
    filled = _Filled(linked, sentence, [actor for actor in (*sources, *targets) if actor.country not in _NO_LAND], rule)
    return tuple(map(filled, sources)), tuple(map(filled, targets))


class _Filled:
    """Fills the country of an actor, given those of the event whose country is known."""

    def __init__(self, linked: LinkedArticle, sentence: Span, known: Sequence[Actor], rule: bool) -> None:
        self._linked, self._sentence, self._known, self._rule = linked, sentence, known, rule

    def __call__(self, actor: Actor) -> Actor:
        if actor.country is not None or actor.sector is None or _is_stranger(actor):
            return actor
        country = self._as_state(actor) if actor.sector in _ACTING else self._at_home(actor.sector)
        if country is None:
            return actor
        state = f"state/{country}"
        acts = actor.entity is None and actor.sector in _STATE and state in self._linked.entities
        return replace(actor, country=country, entity=state if acts else actor.entity)

    def _as_state(self, actor: Actor) -> str | None:
        like: tuple[Sector | None, ...] = (None,)
        if actor.sector is Sector.MIL or _is_named(actor):
            like = (None, actor.sector)
        elif self._rule:
            like = ()
        home = (other.country for other in self._known if other.sector not in like)
        foreign = frozenset(other.country for other in self._known if other.sector in like)
        return next(home, None) or dominant(self._linked, self._sentence, foreign)

    def _at_home(self, sector: Sector) -> str | None:
        place = next(_places(self._sentence, self._linked), None)
        other = next((actor.country for actor in self._known), None)
        first, second = (other, place) if sector in _PARTISAN else (place, other)
        return first or second or dominant(self._linked, self._sentence)


def _is_named(actor: Actor) -> bool:
    """Whether the phrase ends with a name: a president by name may be any country's, *the ministers* are at home."""
    return actor.text.rpartition(" ")[2][:1].isupper()


def _is_stranger(actor: Actor) -> bool:
    """Whether the words say that the actor comes from elsewhere: *foreign journalists*, not a foreign minister."""
    if actor.sector in (Sector.GOV, Sector.LEG, Sector.PTY):
        return False
    return not words(Kind.STRANGER).isdisjoint(actor.text.lower().split())


def _places(sentence: Span, linked: LinkedArticle) -> Iterator[str]:
    """The countries of the places that the sentence names with *in*, *near*, *at*, those of its verbs first."""
    found = [token for token in sentence if token.lower_ in _PLACING and token.dep_ in ("prep", "agent")]
    found.sort(key=lambda token: token.head.pos_ not in ("VERB", "AUX"))
    for preposition in found:
        for word in islice(preposition.subtree, 12):
            entity = linked.entity_at(word)
            if entity is not None and entity.kind in _LANDS and entity.country is not None:
                yield entity.country


def dominant(linked: LinkedArticle, sentence: Span, without: frozenset[str | None] = frozenset()) -> str | None:
    """The country that the sentence speaks of most, else the beginning of the article."""
    opening = [linked.entities[mention.entity] for mention in linked.mentions[:OPENING]]
    return _most(_named(sentence, linked), without) or _most(opening, without)


def _named(words: Iterable[Token], linked: LinkedArticle) -> Iterator[Entity]:
    last = None
    for word in words:
        mention = linked.mention_at(word)
        if mention is not None and mention is not last:
            yield linked.entities[mention.entity]
        last = mention


def _most(entities: Iterable[Entity], without: frozenset[str | None]) -> str | None:
    counted = Counter(e.country for e in entities if e.country not in _NO_LAND and e.country not in without)
    return counted.most_common(1)[0][0] if counted else None
