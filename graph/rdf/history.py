"""Recording, correcting and retracting as quads. What the current store says never depends on any of it.

Current store, ingest graph: when an article was recorded, with which versions, by which run, and when its present
revision took the place of another. History store: one graph a past revision (``Namespace.past_revision``), a copy of
the article's graph as it was, and in the history graph what that revision was and when it ended; an article that was
retracted leaves a tombstone there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad, Triple

from graph.model import Extraction
from graph.rdf import literals
from graph.rdf.iris import Namespace
from ontology import terms as t


def recording(
    extraction: Extraction,
    iris: Namespace,
    *,
    at: str,
    run: str | None = None,
    versions: Iterable[str] = (),
    revised: bool = False,
) -> Iterator[Quad]:
    """What the ingest graph says of an article recorded at an instant (ISO 8601, UTC).

    ``revised`` says that this revision took the place of an earlier one; the language model is always recorded.
    """
    node, graph = iris.article(extraction.article.id), iris.ingest_graph
    yield Quad(node, t.REVISED_AT if revised else t.RECORDED_AT, literals.moment(at), graph)
    for version in (extraction.model, *versions):
        if version:
            yield Quad(node, t.RECORDED_WITH, Literal(version), graph)
    if run is not None:
        yield Quad(node, t.RUN, Literal(run), graph)


def past_revision(
    article_id: str,
    graph: Iterable[Triple | Quad],
    iris: Namespace,
    *,
    revision: str,
    at: str,
    superseded_by: str | None = None,
    since: str | None = None,
) -> Iterator[Quad]:
    """The quads for the history store when a revision ends at an instant.

    ``graph`` is the article's graph as it was; ``superseded_by`` the digest of the revision that follows, None where
    the article is retracted; ``since`` when this revision itself had taken the place of an earlier one.
    """
    node, article = iris.past_revision(article_id, revision), iris.article(article_id)
    for fact in graph:
        yield Quad(fact.subject, fact.predicate, fact.object, node)
    history = iris.history_graph
    yield Quad(node, t.TYPE, t.PAST_REVISION, history)
    yield Quad(node, t.REVISION_OF, article, history)
    yield Quad(node, t.REVISION, Literal(revision), history)
    yield Quad(node, t.SUPERSEDED_AT, literals.moment(at), history)
    if since is not None:
        yield Quad(node, t.REVISED_AT, literals.moment(since), history)
    if superseded_by is not None:
        yield Quad(node, t.SUPERSEDED_BY, Literal(superseded_by), history)


def tombstone(article_id: str, iris: Namespace, *, at: str) -> Iterator[Quad]:
    """What remains in the history store of an article that was retracted at an instant."""
    node, history = iris.article(article_id), iris.history_graph
    yield Quad(node, t.TYPE, t.TOMBSTONE, history)
    yield Quad(node, t.IDENTIFIER, Literal(article_id), history)
    yield Quad(node, t.RETRACTED_AT, literals.moment(at), history)
