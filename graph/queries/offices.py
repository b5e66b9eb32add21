"""Who holds which office: what the catalogue records, and what articles claim.

A record holds from its start to its end (exclusive). A claim that somebody holds an office, was elected or appointed
to it, holds from the time it states, else from its publication, until a claim says that the person left it, or until
the catalogue records or a later claim states another holder of the same office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from graph.model import OfficeStatus, Stance
from graph.queries.identity import Identities
from graph.queries.run import Bindings, sparql
from graph.queries.values import nodes, required, text
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from ontology import terms as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person's office. ``source`` is the catalogue's citation, None where only articles say so."""

    person: str
    office: str
    of: str
    status: OfficeStatus
    start: str | None
    end: str | None
    source: str | None
    verified: bool
    assertions: tuple[str, ...]
    origins: int
    stance: Stance
    published: str | None

    @property
    def recorded(self) -> bool:
        """Whether the catalogue says so."""
        return self.source is not None

    @property
    def begun(self) -> str:
        """From when it holds, as far as known."""
        return (self.start or ("" if self.recorded else self.published or ""))[:10]


_LEFT = frozenset({OfficeStatus.HELD, OfficeStatus.RESIGNED, OfficeStatus.DIED})


def holdings(
    store: Store,
    *,
    of: str | Iterable[str] | None = None,
    person: str | Iterable[str] | None = None,
    offices: Iterable[str] | None = None,
    on: str | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
) -> list[Holding]:
    """Who held which office on a day (now where none is given), the newest first."""
    identities = Identities.of(store, iris)
    rows = store.query(
        offices_sparql(of=identities.spread(of), person=identities.spread(person), offices=offices, iris=iris)
    ).bindings()
    said = [_holding(row, iris, identities) for row in rows]
    known = [one for one in said if known_on is None or (one.published or "")[: len(known_on)] <= known_on]
    by_office: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    for one in known:
        by_office[one.office, one.of].append(one)
    found = [one for rows_of_office in by_office.values() for one in _on_the_day(rows_of_office, on)]
    return sorted(found, key=lambda one: (one.begun, one.person), reverse=True)


def offices_sparql(
    *,
    of: str | Iterable[str] | None = None,
    person: str | Iterable[str] | None = None,
    offices: Iterable[str] | None = None,
    iris: Namespace = OURS,
) -> str:
    """The query behind :func:`holdings`."""
    words = None if offices is None else [Literal(office) for office in offices]
    return sparql("offices", of=nodes(iris, of), person=nodes(iris, person), office=words)


def _holding(row: Bindings, iris: Namespace, identities: Identities) -> Holding:
    stance = text(row, "stance")
    return Holding(
        person=identities.one(iris.id_of(required(row, "person"))),
        office=required(row, "office"),
        of=identities.one(iris.id_of(required(row, "of"))),
        status=_STATUS_OF[required(row, "status")],
        start=text(row, "from"),
        end=text(row, "until"),
        source=text(row, "source"),
        verified=text(row, "verified") != "false",
        assertions=(required(row, "assertion"),),
        origins=0 if text(row, "origin") is None else 1,
        stance=Stance.ASSERTED if stance is None else _STANCE_OF[stance],
        published=text(row, "published"),
    )


def _on_the_day(rows: list[Holding], on: str | None) -> list[Holding]:
    records = [row for row in rows if row.recorded]
    recorded = [row for row in records if _record_holds(row, on)]
    claims = _holders(rows, on)
    newest_record = max((row.begun for row in recorded), default="")
    beside = [claim for claim in claims if claim.begun > newest_record or not recorded]
    same = {row.person for row in recorded}
    return [_supported(row, claims) for row in recorded] + [claim for claim in beside if claim.person not in same]


def _record_holds(row: Holding, on: str | None) -> bool:
    if on is None:
        return row.end is None
    return row.begun <= on and (row.end is None or row.end > on)


def _holders(rows: list[Holding], on: str | None) -> list[Holding]:
    """Those whom articles assert to hold the office on the day and do not say to have left it."""
    said = [row for row in rows if not row.recorded and row.stance is Stance.ASSERTED]
    begun = [row for row in said if on is None or row.begun <= on]
    left = {row.person: row.begun for row in sorted(begun, key=lambda row: row.begun) if row.status in _LEFT}
    present = [
        row for row in begun if row.status not in _LEFT and (row.person not in left or left[row.person] < row.begun)
    ]
    by_person: dict[str, list[Holding]] = defaultdict(list)
    for row in present:
        by_person[row.person].append(row)
    return [_gathered(of_person) for of_person in by_person.values()]


def _gathered(rows: list[Holding]) -> Holding:
    newest = max(rows, key=lambda row: row.begun)
    return _with(newest, [one for row in rows for one in row.assertions], len(rows))


def _supported(record: Holding, claims: list[Holding]) -> Holding:
    agreeing = [claim for claim in claims if claim.person == record.person]
    assertions = [*record.assertions, *(one for claim in agreeing for one in claim.assertions)]
    return _with(record, assertions, sum(claim.origins for claim in agreeing))


def _with(holding: Holding, assertions: list[str], origins: int) -> Holding:
    return replace(holding, assertions=tuple(sorted(set(assertions))), origins=origins)


_STATUS_OF = {t.STATUSES[status].value: status for status in OfficeStatus}
_STANCE_OF = {t.STANCES[stance].value: stance for stance in Stance}
