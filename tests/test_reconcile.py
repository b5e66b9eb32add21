"""The reconciliation service, as OpenRefine speaks to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import load
from graph.store import open_store


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(load({}, read_only=True), store=open_store())
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def _reconcile(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = answer.json()["q0"]["result"]
    return result


def test_the_manifest_names_its_services(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    for service in (*manifest["suggest"].values(), manifest["extend"]["propose_properties"]):
        parameters = {"prefix": "a"} if "suggest" in service["service_path"] else {"type": "state"}
        assert client.get(service["service_path"], params=parameters).status_code == 200
    preview = manifest["preview"]["url"].replace("{{id}}", "state/KAZ")
    assert "Kazakhstan" in client.get(preview).text


def test_a_full_name_is_a_match_in_any_language(client: TestClient) -> None:
    for name in ("Kazakhstan", "kazakhstan", "Казахстан"):
        best = _reconcile(client, query=name)[0]
        assert (best["id"], best["match"]) == ("state/KAZ", True), name


def test_types_and_properties_narrow(client: TestClient) -> None:
    assert {one["type"][0]["id"] for one in _reconcile(client, query="Niger", type="state")} == {"state"}
    wished = [{"pid": "iso3", "v": "NGA"}]
    found = {one["id"]: one["score"] for one in _reconcile(client, query="Nigeria", properties=wished)}
    assert found["state/NGA"] == 100.0


def test_nothing_is_a_match_for_nonsense(client: TestClient) -> None:
    assert not any(one["match"] for one in _reconcile(client, query="Xqzw"))
    assert _reconcile(client, query="") == []


def test_values_are_fetched(client: TestClient) -> None:
    asked = {"ids": ["state/KAZ", "state/none"], "properties": [{"id": "iso3"}, {"id": "wikidata"}]}
    rows = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    assert rows["state/KAZ"] == {"iso3": [{"str": "KAZ"}], "wikidata": [{"str": "Q232"}]}
    assert rows["state/none"] == {"iso3": [], "wikidata": []}


@pytest.mark.parametrize("form", [{"queries": "{"}, {"queries": "[]"}, {"queries": '{"q": 1}'}, {"extend": "1"}])
def test_bad_requests_are_said(client: TestClient, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
