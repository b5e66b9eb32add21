"""One behaviour for every store: in this process, with processes of its own, and at an endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import NotAcceptable, QuerySyntaxError
from graph.store import Dataset, Form, Limits, Store, open_store
from tests.store_servers import oxigraph_server

KINDS = ("memory", "directory", "processes", "remote")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("remote")) as address:
        yield address


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    match request.param:
        case "memory":
            opened = open_store()
        case "directory":
            opened = open_store(tmp_path / "store")
        case "processes":
            opened = open_store(tmp_path / "store", workers=1, limits=Limits(slow=1))
        case _:
            opened = open_store(request.getfixturevalue("address"))
            opened.update("DROP ALL")
    with opened:
        yield opened


def iri(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


def triples(*names: str) -> list[ox.Triple]:
    return [ox.Triple(iri(name), iri("p"), ox.Literal(name)) for name in names]


A, B = "http://example.org/a", "http://example.org/b"


def subjects(store: Store, **options: object) -> set[str]:
    rows = store.query("SELECT ?s WHERE { ?s ?p ?o }", **options)  # type: ignore[arg-type]
    return {str(row[0]) for row in rows}


def test_replaces_a_graph_as_a_whole(store: Store) -> None:
    store.replace_graph(A, triples("x", "y"))
    store.replace_graph(B, triples("z"))
    store.replace_graph(A, triples("y", "w"))
    assert set(store.graph(A)) == set(triples("y", "w"))
    assert sorted(store.graphs()) == [A, B]


def test_graph_of_the_quads_is_overridden(store: Store) -> None:
    store.replace_graph(A, [ox.Quad(iri("x"), iri("p"), ox.Literal("1"), iri("elsewhere"))])
    assert list(store.graphs()) == [A]


def test_replacing_by_nothing_leaves_nothing(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    store.replace_graph(A, [])
    assert list(store.graph(A)) == []
    assert not store.has_graph(A)


def test_drops_a_graph_and_says_whether_it_was_there(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    assert store.drop_graph(A)
    assert not store.drop_graph(A)


def test_sees_its_own_writes_at_once(store: Store) -> None:
    for number in range(5):
        store.replace_graph(A, triples(f"n{number}"))
        assert subjects(store) == {str(iri(f"n{number}"))}


def test_default_graph_is_the_union_unless_told_otherwise(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    store.update("INSERT DATA { <http://example.org/own> <http://example.org/p> 1 }")
    assert subjects(store) == {str(iri("x")), str(iri("own"))}
    assert subjects(store, default_graph="own") == {str(iri("own"))}


def test_a_query_can_name_its_dataset(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    store.replace_graph(B, triples("y"))
    assert subjects(store, dataset=Dataset(default_graphs=(B,))) == {str(iri("y"))}


def test_loads_quads_into_their_graphs(store: Store) -> None:
    quads = [ox.Quad(iri(f"s{n}"), iri("p"), ox.Literal(str(n)), iri("a" if n % 2 else "b")) for n in range(1000)]
    assert store.load(iter(quads)) == 1000
    assert len(store.graph(A)) == 500
    assert sorted(store.graphs()) == [A, B]


def test_results_of_each_form(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    select = store.query("SELECT ?s ?nothing WHERE { ?s ?p ?o }")
    assert (select.form, select.variables) == (Form.SELECT, ("s", "nothing"))
    assert list(select) == [(iri("x"), None)]
    assert list(select.bindings()) == [{"s": iri("x")}]
    assert bool(store.query("ASK { ?s ?p ?o }")) is True
    assert bool(store.query("ASK { ?s ?p 7 }")) is False
    assert list(store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples) == triples("x")
    assert list(store.query(f"DESCRIBE <{iri('x').value}>").triples) == triples("x")


@pytest.mark.parametrize(
    ("accept", "media_type", "start"),
    [
        (["text/csv"], "text/csv; charset=utf-8", b"s\r\nhttp://example.org/x"),
        (["application/json"], "application/sparql-results+json", b"{"),
        (["image/png", "text/tab-separated-values"], "text/tab-separated-values; charset=utf-8", b"?s\n"),
        ([], "application/sparql-results+json", b"{"),
    ],
)
def test_streams_in_the_first_format_that_fits(store: Store, accept: list[str], media_type: str, start: bytes) -> None:
    store.replace_graph(A, triples("x"))
    stream = store.stream("SELECT ?s WHERE { ?s ?p ?o }", accept)
    assert stream.media_type == media_type
    assert b"".join(stream).startswith(start)


def test_streams_graphs(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    for accept in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"):
        body = b"".join(store.stream("CONSTRUCT WHERE { ?s ?p ?o }", [accept]))
        format = ox.RdfFormat.from_media_type(accept)
        assert format is not None
        assert [quad.triple for quad in ox.parse(body, format)] == triples("x")


def test_refuses_formats_that_do_not_fit(store: Store) -> None:
    with pytest.raises(NotAcceptable, match="text/turtle"):
        store.stream("CONSTRUCT WHERE { ?s ?p ?o }", ["text/csv"])


def test_syntax_errors_have_line_and_column(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT *\nWHERE { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 16)  # after the brace: the object is missing
    with pytest.raises(QuerySyntaxError):
        store.update("INSERT DATA { <http://example.org/x> }")


def test_an_update_is_all_or_nothing(store: Store) -> None:
    store.replace_graph(A, triples("x"))
    with pytest.raises(Exception, match=r"."):
        store.update(f"DROP GRAPH <{A}> ; CREATE GRAPH <{B}> ; CREATE GRAPH <{B}>")
    assert set(store.graph(A)) == set(triples("x"))


def test_keeps_what_was_written(tmp_path: Path) -> None:
    for workers in (0, 1):
        with open_store(tmp_path / "store", workers=workers) as store:
            store.replace_graph(f"{A}{workers}", triples("x"))
    with open_store(tmp_path / "store", read_only=True) as store:
        assert sorted(store.graphs()) == [f"{A}0", f"{A}1"]
