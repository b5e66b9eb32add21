"""The catalogue: what is known of the world before any article.

It is read from the tables in ``ontology/catalog``, from CLDR (names in other languages) and from GeoNames (cities),
checked as a whole, and then only read. See ``ontology/catalog/README.md`` for sources and licences.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path

import ontology
from graph.linking import cities, cldr
from graph.linking.draft import Draft
from graph.linking.facts import (
    Alias,
    DatedDeployment,
    DatedMembership,
    DatedOffice,
    OperationRecord,
    Site,
    Strength,
    holds,
)
from graph.linking.tables import read_names, read_tables
from graph.model import Entity, MembershipStatus

__all__ = [
    "Alias",
    "Catalog",
    "DatedDeployment",
    "DatedMembership",
    "DatedOffice",
    "OperationRecord",
    "Site",
    "Strength",
]


class Catalog:
    """Entities, their names, and dated facts about them. Immutable after :meth:`load`."""

    def __init__(self, draft: Draft, version: str) -> None:
        self._draft = draft
        self.version = version
        self.memberships: tuple[DatedMembership, ...] = tuple(draft.memberships)
        self.operations: tuple[OperationRecord, ...] = tuple(draft.operations)
        self.offices: tuple[DatedOffice, ...] = tuple(draft.offices)
        self.deployments: tuple[DatedDeployment, ...] = tuple(draft.deployments)

    @classmethod
    def load(cls, folder: Path | str | None = None) -> Catalog:
        """The catalogue of a folder (the one that ships with us unless told otherwise), read once per process.

        Raises CatalogError, with file and line, where a row is wrong.
        """
        return _load(Path(folder) if folder is not None else Path(ontology.__path__[0]) / "catalog")

    def get(self, entity: str) -> Entity | None:
        """The entity with this id, if the catalogue has it."""
        return self._draft.entities.get(entity)

    def entity(self, entity: str) -> Entity:
        """The entity with this id. Raises KeyError where there is none."""
        return self._draft.entities[entity]

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order of the tables, cities last."""
        return iter(self._draft.entities.values())

    def aliases(self, languages: Collection[str] | None = ("en",)) -> Iterator[Alias]:
        """Names in these languages (``und``: spellings whose language GeoNames does not say); None for all."""
        for alias in self._draft.aliases:
            if languages is None or alias.lang in languages:
                yield alias
        if languages is None or "und" in languages:
            yield from self._spellings
        yield from cldr.aliases(self._draft, languages)

    @cached_property
    def _spellings(self) -> tuple[Alias, ...]:
        return tuple(cities.other_spellings(self._draft))

    def members(self, organization: str, on: str | None = None) -> tuple[str, ...]:
        """The members of an organisation on a day (ISO date), or now, in the order of their ids.

        Suspended members are not among them; see :meth:`standings`.
        """
        return tuple(
            sorted(m for m, status in self.standings(organization, on).items() if status is MembershipStatus.MEMBER)
        )

    def standings(self, organization: str, on: str | None = None) -> dict[str, MembershipStatus]:
        """Who stood how to an organisation on a day; a suspension outweighs the membership it interrupts."""
        found: dict[str, MembershipStatus] = {}
        for fact in self.memberships:
            if fact.organization != organization or fact.status is MembershipStatus.LEFT:
                continue
            if fact.end is None if on is None else holds(fact.start, fact.end, on):
                suspends = fact.status is MembershipStatus.SUSPENDED
                found[fact.member] = fact.status if suspends else found.get(fact.member, fact.status)
        return found

    def site(self, entity: str) -> Site | None:
        """Where a place is, if known."""
        return self._draft.sites.get(entity)

    def country_of(self, place: str) -> str | None:
        """The state or territory a place lies in; a state or territory is its own."""
        seen: set[str] = set()
        while not place.startswith(("state/", "territory/")):
            site = self._draft.sites.get(place)
            if site is None or site.within is None or place in seen:
                return None
            seen.add(place)
            place = site.within
        return place

    def parent_of(self, body: str) -> str | None:
        """The state or organisation of which this is an organ."""
        return self._draft.parents.get(body)

    def successors_of(self, state: str) -> tuple[str, ...]:
        """The states that succeeded a former one."""
        return self._draft.successors.get(state, ())

    def note(self, entity: str) -> str | None:
        """What must be said with it (a disputed status, stated neutrally)."""
        return self._draft.notes.get(entity)

    @property
    def counts(self) -> dict[str, int]:
        """Rows of the tables, and how many of them were written from memory."""
        return {"rows": self._draft.rows, "unverified": self._draft.unverified}


@cache
def _load(folder: Path) -> Catalog:
    with _collector_at_rest():
        draft = read_tables(folder)
        cities.add(draft)
        read_names(draft, folder)
        draft.settle()
    return Catalog(draft, _version(folder))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without garbage collection: all that is made here stays, and looking it over again doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _version(folder: Path) -> str:
    """A digest of all tables and of the packages that add to them: equal versions hold equal facts."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.tsv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    digest.update(f"{cities.VERSION} {cldr.VERSION}".encode())
    return digest.hexdigest()[:12]
