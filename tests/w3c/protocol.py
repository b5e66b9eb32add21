"""The 34 cases of the W3C's protocol suite. Its manifest holds names only; the requests are those that its validator
sends, as its comments describe them (SPARQL 1.1 Protocol, sections 2.1 and 2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import httpx

QUERY, UPDATE, FORM = "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"
DATA = "http://kasei.us/2009/09/sparql/data/"
D1, D2, D3 = (f"{DATA}data{number}.rdf" for number in (1, 2, 3))
TEST = "http://example.org/protocol-update-dataset-test/"
RESULTS = {
    "application/sparql-results+xml",
    "application/sparql-results+json",
    "text/tab-separated-values",
    "text/csv",
}
BOOLEANS = {"application/sparql-results+xml", "application/sparql-results+json"}
GRAPHS = {"application/rdf+xml", "text/turtle", "application/n-triples"}
Pairs = list[tuple[str, str]]
CASES: dict[str, Callable[[httpx.Client], None]] = {}


def case(function: Callable[[httpx.Client], None]) -> Callable[[httpx.Client], None]:
    """Register a case under its name in the manifest."""
    CASES[function.__name__] = function
    return function


def prepare(client: httpx.Client) -> None:
    """The three documents that the suite's requests speak of, each in a graph of its own."""
    document = "http://xmlns.com/foaf/0.1/Document"
    graphs = " ".join(f"GRAPH <{iri}> {{ <{iri}> a <{document}> }}" for iri in (D1, D2, D3))
    _ok(client.post("/sparql/update", data={"update": f"DROP ALL ; INSERT DATA {{ {graphs} }}"}))


def _ok(response: httpx.Response) -> httpx.Response:
    assert response.status_code < 400, f"{response.status_code} {response.text}"
    return response


def _bad(response: httpx.Response) -> None:
    assert 400 <= response.status_code < 500, f"{response.status_code} {response.text}"


def _get(client: httpx.Client, query: str, graphs: Pairs | None = None, **headers: str) -> httpx.Response:
    return client.get("/sparql", params=httpx.QueryParams([("query", query), *(graphs or [])]), headers=headers)


def _form(client: httpx.Client, path: str, fields: Pairs, content_type: str | None = FORM) -> httpx.Response:
    headers: Mapping[str, str] = {"Content-Type": content_type} if content_type else {}
    return client.post(path, content=urlencode(fields).encode(), headers=headers)


def _true(response: httpx.Response) -> None:
    _ok(response)
    kind = response.headers["content-type"].partition(";")[0]
    assert kind in BOOLEANS, kind
    assert "true" in response.text, response.text


@case
def query_post_form(client: httpx.Client) -> None:
    _true(_form(client, "/sparql", [("query", "ASK {}")]))


@case
def query_dataset_default_graphs_get(client: httpx.Client) -> None:
    query = f"ASK {{ <{D1}> ?p ?o . <{D2}> ?p ?o }}"
    _true(_get(client, query, [("default-graph-uri", D1), ("default-graph-uri", D2)]))


@case
def query_dataset_default_graphs_post(client: httpx.Client) -> None:
    query = f"ASK {{ <{D1}> ?p ?o . <{D2}> ?p ?o FILTER NOT EXISTS {{ <{D3}> ?p ?o }} }}"
    _true(_form(client, "/sparql", [("query", query), ("default-graph-uri", D1), ("default-graph-uri", D2)]))


@case
def query_dataset_named_graphs_post(client: httpx.Client) -> None:
    query = f"ASK {{ GRAPH ?g {{ <{D1}> ?p ?o }} GRAPH ?h {{ <{D2}> ?q ?r }} FILTER NOT EXISTS {{ ?a ?b ?c }} }}"
    _true(_form(client, "/sparql", [("query", query), ("named-graph-uri", D1), ("named-graph-uri", D2)]))


@case
def query_dataset_named_graphs_get(client: httpx.Client) -> None:
    query = f"ASK {{ GRAPH ?g {{ <{D1}> ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?h {{ <{D2}> ?q ?r }} }} }}"
    _true(_get(client, query, [("named-graph-uri", D1)]))


@case
def query_dataset_full(client: httpx.Client) -> None:
    query = f"ASK {{ <{D3}> ?p ?o GRAPH ?g {{ <{D1}> ?q ?r }} GRAPH ?h {{ <{D2}> ?s ?t }} }}"
    graphs = [("default-graph-uri", D3), ("named-graph-uri", D1), ("named-graph-uri", D2)]
    _true(_form(client, "/sparql", [("query", query), *graphs]))


@case
def query_multiple_dataset(client: httpx.Client) -> None:
    """The protocol's dataset wins over FROM."""
    query = f"ASK FROM <{D3}> {{ <{D1}> ?p ?o FILTER NOT EXISTS {{ <{D3}> ?q ?r }} }}"
    _true(_form(client, "/sparql", [("query", query), ("default-graph-uri", D1)]))


@case
def query_get(client: httpx.Client) -> None:
    _true(_get(client, "ASK {}"))


def _kind(client: httpx.Client, query: str, kinds: set[str]) -> None:
    sent = _ok(_form(client, "/sparql", [("query", query)])).headers["content-type"].partition(";")[0]
    assert sent in kinds, sent


@case
def query_content_type_select(client: httpx.Client) -> None:
    _kind(client, "SELECT (1 AS ?value) {}", RESULTS)


@case
def query_content_type_ask(client: httpx.Client) -> None:
    _kind(client, "ASK {}", BOOLEANS)


@case
def query_content_type_describe(client: httpx.Client) -> None:
    _kind(client, "DESCRIBE <http://example.org/>", GRAPHS)


