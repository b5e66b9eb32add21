"""The store at an endpoint, through its failures; and two services over one store."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from graph.errors import QueryRefused, QueryTimeout, QueryTooLarge, StoreError, StoreUnavailable
from graph.store import Limits, open_store
from graph.store.remote import RemoteStore, endpoints
from tests.sparql_service import running
from tests.store_servers import free_port, oxigraph_server

G = "http://example.org/g"
P = ox.NamedNode("http://example.org/p")
FACTS = [ox.Triple(ox.NamedNode(f"http://example.org/{n}"), P, ox.Literal(str(n))) for n in range(3)]
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"x"}}]}}'
Reply = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def endpoint(*replies: Reply) -> Iterator[tuple[str, list[str]]]:
    """A server that replies so, one reply a request, the last one again and again; and the requests it had."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            seen.append(self.path)
            replies[min(len(seen), len(replies)) - 1](self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def status(code: int, body: bytes = b"no", **headers: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def slow(seconds: float) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        status(200, ROWS)(handler)

    return reply


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()
    handler.close_connection = True


GOOD = status(200, ROWS, Content_Type="application/sparql-results+json")
QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


def test_a_store_that_is_down_says_so() -> None:
    store = RemoteStore(f"http://127.0.0.1:{free_port()}")
    started = time.monotonic()
    with store, pytest.raises(StoreUnavailable, match="is it running"):
        store.query(QUERY)
    assert time.monotonic() - started < 5


PASSING = [status(503), status(502), status(429, Retry_After="0"), hang_up, status(200, ROWS[:40])]


@pytest.mark.parametrize("failure", PASSING)
def test_a_query_is_tried_again(failure: Reply) -> None:
    with endpoint(failure, failure, GOOD) as (address, seen), RemoteStore(address) as store:
        assert len(store.query(QUERY)) == 1
        assert len(seen) == 3
        assert store.metrics["remote_retries"] == 2


def test_a_good_status_with_half_a_body_is_a_failure() -> None:
    with endpoint(status(200, ROWS[:-20])) as (address, _), RemoteStore(address) as store:
        with pytest.raises(StoreUnavailable, match="not complete"):
            store.query(QUERY)
        with pytest.raises(StoreUnavailable, match="does not end"):
            list(store.stream(QUERY, ["application/json"]))


@pytest.mark.parametrize("failure", [status(503), hang_up])
def test_an_update_is_not_repeated_once_it_was_sent(failure: Reply) -> None:
    """It may have been done: only the caller knows whether twice is harmless."""
    with endpoint(failure, status(204, b"")) as (address, seen), RemoteStore(address) as store:
        with pytest.raises(StoreUnavailable):
            store.update("INSERT { ?s ?p 1 } WHERE { ?s ?p 0 }")
        assert len(seen) == 1


def test_replacing_a_graph_is_repeated() -> None:
    with endpoint(status(503), hang_up, status(204, b"")) as (address, seen), RemoteStore(address) as store:
        store.replace_graph(G, FACTS)
        assert seen == ["/update"] * 3


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (status(401), StoreError, "credentials"),
        (status(403), StoreError, "credentials"),
        (status(404), StoreError, "no SPARQL endpoint"),
        (status(500, b"the disk is on fire"), StoreError, "on fire"),
        (slow(1.5), QueryTimeout, "in time"),
    ],
)
def test_other_failures_are_clear_and_not_repeated(reply: Reply, error: type[Exception], words: str) -> None:
    with endpoint(reply) as (address, seen), RemoteStore(address) as store:
        with pytest.raises(error, match=words):
            store.query(QUERY, timeout=0.5)
        assert len(seen) == 1


def test_credentials_are_sent_and_never_shown() -> None:
    heads: list[str] = []

    def reply(handler: BaseHTTPRequestHandler) -> None:
        heads.append(handler.headers["Authorization"])
        status(401)(handler)

    with endpoint(reply) as (address, _):
        with RemoteStore(address.replace("//", "//ann:secret@")) as store, pytest.raises(StoreError) as caught:
            store.query(QUERY)
        assert "secret" not in str(caught.value)
        with RemoteStore(address, token="t0ken") as store, pytest.raises(StoreError) as caught:  # noqa: S106
            store.query(QUERY)
        assert "t0ken" not in str(caught.value)
    assert [head.split()[0] for head in heads] == ["Basic", "Bearer"]


def test_an_answer_that_is_too_large_is_refused() -> None:
    limits = Limits(bytes=50)
    with (
        endpoint(GOOD) as (address, _),
        RemoteStore(address, limits=limits) as store,
        pytest.raises(QueryTooLarge, match="larger than 50 bytes"),
    ):
        list(store.stream(QUERY, ["application/json"]))


def test_fetching_is_refused_before_it_is_sent() -> None:
    with endpoint(GOOD) as (address, seen), RemoteStore(address) as store:
        with pytest.raises(QueryRefused):
            store.query("SELECT * WHERE { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }")
        with pytest.raises(QueryRefused):
            store.update("LOAD <http://elsewhere.example/>")
        assert seen == []


@pytest.mark.parametrize(
    ("location", "query", "update"),
    [
        ("http://h:1", "http://h:1/query", "http://h:1/update"),
        ("http://h:1/ds/query", "http://h:1/ds/query", "http://h:1/ds/update"),
        ("http://h:1/sparql", "http://h:1/sparql", "http://h:1/sparql/update"),
    ],
)
def test_endpoints(location: str, query: str, update: str) -> None:
    assert endpoints(location, None) == (query, update)
    assert endpoints(location, "http://h:2/u") == (query, "http://h:2/u")


def test_a_store_that_restarts_is_waited_for(tmp_path: Path) -> None:
    port = free_port()
    with oxigraph_server(tmp_path / "store", port) as address:
        store = open_store(address)
        store.replace_graph(G, FACTS)
    done: list[int] = []
    thread = threading.Thread(target=lambda: done.append(len(store.graph(G))))
    thread.start()
    time.sleep(0.3)
    with oxigraph_server(tmp_path / "store", port):
        thread.join()
    store.close()
    assert done == [3]


@pytest.mark.slow
def test_two_services_over_one_store(tmp_path: Path) -> None:
    """What one service acknowledges, the other one shows at once."""
    with (
        oxigraph_server(tmp_path / "store") as address,
        running(address) as first,
        running(address) as second,
    ):
        for number in range(20):
            here, there = (first, second) if number % 2 else (second, first)
            update = f"INSERT DATA {{ GRAPH <{G}> {{ <{G}> <{G}> {number} }} }}"
            httpx.post(f"{here}/sparql/update", data={"update": update}).raise_for_status()
            query = f"ASK {{ <{G}> <{G}> {number} }}"
            answer = httpx.get(f"{there}/sparql", params={"query": query}).raise_for_status()
            assert answer.json()["boolean"] is True
