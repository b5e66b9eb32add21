"""The graph for the viewer and for network tools: start, expand, path, communities, exports."""

from __future__ import annotations

from typing import Annotated, Any

import networkx as nx
from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import BaseModel, Field

from api.dependencies import CatalogDep, NamespaceDep, StoreDep
from api.parameters import Day
from api.presentation import shown
from api.schemas import ClaimOut, EdgeOut, FiltersIn, GraphOut, HopOut, NodeOut
from graph.network import export, html_page, layout, path, projection
from graph.network import relations as network
from graph.network.projection import Community, communities, first_view, ranked_neighbours
from graph.network.scenes import Scene, scenes
from graph.queries.claims import claims
from graph.queries.labels import labels
from graph.rdf.iris import Namespace
from graph.store import Store

router = APIRouter(prefix="/api", tags=["network"])

FIRST_VIEW = 30  # nodes of the first view: enough to be interesting, few enough to be read
OPENED = 60  # members of a community that a click opens
MOST = 1500  # ids in one request, as many as the canvas holds

Ids = Annotated[list[str], Field(max_length=MOST)]


class StartIn(BaseModel):
    """What the first view shows."""

    filters: FiltersIn = FiltersIn()


class ExpandIn(BaseModel):
    """Whose neighbours, and what is already there."""

    id: str
    present: Ids = []
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    filters: FiltersIn = FiltersIn()


class AmongIn(BaseModel):
    """Between which entities."""

    ids: Ids
    filters: FiltersIn = FiltersIn()


class ExportIn(AmongIn):
    """What goes into a file."""

    format: str = "graphml"


class SceneOut(BaseModel):
    """A place where events happened."""

    id: str
    label: str
    latitude: float
    longitude: float
    claims: int
    origins: int

    @classmethod
    def from_scene(cls, one: Scene, label: str, latitude: float, longitude: float) -> SceneOut:
        return cls(
            id=one.place, label=label, latitude=latitude, longitude=longitude, claims=one.claims, origins=one.origins
        )


class EvidenceIn(BaseModel):
    """Which relation."""

    source: str
    target: str
    relation: str
    filters: FiltersIn = FiltersIn()


@router.post("/network/start", summary="A first view: the best supported contributions and what surrounds them")
def start(body: StartIn, store: StoreDep, iris: NamespaceDep) -> GraphOut:
    """The operations that most is said about, each with all its contributors: up to 30 actors and what relates them."""
    filters = body.filters.filters()
    found = network.relations(store, iris=iris, filters=filters)
    shown = first_view(found, FIRST_VIEW)
    edges = [one for one in found if {one.source, one.target} <= set(shown)]
    return _graph(store, iris, shown, edges, filters=filters)


@router.post("/network/expand", summary="The best supported neighbours that are not shown yet")
def expand(body: ExpandIn, store: StoreDep, iris: NamespaceDep) -> GraphOut:
    """At most ``limit`` new nodes, and the relations between them and everything that is shown."""
    filters = body.filters.filters()
    touching = network.relations(store, iris=iris, touching=body.id, filters=filters)
    ranked = ranked_neighbours(touching, body.id, body.present)
    fresh = ranked[: body.limit]
    everything = [*dict.fromkeys([*body.present, body.id, *fresh])]
    among = network.relations(store, iris=iris, among=everything, filters=filters)
    new = {*fresh, body.id}
    edges = [one for one in among if one.source in new or one.target in new]
    return _graph(store, iris, fresh, edges, among=everything, filters=filters, remaining=len(ranked) - len(fresh))


@router.post("/network/among", summary="The relations between given entities")
def among(body: AmongIn, store: StoreDep, iris: NamespaceDep) -> GraphOut:
    """All the entities asked for, and every relation between two of them."""
    filters = body.filters.filters()
    found = network.relations(store, iris=iris, among=body.ids, filters=filters) if body.ids else []
    return _graph(store, iris, body.ids, found, filters=filters)


@router.post("/network/evidence", summary="The claims behind a relation")
def evidence(body: EvidenceIn, store: StoreDep, iris: NamespaceDep) -> dict[str, list[ClaimOut]]:
    """Agreeing and disagreeing claims, the newest article first."""
    ends = (body.source, body.relation, body.target)
    found = claims(store, network.claims_of(store, ends, iris=iris, filters=body.filters.filters()), iris=iris)
    return {"claims": shown(found, store, iris)}


@router.post("/network/timeline", summary="Claims a month")
def timeline(body: AmongIn, store: StoreDep, iris: NamespaceDep) -> dict[str, list[tuple[str, int]]]:
    """How many claims between the given entities fall into each month."""
    found = network.months(store, iris=iris, among=body.ids, filters=body.filters.filters()) if body.ids else []
    return {"months": found}


@router.get("/path", summary="How two actors hang together")
def shortest(
    a: Annotated[str, Query(description="Id of the one", examples=["state/ARM"])],
    b: Annotated[str, Query(description="Id of the other", examples=["state/KAZ"])],
    store: StoreDep,
    iris: NamespaceDep,
) -> dict[str, list[HopOut]]:
    """The shortest path, the best supported of equals, with the claims behind every hop; 404 where there is none."""
    hops = path(store, a, b, iris=iris)
    names = labels(store, [end for hop in hops for end in (hop.source, hop.target)], iris=iris)
    return {
        "hops": [
            HopOut(
                source=NodeOut.from_label(names[hop.source]),
                target=NodeOut.from_label(names[hop.target]),
                relation=hop.relation.name,
                evidence=shown(list(hop.claims), store, iris),
            )
            for hop in hops
        ]
    }


