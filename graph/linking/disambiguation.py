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
from graph.linking.meanings import COUNTRIES, Meaning, Watch, alone, is_personal, is_word, seat_of
from graph.linking.mentions import Name
from graph.model import Entity, EntityKind, Mention, Recognition

_RANK = {kind: rank for rank, kind in enumerate(EntityKind)}
_LARGE = 100_000  # inhabitants: towns that the news may name without saying in which country
_FAMOUS = 500_000  # inhabitants: towns that are known by their name alone
_ENOUGH = 2  # more evidence than this for one reading adds nothing
_KEPT = 200_000  # spellings whose meaning is remembered


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
    """The text, its names, and what they are settled to mean so far."""

    text: str
    day: str | None
    names: Sequence[Name]
    chosen: dict[int, Chosen]
    countries: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    lower: str | None = None

    def __post_init__(self) -> None:
        for each in self.chosen.values():
            self._count(each)

    def settle(self, index: int, chosen: Chosen) -> None:
        """Take a decision."""
        self.chosen[index] = chosen
        self._count(chosen)

    def _count(self, chosen: Chosen) -> None:
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
        self._theatres = _theatres(catalog)
        self._meanings: dict[str, Meaning] = {}

    def choose(self, text: str, names: Sequence[Name], day: str | None = None) -> list[Chosen]:
        """What each name means, in order; undecided ones are left out. ``day``: ISO date of the article."""
        chosen: dict[int, Chosen] = {}
        later: list[int] = []
        for index, name in enumerate(names):
            meaning = self._meaning(name)
            if meaning.entity is None or (meaning.watch is not Watch.NOTHING and _doubtful(text, name, meaning.watch)):
                later.append(index)
            else:
                chosen[index] = Chosen(name, meaning.entity, meaning.how, meaning.seat)
        if not later:
            return list(chosen.values())
        context = _Context(text, day, names, chosen)
        for index in later:
            decided = self._decide(index, context)
            if decided is not None:
                context.settle(index, decided)
        return [chosen[index] for index in sorted(chosen)]

    def _meaning(self, name: Name) -> Meaning:
        known = self._meanings.get(name.text)
        if known is None:
            if len(self._meanings) >= _KEPT:
                self._meanings.clear()
            known = self._meanings[name.text] = alone(name.text, name.candidates)
        return known

    def _decide(self, index: int, context: _Context) -> Chosen | None:
        name = context.names[index]
        meaning = self._meaning(name)
        if _is_shouted(context.text, name) or _is_a_person(name, context):
            return None
        contained = self._contained(index, context)
        if contained is not None:
            return contained
        readings = words.readings(name.text)
        if readings:
            return self._read(index, readings, context)
        if meaning.entity is not None and meaning.watch is not Watch.CONTEXT:
            if (
                meaning.seat is None
                and meaning.watch is Watch.PLACE
                and not self._is_plausible(name, meaning.entity, context)
            ):
                return None
            return Chosen(name, meaning.entity, meaning.how, meaning.seat)
        return self._weigh(name, context)

    def _contained(self, index: int, context: _Context) -> Chosen | None:
        """*Paris, Texas*: the place of this name within what follows the comma."""
        name, following = context.names[index], context.chosen.get(index + 1)
        if following is None or context.text[name.end : following.name.start] != ", ":
            return None
        whole = following.entity
        if whole.kind is EntityKind.PLACE and not self._is_region(whole):
            return None
        for candidate in name.candidates:
            if candidate.entity.kind is EntityKind.PLACE and candidate.entity.country == whole.country:
                return self._as(name, candidate.entity)
        return None

    def _is_region(self, place: Entity) -> bool:
        site = self._catalog.site(place.id)
        return site is not None and site.population is None and place.geonames is None

    def _read(self, index: int, readings: tuple[words.Reading, ...], context: _Context) -> Chosen | None:
        """The reading of a name in the table of ambiguous names that leads, if one does."""
        scores: Counter[str | None] = Counter()
        for reading in readings:
            scores[reading.entity] += reading.prior if reading.current(context.day) else 0
            scores[reading.entity] += 2 * min(_ENOUGH, sum(context.holds(cue) for cue in reading.cues))
        for identifier in scores:
            if identifier is not None:
                scores[identifier] += self._support(identifier, index, context)
        ranked = scores.most_common(2)
        best, score = ranked[0]
        tied = len(ranked) > 1 and ranked[1][1] == score
        if tied or score <= 0 or best is None or (entity := self._catalog.get(best)) is None:
            return None
        return self._as(context.names[index], entity)

    def _support(self, identifier: str, index: int, context: _Context) -> int:
        """Evidence from other names: mentions of the same country, and a town before the comma."""
        entity = self._catalog.get(identifier)
        if entity is None:
            return 0
        support = 0
        if entity.kind is not EntityKind.PLACE and entity.country is not None:
            named = entity.id in context.entities
            support = 2 * (min(_ENOUGH, context.countries[entity.country]) + named)
        before = context.names[index - 1] if index else None
        if before is not None and context.text[before.end : context.names[index].start] == ", ":
            towns = (c.entity for c in before.candidates if c.entity.kind is EntityKind.PLACE)
            support += 3 * any(town.country == entity.country for town in towns)
        return support

    def _as(self, name: Name, entity: Entity) -> Chosen:
        for candidate in name.candidates:
            if candidate.entity.id == entity.id:
                seat = seat_of(name.candidates) if entity.kind is EntityKind.PLACE else None
                if seat is not None and seat.country == entity.country:
                    return Chosen(name, entity, Recognition.CAPITAL, seat)
                return Chosen(name, entity, candidate.how)
        return Chosen(name, entity, Recognition.NAME)

    def _weigh(self, name: Name, context: _Context) -> Chosen | None:
        """A weak name, or one with several strong readings, by what else the text names."""
        word = is_word(name.text)
        countries = [c for c in name.candidates if c.entity.kind in COUNTRIES and c.how is not Recognition.CAPITAL]
        if countries and not word:
            return self._among(name, countries, context)
        others = [c for c in name.candidates if c.entity.kind not in (*COUNTRIES, EntityKind.PLACE)]
        others = [c for c in others if self._is_backed(c, context, word=word)]
        if others:
            return self._among(name, others, context)
        return self._place(name, context)

    def _place(self, name: Name, context: _Context) -> Chosen | None:
        """A weak place: the largest one in a country that the text names, or the only one, said to be a place."""
        word = is_word(name.text) or is_personal(name.text)
        placing = neighbours.placing(context.text, name.start)
        if word and placing != neighbours.WITHIN:
            return None
        if not placing and (not context.countries or neighbours.follows_unknown(context.text, name.start)):
            return None
        fitting = [c for c in name.candidates if c.entity.kind is EntityKind.PLACE]
        backed = [c for c in fitting if c.entity.country in context.countries and (placing or not c.spelling)]
        if backed:
            best = max(backed, key=lambda c: (not c.spelling, context.countries[c.entity.country or ""], self._size(c)))
            return self._as(name, best.entity)
        named = [c for c in fitting if self._size(c) > _LARGE]
        named = [c for c in named if not c.spelling] or named
        if placing == neighbours.WITHIN and len(named) == 1 and not word:
            return self._as(name, named[0].entity)
        return None

    def _is_plausible(self, name: Name, place: Entity, context: _Context) -> bool:
        """Whether a town that is no capital is large, in a country of the text, or said to be a place."""
        if place.geonames is None or place.country in context.countries:
            return True
        return bool(neighbours.placing(context.text, name.start)) or self._population(place) > _FAMOUS

    def _size(self, candidate: Candidate) -> int:
        return self._population(candidate.entity)

    def _population(self, place: Entity) -> int:
        site = self._catalog.site(place.id)
        return (site.population or 0) if site is not None else 0

    def _among(self, name: Name, candidates: list[Candidate], context: _Context) -> Chosen | None:
        """The candidate that the text names elsewhere, or whose country it names most; none where two are equal."""
        distinct = {candidate.entity.id: candidate for candidate in reversed(candidates)}.values()
        ranked = sorted(distinct, key=lambda c: self._evidence(c, context), reverse=True)
        if len(ranked) > 1 and self._evidence(ranked[0], context) == self._evidence(ranked[1], context):
            return None
        return Chosen(name, ranked[0].entity, ranked[0].how)

    def _evidence(self, candidate: Candidate, context: _Context) -> tuple[bool, int, bool, int]:
        entity = candidate.entity
        known = sum(context.countries[country] for country in self._countries(entity))
        return (entity.id in context.entities, known, candidate.strong, -_RANK[entity.kind])

    def _countries(self, entity: Entity) -> frozenset[str]:
        """The countries that speak for an entity: its own, or those in which an operation takes place."""
        return self._theatres.get(entity.id) or frozenset([entity.country or ""])

    def _is_backed(self, candidate: Candidate, context: _Context, *, word: bool) -> bool:
        """Whether a weak name of a group, person or organisation has anything to stand on."""
        entity = candidate.entity
        if entity.id in context.entities or (candidate.strong and not word):
            return True
        return entity.kind is not EntityKind.PERSON and not self._countries(entity).isdisjoint(context.countries)


