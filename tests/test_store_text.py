"""Full text beside a store."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import StoreError
from graph.store import open_store
from graph.store.text import TextIndex
from ontology import terms as t

GRAPH = "http://example.org/a1"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://example.org/{name}")


FACTS = [
    ox.Triple(node("a1#char=0,40"), t.ANCHOR_OF, ox.Literal("Kyrgyz troops flew to Almaty on Friday.")),
    ox.Triple(node("a1#char=41,80"), t.ANCHOR_OF, ox.Literal("Armenia sent 100 soldiers.", language="en")),
    ox.Triple(node("almaty"), t.LABEL, ox.Literal("Almatý")),
    ox.Triple(node("almaty"), ox.NamedNode("http://example.org/other"), ox.Literal("Almaty unread")),
]


def iris(index: TextIndex, words: str, kind: str | None = None) -> list[str]:
    return sorted(hit.iri.rpartition("/")[2] for hit in index.search(words, kind=kind))


def test_is_rebuilt_from_a_store() -> None:
    with open_store() as store, TextIndex() as index:
        store.replace_graph(GRAPH, FACTS)
        assert index.rebuild(store) == 3
        assert index.rebuild(store) == 3
        assert iris(index, "almaty") == ["a1#char=0,40", "almaty"]


def test_follows_a_graph() -> None:
    with TextIndex() as index:
        index.replace_graph(GRAPH, FACTS)
        assert iris(index, "ALMATY", "label") == ["almaty"]
        assert iris(index, "kyrgyz alm") == ["a1#char=0,40"]
        assert iris(index, "soldiers armenia") == ["a1#char=41,80"]
        index.replace_graph(GRAPH, FACTS[1:2])
        assert iris(index, "almaty") == []
        index.replace_graph(GRAPH, [])
        assert iris(index, "armenia") == []


@pytest.mark.parametrize("words", ["", "  ", '"', "*", "NEAR(", 'a" OR "b', "x AND", "-"])
def test_takes_any_words(words: str) -> None:
    with TextIndex() as index:
        index.replace_graph(GRAPH, FACTS)
        assert index.search(words) == []


def test_survives_reopening_and_says_when_it_cannot(tmp_path: Path) -> None:
    with TextIndex(tmp_path / "text.sqlite") as index:
        index.replace_graph(GRAPH, FACTS)
    with TextIndex(tmp_path / "text.sqlite") as index:
        assert iris(index, "armenia") == ["a1#char=41,80"]
    (tmp_path / "bad.sqlite").write_text("this is no database at all, and long enough to be seen as one" * 40)
    with pytest.raises(StoreError, match="delete it"):
        TextIndex(tmp_path / "bad.sqlite")
