"""The REST routes over the seeded store, without the language model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import load
from tests.seeded import KAZAKH_MISSION, seeded_store


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = create_app(load({}, read_only=True), store=seeded_store())
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def _get(client: TestClient, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_question_and_the_route_and_sparql_agree(client: TestClient) -> None:
    asked = _get(client, "/api/ask", q="which states contributed forces to the CSTO mission in Kazakhstan?")
    listed = _get(client, "/api/contributions", host="KAZ")["contributions"]
    query = f"""PREFIX ent: <https://w3id.org/entente/ns#>
      SELECT DISTINCT ?state WHERE {{ ?c ent:contributor ?state ; ent:operation
        <http://127.0.0.1:8000/id/{KAZAKH_MISSION}> }}"""
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    by_sparql = {row["state"]["value"].rpartition("/id/")[2] for row in rows}
    by_route = {one["contributor"]["id"] for one in listed}
    by_question = {entity["id"] for entity in asked["entities"] if entity["id"] in by_route}
    assert by_route == by_sparql == by_question
    assert "state/KAZ" not in by_route
    assert all(one["evidence"] for one in listed)


def test_the_marked_words_lie_within_their_sentence(client: TestClient) -> None:
    for one in _get(client, "/api/claims", about="state/KAZ")["claims"]:
        assert all(0 <= start <= end <= len(one["text"]) for start, end in one["highlights"])


def test_a_question_that_is_not_understood_says_what_can_be_asked(client: TestClient) -> None:
    answer = client.get("/api/ask", params={"q": "what is the weather like?"})
    assert answer.status_code == 422
    assert "president" in answer.json()["detail"]


def test_members_that_did_not_contribute(client: TestClient) -> None:
    found = _get(client, "/api/contributions/absent", organization="CSTO", host="KAZ", on="2022-01-06")["members"]
    assert {one["member"] for one in found} == {"state/KAZ"}


def test_an_article_with_its_own_text(client: TestClient) -> None:
    found = _get(client, "/api/articles/text", id="seed/csto-kazakhstan-2022")
    assert found["article"]["id"] == "seed/csto-kazakhstan-2022"
    assert found["claims"]
    assert all(one["text"] in found["text"] for one in found["claims"])


def test_articles_are_paged_by_key(client: TestClient) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = _get(client, "/api/articles", limit=10, **({"cursor": cursor} if cursor else {}))
        seen += [one["id"] for one in page["articles"]]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 27


def test_entities_are_found_in_other_languages(client: TestClient) -> None:
    found = _get(client, "/api/entities", q="Казахстан")["entities"]
    assert found[0]["id"] == "state/KAZ"


def test_all_about_an_entity(client: TestClient) -> None:
    details = _get(client, "/api/entities/state/KAZ", on="2022-01-06")
    assert details["label"] == "Kazakhstan"
    assert details["identifiers"]["wikidata"] == "Q232"
    assert "organization/CSTO" in {one["organization"] for one in details["memberships"]}


def test_unknown_things_are_not_found(client: TestClient) -> None:
    for path in ("/api/entities/state/XYZ", "/id/state/XYZ", "/api/articles/claims?id=none", "/api/views/none"):
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"


def test_linked_data_in_the_syntax_that_is_wanted(client: TestClient) -> None:
    for accept in ("text/turtle", "application/ld+json", "application/rdf+xml", "text/html"):
        answer = client.get("/id/state/KAZ", headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(accept)
        assert "Kazakhstan" in answer.text
    assert client.get("/id/state/KAZ", headers={"Accept": "image/png"}).status_code == 406


def test_expanding_never_returns_what_is_shown(client: TestClient) -> None:
    first = client.post("/api/network/start", json={}).json()
    present = [node["id"] for node in first["nodes"]]
    for node in present[:5]:
        more = client.post("/api/network/expand", json={"id": node, "present": present}).json()
        fresh = {one["id"] for one in more["nodes"]}
        assert not fresh & set(present)
        assert len(fresh) <= 25


def test_filters_narrow(client: TestClient) -> None:
    everything = client.post("/api/network/start", json={}).json()["edges"]
    assert len({edge["family"] for edge in everything}) > 1
    only = client.post("/api/network/start", json={"filters": {"families": ["contribution"]}}).json()["edges"]
    assert {edge["family"] for edge in only} == {"contribution"}


def test_a_path_and_no_path(client: TestClient) -> None:
    hops = _get(client, "/api/path", a="state/ARM", b="state/KAZ")["hops"]
    assert hops[0]["source"]["id"] == "state/ARM"
    assert all(hop["evidence"] for hop in hops)
    assert client.get("/api/path", params={"a": "state/ARM", "b": "state/TUV"}).status_code == 404


@pytest.mark.parametrize("format", ["graphml", "gexf", "json", "csv", "ttl", "html"])
def test_exports(client: TestClient, format: str) -> None:
    answer = client.get("/api/network/export", params={"format": format, "ids": f"state/ARM,{KAZAKH_MISSION}"})
    assert answer.status_code == 200
    assert "Armenia" in answer.text


def test_a_read_only_service_refuses_articles(client: TestClient) -> None:
    assert client.post("/api/articles", json={"id": "a", "text": "Yes."}).status_code == 403


@pytest.mark.parametrize("parameters", [{"limit": 0}, {"limit": "many"}, {"on": "yesterday"}, {"status": "perhaps"}])
def test_bad_parameters_are_named(client: TestClient, parameters: dict[str, Any]) -> None:
    answer = client.get("/api/contributions", params=parameters)
    assert answer.status_code == 422
    assert next(iter(parameters)) in answer.json()["detail"]


def test_a_view_is_saved_under_its_content(client: TestClient) -> None:
    state = {"ids": ["state/KAZ"] * 3}
    key = client.post("/api/views", json={"state": state}).json()["key"]
    assert client.post("/api/views", json={"state": state}).json()["key"] == key
    assert _get(client, f"/api/views/{key}") == {"state": state}


def test_openapi_describes_every_route(client: TestClient) -> None:
    paths = _get(client, "/openapi.json")["paths"]
    assert {"/api/ask", "/api/contributions", "/api/articles", "/sparql"} <= paths.keys()
    untold = [p for p, methods in paths.items() for operation in methods.values() if not operation.get("summary")]
    assert not untold


def test_what_was_known_on_a_day_before_a_correction() -> None:
    from graph.rdf.iris import OURS
    from graph.store.history import retract_article

    store = seeded_store()
    assert retract_article(store, "seed/csto-kazakhstan-2022", OURS, at="2023-05-05T12:00:00Z")
    with TestClient(create_app(load({}, read_only=True), store=store), base_url="http://127.0.0.1:8000") as client:
        now = _get(client, "/api/contributions", operation=KAZAKH_MISSION)["contributions"]
        then = _get(client, "/api/contributions", operation=KAZAKH_MISSION, known_on="2023-01-01")["contributions"]
        before = _get(client, "/api/contributions", operation=KAZAKH_MISSION, known_on="2021-01-01")["contributions"]
    assert (bool(now), bool(then), bool(before)) == (False, True, False)
