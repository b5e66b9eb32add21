"""OpenRefine reconciliation over the catalogue (Reconciliation Service API 0.2, W3C community group, 2023).

GET  /reconcile                      the manifest; with ``queries`` or ``extend`` the answers (POST form likewise)
GET  /reconcile/suggest/{what}       entities, types, properties by prefix
GET  /reconcile/preview?id=...       a card of an entity
GET  /reconcile/properties?type=...  what ``extend`` can fetch
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from api.dependencies import CatalogDep, ServicesDep
from api.services import Services
from graph.errors import NotFound
from graph.linking.catalog import Catalog
from graph.model import Entity, EntityKind
from graph.queries.search import Hit, fold

router = APIRouter(prefix="/reconcile", tags=["reconciliation"])

MOST_QUERIES = 100  # in one batch; the manifest says so
SURE = 95.0  # score from which a single best candidate is a match

_TYPES = {kind.value: kind.value.capitalize() for kind in EntityKind}
_PROPERTIES: Mapping[str, tuple[str, Callable[[Entity], str | None]]] = {
    "country": ("Country code (PLOVER)", lambda entity: entity.country),
    "iso3": ("ISO 3166-1 alpha-3", lambda entity: entity.iso3),
    "acronym": ("Acronym", lambda entity: entity.acronym),
    "wikidata": ("Wikidata", lambda entity: entity.wikidata),
    "geonames": ("GeoNames", lambda entity: entity.geonames),
    "sector": ("Sector (PLOVER)", lambda entity: entity.sector),
    "verified": ("Source read", lambda entity: "yes" if entity.verified else "no"),
}

Answers = dict[str, Any]


@router.get("", summary="Reconciliation: manifest, queries, data extension")
def get_service(
    request: Request,
    services: ServicesDep,
    queries: Annotated[str | None, Query(description="JSON: key -> query")] = None,
    extend: Annotated[str | None, Query(description="JSON: ids and properties")] = None,
) -> Answers:
    """The manifest; with ``queries`` candidates, with ``extend`` values of properties."""
    return _serve(request, services, queries, extend)


@router.post("", summary="Reconciliation queries and data extension")
def post_service(
    request: Request,
    services: ServicesDep,
    queries: Annotated[str | None, Form()] = None,
    extend: Annotated[str | None, Form()] = None,
) -> Answers:
    """The same as a form, as OpenRefine sends it."""
    return _serve(request, services, queries, extend)


def _serve(request: Request, services: Services, queries: str | None, extend: str | None) -> Answers:
    if queries is not None:
        asked = _json(queries, "queries")
        if len(asked) > MOST_QUERIES:
            raise HTTPException(413, f"{len(asked)} queries in one batch; {MOST_QUERIES} at most")
        return {key: {"result": _candidates(query, services)} for key, query in asked.items()}
    if extend is not None:
        return _extended(_json(extend, "extend"), services.catalog)
    return manifest(str(request.base_url).rstrip("/"), services.iris.base)


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as cause:
        raise HTTPException(400, f"{name} is not valid JSON: {cause}") from cause
    if not isinstance(value, dict):
        raise HTTPException(400, f"{name} must be a JSON object")
    return value


def manifest(here: str, base: str) -> Answers:
    """What the service is and offers. ``here`` is the address by which it was reached."""
    suggest = {
        what: {"service_url": here, "service_path": f"/reconcile/suggest/{what}"}
        for what in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": "Entente catalogue",
        "identifierSpace": f"{base}id/",
        "schemaSpace": "https://w3id.org/entente/ns#",
        "documentation": f"{here}/docs",
        "defaultTypes": [_type(kind) for kind in _TYPES],
        "view": {"url": f"{here}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 240},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
        "batchSize": MOST_QUERIES,
    }


def _type(kind: str) -> dict[str, str]:
    return {"id": kind, "name": _TYPES.get(kind, kind)}


def _candidates(query: Any, services: Services) -> list[dict[str, Any]]:
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise HTTPException(400, 'each query is an object with a string "query"')
    text, limit = query["query"].strip(), min(int(query.get("limit") or 10), 50)
    wanted = query.get("type") or []
    kinds = frozenset(EntityKind(kind) for kind in ([wanted] if isinstance(wanted, str) else wanted) if kind in _TYPES)
    hits = services.lookup.find(text, limit=50, kinds=kinds) if text else []
    wishes = [(one.get("pid"), _values(one.get("v"))) for one in query.get("properties") or () if isinstance(one, dict)]
    scored = sorted(((_score(text, hit, wishes), hit) for hit in hits), key=lambda pair: (-pair[0], pair[1].entity.id))
    best = [pair[0] for pair in scored[:2]]
    sure = bool(best) and best[0] >= SURE and (len(best) == 1 or best[0] - best[1] >= 5)
    return [_result(score, hit, match=sure and rank == 0) for rank, (score, hit) in enumerate(scored[:limit])]


def _values(value: Any) -> set[str]:
    values = value if isinstance(value, list) else [value]
    return {fold(str(one.get("id", one.get("str", "")) if isinstance(one, dict) else one)) for one in values}


def _score(text: str, hit: Hit, wishes: list[tuple[Any, set[str]]]) -> float:
    """Likeness of the names in per cent; a property that disagrees costs a fifth, a place yields to an actor."""
    score = 100 * SequenceMatcher(None, fold(text), fold(hit.name)).ratio()
    for pid, values in wishes:
        if pid in _PROPERTIES and fold(_PROPERTIES[pid][1](hit.entity) or "") not in values:
            score -= 20
    return round(max(0.0, score - (6 if hit.entity.kind is EntityKind.PLACE else 0)), 1)


def _result(score: float, hit: Hit, *, match: bool) -> dict[str, Any]:
    entity = hit.entity
    return {
        "id": entity.id,
        "name": entity.label,
        "description": _description(entity),
        "type": [_type(entity.kind.value)],
        "score": score,
        "match": match,
    }


def _description(entity: Entity) -> str:
    parts = [_TYPES[entity.kind.value], entity.country, entity.acronym, "" if entity.verified else "unverified"]
    return ", ".join(part for part in parts if part)


def _extended(asked: dict[str, Any], catalog: Catalog) -> Answers:
    names = [str(one.get("id")) for one in asked.get("properties") or () if isinstance(one, dict)]
    unknown = [name for name in names if name not in _PROPERTIES]
    if unknown:
        raise HTTPException(400, f"unknown properties {unknown}; there are {list(_PROPERTIES)}")
    found = {key: catalog.get(key) for key in asked.get("ids") or ()}
    return {
        "meta": [{"id": name, "name": _PROPERTIES[name][0]} for name in names],
        "rows": {key: {name: _cell(entity, name) for name in names} for key, entity in found.items()},
    }


def _cell(entity: Entity | None, name: str) -> list[dict[str, str]]:
    value = None if entity is None else _PROPERTIES[name][1](entity)
    return [] if value is None else [{"str": value}]


@router.get("/suggest/entity", summary="Entities by prefix")
def suggest_entities(services: ServicesDep, prefix: str, cursor: int = 0) -> Answers:
    """As you type."""
    hits = services.lookup.find(prefix, limit=cursor + 10, kinds=frozenset())[cursor:]
    return {
        "result": [
            {
                "id": hit.entity.id,
                "name": hit.entity.label,
                "description": _description(hit.entity),
                "notable": [_type(hit.entity.kind.value)],
            }
            for hit in hits
        ]
    }


@router.get("/suggest/type", summary="Types by prefix")
def suggest_types(prefix: str, cursor: int = 0) -> Answers:
    """The kinds of entity."""
    return {"result": [_type(kind) for kind in _TYPES if kind.startswith(prefix.lower())][cursor:]}


@router.get("/suggest/property", summary="Properties by prefix")
def suggest_properties(prefix: str, cursor: int = 0) -> Answers:
    """What queries can compare and ``extend`` can fetch."""
    named = [{"id": key, "name": name} for key, (name, _) in _PROPERTIES.items()]
    return {"result": [one for one in named if fold(prefix) in fold(f"{one['id']} {one['name']}")][cursor:]}


@router.get("/properties", summary="Properties that can be fetched")
def propose_properties(type: str | None = None, limit: int = 20) -> Answers:
    """For every type the same."""
    found: Answers = {"properties": [{"id": key, "name": name} for key, (name, _) in _PROPERTIES.items()][:limit]}
    return found | ({"type": type} if type else {}) | {"limit": limit}


@router.get("/preview", summary="A card of an entity", response_class=HTMLResponse)
def preview(id: str, catalog: CatalogDep) -> HTMLResponse:
    """HTML for the tooltip of a reconciled cell."""
    entity = catalog.get(id)
    if entity is None:
        raise NotFound(f"the catalogue has no entity {id!r}")
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, read in _PROPERTIES.values()
        if (value := read(entity)) is not None
    )
    page = (
        "<!doctype html><html lang=en><meta charset=utf-8><style>body{font:14px system-ui;margin:.6rem}"
        f"th{{text-align:left;padding-right:1rem;font-weight:500}}</style><h3>{escape(entity.label)}</h3>"
        f"<p>{escape(_description(entity))}</p><table>{rows}</table></html>"
    )
    # OpenRefine shows it in a frame, which the site's policy would forbid.
    return HTMLResponse(page, headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"})
