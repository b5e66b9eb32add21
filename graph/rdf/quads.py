"""Extraction -> quads: one named graph an article, the same article the same graph byte for byte.

Nothing here looks at a clock, a store or another article: when and by what the graph was made stands in the ingest
graph (``graph.rdf.history``), so that reading an article again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.model import Article, Claim, Evidence, Extraction, Mention
from graph.rdf import literals
from graph.rdf.entities import entity_triples
from graph.rdf.iris import Namespace
from graph.rdf.statements import claim_triples, direct_triples, node_triples
from ontology import terms as t


def to_quads(extraction: Extraction, iris: Namespace) -> Iterator[Quad]:
    """The article's named graph, each quad once, in a fixed order.

    Entities of the catalogue are described there; entities that only this article knows are described here.
    """
    graph = iris.article(extraction.article.id)
    for triple in dict.fromkeys(_triples(extraction, graph, iris)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def revision(article: Article) -> str:
    """What distinguishes this wording of the article from another: a digest of its clean text and metadata.

    The origin is left out: it depends on the other articles of a store.
    """
    fields = (article.text, article.title, article.url, article.publisher, article.published, article.language)
    text = json.dumps(fields, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _triples(extraction: Extraction, graph: NamedNode, iris: Namespace) -> Iterator[Triple]:
    article = extraction.article
    yield from _article(article, graph, iris)
    for _, entity in sorted(extraction.entities.items()):
        if not entity.known:
            yield from entity_triples(entity, iris, article.language)
    for mention in extraction.mentions:
        yield from _mention(mention, graph, iris)
    for position, claim in enumerate(extraction.claims, 1):
        yield from _claim(claim, position, extraction, graph, iris)


def _article(article: Article, node: NamedNode, iris: Namespace) -> Iterator[Triple]:
    yield Triple(node, t.TYPE, t.NEWS_ARTICLE)
    yield Triple(node, t.IDENTIFIER, Literal(article.id))
    yield Triple(node, t.REVISION, Literal(revision(article)))
    yield Triple(node, t.IN_LANGUAGE, Literal(article.language))
    yield Triple(node, t.ARTICLE_BODY, literals.words(article.text, article.language))
    if article.title is not None:
        yield Triple(node, t.HEADLINE, literals.words(article.title, article.language))
    if article.url is not None:
        yield Triple(node, t.URL, Literal(article.url))
    if article.publisher is not None:
        yield Triple(node, t.PUBLISHER, Literal(article.publisher))
    if article.published is not None:
        yield Triple(node, t.DATE_PUBLISHED, literals.moment(article.published))
    if article.notes:
        yield Triple(node, t.NOTE, Literal("\n".join(article.notes)))
    yield from origin_triples(article.id, article.origin or article.id, iris)


def origin_triples(article_id: str, origin: str, iris: Namespace) -> Iterator[Triple]:
    """Whose text an article repeats: its own, unless it is syndicated."""
    node = iris.article(article_id)
    yield Triple(node, t.ORIGIN, iris.article(origin))
    if origin != article_id:
        yield Triple(node, t.ORIGIN_IDENTIFIER, Literal(origin))


def _mention(mention: Mention, graph: NamedNode, iris: Namespace) -> Iterator[Triple]:
    node = iris.sentence(graph, mention.span)
    yield Triple(node, t.TYPE, t.MENTION)
    yield Triple(node, t.IDENTITY_REFERENCE, iris.entity(mention.entity))
    yield Triple(node, t.RECOGNITION, t.RECOGNITIONS[mention.how])


def _claim(claim: Claim, position: int, extraction: Extraction, graph: NamedNode, iris: Namespace) -> Iterator[Triple]:
    article, statement = extraction.article, claim.statement
    subject = iris.statement(statement, article_id=article.id, entities=extraction.entities)
    yield from node_triples(subject, statement, iris, extraction.entities)
    node = iris.claim(article.id, position)
    yield Triple(node, t.TYPE, t.CLAIM)
    yield Triple(node, t.ASSERTS, subject)
    yield Triple(node, t.POSITION, literals.integer(position))
    yield Triple(node, t.STANCE, t.STANCES[claim.stance])
    yield Triple(node, t.CONFIDENCE, literals.decimal(claim.confidence))
    yield Triple(node, t.RULE, Literal(claim.rule))
    yield from (Triple(node, t.WAS_ATTRIBUTED_TO, iris.entity(speaker)) for speaker in claim.attributed_to)
    yield from claim_triples(node, statement, iris)
    yield from _evidence(claim.evidence, node, article, graph, iris)
    yield from direct_triples(claim, iris)


def _evidence(
    evidence: Evidence, claim: NamedNode, article: Article, graph: NamedNode, iris: Namespace
) -> Iterator[Triple]:
    sentence = iris.sentence(graph, evidence.span)
    yield Triple(claim, t.WAS_DERIVED_FROM, sentence)
    yield Triple(sentence, t.TYPE, t.SENTENCE)
    yield Triple(sentence, t.BEGIN_INDEX, literals.integer(evidence.span.start))
    yield Triple(sentence, t.END_INDEX, literals.integer(evidence.span.end))
    yield Triple(sentence, t.ANCHOR_OF, literals.words(evidence.text, article.language))
    yield from (Triple(claim, t.HIGHLIGHT, iris.sentence(graph, span)) for span in evidence.highlights)
