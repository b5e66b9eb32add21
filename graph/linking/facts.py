"""The types of what the catalogue knows: names, dated facts, and where things are.

All are immutable. ``source`` is a citation in words; ``verified`` says whether that source was read when the row was
written (see ``ontology/catalog/README.md``). Dates are ISO 8601 at the precision of the source; an empty end means
that it still held when the row was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import MembershipStatus, Recognition


class Strength(StrEnum):
    """Whether a name is enough by itself: a weak one (*Jordan*, *Congolese*, *Reading*) needs context."""

    STRONG = "strong"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Alias:
    """A text that can name an entity.

    ``how`` is what recognising it means: a capital (*Moscow*) names the state that governs from it as well as the
    place, and stands twice, once with ``CAPITAL`` for the state and once with ``NAME`` for the place. ``lang`` is a
    language tag, ``und`` where the source does not say. Acronyms are case-sensitive.
    """

    text: str
    entity: str
    strength: Strength
    how: Recognition
    lang: str
    case_sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedMembership:
    """A standing in an organisation from ``start`` (inclusive) to ``end`` (exclusive)."""

    member: str
    organization: str
    status: MembershipStatus
    start: str | None
    end: str | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRecord:
    """An operation or mission. ``lead`` is an organisation or state; ``mandate`` says in our words what it is for."""

    id: str
    label: str
    acronym: str | None
    lead: str | None
    hosts: tuple[str, ...]
    start: str | None
    end: str | None
    mandate: str | None
    source: str
    verified: bool

    @property
    def host(self) -> str | None:
        """The first of the hosts."""
        return self.hosts[0] if self.hosts else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedOffice:
    """A person's office of a state or organisation from ``start`` to ``end``."""

    person: str
    office: str
    of: str
    start: str | None
    end: str | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedDeployment:
    """A contribution known before any article: a number or a range of people, in a ``year``.

    ``approximate`` is true where the source itself says *about* or *estimated*.
    """

    contributor: str
    host: str | None
    operation: str | None
    low: int | None
    high: int | None
    approximate: bool
    year: str
    source: str
    verified: bool

    @property
    def personnel(self) -> int | None:
        """The number, where the source gives exactly one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where an entity is: within which other entity, and at which point (degrees, WGS 84) if known."""

    within: str | None
    lat: float | None = None
    lon: float | None = None
    population: int | None = None


def holds(start: str | None, end: str | None, on: str) -> bool:
    """Whether an interval covers a day. A date of lower precision counts as its first moment."""
    return (start is None or _first_day(start) <= on) and (end is None or on < _first_day(end))


def _first_day(value: str) -> str:
    return f"{value}-01-01"[:10] if len(value) == len("2022") else f"{value}-01"[:10]
