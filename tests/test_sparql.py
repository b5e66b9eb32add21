"""The SPARQL endpoints in this process: protocol, negotiation, errors, tokens, limits."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient

from api.settings import Settings
from graph.store import open_store
from tests.sparql_service import app

TOKEN = "a-long-random-token"  # noqa: S105 - of this test
G = "http://example.org/g"
SELECT, CONSTRUCT = "SELECT ?s WHERE { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def client_of(**settings: object) -> TestClient:
    store = open_store()
    triple = ox.Triple(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal("o"))
    store.replace_graph(G, [triple])
    return TestClient(app(Settings(base="http://testserver/", **settings), store))  # type: ignore[arg-type]


@pytest.fixture
def client() -> Iterator[TestClient]:
    with client_of() as client:
        yield client


def ask(client: TestClient, query: str, accept: str | None = None, **params: str) -> tuple[int, str, str]:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", params={"query": query, **params}, headers=headers)
    return response.status_code, response.headers["content-type"], response.text


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/sparql-results+xml"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
        ("TEXT/CSV; header=present", "text/csv; charset=utf-8"),
    ],
)
def test_results_come_as_accepted(client: TestClient, accept: str | None, sent: str) -> None:
    assert ask(client, SELECT, accept)[:2] == (200, sent)


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("application/json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
    ],
)
def test_graphs_come_as_accepted(client: TestClient, accept: str | None, sent: str) -> None:
    assert ask(client, CONSTRUCT, accept)[:2] == (200, sent)


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png")])
def test_what_does_not_fit_is_406(client: TestClient, query: str, accept: str) -> None:
    status, kind, body = ask(client, query, accept)
    assert (status, kind) == (406, "application/problem+json")
    assert accept in body


def test_syntax_errors_say_where(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert response.status_code == 400
    problem = response.json()
    assert (problem["line"], problem["column"]) == (2, 16)
    assert problem["instance"] == "/sparql"


def test_every_answer_says_its_limits(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": SELECT})
    assert "rows=1000000" in response.headers["Query-Limits"]
    assert response.headers["Link"] == '<http://testserver/sparql>; rel="service-desc"'


@pytest.mark.parametrize("timeout", ["soon", "0", "-1", "1000", "nan"])
def test_a_timeout_has_to_make_sense(client: TestClient, timeout: str) -> None:
    assert ask(client, SELECT, timeout=timeout)[0] == 400


def test_default_graph_is_a_setting() -> None:
    for default, found in (("union", True), ("own", False)):
        with client_of(default_graph=default) as client:
            assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is found


def test_history_has_an_endpoint_of_its_own(client: TestClient) -> None:
    response = client.get("/sparql/history", params={"query": "ASK { ?s ?p ?o }"})
    assert response.json()["boolean"] is False


def update(client: TestClient, text: str = f"DROP GRAPH <{G}>", **headers: str) -> int:
    return client.post("/sparql/update", data={"update": text}, headers=headers).status_code


def test_updates_need_the_token() -> None:
    with client_of(token=TOKEN) as client:
        assert update(client) == 401
        assert update(client, Authorization="Bearer wrong") == 401
        assert update(client, Authorization=f"Basic {TOKEN}") == 401
        assert client.put("/rdf-graph-store", params={"graph": G}).status_code == 401
        assert client.delete("/rdf-graph-store", params={"graph": G}).status_code == 401
        assert update(client, **BEARER) == 204
        assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is False


def test_a_token_does_not_go_into_the_address() -> None:
    with client_of(token=TOKEN) as client:
        assert client.post("/sparql/update", params={"token": TOKEN}, data={"update": "CLEAR ALL"}).status_code == 401


def test_a_service_on_the_network_without_a_token_takes_no_writes() -> None:
    with client_of(host="0.0.0.0") as client:  # noqa: S104 - nothing listens
        assert update(client) == 403


def test_read_only_takes_no_writes() -> None:
    with client_of(read_only=True, token=TOKEN) as client:
        assert update(client, **BEARER) == 403
        assert client.put("/rdf-graph-store", params={"graph": G}, headers=BEARER).status_code == 403
        assert "SPARQL11Update" not in client.get("/sparql").text


def test_a_page_elsewhere_cannot_write_to_loopback(client: TestClient) -> None:
    assert update(client, Origin="https://evil.example") == 403
    assert update(client, Host="evil.example") == 403


def test_bodies_are_bounded() -> None:
    with client_of(max_body=1000) as client:
        assert client.post("/sparql", data={"query": "#" * 2000}).status_code == 413
        chunks = (b"query=" + b"a" * 500 for _ in range(5))
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert client.post("/sparql", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:1/> AS ?x) SERVICE ?x {} }",
    ],
)
def test_service_is_refused(client: TestClient, text: str) -> None:
    assert ask(client, text)[0] == 403


def test_load_is_refused(client: TestClient) -> None:
    assert update(client, "LOAD <http://127.0.0.1:1/>") == 403
    assert update(client, "LOAD <file:///etc/passwd>") == 403
    assert update(client, "LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <http://example.org/h> ; CLEAR ALL") == 204


def test_a_graph_that_is_not_there_is_404(client: TestClient) -> None:
    for method in ("GET", "HEAD", "DELETE"):
        assert client.request(method, "/rdf-graph-store", params={"graph": "http://example.org/no"}).status_code == 404


@pytest.mark.parametrize("query", ["", "graph=relative", f"graph={G}&default", f"graph={G}&graph={G}"])
def test_the_graph_has_to_be_named_once(client: TestClient, query: str) -> None:
    assert client.get(f"/rdf-graph-store?{query}").status_code == 400


def test_a_graph_in_a_format_nobody_knows_is_415(client: TestClient) -> None:
    headers = {"Content-Type": "image/png"}
    assert client.put("/rdf-graph-store", params={"graph": G}, content=b"x", headers=headers).status_code == 415


def test_mistakes_in_a_graph_say_where(client: TestClient) -> None:
    headers = {"Content-Type": "text/turtle"}
    body = b"<http://a> <http://b>\n  nonsense ."
    response = client.put("/rdf-graph-store", params={"graph": G}, content=body, headers=headers)
    assert response.status_code == 400
    assert (response.json()["line"], response.json()["column"]) == (2, 3)
    assert client.get("/rdf-graph-store", params={"graph": G}).status_code == 200


def test_an_xml_bomb_is_refused(client: TestClient) -> None:
    entities = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE r [{entities}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"><rdf:Description rdf:about="http://x"><e:p>&e12;</e:p></rdf:Description></rdf:RDF>'
    )
    headers = {"Content-Type": "application/rdf+xml"}
    response = client.put("/rdf-graph-store", params={"graph": G}, content=body.encode(), headers=headers)
    assert response.status_code == 400


def test_void_counts_what_is_there(client: TestClient) -> None:
    store = ox.Store()
    response = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    store.load(response.content, ox.RdfFormat.N_TRIPLES)
    query = (
        'ASK { ?d <http://rdfs.org/ns/void#triples> 1 ; <http://rdfs.org/ns/void#uriSpace> "http://testserver/id/" }'
    )
    assert store.query(query)


def test_numbers_in_tables_keep_their_types(client: TestClient) -> None:
    query = "SELECT (1.0e6 AS ?double) (1.5 AS ?decimal) (7 AS ?integer) ('a,\"b' AS ?text) {}"
    body = ask(client, query, "text/csv")[2]
    cells = dict(zip(body.splitlines()[0].split(","), ["1.0E6", "1.5", "7", '"a,""b"'], strict=True))
    assert body.splitlines()[1] == ",".join(cells.values())
    assert ask(client, query, "text/tab-separated-values")[2].splitlines()[1] == '1.0E6\t1.5\t7\t"a,\\"b"'
