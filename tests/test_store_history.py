"""What stands and what stood: random articles come, are corrected, retracted and come again."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rdf.iris import Namespace
from graph.store import Store, open_store
from graph.store.history import Change, as_known_on, known_on, put_article, retract_article
from ontology import terms as t

IRIS = Namespace("http://example.org/")
ARTICLES = ("a1", "a2", "a3")


def facts(article: str, revision: str) -> list[ox.Quad]:
    """An article's graph: its revision, a claim of its own, and one that every article shares."""
    node = IRIS.article(article)
    shared = ox.Triple(ox.NamedNode("http://example.org/x"), t.LABEL, ox.Literal("shared"))
    own = ox.Triple(node, t.LABEL, ox.Literal(f"{article} says {revision}"))
    return [ox.Quad(*triple, node) for triple in (ox.Triple(node, t.REVISION, ox.Literal(revision)), own, shared)]


def articles_of(store: Store) -> dict[str, set[ox.Triple]]:
    """The graphs of articles: the ingest graph tells when, not what."""
    return {graph: set(store.graph(graph)) for graph in store.graphs() if graph != IRIS.ingest_graph.value}


def built_afresh(present: dict[str, str]) -> dict[str, set[ox.Triple]]:
    with open_store() as store:
        for article, revision in present.items():
            put_article(store, article, facts(article, revision), IRIS, at="2022-01-01T00:00:00Z")
        return articles_of(store)


steps = st.lists(
    st.tuples(st.sampled_from(ARTICLES), st.one_of(st.none(), st.sampled_from(["r1", "r2", "r3", "r4"]))), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_the_current_store_equals_one_built_afresh(sequence: list[tuple[str, str | None]]) -> None:
    present: dict[str, str] = {}
    with open_store() as store:
        for number, (article, revision) in enumerate(sequence, 1):
            at = f"2022-01-{number:02}T12:00:00Z"
            if revision is None:
                assert retract_article(store, article, IRIS, at=at) == (present.pop(article, None) is not None)
            else:
                put_article(store, article, facts(article, revision), IRIS, at=at)
                present[article] = revision
            assert articles_of(store) == built_afresh(present)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ARTICLES), st.booleans()), max_size=10))
def test_every_past_day_can_be_asked(sequence: list[tuple[str, bool]]) -> None:
    """Each correction is a new text; then each day after an article's first knows exactly what stood on it."""
    present: dict[str, str] = {}
    ever: set[str] = set()
    with open_store() as store:
        days: list[tuple[str, dict[str, str], frozenset[str]]] = []
        for number, (article, retracts) in enumerate(sequence, 1):
            at = f"2022-01-{number:02}T12:00:00Z"
            if retracts:
                retract_article(store, article, IRIS, at=at)
                present.pop(article, None)
            else:
                put_article(store, article, facts(article, f"r{number}"), IRIS, at=at)
                present[article] = f"r{number}"
                ever.add(article)
            days.append((at[:10], dict(present), frozenset(ever)))
        for day, expected, known in days:
            assert _said(store, day, known) == _lines(expected)


def _lines(present: dict[str, str]) -> set[str]:
    return {f"{article} says {revision}" for article, revision in present.items()}


def _said(store: Store, day: str, known: Iterable[str]) -> set[str]:
    """What the known articles say on a day; those published later are for the query to leave out."""
    view = as_known_on(store, IRIS, day)
    rows = view.query(f"SELECT ?text WHERE {{ GRAPH ?g {{ ?s {t.LABEL} ?text }} }}").rows
    said = {row[0].value for row in rows if isinstance(row[0], ox.Literal)}
    if view is not store:
        view.close()
    return {text for text in said if text.partition(" ")[0] in known}


def test_says_what_it_did() -> None:
    with open_store() as store:
        changes = [
            put_article(store, "a1", facts("a1", revision), IRIS, at=f"2022-01-0{day}T00:00:00Z")
            for day, revision in enumerate(("r1", "r1", "r2"), 1)
        ]
        assert changes == [Change.ADDED, Change.UNCHANGED, Change.REPLACED]
        assert retract_article(store, "a1", IRIS, at="2022-01-04T00:00:00Z")
        assert not retract_article(store, "a1", IRIS, at="2022-01-05T00:00:00Z")
        assert list(store.graphs()) == [IRIS.ingest_graph.value]


def test_a_retraction_leaves_a_tombstone() -> None:
    with open_store() as store:
        put_article(store, "a1", facts("a1", "r1"), IRIS, at="2022-01-01T00:00:00Z")
        retract_article(store, "a1", IRIS, at="2022-01-02T00:00:00Z")
        assert store.history is not None
        found = store.history.query(f"ASK {{ {IRIS.article('a1')} a {t.TOMBSTONE} ; {t.RETRACTED_AT} ?at }}")
        assert bool(found)
        assert known_on(store, IRIS, "2022-01-01").past == (IRIS.past_revision("a1", "r1").value,)


@pytest.mark.parametrize("times", [1, 2])
def test_a_crash_between_past_and_present_is_mended_by_doing_it_again(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store() as store:
        put_article(store, "a1", facts("a1", "r1"), IRIS, at="2022-01-01T00:00:00Z")
        for _ in range(times):
            monkeypatch.setattr(store, "replace_graph", _killed)
            with pytest.raises(KeyboardInterrupt):
                put_article(store, "a1", facts("a1", "r2"), IRIS, at="2022-01-02T00:00:00Z")
            monkeypatch.undo()
            assert _said(store, "2022-01-03", ["a1"]) == {"a1 says r1"}
        put_article(store, "a1", facts("a1", "r2"), IRIS, at="2022-01-04T00:00:00Z")
        assert _said(store, "2022-01-03", ["a1"]) == {"a1 says r1"}
        assert _said(store, "2022-01-05", ["a1"]) == {"a1 says r2"}


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
