"""Who is a member of what, on a day: what the catalogue records, and what articles claim beside it.

A record holds from its start (inclusive) to its end (exclusive), as in the catalogue. A claim holds from the time it
states, else from its publication, until a later claim about the same two says otherwise; it only speaks where the
catalogue is silent on the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.model import MembershipStatus, Stance
from graph.queries.identity import Identities
from graph.queries.run import Bindings, select, sparql
from graph.queries.values import nodes, required, text
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from ontology import terms as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a member stands to an organisation. ``source`` is the catalogue's citation, None where only articles say
    so; ``verified`` whether somebody read that source; ``origins`` counts the independent articles."""

    member: str
    organization: str
    status: MembershipStatus
    start: str | None
    end: str | None
    source: str | None = None
    verified: bool = True
    assertions: tuple[str, ...] = ()
    origins: int = 0
    stance: Stance = Stance.ASSERTED
    published: str | None = None

    @property
    def recorded(self) -> bool:
        """Whether the catalogue says so."""
        return self.source is not None

    def holds(self, on: str | None) -> bool:
        """Whether it holds on a day; None asks for now."""
        if on is None:
            return self.end is None
        begun = self.start or ("" if self.recorded else self.published or "")
        return begun[:10] <= on and (self.end is None or self.end > on)


def standings(
    store: Store,
    *,
    organization: str | Iterable[str] | None = None,
    member: str | Iterable[str] | None = None,
    on: str | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
) -> list[Standing]:
    """One standing a member and organisation, as of a day; a suspension outweighs what it interrupts."""
    found = _all(store, organization, member, known_on, iris)
    chosen = (_on_the_day(rows, on) for rows in found.values())
    present = [standing for standing in chosen if standing is not None]
    return sorted(present, key=lambda standing: (standing.organization, standing.member))


def members(
    store: Store,
    organization: str | Iterable[str],
    on: str | None = None,
    *,
    known_on: str | None = None,
    iris: Namespace = OURS,
) -> list[Standing]:
    """Who was a member on a day (now where none is given), suspended members not among them."""
    found = standings(store, organization=organization, on=on, known_on=known_on, iris=iris)
    return [standing for standing in found if standing.status is MembershipStatus.MEMBER]


def memberships_sparql(
    *,
    organization: str | Iterable[str] | None = None,
    member: str | Iterable[str] | None = None,
    iris: Namespace = OURS,
) -> str:
    """The query behind both."""
    return sparql("memberships", organization=nodes(iris, organization), member=nodes(iris, member))


def _all(
    store: Store,
    organization: str | Iterable[str] | None,
    member: str | Iterable[str] | None,
    known_on: str | None,
    iris: Namespace,
) -> dict[tuple[str, str], list[Standing]]:
    identities = Identities.of(store, iris)
    rows = select(
        store,
        "memberships",
        organization=nodes(iris, identities.spread(organization)),
        member=nodes(iris, identities.spread(member)),
    )
    found: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for row in rows:
        standing = _standing(row, iris, identities)
        if known_on is None or (standing.published or "")[: len(known_on)] <= known_on:
            found[standing.member, standing.organization].append(standing)
    return found


def _standing(row: Bindings, iris: Namespace, identities: Identities) -> Standing:
    stance = text(row, "stance")
    return Standing(
        member=identities.one(iris.id_of(required(row, "member"))),
        organization=identities.one(iris.id_of(required(row, "organization"))),
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


def _on_the_day(rows: list[Standing], on: str | None) -> Standing | None:
    records = [row for row in rows if row.recorded and row.holds(on)]
    suspended = [row for row in records if row.status is MembershipStatus.SUSPENDED]
    present = [row for row in records if row.status is not MembershipStatus.LEFT]
    if present:
        return (suspended or present)[0]
    claims = [row for row in rows if not row.recorded and row.stance is Stance.ASSERTED and _begun(row, on)]
    if not claims or any(row.recorded for row in rows):
        return None  # the catalogue knows these two and says: not on this day
    newest = max(claims, key=lambda row: row.start or row.published or "")
    agreeing = [row for row in claims if row.status is newest.status]
    if newest.status is MembershipStatus.LEFT:
        return None
    return Standing(
        member=newest.member,
        organization=newest.organization,
        status=newest.status,
        start=newest.start,
        end=None,
        assertions=tuple(sorted(assertion for row in agreeing for assertion in row.assertions)),
        origins=len(agreeing),
        published=newest.published,
    )


def _begun(row: Standing, on: str | None) -> bool:
    return on is None or (row.start or row.published or "")[:10] <= on


_STATUS_OF = {t.STATUSES[status].value: status for status in MembershipStatus}
_STANCE_OF = {t.STANCES[stance].value: stance for stance in Stance}
