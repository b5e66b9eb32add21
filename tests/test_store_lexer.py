"""Reading SPARQL as tokens: what fetches, whatever it hides behind."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.store.fetching import disarm
from graph.store.lexer import form_of, tokens
from graph.store.store import Dataset, Form
from graph.store.updates import with_dataset

FETCHING = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "select * { service\n<http://x/>{ ?s ?p ?o } }",
    "SELECT * { # comment ' with a quote\n SERVICE <http://x/> { } }",
    "SELECT * { ?s ?p 'a # b' . SERVICE <http://x/> { } }",
    "SELECT * { ?s ?p '''a ' '' b''' . SERVICE <http://x/> { } }",
    'SELECT * { ?s ?p """a " \\""" b""" . SERVICE <http://x/> { } }',
    "SELECT * { ?s <http://x/#a> ?o . SERVICE <http://x/> { } }",
    "SELECT * { ?s ?p ?o FILTER(?o<3 && ?o>1) SERVICE <http://x/> { } }",
    "PREFIX s: <http://x/> SELECT * { SERVICE s:y { } }",
    "SELECT * { BIND(<http://x/> AS ?y) SERVICE ?y { } }",
    "SELECT * { SERV\\u0049CE <http://x/> { } }",
    "PREFIX ex: <http://e/> SELECT * { ex:a\\'b ?p ?o . SERVICE <http://x/> { } }",
    "LOAD <http://x/>",
    "CLEAR ALL ; LOAD <http://x/> INTO GRAPH <http://g/>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
]
HARMLESS = [
    "SELECT * { ?service ?load ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://x/>' }",
    'SELECT * { ?s ?p """LOAD <http://x/>""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
    "PREFIX service: <http://e/> SELECT * { service:a ?p service:load }",
    "SELECT * { <http://x/service> ?p <http://x/LOAD> }",
]


@pytest.mark.parametrize("text", FETCHING)
def test_finds_what_fetches(text: str) -> None:
    disarmed = disarm(text)
    assert disarmed.refused
    assert "SERVICE <" not in disarmed.text
    assert "LOAD <" not in disarmed.text


@pytest.mark.parametrize("text", HARMLESS)
def test_leaves_the_rest_alone(text: str) -> None:
    assert disarm(text).text == text
    assert not disarm(text).refused


def test_allowed_hosts_are_left_alone() -> None:
    text = "SELECT * { SERVICE <http://x/a> { } SERVICE <http://y/a> { } SERVICE <http://x.evil/> { } }"
    disarmed = disarm(text, {"x"})
    assert "SERVICE <http://x/a>" in disarmed.text
    assert disarmed.refused == ("SERVICE <http://y/a>", "SERVICE <http://x.evil/>")


def test_silent_ones_fail_silently() -> None:
    assert disarm("LOAD SILENT <http://x/> INTO GRAPH <http://g/> ; CLEAR ALL").refused == ()
    assert disarm("SELECT * { SERVICE SILENT <http://x/> { } }").refused == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("PREFIX select: <http://x/> ASK {}", Form.ASK),
        ("# SELECT\nCONSTRUCT {} WHERE {}", Form.GRAPH),
        ("BASE <http://select/> describe <x>", Form.GRAPH),
        ("SELECT (1 AS ?ask) {}", Form.SELECT),
        ("INSERT DATA {}", None),
    ],
)
def test_tells_the_form(text: str, form: Form | None) -> None:
    assert form_of(text) == form


def test_is_linear() -> None:
    """Unclosed strings and brackets must not make it go back and forth."""
    for text in ("'" * 50_000, '"""' + '"a' * 50_000, "<" * 50_000, "{" * 50_000, "\\" * 50_000, "a:" * 50_000):
        assert sum(1 for _ in tokens(text)) <= 50_010


DATASET = Dataset(default_graphs=("http://a/",), named_graphs=("http://b/",))
USING = "USING <http://a/> USING NAMED <http://b/>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }", f"INSERT {{ ?s ?p 1 }} {USING} WHERE {{ ?s ?p ?o }}"),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE  {{ ?s ?p ?o }} {USING} WHERE {{ ?s ?p ?o }}"),
        ("INSERT DATA { <a> <b> 'WHERE {' }", "INSERT DATA { <a> <b> 'WHERE {' }"),
        (
            "DELETE {} WHERE { { SELECT * WHERE { ?s ?p ?o } } } ; CLEAR ALL",
            f"DELETE {{}} {USING} WHERE {{ {{ SELECT * WHERE {{ ?s ?p ?o }} }} }} ; CLEAR ALL",
        ),
    ],
)
def test_writes_the_dataset_into_an_update(text: str, expected: str) -> None:
    assert with_dataset(text, DATASET) == expected


@pytest.mark.parametrize("text", ["WITH <http://c/> DELETE {} WHERE {}", "INSERT {} USING <http://c/> WHERE {}"])
def test_a_dataset_given_twice_is_an_error(text: str) -> None:
    with pytest.raises(QueryError, match="twice"):
        with_dataset(text, DATASET)
