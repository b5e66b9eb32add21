"""The graph store protocol at ``/rdf-graph-store``: one named graph at a time, read and written whole.

SPARQL 1.1 Graph Store HTTP Protocol (W3C 2013). Indirect: ``?graph=IRI`` or ``?default``. Direct: any path below,
whose own IRI is the graph's name. POST without a graph makes a new one and says where it is.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from http import HTTPStatus
from uuid import uuid4

import pyoxigraph as ox
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool

from api import bodies
from api.dependencies import MayWrite, SettingsDep, StoreDep
from api.multipart import parts
from api.negotiation import ContentType, accepted, content_type
from api.routes.sparql import limits
from api.settings import Settings
from api.streaming import answer, while_connected
from graph.errors import NotFound, QueryError
from graph.store import Dataset, Store, Stream
from graph.store.engine import ntriples
from graph.store.formats import GRAPHS, find
from graph.store.parsing import parse_triples

PATH = "/rdf-graph-store"
_BOTH = (PATH, PATH + "/{path:path}")

router = APIRouter(tags=["graph store"])


@dataclass(frozen=True, slots=True)
class Target:
    """The graph that a request means; ``iri`` is ``None`` for the graph without a name."""

    iri: str | None

    @property
    def pattern(self) -> str:
        return "?s ?p ?o" if self.iri is None else f"GRAPH {ox.NamedNode(self.iri)} {{ ?s ?p ?o }}"

    @property
    def empty(self) -> str:
        """The update that leaves the graph there, without triples."""
        if self.iri is None:
            return "CLEAR SILENT DEFAULT"
        return f"DROP SILENT GRAPH {ox.NamedNode(self.iri)} ; CREATE SILENT GRAPH {ox.NamedNode(self.iri)}"

    def insert(self, triples: list[ox.Triple]) -> str:
        """The update that adds triples."""
        if self.iri is None:
            return f"INSERT DATA {{ {ntriples(triples)} }}"
        return f"INSERT DATA {{ GRAPH {ox.NamedNode(self.iri)} {{ {ntriples(triples)} }} }}"

    def exists(self, store: Store) -> bool:
        return self.iri is None or store.has_graph(self.iri)

    def require(self, store: Store) -> None:
        """Raise NotFound unless the graph is there."""
        if not self.exists(store):
            raise NotFound(f"there is no graph {self.iri}")


def target(request: Request, *, may_be_new: bool = False) -> Target:
    """Which graph the request means. Raises QueryError (400)."""
    named, default = request.query_params.getlist("graph"), "default" in request.query_params
    if request.path_params.get("path"):
        if named or default:
            raise QueryError("a graph is named by the path or by ?graph= and ?default, not by both")
        return Target(str(request.url.replace(query="")))
    if len(named) + default > 1:
        raise QueryError("name one graph: ?graph=IRI or ?default")
    if default:
        return Target(None)
    if named:
        return Target(_absolute(named[0]))
    if may_be_new:
        return Target(str(request.url.replace(query="", path=f"{PATH}/{uuid4().hex}")))
    raise QueryError("name the graph: ?graph=IRI, ?default, or a path below")


def _absolute(iri: str) -> str:
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise QueryError(f"graph={iri!r} is not an absolute IRI") from error


@router.get(_BOTH[0], summary="Read a graph", response_class=Response)
@router.get(_BOTH[1], include_in_schema=False, response_class=Response)
@router.head(_BOTH[0], include_in_schema=False)
@router.head(_BOTH[1], include_in_schema=False)
async def read(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """The graph, in the format that ``Accept`` prefers; 404 where there is none."""
    wanted, accept = target(request), accepted(request.headers.get("accept"))

    def run(gone: threading.Event) -> Stream:  # noqa: ARG001 - one graph is small
        wanted.require(store)
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {wanted.pattern} }}"
        return store.stream(query, accept, dataset=Dataset("own"))

    return await answer(await while_connected(request, run), limits(settings))


@router.put(_BOTH[0], summary="Replace a graph", dependencies=[MayWrite], response_class=Response)
@router.put(_BOTH[1], include_in_schema=False, dependencies=[MayWrite])
async def replace(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Make the graph hold exactly what was sent; 201 where there was none."""
    goal = target(request)
    triples = await _sent(request, settings, goal)

    def run(_: threading.Event) -> bool:
        there = goal.exists(store)
        store.update(f"{goal.empty} ; {goal.insert(triples)}" if triples else goal.empty)
        return there

    there = await while_connected(request, run)
    return Response(status_code=HTTPStatus.NO_CONTENT if there else HTTPStatus.CREATED)


@router.post(_BOTH[0], summary="Add to a graph", dependencies=[MayWrite], response_class=Response)
@router.post(_BOTH[1], include_in_schema=False, dependencies=[MayWrite])
async def add(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Merge what was sent into the graph; 201 with its place where it is new."""
    goal = target(request, may_be_new=True)
    triples = await _sent(request, settings, goal)

    def run(_: threading.Event) -> bool:
        there = goal.exists(store)
        create = "" if there else f"{goal.empty} ; "
        if triples or not there:
            store.update(create + goal.insert(triples))
        return there

    if await while_connected(request, run):
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Response(status_code=HTTPStatus.CREATED, headers={"Location": goal.iri or ""})


@router.delete(_BOTH[0], summary="Remove a graph", dependencies=[MayWrite], response_class=Response)
@router.delete(_BOTH[1], include_in_schema=False, dependencies=[MayWrite])
async def remove(request: Request, store: StoreDep) -> Response:
    """Remove the graph; 404 where there is none."""
    goal = target(request)

    def run(_: threading.Event) -> None:
        goal.require(store)
        store.update("CLEAR SILENT DEFAULT" if goal.iri is None else f"DROP SILENT GRAPH {ox.NamedNode(goal.iri)}")

    await while_connected(request, run)
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _sent(request: Request, settings: Settings, goal: Target) -> list[ox.Triple]:
    """The triples of the body. Raises QuerySyntaxError (400), 413, 415."""
    body = await bodies.read(request, settings.max_body)
    sent = content_type(request.headers.get("content-type"))
    base = goal.iri or str(request.url.replace(query=""))
    return await run_in_threadpool(_triples, body, sent, base)


def _triples(body: bytes, sent: ContentType | None, base: str) -> list[ox.Triple]:
    if sent is not None and sent.media_type.startswith("multipart/"):
        return [triple for part in parts(body, sent) for triple in _triples(part.body, part.content_type, base)]
    format = None if sent is None else find(sent.media_type, GRAPHS)
    if format is None:
        known = ", ".join(each.media_type for each in GRAPHS)
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send a graph as one of {known}")
    return parse_triples(body, format, base)
