"""Which of the things that a name may mean is meant here.

Most names mean one thing and are settled at once. What they name then speaks for the others: *Congo* beside
*Brazzaville* is another state than beside *Goma*. A name that nothing decides is left out: no mention is better than
a wrong one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.linking import neighbours, words
from graph.linking.aliases import Candidate
from graph.linking.catalog import Catalog
from graph.linking.mentions import Name
from graph.model import Entity, EntityKind, Mention, Recognition

_COUNTRIES = (EntityKind.STATE, EntityKind.TERRITORY)
_RANK = {kind: rank for rank, kind in enumerate(EntityKind)}
_LARGE = 200_000  # inhabitants: towns whose other spellings the news may use without explanation
_ENOUGH = 2  # more evidence than this for one reading adds nothing


@dataclass(frozen=True, slots=True)
class Chosen:
    """A name and the one thing it means. ``seat``: the state that governs from a capital."""

    name: Name
    entity: Entity
    how: Recognition
    seat: Entity | None = None

    def mention(self) -> Mention:
        return Mention(self.name.span, self.entity.id, self.how, self.name.text)


@dataclass(slots=True)
class _Context:
    """What is settled in this text so far."""

    text: str
    day: str | None
    countries: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    lower: str | None = None

    def settle(self, chosen: Chosen) -> None:
        self.entities.add(chosen.entity.id)
        if chosen.entity.country is not None and chosen.entity.kind is not EntityKind.PERSON:
            self.countries[chosen.entity.country] += 1

    def holds(self, cue: str) -> bool:
        """Whether a word (lower case) stands in the text."""
        if self.lower is None:
            self.lower = f" {' '.join(neighbours.WORDS.findall(self.text.lower()))} "
        return f" {cue} " in self.lower


class Disambiguation:
    """The choice between the readings of names, over one catalogue."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._classes = words.classes()
        self._settled: dict[str, Chosen | None] = {}

    def choose(self, text: str, names: Sequence[Name], day: str | None = None) -> list[Chosen]:
        """What each name means, in order; undecided ones are left out. ``day``: ISO date of the article."""
        context = _Context(text, day)
        chosen: dict[int, Chosen] = {}
        later: list[int] = []
        for index, name in enumerate(names):
            settled = self._certain(name)
            if settled is None or self._doubtful(name, context):
                later.append(index)
                continue
            chosen[index] = settled
            context.settle(settled)
        for index in later:
            decided = self._decide(index, names, chosen, context)
            if decided is not None:
                chosen[index] = decided
                context.settle(decided)
        return [chosen[index] for index in sorted(chosen)]

    def _certain(self, name: Name) -> Chosen | None:
        """The meaning of a name that needs no context (``name`` of the answer is this one)."""
        key = name.text
        if key not in self._settled:
            self._settled[key] = self._alone(name)
        known = self._settled[key]
        return None if known is None else Chosen(name, known.entity, known.how, known.seat)

    def _alone(self, name: Name) -> Chosen | None:
        if name.text in words.ambiguous() or self._is_word(name):
            return None
        strong = [c for c in name.candidates if c.strong]
        if any(c.entity.kind in _COUNTRIES and c.how is not Recognition.CAPITAL for c in strong):
            strong = [candidate for candidate in strong if candidate.entity.kind is not EntityKind.PLACE]
        return _single(name, strong)

    def _is_word(self, name: Name) -> bool:
        """Whether it is an ordinary word that only context makes a name (a town called *War*)."""
        return name.text.lower() in self._classes["common"] and not name.text.isupper()

    def _doubtful(self, name: Name, context: _Context) -> bool:
        """Whether a settled name might yet be a person's, or a word in a headline that shouts."""
        low = name.text.lower()
        if low in self._classes["shout"] and name.text.isupper():
            return neighbours.shouting(context.text, name.start, name.end)
        place = name.candidates[0].entity.kind is EntityKind.PLACE
        if name.text in words.given_names() or low in self._classes["surname"]:
            seat = any(candidate.how is Recognition.CAPITAL for candidate in name.candidates)
            return (place and not seat) or neighbours.personal(context.text, name.start, name.end)
        return place and neighbours.personal(context.text, name.start, name.end)

    def _decide(self, index: int, names: Sequence[Name], chosen: dict[int, Chosen], context: _Context) -> Chosen | None:
        name = names[index]
        if name.text.isupper() and name.text.lower() in self._classes["shout"]:
            if neighbours.shouting(context.text, name.start, name.end):
                return None
        elif self._is_personal(name, context):
            return None
        contained = self._contained(index, names, chosen, context)
        if contained is not None:
            return contained
        readings = words.ambiguous().get(name.text)
        if readings is not None:
            return self._read(name, readings, index, names, context)
        return self._weigh(name, context)

    def _is_personal(self, name: Name, context: _Context) -> bool:
        """Whether the words are part of a person's name, here or earlier in the text."""
        known = name.text in words.given_names() or name.text.lower() in self._classes["surname"]
        weak = not any(c.strong and c.entity.kind is not EntityKind.PLACE for c in name.candidates)
        if (known or weak) and neighbours.personal(context.text, name.start, name.end):
            context.persons.add(name.text)
            return True
        return name.text in context.persons and not any(
            candidate.entity.country in context.countries for candidate in name.candidates
        )

    def _contained(
        self, index: int, names: Sequence[Name], chosen: dict[int, Chosen], context: _Context
    ) -> Chosen | None:
        """*Paris, Texas*: the place of this name within what follows the comma."""
        name, following = names[index], chosen.get(index + 1)
        if following is None or context.text[name.end : following.name.start] != ", ":
            return None
        whole = following.entity
        if whole.kind is EntityKind.PLACE and not self._is_region(whole):
            return None
        for candidate in name.candidates:
            if candidate.entity.kind is EntityKind.PLACE and candidate.entity.country == whole.country:
                return Chosen(name, candidate.entity, Recognition.NAME)
        return None

    def _is_region(self, place: Entity) -> bool:
        site = self._catalog.site(place.id)
        return site is not None and site.population is None and place.geonames is None

    def _read(
        self, name: Name, readings: tuple[words.Reading, ...], index: int, names: Sequence[Name], context: _Context
    ) -> Chosen | None:
        """The reading of a name in the table of ambiguous names that leads, if one does."""
        scores: Counter[str | None] = Counter()
        for reading in readings:
            scores[reading.entity] += reading.prior if reading.current(context.day) else 0
            scores[reading.entity] += 2 * min(_ENOUGH, sum(context.holds(cue) for cue in reading.cues))
        for identifier in scores:
            if identifier is not None:
                scores[identifier] += self._support(identifier, index, names, context)
        ranked = scores.most_common(2)
        best, score = ranked[0]
        tied = len(ranked) > 1 and ranked[1][1] == score
        if tied or score <= 0 or best is None or (entity := self._catalog.get(best)) is None:
            return None
        return self._as(name, entity)

    def _support(self, identifier: str, index: int, names: Sequence[Name], context: _Context) -> int:
        """Evidence from other names: mentions of the same country, and a town before the comma."""
        entity = self._catalog.get(identifier)
        country = entity.country if entity is not None else identifier[-3:].upper()
        support = 0
        if not identifier.startswith(EntityKind.PLACE) and country is not None:
            support = 2 * min(_ENOUGH, context.countries[country])
        before = names[index - 1] if index else None
        if before is not None and context.text[before.end : names[index].start] == ", ":
            towns = (c.entity for c in before.candidates if c.entity.kind is EntityKind.PLACE)
            support += 3 * any(town.country == country for town in towns)
        return support

    def _as(self, name: Name, entity: Entity) -> Chosen:
        for candidate in name.candidates:
            if candidate.entity.id == entity.id:
                seat = _seat(name.candidates) if entity.kind is EntityKind.PLACE else None
                how = Recognition.CAPITAL if seat is not None else candidate.how
                return Chosen(name, entity, how, seat)
        return Chosen(name, entity, Recognition.NAME)

    def _weigh(self, name: Name, context: _Context) -> Chosen | None:
        """A weak name, or one with several strong readings, by what else the text names."""
        countries = [c for c in name.candidates if c.entity.kind in _COUNTRIES and c.how is not Recognition.CAPITAL]
        if countries and not self._is_word(name):
            return self._among(name, countries, context)
        others = [c for c in name.candidates if c.entity.kind is not EntityKind.PLACE and c not in countries]
        others = [c for c in others if c.how is not Recognition.CAPITAL and self._is_backed(c, context)]
        if others:
            return self._among(name, others, context)
        return self._place(name, context)

    def _among(self, name: Name, candidates: list[Candidate], context: _Context) -> Chosen | None:
        """The candidate that the text names elsewhere, or whose country it names most; none where two are equal."""
        distinct = {candidate.entity.id: candidate for candidate in reversed(candidates)}.values()
        ranked = sorted(distinct, key=lambda c: self._evidence(c, context), reverse=True)
        if len(ranked) > 1 and self._evidence(ranked[0], context) == self._evidence(ranked[1], context):
            return None
        return Chosen(name, ranked[0].entity, ranked[0].how)

    def _evidence(self, candidate: Candidate, context: _Context) -> tuple[bool, int, bool, int]:
        entity = candidate.entity
        return (
            entity.id in context.entities,
            context.countries[entity.country or ""],
            candidate.strong,
            -_RANK[entity.kind],
        )

    def _is_backed(self, candidate: Candidate, context: _Context) -> bool:
        """Whether a weak name of a group, person or organisation has anything to stand on."""
        entity = candidate.entity
        if candidate.strong or entity.id in context.entities:
            return True
        return entity.kind is not EntityKind.PERSON and (entity.country or "") in context.countries

    def _place(self, name: Name, context: _Context) -> Chosen | None:
        """A weak place: the largest one in a country that the text names, or the only one, said to be a place."""
        low = name.text.lower()
        word = low in self._classes["common"] or low in self._classes["surname"] or name.text in words.given_names()
        placing = neighbours.placing(context.text, name.start)
        if not placing and (word or not context.countries or neighbours.follows_unknown(context.text, name.start)):
            return None
        fitting = [c for c in name.candidates if c.entity.kind is EntityKind.PLACE]
        backed = [c for c in fitting if c.entity.country in context.countries and (placing or not c.spelling)]
        if backed:
            best = max(backed, key=lambda c: (not c.spelling, context.countries[c.entity.country or ""], self._size(c)))
            return self._as(name, best.entity)
        named = [c for c in fitting if not c.spelling] or [c for c in fitting if self._size(c) > _LARGE]
        if placing == neighbours.WITHIN and len(named) == 1 and not word:
            return self._as(name, named[0].entity)
        return None

    def _size(self, candidate: Candidate) -> int:
        site = self._catalog.site(candidate.entity.id)
        return (site.population or 0) if site is not None else 0


def _single(name: Name, strong: list[Candidate]) -> Chosen | None:
    """The one strong reading; a capital and its state are one."""
    seat = _seat(strong)
    meant = {c.entity.id: c for c in strong if c.how is not Recognition.CAPITAL or c.entity.kind not in _COUNTRIES}
    if len(meant) > 1 and seat is not None:
        meant = {key: c for key, c in meant.items() if c.entity.country == seat.country}
    if len(meant) != 1:
        return None
    candidate = next(iter(meant.values()))
    if seat is not None and candidate.entity.kind is EntityKind.PLACE:
        return Chosen(name, candidate.entity, Recognition.CAPITAL, seat)
    return Chosen(name, candidate.entity, candidate.how)


def _seat(candidates: Sequence[Candidate]) -> Entity | None:
    """The state that governs from this place, where one of the readings is a capital."""
    return next(
        (c.entity for c in candidates if c.how is Recognition.CAPITAL and c.entity.kind in _COUNTRIES),
        None,
    )
