"""Full text beside a store: labels and sentences in SQLite FTS5, derived from the store and rebuilt at will.

It returns IRIs, the best first; SPARQL does the rest. Words are folded (case, accents) and matched by prefix.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from graph.errors import StoreError
from graph.store.store import Store
from ontology import terms as t

_KINDS = {t.LABEL: "label", t.ALT_LABEL: "label", t.HEADLINE: "headline", t.ANCHOR_OF: "sentence"}
_WORD = re.compile(r"\w+")
_SCHEMA = """
CREATE VIRTUAL TABLE IF NOT EXISTS entry USING fts5(
    text, iri UNINDEXED, kind UNINDEXED, graph UNINDEXED, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
"""


@dataclass(frozen=True, slots=True)
class TextHit:
    """A node whose text matches; ``score`` is smaller for the better."""

    iri: str
    kind: str
    graph: str
    text: str
    score: float


class TextIndex:
    """The index in a file (``None``: in memory); thread-safe."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        try:
            self._database = sqlite3.connect(path or ":memory:", check_same_thread=False)
            self._database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise StoreError(f"the text index {path} cannot be used: delete it, it is rebuilt ({error})") from error

    def rebuild(self, store: Store) -> int:
        """Read every label, headline and sentence of the store; how many there are."""
        rows = store.query(_everything(), default_graph="own", timeout=_REBUILD)
        entries = [entry for row in rows.rows if (entry := _entry(row)) is not None]
        with self._changing() as database:
            database.execute("DELETE FROM entry")
            database.executemany("INSERT INTO entry (text, iri, kind, graph) VALUES (?, ?, ?, ?)", entries)
        return len(entries)

    def replace_graph(self, graph: str, facts: Iterable[ox.Quad | ox.Triple]) -> None:
        """Make the index hold the texts of this graph as it is now; none removes them."""
        entries = [
            (fact.object.value, fact.subject.value, _KINDS[fact.predicate], graph)
            for fact in facts
            if fact.predicate in _KINDS
            and isinstance(fact.object, ox.Literal)
            and isinstance(fact.subject, ox.NamedNode)
        ]
        with self._changing() as database:
            database.execute("DELETE FROM entry WHERE graph = ?", (graph,))
            database.executemany("INSERT INTO entry (text, iri, kind, graph) VALUES (?, ?, ?, ?)", entries)

    def search(self, words: str, *, kind: str | None = None, limit: int = 20) -> list[TextHit]:
        """The texts that hold every word (the last may be a beginning), the best first; [] for no words."""
        terms = _WORD.findall(words)
        if not terms:
            return []
        match = " ".join(f'"{term}"' for term in terms) + "*"
        sql = "SELECT iri, kind, graph, text, bm25(entry) AS score FROM entry WHERE entry MATCH ? "
        sql += "AND (? IS NULL OR kind = ?) ORDER BY score LIMIT ?"
        with self._lock:
            rows = self._database.execute(sql, (match, kind, kind, limit)).fetchall()
        return [TextHit(*row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises StoreError."""
        with self._lock:
            try:
                with self._database:
                    yield self._database
            except sqlite3.Error as error:
                raise StoreError(f"the text index cannot be written: {error}") from error


_REBUILD = 120.0  # seconds


def _everything() -> str:
    predicates = " ".join(str(predicate) for predicate in _KINDS)
    return f"SELECT ?text ?node ?p ?g WHERE {{ VALUES ?p {{ {predicates} }} GRAPH ?g {{ ?node ?p ?text }} }}"


def _entry(row: tuple[object, ...]) -> tuple[str, str, str, str] | None:
    text, node, predicate, graph = row
    if not isinstance(text, ox.Literal) or not isinstance(node, ox.NamedNode) or not isinstance(graph, ox.NamedNode):
        return None
    assert isinstance(predicate, ox.NamedNode)  # noqa: S101 - from VALUES
    return text.value, node.value, _KINDS[predicate], graph.value
