"""Where states lie on a map: at their capital, else at their largest city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from graph.linking.catalog import Catalog
from graph.linking.facts import Site
from graph.model import EntityKind, Recognition


@lru_cache(maxsize=2)
def seats(catalog: Catalog) -> Mapping[str, Site]:
    """The site of each state and territory of which the catalogue knows a city."""
    named: dict[tuple[str, str], Site] = {}
    largest: dict[str, Site] = {}
    for label, country, site in _cities(catalog):
        named.setdefault((label, country), site)  # the tables come before the long list of cities
        if (site.population or 0) >= (largest[country].population or 0 if country in largest else 0):
            largest[country] = site
    capitals = {
        alias.entity: named[alias.text, alias.entity]
        for alias in catalog.aliases()
        if alias.how is Recognition.CAPITAL and (alias.text, alias.entity) in named
    }
    return largest | capitals


def _cities(catalog: Catalog) -> Iterator[tuple[str, str, Site]]:
    for entity in catalog.entities():
        site = catalog.site(entity.id) if entity.kind is EntityKind.PLACE else None
        country = None if site is None or site.lat is None else catalog.country_of(entity.id)
        if site is not None and country is not None:
            yield entity.label, country, site
