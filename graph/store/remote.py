"""A store at a SPARQL 1.1 endpoint: for users who outgrow one machine, or already run a store.

Portable habits: writes only inside GRAPH, in one request; queries as form POST; the wanted default graph is said;
no blank node is expected to keep its name; lexical forms may change. A body that does not end as it should is a
failure: servers that give up midway may end a 200 early.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx
import pyoxigraph as ox

from graph.errors import QueryError, QueryTimeout, QueryTooLarge, StoreUnavailable
from graph.store.answers import read_results
from graph.store.engine import ntriples, replacement
from graph.store.fetching import refuse
from graph.store.formats import Format, choose_for
from graph.store.lexer import form_of
from graph.store.limits import Limits
from graph.store.metrics import Metrics
from graph.store.remote_errors import EndpointFailure, incomplete, status_failure, transport_failure
from graph.store.store import Dataset, DefaultGraph, Form, Results

_TRIES = 4
_FIRST_PAUSE = 0.2
_BATCH = 5_000  # quads in one INSERT DATA
_TAIL = 64
_ENDS = {"json": b"}", "xml": b"</sparql>", "rdfxml": b"</rdf:RDF>", "jsonld": b"]"}
T = TypeVar("T")


class RemoteStore:
    """A store behind ``location``: a base address (``/query`` and ``/update`` follow) or that of its query endpoint.

    ``user:password@`` in the address is sent as Basic credentials, ``token`` as a Bearer token; neither is ever shown.
    """

    def __init__(
        self,
        location: str,
        *,
        update_location: str | None = None,
        token: str | None = None,
        history: RemoteStore | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.limits, self._metrics, self._history = limits or Limits(), Metrics(), history
        parts = urlsplit(location)
        self.location = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        self._query_url, self._update_url = endpoints(self.location, update_location)
        auth = (parts.username, parts.password or "") if parts.username else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.Client(auth=auth, headers=headers, follow_redirects=False)

    @property
    def history(self) -> RemoteStore | None:
        """The store of past revisions: an endpoint of its own, where one was given."""
        return self._history

    @property
    def metrics(self) -> dict[str, float]:
        """Plain numbers: requests by outcome, retries, sums of seconds."""
        return self._metrics.snapshot()

    def query(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        default_graph: DefaultGraph = "union",
        dataset: Dataset | None = None,
        fresh: bool = True,  # noqa: ARG002 - an endpoint is as fresh as it is
    ) -> Results:
        form = form_of(sparql) or Form.SELECT
        accept = "application/n-triples" if form is Form.GRAPH else "application/sparql-results+json"
        fields = self._fields(sparql, dataset or Dataset(default_graph), None)
        seconds = self.limits.deadline(timeout)

        def ask() -> Results:
            response = self._post(self._query_url, fields, accept, seconds)
            try:
                return read_results(form, response.content)
            except (SyntaxError, ValueError) as error:
                raise incomplete(self.location, str(error)) from error

        return self._again(ask, seconds)

    def stream(
        self,
        sparql: str,
        accept: Sequence[str] = (),
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
        fresh: bool = True,  # noqa: ARG002
        client: str = "",  # noqa: ARG002 - queueing is the endpoint's affair
        cancelled: threading.Event | None = None,
    ) -> _RemoteStream:
        form = form_of(sparql) or Form.SELECT
        format = choose_for(form, accept)
        fields = self._fields(sparql, dataset or Dataset(), base)
        seconds = self.limits.deadline(timeout)

        def begin() -> _RemoteStream:
            request = self._request(self._query_url, fields, format.media_type, seconds)
            response = self._send(request, stream=True)
            return _RemoteStream(response, form, format, self.limits, cancelled or threading.Event())

        return self._again(begin, seconds)

    def update(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> None:
        seconds = self.limits.update_timeout if timeout is None else timeout
        self._update(sparql, seconds, dataset, base, repeatable=False)

    def replace_graph(self, iri: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        self._update(replacement(iri, quads), self.limits.update_timeout, repeatable=True)

    def drop_graph(self, iri: str) -> bool:
        there = self.has_graph(iri)
        self._update(f"DROP SILENT GRAPH {ox.NamedNode(iri)}", self.limits.update_timeout, repeatable=True)
        return there

    def load(self, quads: Iterable[ox.Quad]) -> int:
        """Blank nodes keep their identity only within one batch, as any endpoint renames them."""
        count, source = 0, iter(quads)
        while batch := list(islice(source, _BATCH)):
            self._update(insertion(batch), self.limits.update_timeout, repeatable=True)
            count += len(batch)
        return count

    def graph(self, iri: str | None) -> Sequence[ox.Triple]:
        """By SELECT, whose JSON shows when it was cut short; a cut N-Triples body would look whole."""
        pattern = "?s ?p ?o" if iri is None else f"GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }}"
        found = self.query(f"SELECT ?s ?p ?o WHERE {{ {pattern} }}", default_graph="own")
        return [ox.Triple(*row) for row in found.rows]  # type: ignore[arg-type] # every variable is bound

    def has_graph(self, iri: str) -> bool:
        return bool(self.query(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }} }}").boolean)

    def graphs(self) -> Sequence[str]:
        rows = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
        return [row[0].value for row in rows if isinstance(row[0], ox.NamedNode)]

    def close(self) -> None:
        self._client.close()
        if self._history is not None:
            self._history.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _fields(self, sparql: str, dataset: Dataset, base: str | None) -> dict[str, Any]:
        refuse(sparql, self.limits.fetch_hosts)
        fields: dict[str, Any] = {"query": _with_base(sparql, base)}
        if dataset.given:
            fields["default-graph-uri"] = list(dataset.default_graphs or ())
            fields["named-graph-uri"] = list(dataset.named_graphs or ())
        elif dataset.default == "union":
            fields["union-default-graph"] = "true"  # Oxigraph's parameter; others have the union by configuration
        return fields

    def _update(
        self,
        sparql: str,
        seconds: float,
        dataset: Dataset | None = None,
        base: str | None = None,
        *,
        repeatable: bool,
    ) -> None:
        refuse(sparql, self.limits.fetch_hosts)
        fields: dict[str, Any] = {"update": _with_base(sparql, base)}
        if dataset is not None and dataset.given:
            fields["using-graph-uri"] = list(dataset.default_graphs or ())
            fields["using-named-graph-uri"] = list(dataset.named_graphs or ())
        self._again(lambda: self._post(self._update_url, fields, "*/*", seconds), seconds, repeatable=repeatable)

    def _request(self, url: str, fields: dict[str, Any], accept: str, seconds: float) -> httpx.Request:
        timeout = httpx.Timeout(seconds, connect=min(seconds, 5.0))
        return self._client.build_request("POST", url, data=fields, headers={"Accept": accept}, timeout=timeout)

    def _post(self, url: str, fields: dict[str, Any], accept: str, seconds: float) -> httpx.Response:
        return self._send(self._request(url, fields, accept, seconds), stream=False)

    def _send(self, request: httpx.Request, *, stream: bool) -> httpx.Response:
        started = time.monotonic()
        try:
            response = self._client.send(request, stream=stream)
        except httpx.HTTPError as error:
            self._metrics.count("remote_failed")
            raise transport_failure(self.location, error) from error
        self._metrics.time("remote", time.monotonic() - started)
        if response.status_code >= httpx.codes.MULTIPLE_CHOICES:
            response.read()
            self._metrics.count("remote_failed")
            raise status_failure(self.location, response)
        return response

    def _again(self, attempt: Callable[[], T], seconds: float, *, repeatable: bool = True) -> T:
        """Try, and again where the failure may pass and repeating is safe, with growing pauses."""
        deadline, pause = time.monotonic() + seconds, _FIRST_PAUSE
        for last in (*[False] * (_TRIES - 1), True):
            try:
                return attempt()
            except EndpointFailure as error:
                wait = error.pause if error.pause is not None else pause
                if last or (error.sent and not repeatable) or time.monotonic() + wait > deadline:
                    raise
            self._metrics.count("remote_retries")
            time.sleep(wait)
            pause *= 2
        raise StoreUnavailable(f"the store at {self.location} does not answer")


class _RemoteStream:
    """The endpoint's bytes, passed on; the last ones are looked at, since a cut body may come with a good status."""

    def __init__(
        self, response: httpx.Response, form: Form, format: Format, limits: Limits, cancelled: threading.Event
    ) -> None:
        self._response, self._format, self._limits, self._cancelled = response, format, limits, cancelled
        self.form, self.media_type = form, format.header
        self._deadline = time.monotonic() + limits.longest_timeout

    def __iter__(self) -> Iterator[bytes]:
        tail, size = b"", 0
        location = str(self._response.url)
        try:
            for chunk in self._response.iter_bytes():
                tail, size = (tail + chunk)[-_TAIL:], size + len(chunk)
                self._check(size)
                yield chunk
        except httpx.HTTPError as error:
            raise incomplete(location, str(error)) from error
        finally:
            self._response.close()
        if not tail.rstrip().endswith(_ENDS.get(self._format.name, b"")):
            raise incomplete(location, "it does not end as it should")

    def _check(self, size: int) -> None:
        if self._cancelled.is_set():
            raise QueryError("the client has gone")
        if size > self._limits.bytes:
            raise QueryTooLarge(f"the answer is larger than {self._limits.bytes} bytes: ask for less, or page by key")
        if time.monotonic() > self._deadline:
            raise QueryTimeout("the store did not finish its answer in time")

    def close(self) -> None:
        self._cancelled.set()
        self._response.close()


def endpoints(location: str, update: str | None) -> tuple[str, str]:
    """The addresses for queries and updates: a base has ``/query`` and ``/update``, our own service ``/sparql``."""
    base, _, last = location.rstrip("/").rpartition("/")
    if last == "query":
        return location, update or f"{base}/update"
    if last == "sparql":
        return location, update or f"{base}/sparql/update"
    base = location.rstrip("/")
    return f"{base}/query", update or f"{base}/update"


def insertion(quads: Iterable[ox.Quad]) -> str:
    """One update that adds these to the graphs that they name."""
    graphs: dict[object, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(quad)
    parts = (
        ntriples(group) if isinstance(name, ox.DefaultGraph) else f"GRAPH {name} {{ {ntriples(group)} }}"
        for name, group in graphs.items()
    )
    return f"INSERT DATA {{ {' '.join(parts)} }}"


def _with_base(sparql: str, base: str | None) -> str:
    return f"BASE {ox.NamedNode(base)} {sparql}" if base else sparql
