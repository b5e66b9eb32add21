from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import load
from graph.store import open_store


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(load({}), store=open_store()), base_url="http://127.0.0.1:8000") as client:
        yield client


def test_alive_and_ready(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_metrics_count_by_route(client: TestClient) -> None:
    client.get("/healthz")
    assert 'entente_http_requests_total{method="GET",route="/healthz",status="200"}' in client.get("/metrics").text


def test_every_answer_names_its_request(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-Id": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert client.get("/healthz", headers={"X-Request-Id": "no spaces!"}).headers["x-request-id"] != "no spaces!"


def test_pages_may_load_nothing_from_elsewhere(client: TestClient) -> None:
    assert "default-src 'self'" in client.get("/healthz").headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/nothing", "/api/nothing"])
def test_one_error_shape(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["instance"]) == (404, path)
    assert body["title"] == "Not Found"


def test_a_foreign_host_is_refused_on_loopback(client: TestClient) -> None:
    answer = client.get("/healthz", headers={"Host": "rebound.example"})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_foreign_page_may_not_write_on_loopback(client: TestClient) -> None:
    answer = client.post("/api/articles", headers={"Origin": "https://evil.example"}, json={"text": "No."})
    assert answer.status_code == 403


def test_elsewhere_than_on_loopback_writing_needs_a_token(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("s3cret")
    settings = load({}, host="192.0.2.1", token_file=file)
    with TestClient(create_app(settings, store=open_store())) as client:
        refused = client.post("/api/articles", json={"text": "No."})
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        wrong = client.post("/api/articles", json={"text": "No."}, headers={"Authorization": "Bearer no"})
        assert wrong.status_code == 401


def test_without_a_token_writing_is_closed_elsewhere_than_on_loopback() -> None:
    with TestClient(create_app(load({}, host="192.0.2.1"), store=open_store())) as client:
        assert client.post("/api/articles", json={"text": "No."}).status_code == 403
