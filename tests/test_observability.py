from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.observability import JsonLines, Metrics
from api.settings import load
from graph.store import open_store


class _Collector(BaseHTTPRequestHandler):
    received: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.received.append((self.path, body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def collector() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    received: list[tuple[str, bytes]] = []
    handler = type("Collector", (_Collector,), {"received": received})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", received
    server.shutdown()
    server.server_close()


def test_traces_go_to_the_collector_that_is_configured(collector: tuple[str, list[tuple[str, bytes]]]) -> None:
    url, received = collector
    app = create_app(load({}, otlp_endpoint=url, read_only=True), store=open_store())
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        assert client.get("/healthz").status_code == 200
    app._telemetry["tracer_provider"].shutdown()  # type: ignore[attr-defined]
    assert any(path == "/v1/traces" and b"/healthz" in body for path, body in received)


def test_a_log_line_is_one_object_with_the_request() -> None:
    record = logging.LogRecord("entente", logging.INFO, "", 0, "said %s", ("so",), None)
    entry = json.loads(JsonLines().format(record))
    assert (entry["message"], entry["level"], entry["request_id"]) == ("said so", "info", "-")


def test_figures_of_the_store_become_metrics() -> None:
    metrics = Metrics()
    metrics.observe_store({"queries_ok": 3.0})
    assert b"entente_store_queries_ok 3.0" in metrics.exposition()
