"""Claims with everything they say and where they stand: about an entity, between two, of a statement, of events.

A query finds which claims; then one CONSTRUCT fetches all they say, and it is read back into domain types. Newest
first, in pages that continue from a key.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack

from pyoxigraph import Literal, NamedNode

from graph.model import Claim, EventType, Stance, Statement
from graph.queries.articles import ArticleRow, articles_by_iri
from graph.queries.identity import Identities
from graph.queries.run import Bindings, sparql
from graph.queries.values import nodes, required, text, until_end_of
from graph.rdf import literals
from graph.rdf.facts import Facts
from graph.rdf.iris import OURS, Namespace
from graph.rdf.reading import claim_at
from graph.rdf.statements import event_type
from graph.store import Store
from ontology import terms as t

KINDS: Mapping[str, NamedNode] = {
    "event": t.EVENT,
    "contribution": t.FORCE_CONTRIBUTION,
    "membership": t.MEMBERSHIP,
    "office": t.OFFICE_HOLDING,
    "operation": t.OPERATION,
    "location": t.CONTAINMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundClaim:
    """A claim, the IRIs of it and of what it asserts, and the article it stands in."""

    iri: str
    statement_iri: str
    claim: Claim
    article: ArticleRow

    @property
    def statement(self) -> Statement:
        """What is claimed."""
        return self.claim.statement

    @property
    def key(self) -> str:
        """Its place in the order of claims; the cursor of a page that ends here."""
        return f"{self.article.published or ''} {self.iri}"


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Some claims, how many match in all, and where to go on (None: these were the last)."""

    claims: tuple[FoundClaim, ...]
    total: int
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a statement and against it. ``origins`` counts independent articles that do not deny it."""

    statement: str
    claims: tuple[FoundClaim, ...]
    origins: int
    contested: bool


class Page(TypedDict, total=False):
    """Which part of the answer: at most ``limit`` claims after ``cursor``."""

    limit: int
    cursor: str | None


def claims_about(
    store: Store,
    entity: str,
    *,
    kind: str | None = None,
    stance: Stance | None = None,
    confidence: float | None = None,
    since: str | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
    **page: Unpack[Page],
) -> ClaimPage:
    """Claims that speak of an entity, newest first. ``kind`` is a key of KINDS; ``since`` a day of publication."""
    query = sparql(
        "claims_about",
        entity=nodes(iris, Identities.of(store, iris).spread(entity)),
        kind=None if kind is None else KINDS[kind],
        stance=None if stance is None else t.STANCES[stance],
        confidence=None if confidence is None else literals.decimal(confidence),
        published_after=None if since is None else Literal(since),
        published_before=until_end_of(known_on),
    )
    return _page(store, [query], iris, **page)


def claims_between(
    store: Store,
    first: str,
    second: str,
    *,
    either_way: bool = True,
    stance: Stance | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
    **page: Unpack[Page],
) -> ClaimPage:
    """Claims that join two entities in one statement; ``either_way`` also with their roles exchanged."""
    identities = Identities.of(store, iris)
    one, two = nodes(iris, identities.spread(first)), nodes(iris, identities.spread(second))
    shared = {
        "stance": None if stance is None else t.STANCES[stance],
        "published_before": until_end_of(known_on),
    }
    queries = [sparql("claims_between", first=one, second=two, **shared)]
    if either_way:
        queries.append(sparql("claims_between", first=two, second=one, **shared))
    return _page(store, queries, iris, **page)


def events(
    store: Store,
    *,
    type: EventType | Iterable[EventType] | None = None,
    source: str | Iterable[str] | None = None,
    target: str | Iterable[str] | None = None,
    source_code: str | None = None,
    target_code: str | None = None,
    place: str | None = None,
    since: str | None = None,
    until: str | None = None,
    stance: Stance | None = None,
    confidence: float | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
    **page: Unpack[Page],
) -> ClaimPage:
    """Claims of events. ``since`` and ``until`` are days on which it happened (else was published)."""
    identities = Identities.of(store, iris)
    types = [type] if isinstance(type, str) else type
    query = sparql(
        "events",
        type=None if types is None else [event_type(each) for each in types],
        source=nodes(iris, identities.spread(source)),
        target=nodes(iris, identities.spread(target)),
        source_code=None if source_code is None else Literal(source_code),
        target_code=None if target_code is None else Literal(target_code),
        place=nodes(iris, identities.spread(place)),
        stance=None if stance is None else t.STANCES[stance],
        confidence=None if confidence is None else literals.decimal(confidence),
        happened_after=None if since is None else Literal(since),
        happened_before=until_end_of(until),
        published_before=until_end_of(known_on),
    )
    return _page(store, [query], iris, **page)


def evidence(store: Store, statement: str, *, iris: Namespace = OURS) -> Evidence:
    """Everything that speaks for or against the statement with this IRI."""
    query = sparql("claims_of_statement", statement=NamedNode(statement))
    found = _hydrated(store, [required(row, "claim") for row in store.query(query).bindings()], iris)
    stances = {each.claim.stance for each in found}
    return Evidence(
        statement=statement,
        claims=tuple(found),
        origins=len({each.article.origin for each in found if each.claim.stance is not Stance.DENIED}),
        contested=any(one.contests(other) for one in stances for other in stances),
    )


def claims(store: Store, claim_iris: Iterable[str], *, iris: Namespace = OURS) -> list[FoundClaim]:
    """The claims with these IRIs, newest first, as far as the store holds them."""
    return _hydrated(store, list(claim_iris), iris)


def _page(
    store: Store, queries: Iterable[str], iris: Namespace, *, limit: int = 50, cursor: str | None = None
) -> ClaimPage:
    keys = {_key(row): required(row, "claim") for query in queries for row in store.query(query).bindings()}
    after = [key for key in keys if cursor is None or key < cursor]
    newest = heapq.nlargest(limit + 1, after)
    found = _hydrated(store, [keys[key] for key in newest[:limit]], iris)
    return ClaimPage(tuple(found), len(keys), newest[limit - 1] if len(newest) > limit else None)


def _key(row: Bindings) -> str:
    return f"{text(row, 'published') or ''} {required(row, 'claim')}"


def _hydrated(store: Store, claim_iris: list[str], iris: Namespace) -> list[FoundClaim]:
    if not claim_iris:
        return []
    wanted = [NamedNode(iri) for iri in sorted(set(claim_iris))]
    facts = Facts(store.query(sparql("claim_facts", claim=wanted)).triples, iris)
    graphs = {node: _article_of(node, facts) for node in facts.instances(t.CLAIM)}
    rows = articles_by_iri(store, graphs.values())
    found = [
        FoundClaim(
            iri=node.value,
            statement_iri=facts.need(node, t.ASSERTS),
            claim=claim_at(node, facts),
            article=rows[article],
        )
        for node, article in graphs.items()
    ]
    return sorted(found, key=lambda each: each.key, reverse=True)


def _article_of(claim: NamedNode, facts: Facts) -> str:
    return facts.need(claim, t.WAS_DERIVED_FROM).partition("#char=")[0]