@case
def query_content_type_construct(client: httpx.Client) -> None:
    _kind(client, "CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPHS)


def _update_dataset(client: httpx.Client, graphs: Pairs, where: str, ask: str) -> None:
    insert = f"INSERT {{ GRAPH <{TEST}> {{ ?s a <http://example.org/Found> }} }} WHERE {{ {where} }}"
    update = f"DROP SILENT GRAPH <{TEST}> ; {insert}"
    _ok(_form(client, "/sparql/update", [("update", update), *graphs]))
    _true(_get(client, f"ASK {{ {ask} }}"))


def _found(*documents: str) -> str:
    return f"GRAPH <{TEST}> {{ {' '.join(f'<{iri}> a <http://example.org/Found> .' for iri in documents)} }}"


def _missing(document: str) -> str:
    return f"FILTER NOT EXISTS {{ {_found(document)} }}"


@case
def update_dataset_default_graph(client: httpx.Client) -> None:
    _update_dataset(client, [("using-graph-uri", D1)], "?s ?p ?o", _found(D1) + _missing(D2))


@case
def update_dataset_default_graphs(client: httpx.Client) -> None:
    graphs = [("using-graph-uri", D1), ("using-graph-uri", D2)]
    _update_dataset(client, graphs, "?s ?p ?o", _found(D1, D2) + _missing(D3))


@case
def update_dataset_named_graphs(client: httpx.Client) -> None:
    graphs = [("using-named-graph-uri", D1), ("using-named-graph-uri", D2)]
    _update_dataset(client, graphs, "GRAPH ?g { ?s ?p ?o }", _found(D1, D2) + _missing(D3))


@case
def update_dataset_full(client: httpx.Client) -> None:
    graphs = [("using-graph-uri", D1), ("using-named-graph-uri", D2)]
    where = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    _update_dataset(client, graphs, where, _found(D1, D2) + _missing(D3))


@case
def update_post_form(client: httpx.Client) -> None:
    _ok(_form(client, "/sparql/update", [("update", f"CLEAR SILENT GRAPH <{TEST}>")]))


@case
def update_post_direct(client: httpx.Client) -> None:
    _ok(client.post("/sparql/update", content=b"CLEAR ALL", headers={"Content-Type": UPDATE}))
    prepare(client)


@case
def update_base_uri(client: httpx.Client) -> None:
    update = f"DROP SILENT GRAPH <{TEST}> ; INSERT DATA {{ GRAPH <{TEST}> {{ <{TEST}s> <{TEST}p> <test> }} }}"
    _ok(client.post("/sparql/update", content=update.encode(), headers={"Content-Type": UPDATE}))
    _true(_get(client, f"ASK {{ GRAPH <{TEST}> {{ ?s ?p ?o }} FILTER(ISIRI(?o) && STRLEN(STR(?o)) > 5) }}"))


@case
def query_post_direct(client: httpx.Client) -> None:
    _true(client.post("/sparql", content=b"ASK {}", headers={"Content-Type": QUERY}))


@case
def bad_query_method(client: httpx.Client) -> None:
    _bad(client.put("/sparql", params={"query": "ASK {}"}))


@case
def bad_multiple_queries(client: httpx.Client) -> None:
    _bad(_get(client, "ASK {}", [("query", "SELECT * {}")]))


@case
def bad_query_wrong_media_type(client: httpx.Client) -> None:
    _bad(client.post("/sparql", content=b"ASK {}", headers={"Content-Type": "text/plain"}))


@case
def bad_query_missing_form_type(client: httpx.Client) -> None:
    _bad(_form(client, "/sparql", [("query", "ASK {}")], content_type=None))


@case
def bad_query_missing_direct_type(client: httpx.Client) -> None:
    _bad(client.post("/sparql", content=b"ASK {}"))


@case
def bad_query_non_utf8(client: httpx.Client) -> None:
    headers = {"Content-Type": f"{QUERY}; charset=UTF-16"}
    _bad(client.post("/sparql", content="ASK {}".encode("utf-16"), headers=headers))


@case
def bad_query_syntax(client: httpx.Client) -> None:
    assert _get(client, "ASK {").status_code == 400


@case
def bad_update_get(client: httpx.Client) -> None:
    _bad(client.get("/sparql/update", params={"update": "CLEAR ALL"}))
    _bad(client.get("/sparql", params={"update": "CLEAR ALL"}))


@case
def bad_multiple_updates(client: httpx.Client) -> None:
    _bad(_form(client, "/sparql/update", [("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")]))


@case
def bad_update_wrong_media_type(client: httpx.Client) -> None:
    _bad(client.post("/sparql/update", content=b"CLEAR NAMED", headers={"Content-Type": "text/plain"}))


@case
def bad_update_missing_form_type(client: httpx.Client) -> None:
    _bad(_form(client, "/sparql/update", [("update", "CLEAR NAMED")], content_type=None))


@case
def bad_update_non_utf8(client: httpx.Client) -> None:
    headers = {"Content-Type": f"{UPDATE}; charset=UTF-16"}
    _bad(client.post("/sparql/update", content="CLEAR NAMED".encode("utf-16"), headers=headers))


@case
def bad_update_syntax(client: httpx.Client) -> None:
    response = _form(client, "/sparql/update", [("update", "CLEAR XYZ")])
    assert response.status_code == 400


@case
def bad_update_dataset_conflict(client: httpx.Client) -> None:
    update = f"INSERT {{ GRAPH <{TEST}> {{ ?s ?p ?o }} }} USING <{D1}> WHERE {{ ?s ?p ?o }}"
    response = _form(client, "/sparql/update", [("update", update), ("using-graph-uri", D2)])
    assert response.status_code == 400