@router.get("/network/communities", summary="The overview: communities and positions")
def overview(store: StoreDep, iris: NamespaceDep) -> dict[str, Any]:
    """Every actor with a place in the unit disc, and the communities they form, with aggregated edges between these."""
    graph = projection(store, iris=iris)
    groups = communities(graph)
    discs = layout.discs(groups)
    home = {name: group.id for group in groups for name in group.members}
    places = {
        name: at for group, disc in zip(groups, discs, strict=True) for name, at in layout.members(group, disc).items()
    }
    degree = dict(graph.degree(weight="weight"))
    return {
        "nodes": [
            {"id": name, "label": node["label"], "x": places[name][0], "y": places[name][1]}
            | {"size": degree[name], "community": home[name]}
            for name, node in graph.nodes(data=True)
        ],
        "communities": [_community(group, disc) for group, disc in zip(groups, discs, strict=True)],
        "edges": _between_communities(graph, home),
    }


def _community(group: Community, disc: layout.Disc) -> dict[str, Any]:
    place = {"x": disc.x, "y": disc.y, "radius": disc.radius}
    members = {"members": len(group.members), "ids": list(group.members[:OPENED])}
    return {"id": group.id, "label": group.label} | place | members


@router.get("/network/scenes", summary="Where events happened")
def list_scenes(
    store: StoreDep, catalog: CatalogDep, iris: NamespaceDep, since: Day = None, until: Day = None
) -> dict[str, list[SceneOut]]:
    """The places of events, with their coordinates where the catalogue knows them, most reported first."""
    found = [(one, catalog.site(one.place)) for one in scenes(store, iris=iris, since=since, until=until)]
    names = labels(store, [one.place for one, _ in found], iris=iris)
    return {
        "scenes": [
            SceneOut.from_scene(one, names[one.place].label, site.lat, site.lon)
            for one, site in found
            if site is not None and site.lat is not None and site.lon is not None
        ]
    }


@router.get("/network/export", summary="A part of the graph as a file")
def export_file(
    store: StoreDep,
    iris: NamespaceDep,
    format: Annotated[str, Query(description="html, graphml, gexf, json, csv or ttl")] = "graphml",
    ids: Annotated[str, Query(description="Entity ids separated by commas; everything where empty")] = "",
) -> Response:
    """GraphML, GEXF, node-link JSON, CSV, Turtle, or one HTML page that opens from disk (500 nodes at most)."""
    wanted = [name for name in ids.split(",") if name] or None
    return _file(projection(store, iris=iris, among=wanted), format)


@router.post("/network/export", summary="What a view shows as a file")
def export_view(body: ExportIn, store: StoreDep, iris: NamespaceDep) -> Response:
    """The same for any number of entities, and only with what passes the filters."""
    graph = projection(store, iris=iris, among=body.ids, filters=body.filters.filters()) if body.ids else None
    return _file(nx.MultiDiGraph() if graph is None else graph, body.format)


def _file(graph: nx.MultiDiGraph, format: str) -> Response:
    if format == "html":
        return _page(graph)
    if format not in export.FORMATS:
        raise HTTPException(400, f"format {format!r} is unknown: use html, {', '.join(export.FORMATS)}")
    media_type, write = export.FORMATS[format]
    return _download(write(graph), media_type, format)


def _page(graph: nx.MultiDiGraph) -> Response:
    try:
        text = html_page(graph)
    except ValueError as cause:
        raise HTTPException(413, str(cause)) from cause
    answer = _download(text, "text/html", "html")
    # The page brings its own script and asks nobody; the site's policy would forbid the one without allowing more.
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
        "sandbox allow-scripts"
    )
    return answer


def _download(text: str, media_type: str, extension: str) -> Response:
    disposition = f'attachment; filename="entente.{extension}"'
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers={"Content-Disposition": disposition})


def _between_communities(graph: nx.MultiDiGraph, home: dict[str, int]) -> list[dict[str, int]]:
    weights: dict[tuple[int, int], int] = {}
    for source, target, weight in graph.edges(data="weight"):
        pair = tuple(sorted((home[source], home[target])))
        if pair[0] != pair[1]:
            weights[pair] = weights.get(pair, 0) + weight  # type: ignore[index, arg-type]
    return [{"source": a, "target": b, "weight": weight} for (a, b), weight in sorted(weights.items())]


def _graph(
    store: Store,
    iris: Namespace,
    nodes: list[str],
    edges: list[network.Relation],
    *,
    filters: network.Filters,
    among: list[str] | None = None,
    remaining: int = 0,
) -> GraphOut:
    names = labels(store, nodes, iris=iris)
    everything = nodes if among is None else among
    statements, origins = network.totals(store, iris=iris, among=everything, filters=filters) if edges else (0, 0)
    return GraphOut(
        nodes=[NodeOut.from_label(names[name]) for name in dict.fromkeys(nodes)],
        edges=[EdgeOut.from_relation(edge) for edge in edges],
        remaining=remaining,
        statements=statements,
        origins=origins,
    )
