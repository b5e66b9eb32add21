"""Which operation is meant: the catalogue's, else one derived from lead, host and year.

The derived id (``operation/csto-kaz-2022``) depends on nothing that was read before (ARCHITECTURE.md, *Identity*), so
that two articles which know the operation only as "CSTO peacekeepers in Kazakhstan" speak of the same node.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from functools import cache

from graph.extraction.lexicon import table
from graph.linking.catalog import Catalog, OperationRecord
from graph.linking.document import LinkedArticle
from graph.model import Entity, EntityKind

_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _records() -> dict[str, OperationRecord]:
    return {record.id: record for record in Catalog.load().operations}


def record(operation: str) -> OperationRecord | None:
    """What the catalogue knows of an operation."""
    return _records().get(operation)


def meant(operation: str, words: str, linked: LinkedArticle) -> str:
    """The operation that a name means in the year of the article.

    *The African Union mission in Somalia* was AMISOM and then ATMIS; an acronym means what it says in any year.
    """
    known, year = record(operation), year_of(linked)
    if known is None or year is None or _runs(known, year) or words == known.acronym:
        return operation
    if known.lead is None or known.host is None or not words[:1].isalpha() or words.isupper():
        return operation
    running = [r for r in _records().values() if r.lead == known.lead and known.host in r.hosts and _runs(r, year)]
    return linked.introduce(Catalog.load().entity(running[0].id)).id if len(running) == 1 else operation


def identify(lead: str, host: str, linked: LinkedArticle) -> str | None:
    """The operation of a lead (organisation or state) in a host, made known to the article; None without a year."""
    year = year_of(linked)
    if year is None:
        return None
    known = [r for r in _records().values() if r.lead == lead and host in r.hosts and _runs(r, year)]
    for choose in (_named(linked), _on_that_day(linked), _of_that_host(host), _said(linked)):
        chosen = [r for r in known if choose(r)]
        if len(chosen) == 1:
            return linked.introduce(Catalog.load().entity(chosen[0].id)).id
        known = chosen or known
    return linked.introduce(_derived(lead, host, year, linked)).id


def _named(linked: LinkedArticle) -> Callable[[OperationRecord], bool]:
    """The article names it, be it in another sentence."""
    return lambda record: record.id in linked.entities


def _on_that_day(linked: LinkedArticle) -> Callable[[OperationRecord], bool]:
    """It runs in the month of the article (IFOR in January 1996, SFOR in the next): an end is still spoken of."""
    day = (linked.article.published or "")[:7]
    return lambda record: _began(record, day) and not _over(record, day)


def _began(record: OperationRecord, day: str) -> bool:
    return record.start is None or record.start[: len(day)] <= day[: len(record.start)]


def _over(record: OperationRecord, day: str) -> bool:
    return record.end is not None and record.end[: len(day)] < day[: len(record.end)]


def _of_that_host(host: str) -> Callable[[OperationRecord], bool]:
    """It is there first of all (UNIFIL is in Lebanon, UNTSO also)."""
    return lambda record: record.host == host


def _said(linked: LinkedArticle) -> Callable[[OperationRecord], bool]:
    """Its label says what the article calls it: a force, a training mission, a monitoring mission."""
    said = Counter(word for word in _WORD.findall(linked.article.text.lower()) if word in _label_words())
    kind = said.most_common(1)[0][0] if said else ""
    return lambda record: kind in _WORD.findall(record.label.lower())


@cache
def _label_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("operation_labels", "word"))


def at_sea(record: OperationRecord) -> bool:
    """Whether it is an operation at sea: what the catalogue gives as its host is only the nearest shore."""
    return any(word in _sea_words() for word in _WORD.findall(f"{record.label} {record.mandate or ''}".lower()))


@cache
def _sea_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("sea_words", "word"))


def led_by_one_of(givers: Collection[str], host: str, linked: LinkedArticle) -> str | None:
    """The catalogue's only operation in a host, in the year of the article, that one of the contributors leads."""
    year = year_of(linked)
    running = [r for r in _records().values() if host in r.hosts and year is not None and _runs(r, year)]
    led = [r for r in running if r.lead in givers]
    return linked.introduce(Catalog.load().entity(led[0].id)).id if len(led) == 1 else None


def year_of(linked: LinkedArticle) -> str | None:
    """The year the article speaks of: that of its publication, else the one its text names most."""
    if linked.article.year is not None:
        return linked.article.year
    years = Counter(_YEAR.findall(linked.article.text))
    return min(years, key=lambda year: (-years[year], year)) if years else None


def _runs(record: OperationRecord, year: str) -> bool:
    return (record.start or "0000")[:4] <= year <= (record.end or "9999")[:4]


def _derived(lead: str, host: str, year: str, linked: LinkedArticle) -> Entity:
    names = [linked.entities[entity].label if entity in linked.entities else _label(entity) for entity in (lead, host)]
    key = "-".join([_key(lead), _key(host), year])
    label = f"{names[0]} operation in {names[1]} ({year})"
    return Entity(id=f"operation/{key}", kind=EntityKind.OPERATION, label=label, known=False, verified=False)


def _label(entity: str) -> str:
    known = Catalog.load().get(entity)
    return entity if known is None else known.label


def _key(entity: str) -> str:
    return entity.partition("/")[2].lower()
