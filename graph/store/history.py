"""Articles come, are corrected and are retracted: the current store holds what stands, the history what stood.

The past is written first and the present after it: a crash between the two leaves a past revision that still stands,
which the next change overwrites and ``known_on`` leaves out. Every function may be repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from graph.errors import StoreError
from graph.rdf import literals
from graph.rdf.history import past_revision, tombstone
from graph.rdf.iris import Namespace
from graph.store.engine import ntriples
from graph.store.inline import InlineStore
from graph.store.store import Store
from ontology import terms as t

_Fact = ox.Quad | ox.Triple


class Change(StrEnum):
    """What became of an article's graph."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Known:
    """The graphs that were known on a day: those of the current store except ``later``, and ``past`` ones."""

    later: frozenset[str]
    past: tuple[str, ...]


def put_article(store: Store, article_id: str, facts: Iterable[_Fact], iris: Namespace, *, at: str) -> Change:
    """Make the store hold this revision; the one before moves to the history. ``at``: ISO 8601, UTC, to the second."""
    node = iris.article(article_id)
    new = {_triple(fact) for fact in facts}
    old = set(store.graph(node.value))
    if old == new:
        return Change.UNCHANGED
    if old and _revision(old, node) != _revision(new, node):
        _archive(store, article_id, old, iris, at=at, superseded_by=_revision(new, node))
    store.replace_graph(node.value, new)
    if old or _was_retracted(store, node, iris):
        _note_revised(store, node, iris, at)
    return Change.REPLACED if old else Change.ADDED


def retract_article(store: Store, article_id: str, iris: Namespace, *, at: str) -> bool:
    """Remove the article and exactly its support, leaving a tombstone in the history; whether it was there."""
    node = iris.article(article_id)
    old = set(store.graph(node.value))
    if not old:
        return False
    _archive(store, article_id, old, iris, at=at, superseded_by=None)
    if store.history is not None:
        store.history.update(_insertion(tombstone(article_id, iris, at=at)))
    store.drop_graph(node.value)
    return True


def known_on(store: Store, iris: Namespace, day: str) -> Known:
    """What had been recorded and not yet corrected at the end of a day (``2022-01-06``).

    What had been published by then is for the query to ask: the dates are in the graphs.
    """
    end = f"{day}T23:59:59Z"
    later = store.query(_LATER.format(graph=iris.ingest_graph, predicate=t.REVISED_AT, end=end), default_graph="own")
    if store.history is None:
        return Known(frozenset(_values(later.rows)), ())
    past = store.history.query(_PAST.format(graph=iris.history_graph, end=end, **_TERMS), default_graph="own")
    standing = store.query(_STANDING.format(revision=t.REVISION)).rows
    after = frozenset(_values(later.rows))
    present = {row for row in standing if row[0] is not None and getattr(row[0], "value", "") not in after}
    found = [row[:1] for row in past.rows if tuple(row[1:]) not in present]
    return Known(after, tuple(sorted(_values(found))))


def as_known_on(store: Store, iris: Namespace, day: str) -> Store:
    """A store to ask what was known on a day: this one where nothing was corrected since, else a copy in memory.

    The copy is the caller's to close; ``is`` tells the two apart.
    """
    known = known_on(store, iris, day)
    if not known.later and not known.past:
        return store
    copy = InlineStore()
    for graph in store.graphs():
        if graph not in known.later:
            copy.load(_named(store.graph(graph), ox.NamedNode(graph)))
    if known.past and store.history is not None:
        for graph in known.past:
            facts = store.history.graph(graph)
            copy.load(_named(facts, _article(facts)))  # under the article's own name, as it was
    return copy


_TERMS = {"of": t.REVISION_OF, "revision": t.REVISION, "ended": t.SUPERSEDED_AT, "began": t.REVISED_AT}
_LATER = """SELECT DISTINCT ?article WHERE {{ GRAPH {graph} {{ ?article {predicate} ?at }}
    FILTER(STR(?at) > "{end}") }}"""
_PAST = """SELECT ?node ?article ?digest WHERE {{
    GRAPH {graph} {{ ?node {of} ?article ; {revision} ?digest ; {ended} ?end }}
    FILTER(STR(?end) > "{end}")
    FILTER NOT EXISTS {{ GRAPH {graph} {{ ?node {began} ?begin }} FILTER(STR(?begin) > "{end}") }} }}"""
_STANDING = "SELECT ?article ?digest WHERE {{ GRAPH ?article {{ ?article {revision} ?digest }} }}"


def _archive(
    store: Store, article_id: str, old: set[ox.Triple], iris: Namespace, *, at: str, superseded_by: str | None
) -> None:
    """Copy a revision to the history, in one update that may be repeated."""
    if store.history is None:
        return
    article, history = iris.article(article_id), iris.history_graph
    revision = _revision(old, article)
    if revision is None:
        raise StoreError(f"the graph {article.value} has no revision: it was not written by an ingest, drop it instead")
    node = iris.past_revision(article_id, revision)
    quads = past_revision(
        article_id, old, iris, revision=revision, at=at, superseded_by=superseded_by, since=_since(store, article, iris)
    )
    forget = f"DROP SILENT GRAPH {node} ; DELETE WHERE {{ GRAPH {history} {{ {node} ?p ?o }} }}"
    store.history.update(f"{forget} ; {_insertion(quads)}")


def _note_revised(store: Store, node: ox.NamedNode, iris: Namespace, at: str) -> None:
    """Say in the ingest graph since when the present revision stands."""
    graph = iris.ingest_graph
    moment = literals.moment(at)
    store.update(
        f"DELETE WHERE {{ GRAPH {graph} {{ {node} {t.REVISED_AT} ?at }} }} ; "
        f"INSERT DATA {{ GRAPH {graph} {{ {node} {t.REVISED_AT} {moment} }} }}"
    )


def _was_retracted(store: Store, article: ox.NamedNode, iris: Namespace) -> bool:
    if store.history is None:
        return False
    return bool(store.history.query(f"ASK {{ GRAPH {iris.history_graph} {{ {article} {t.RETRACTED_AT} ?at }} }}"))


def _since(store: Store, article: ox.NamedNode, iris: Namespace) -> str | None:
    """When the present revision took the place of another."""
    found = store.query(
        f"SELECT ?at WHERE {{ GRAPH {iris.ingest_graph} {{ {article} {t.REVISED_AT} ?at }} }}", default_graph="own"
    )
    return next(iter(_values(found.rows)), None)


def _insertion(quads: Iterable[ox.Quad]) -> str:
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(quad)
    blocks = " ".join(f"GRAPH {name} {{ {ntriples(group)} }}" for name, group in graphs.items())
    return f"INSERT DATA {{ {blocks} }}"


def _revision(facts: set[ox.Triple], article: ox.NamedNode) -> str | None:
    found = (fact.object for fact in facts if fact.subject == article and fact.predicate == t.REVISION)
    return next((term.value for term in found if isinstance(term, ox.Literal)), None)


def _named(facts: Iterable[ox.Triple], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    return (ox.Quad(fact.subject, fact.predicate, fact.object, graph) for fact in facts)


def _article(facts: Iterable[ox.Triple]) -> ox.NamedNode:
    """The article whose graph this is or was."""
    found = (fact.subject for fact in facts if fact.predicate == t.REVISION)
    return next(node for node in found if isinstance(node, ox.NamedNode))


def _triple(fact: _Fact) -> ox.Triple:
    return fact.triple if isinstance(fact, ox.Quad) else fact


def _values(rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [row[0].value for row in rows if isinstance(row[0], ox.NamedNode | ox.Literal)]
