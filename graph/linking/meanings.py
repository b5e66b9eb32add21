"""What a name means by itself, before any context: worked out once for each spelling that texts use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from graph.linking import words
from graph.linking.aliases import Candidate
from graph.model import Entity, EntityKind, Recognition

COUNTRIES = (EntityKind.STATE, EntityKind.TERRITORY)


class Watch(Enum):
    """What has to be looked at before a name is believed."""

    NOTHING = 0
    CAPITALS = 1  # an acronym that is a word too, in a headline that shouts
    PERSON = 2  # a given name or surname too: the words beside it decide
    PLACE = 3  # towns of this name elsewhere (Paris, Texas), persons beside it (Mohamed Morsi)
    CONTEXT = 4  # never without context


@dataclass(frozen=True, slots=True)
class Meaning:
    """The one thing that a spelling means unless its neighbours object. ``seat``: the state that governs from there."""

    entity: Entity | None
    how: Recognition
    seat: Entity | None
    watch: Watch


_UNDECIDED = Meaning(None, Recognition.NAME, None, Watch.CONTEXT)


def alone(text: str, candidates: Sequence[Candidate]) -> Meaning:
    """The meaning of a name by itself."""
    if words.readings(text) or is_word(text):
        return _UNDECIDED
    strong = [c for c in candidates if c.strong]
    if any(c.entity.kind in COUNTRIES and c.how is not Recognition.CAPITAL for c in strong):
        strong = [c for c in strong if c.entity.kind is not EntityKind.PLACE]
    return _single(text, strong, candidates)


def is_word(text: str) -> bool:
    """Whether it is an ordinary word that only context makes a name (a town called *War*)."""
    return text.lower() in words.classes()["common"] and not text.isupper()


def is_personal(text: str) -> bool:
    """Whether it is a given name or a surname first."""
    return text in words.given_names() or text.lower() in words.classes()["surname"]


def seat_of(candidates: Sequence[Candidate]) -> Entity | None:
    """The state that governs from this place, where one of the readings is a capital."""
    seats = (c.entity for c in candidates if c.how is Recognition.CAPITAL and c.entity.kind in COUNTRIES)
    return next(seats, None)


def _single(text: str, strong: Sequence[Candidate], candidates: Sequence[Candidate]) -> Meaning:
    """The one strong reading; a capital and its state are one."""
    seat = seat_of(strong)
    meant = {c.entity.id: c for c in strong if c.how is not Recognition.CAPITAL or c.entity.kind not in COUNTRIES}
    if len(meant) > 1 and seat is not None:
        meant = {key: c for key, c in meant.items() if c.entity.country == seat.country}
    if len(meant) != 1:
        return _UNDECIDED
    candidate = next(iter(meant.values()))
    watch = _watch(text, candidate, seat, candidates)
    if seat is not None and candidate.entity.kind is EntityKind.PLACE:
        return Meaning(candidate.entity, Recognition.CAPITAL, seat, watch)
    return Meaning(candidate.entity, candidate.how, None, watch)


def _watch(text: str, candidate: Candidate, seat: Entity | None, candidates: Sequence[Candidate]) -> Watch:
    if text.isupper() and text.lower() in words.classes()["shout"]:
        return Watch.CAPITALS
    place = candidate.entity.kind is EntityKind.PLACE
    if is_personal(text):
        return Watch.CONTEXT if place and seat is None else Watch.PERSON
    if place and (seat is None or len(candidates) > len(("place", "seat"))):
        return Watch.PLACE
    return Watch.NOTHING
