"""Entities: search as you type, all about one, members of an organisation, places."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from api.dependencies import CatalogDep, KnownStoreDep, NamespaceDep, ServicesDep, StoreDep
from api.parameters import Day
from api.places import seats
from api.schemas import EntityOut, StandingOut, SuggestionOut
from graph.model import EntityKind
from graph.queries.entities import Unlinked, entity, unlinked
from graph.queries.labels import labels
from graph.queries.memberships import members

router = APIRouter(prefix="/api", tags=["entities"])


class UnlinkedOut(BaseModel):
    """An entity that no catalogue lists, with the words around some of its mentions."""

    id: str
    label: str
    mentions: int
    articles: int
    contexts: list[str]

    @classmethod
    def from_unlinked(cls, one: Unlinked) -> UnlinkedOut:
        return cls(
            id=one.id, label=one.label, mentions=one.mentions, articles=one.articles, contexts=list(one.contexts)
        )


@router.get("/entities", summary="Search by any name in any language")
def search(
    services: ServicesDep,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["Kirgis"])],
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    kind: Annotated[list[EntityKind] | None, Query()] = None,
) -> dict[str, list[SuggestionOut]]:
    """Names that begin so: the whole name first, states before places."""
    hits = services.lookup.find(q, limit=limit, kinds=frozenset(kind or ()))
    return {"entities": [SuggestionOut.from_hit(hit) for hit in hits]}


@router.get("/entities/unlinked", summary="Entities that no catalogue lists")
def list_unlinked(
    store: StoreDep, iris: NamespaceDep, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> dict[str, list[UnlinkedOut]]:
    """The most mentioned first."""
    return {"entities": [UnlinkedOut.from_unlinked(one) for one in unlinked(store, limit=limit, iris=iris)]}


@router.get("/entities/{kind}/{key}", summary="All about an entity")
def details(
    kind: EntityKind, key: str, store: KnownStoreDep, iris: NamespaceDep, on: Day = None, known_on: Day = None
) -> EntityOut:
    """Names, identifiers, memberships and offices as of a day, and how much is said about it."""
    found = entity(store, f"{kind.value}/{key}", on=on, known_on=known_on, iris=iris)
    others = {end for one in (*found.memberships, *found.members) for end in (one.member, one.organization)}
    others |= {end for one in found.offices for end in (one.person, one.of)}
    return EntityOut.from_details(found, labels(store, others, iris=iris))


@router.get("/organizations/{key}/members", summary="Members of an organisation on a day")
def organization_members(
    key: str, store: KnownStoreDep, iris: NamespaceDep, on: Day = None, known_on: Day = None
) -> dict[str, list[StandingOut]]:
    """With status and, where the catalogue says so, its source and whether somebody read it."""
    organization = f"organization/{key}"
    entity(store, organization, iris=iris)
    found = members(store, organization, on=on, known_on=known_on, iris=iris)
    names = labels(store, [one.member for one in found], iris=iris)
    return {"members": [StandingOut.from_standing(one, one.member, names) for one in found]}


@router.get("/places", summary="Where states lie")
def places(catalog: CatalogDep) -> dict[str, list[dict[str, str | float]]]:
    """Every state and territory with the coordinates of its capital (else of its largest city), for maps."""
    return {
        "places": [
            {"id": name, "label": catalog.entity(name).label, "latitude": site.lat, "longitude": site.lon}
            for name, site in seats(catalog).items()
            if site.lat is not None and site.lon is not None
        ]
    }