def _doubtful(text: str, name: Name, watch: Watch) -> bool:
    """Whether what stands beside a settled name makes its meaning doubtful."""
    if watch is Watch.CONTEXT:
        return True
    if watch is Watch.CAPITALS:
        return neighbours.shouting(text, name.start, name.end)
    if watch is Watch.PLACE and (text.startswith(", ", name.end) or not neighbours.placing(text, name.start)):
        return True
    return neighbours.personal(text, name.start, name.end, known=watch is Watch.PERSON)


def _is_shouted(text: str, name: Name) -> bool:
    if not name.text.isupper() or name.text.lower() not in words.classes()["shout"]:
        return False
    return neighbours.shouting(text, name.start, name.end)


def _is_a_person(name: Name, context: _Context) -> bool:
    """Whether the words are part of a person's name, here or earlier in the text."""
    weak = not any(c.strong and c.entity.kind is not EntityKind.PLACE for c in name.candidates)
    known = is_personal(name.text)
    if (weak or known) and neighbours.personal(context.text, name.start, name.end, known=known):
        context.persons.add(name.text)
        return True
    return name.text in context.persons and not any(c.entity.country in context.countries for c in name.candidates)


def _theatres(catalog: Catalog) -> dict[str, frozenset[str]]:
    """The actor codes of the countries in which the catalogue's operations take place."""
    return {
        operation.id: frozenset(
            host.country for identifier in operation.hosts if (host := catalog.get(identifier)) and host.country
        )
        for operation in catalog.operations
    }
