"""Claims: contributions, who did not contribute, events, and all that is said about an entity."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import KnownStoreDep, NamespaceDep, StoreDep
from api.parameters import Day, Id, Limit, entity_id
from api.presentation import shown
from api.schemas import ClaimOut, ContributionOut, StandingOut
from graph.errors import NotFound
from graph.model import ContributionStatus, EventType, Stance
from graph.queries.absences import non_contributors
from graph.queries.claims import ClaimPage, claims, claims_about, events, evidence
from graph.queries.contributions import Contribution, contributions
from graph.queries.labels import labels
from graph.rdf.iris import Namespace
from graph.store import Store

router = APIRouter(prefix="/api", tags=["claims"])


class ContributionsOut(BaseModel):
    """Contributions, best supported first; ``cursor`` continues where this page ends."""

    contributions: list[ContributionOut]
    total: int
    cursor: str | None


class ClaimsOut(BaseModel):
    """Claims, newest first; ``cursor`` continues where this page ends."""

    claims: list[ClaimOut]
    total: int
    cursor: str | None


@router.get("/contributions", summary="Who contributed forces to what")
def list_contributions(
    store: KnownStoreDep,
    iris: NamespaceDep,
    host: Id = None,
    contributor: Id = None,
    operation: Annotated[str | None, Query(examples=["operation/csto-kaz-2022"])] = None,
    organization: Annotated[str | None, Query(examples=["CSTO"])] = None,
    status: Annotated[list[ContributionStatus] | None, Query()] = None,
    on: Day = None,
    known_on: Day = None,
    since: Day = None,
    limit: Limit = 100,
    cursor: str | None = None,
) -> ContributionsOut:
    """Each with status, personnel, number of independent origins, and the sentences behind it.

    ``on`` asks what held on a day, ``known_on`` what had been published by then, ``since`` what began no earlier.
    """
    found = contributions(
        store,
        iris=iris,
        status=status,
        host=entity_id(host),
        contributor=entity_id(contributor),
        operation=entity_id(operation, "operation"),
        organization=entity_id(organization, "organization"),
        on=on,
        known_on=known_on,
        since=since,
    )
    keys = [one.contribution for one in found]
    begin = keys.index(cursor) + 1 if cursor in keys else 0
    page = found[begin : begin + limit]
    more = begin + limit < len(found)
    return ContributionsOut(
        contributions=_shown(page, store, iris), total=len(found), cursor=page[-1].contribution if more else None
    )


def _shown(page: list[Contribution], store: Store, iris: Namespace) -> list[ContributionOut]:
    said = claims(store, [claim.claim for one in page for claim in one.claims], iris=iris)
    outs = {one.claim: one for one in shown(said, store, iris)}
    ids = {end for one in page for end in (one.contributor, one.host, one.operation, one.organization) if end}
    names = labels(store, ids, iris=iris)
    return [
        ContributionOut.from_contribution(
            one, names, [outs[claim.claim] for claim in one.claims if claim.claim in outs]
        )
        for one in page
    ]


@router.get("/contributions/absent", summary="Members that did not contribute")
def absent(
    organization: Annotated[str, Query(examples=["CSTO"])],
    store: KnownStoreDep,
    iris: NamespaceDep,
    operation: str | None = None,
    host: Id = None,
    on: Day = None,
    known_on: Day = None,
) -> dict[str, list[StandingOut]]:
    """Members of an organisation on a day of which no article asserts that they contributed."""
    asked = entity_id(organization, "organization") or ""
    found = non_contributors(
        store,
        asked,
        operation=entity_id(operation, "operation"),
        host=entity_id(host),
        on=on,
        known_on=known_on,
        iris=iris,
    )
    names = labels(store, [one.member for one in found], iris=iris)
    return {"members": [StandingOut.from_standing(one, one.member, names) for one in found]}


@router.get("/claims", summary="All that is said about an entity")
def list_claims(
    about: Annotated[str, Query(examples=["state/KAZ"])],
    store: KnownStoreDep,
    iris: NamespaceDep,
    kind: Annotated[
        str | None, Query(description="event, contribution, membership, office, operation, location")
    ] = None,
    stance: Stance | None = None,
    known_on: Day = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> ClaimsOut:
    """Claims that speak of it, with their sentences."""
    page = claims_about(
        store, about, kind=kind, stance=stance, known_on=known_on, limit=limit, cursor=cursor, iris=iris
    )
    return _page(page, store, iris)


@router.get("/events", summary="Who did what to whom")
def list_events(
    store: KnownStoreDep,
    iris: NamespaceDep,
    type: Annotated[list[EventType] | None, Query()] = None,
    source: Id = None,
    target: Id = None,
    since: Day = None,
    until: Day = None,
    stance: Stance | None = None,
    known_on: Day = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> ClaimsOut:
    """PLOVER events by type, actors and time, with their sentences."""
    page = events(
        store,
        type=type,
        source=entity_id(source),
        target=entity_id(target),
        since=since,
        until=until,
        stance=stance,
        known_on=known_on,
        limit=limit,
        cursor=cursor,
        iris=iris,
    )
    return _page(page, store, iris)


@router.get("/evidence", summary="What speaks for and against a statement")
def statement_evidence(
    statement: Annotated[str, Query(description="IRI of the statement")], store: StoreDep, iris: NamespaceDep
) -> ClaimsOut:
    """Every claim about one statement, agreeing or not."""
    found = evidence(store, statement, iris=iris)
    if not found.claims:
        raise NotFound(f"no claim is about <{statement}>")
    return ClaimsOut(claims=shown(list(found.claims), store, iris), total=len(found.claims), cursor=None)


def _page(page: ClaimPage, store: Store, iris: Namespace) -> ClaimsOut:
    return ClaimsOut(claims=shown(list(page.claims), store, iris), total=page.total, cursor=page.cursor)
