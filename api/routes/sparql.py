"""The SPARQL endpoints: queries at ``/sparql`` and ``/sparql/history``, updates at ``/sparql/update``.

SPARQL 1.1 Protocol (W3C 2013): GET and both forms of POST, dataset parameters, results in what ``Accept`` prefers.
Every answer says what it is limited to (``Query-Limits``); one that would be larger is an error, never a part.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qsl

from fastapi import APIRouter, HTTPException, Request, Response
from starlette.datastructures import ImmutableMultiDict

from api import bodies
from api.dependencies import MayWrite, SettingsDep, StoreDep
from api.negotiation import accepted, content_type, decoded
from api.routes.description import service_description
from api.settings import Settings
from api.streaming import answer, while_connected
from graph.errors import NotFound, QueryError
from graph.store import Dataset, Store, Stream

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"

router = APIRouter(tags=["sparql"])
_log = logging.getLogger("entente.sparql")


@dataclass(frozen=True, slots=True)
class Operation:
    """A query or update as it came."""

    text: str
    dataset: Dataset
    timeout: float | None


@router.get("/sparql", summary="SPARQL query", response_class=Response)
@router.post("/sparql", summary="SPARQL query", response_class=Response)
async def query(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Answer a query; without one, describe the service (SPARQL 1.1 Service Description)."""
    if request.method in ("GET", "HEAD") and "query" not in request.query_params:
        _refuse_update(request.query_params)
        return service_description(request, settings)
    return await _answer(request, store, settings)


@router.get("/sparql/history", summary="SPARQL query over past revisions")
@router.post("/sparql/history", summary="SPARQL query over past revisions")
async def history(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Answer a query over superseded and retracted revisions."""
    past = getattr(store, "history", None)
    if past is None:
        raise NotFound("this store keeps no history")
    return await _answer(request, past, settings)


@router.post("/sparql/update", summary="SPARQL update", dependencies=[MayWrite], status_code=HTTPStatus.NO_CONTENT)
async def update(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """Run an update: all of it or none of it."""
    operation = await _operation(request, settings, "update", UPDATE, ("using-graph-uri", "using-named-graph-uri"))
    base = str(request.url.replace(query=""))

    def run(_: threading.Event) -> None:
        store.update(operation.text, timeout=operation.timeout, dataset=operation.dataset, base=base)

    await while_connected(request, run)
    _log.info("update of %d characters from %s", len(operation.text), _client(request))
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _answer(request: Request, store: Store, settings: Settings) -> Response:
    operation = await _operation(request, settings, "query", QUERY, ("default-graph-uri", "named-graph-uri"))
    accept = accepted(request.headers.get("accept"))
    base = str(request.url.replace(query=""))

    def run(gone: threading.Event) -> Stream:
        return store.stream(
            operation.text,
            accept,
            timeout=operation.timeout,
            dataset=operation.dataset,
            base=base,
            client=_client(request),
            cancelled=gone,
        )

    return await answer(await while_connected(request, run), limits(settings))


def limits(settings: Settings) -> dict[str, str]:
    """The headers that announce what an answer is limited to, and where the service describes itself."""
    rows, size, seconds = settings.max_rows, settings.max_bytes, settings.max_timeout
    return {
        "Query-Limits": f"rows={rows}, bytes={size}, seconds={seconds:g}",
        "Link": f'<{settings.base}sparql>; rel="service-desc"',
        "Vary": "Accept",
    }


async def _operation(
    request: Request, settings: Settings, name: str, direct: str, graphs: tuple[str, str]
) -> Operation:
    """Read the request. Raises QueryError (400) and 413, 415."""
    parameters = list(request.query_params.multi_items())
    if request.method == "POST":
        body = await bodies.read(request, settings.max_body)
        sent = content_type(request.headers.get("content-type"))
        if sent is not None and sent.media_type == FORM:
            parameters += parse_qsl(decoded(body, sent.charset), keep_blank_values=True)
        elif sent is not None and sent.media_type == direct:
            parameters = [pair for pair in parameters if pair[0] != name] + [(name, decoded(body, sent.charset))]
        else:
            raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send a {name} as {direct} or as {FORM}")
    return _read(ImmutableMultiDict(parameters), settings, name, graphs)


def _read(
    parameters: ImmutableMultiDict[str, str], settings: Settings, name: str, graphs: tuple[str, str]
) -> Operation:
    if name == "query":
        _refuse_update(parameters)
    texts = parameters.getlist(name)
    if len(texts) != 1:
        raise QueryError(f"a request needs exactly one {name}, this one has {len(texts)}")
    default, named = (tuple(parameters.getlist(each)) for each in graphs)
    given = bool(default or named)
    dataset = Dataset(settings.default_graph, default if given else None, named if given else None)
    return Operation(texts[0], dataset, _timeout(parameters.get("timeout"), settings))


def _refuse_update(parameters: Mapping[str, str]) -> None:
    if "update" in parameters:
        raise QueryError("updates are sent to /sparql/update by POST")


def _timeout(value: str | None, settings: Settings) -> float | None:
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError as error:
        raise QueryError(f"timeout={value!r} is not a number of seconds") from error
    if not 0 < seconds <= settings.max_timeout:
        raise QueryError(f"timeout={value} is not between 0 and {settings.max_timeout:g} seconds")
    return seconds


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
