"""The catalogue -> quads of its named graph.

A dated fact is a *record*: it asserts the same node that a claim in an article would, but rests on a citation instead
of a sentence. Whether anybody read the source that it cites goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.model import (
    ContributionStatus,
    Entity,
    ForceContribution,
    Membership,
    OfficeHolding,
    OfficeStatus,
    Quantity,
    Recognition,
    Statement,
    Time,
)
from graph.rdf import literals
from graph.rdf.entities import entity_triples
from graph.rdf.iris import Namespace
from graph.rdf.statements import claim_triples, node_triples, statement_triples, time_triples
from ontology import terms as t

if TYPE_CHECKING:
    from graph.linking.catalog import Alias, Catalog, DatedDeployment, DatedMembership, DatedOffice, OperationRecord


def catalog_quads(catalog: Catalog, iris: Namespace) -> Iterator[Quad]:
    """Everything the catalogue knows, in the order of the tables; what two rows say stands there twice."""
    graph = iris.catalog_graph
    for triple in _triples(catalog, iris):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(catalog: Catalog, iris: Namespace) -> Iterator[Triple]:
    yield Triple(iris.catalog_graph, t.CATALOG_VERSION, Literal(catalog.version))
    for entity in catalog.entities():
        yield from entity_triples(entity, iris)
        yield from _surroundings(entity, catalog, iris)
    for alias in catalog.aliases(None):
        yield from _alias(alias, iris)
    for operation in catalog.operations:
        yield from _operation(operation, iris)
    for membership in catalog.memberships:
        yield from membership_triples(membership, iris)
    for holding in catalog.offices:
        yield from _office(holding, iris)
    for deployment in catalog.deployments:
        yield from _deployment(deployment, iris)


def _surroundings(entity: Entity, catalog: Catalog, iris: Namespace) -> Iterator[Triple]:
    node, site = iris.entity(entity.id), catalog.site(entity.id)
    parent, note = catalog.parent_of(entity.id), catalog.note(entity.id)
    if parent is not None:
        yield Triple(node, t.PART_OF, iris.entity(parent))
    if note is not None:
        yield Triple(node, t.NOTE, Literal(note))
    for successor in catalog.successors_of(entity.id):
        yield Triple(node, t.SUCCEEDED_BY, iris.entity(successor))
    if site is None:
        return
    if site.within is not None:
        yield Triple(node, t.WITHIN, iris.entity(site.within))
    if site.lat is not None and site.lon is not None:
        yield Triple(node, t.LATITUDE, literals.decimal(site.lat))
        yield Triple(node, t.LONGITUDE, literals.decimal(site.lon))
    if site.population is not None:
        yield Triple(node, t.POPULATION, literals.integer(site.population))


def _alias(alias: Alias, iris: Namespace) -> Iterator[Triple]:
    if alias.how is Recognition.CAPITAL or alias.lang == "und":
        return  # a capital is a way of reading, not a name of the state; spellings of no language serve only to link
    predicate = t.ALT_LABEL if alias.strength == "strong" else t.HIDDEN_LABEL
    if alias.how is Recognition.DEMONYM:
        predicate = t.DEMONYM
    yield Triple(iris.entity(alias.entity), predicate, literals.words(alias.text, alias.lang))


def _operation(record: OperationRecord, iris: Namespace) -> Iterator[Triple]:
    node = iris.entity(record.id)
    yield from _citation(node, record.source)
    if record.lead is not None:
        yield Triple(node, t.LEAD, iris.entity(record.lead))
    yield from (Triple(node, t.HOST, iris.entity(host)) for host in record.hosts)
    if record.mandate is not None:
        yield Triple(node, t.MANDATE, Literal(record.mandate))
    yield from time_triples(node, _time(record.start, record.end))


def membership_triples(row: DatedMembership, iris: Namespace) -> Iterator[Triple]:
    """A dated membership as a record, and the direct triple while it lasts."""
    time = _time(row.start, row.end)
    statement = Membership(member=row.member, organization=row.organization, status=row.status, time=time)
    yield from _record(statement, iris, row.source, row.verified, closed=row.end is not None)


def _office(row: DatedOffice, iris: Namespace) -> Iterator[Triple]:
    status = OfficeStatus.HOLDS if row.end is None else OfficeStatus.HELD
    time = _time(row.start, row.end)
    statement = OfficeHolding(person=row.person, office=row.office, of=row.of, status=status, time=time)
    yield from _record(statement, iris, row.source, row.verified, closed=row.end is not None)


def _deployment(row: DatedDeployment, iris: Namespace) -> Iterator[Triple]:
    counted = row.low is not None or row.high is not None
    statement = ForceContribution(
        contributor=row.contributor,
        status=ContributionStatus.DEPLOYED,
        host=row.host,
        operation=row.operation,
        personnel=Quantity(row.low, row.high) if counted else None,
        time=Time.at(row.year),
    )
    yield from _record(statement, iris, row.source, row.verified, closed=False)


def _record(statement: Statement, iris: Namespace, source: str, verified: bool, *, closed: bool) -> Iterator[Triple]:
    subject = iris.statement(statement, article_id="", entities={})
    yield from node_triples(subject, statement, iris, {})
    details = tuple(claim_triples(iris.catalog_graph, statement, iris))
    node = iris.record(subject.value, [str(detail.object) for detail in details], source)
    yield Triple(node, t.TYPE, t.RECORD)
    yield Triple(node, t.ASSERTS, subject)
    yield Triple(node, t.VERIFIED, literals.boolean(verified))
    yield from _citation(node, source)
    yield from (Triple(node, detail.predicate, detail.object) for detail in details)
    if not closed:
        yield from statement_triples(statement, iris)


def _citation(node: NamedNode, source: str) -> Iterable[Triple]:
    return () if not source else (Triple(node, t.CITATION, Literal(source)),)


def _time(start: str | None, end: str | None) -> Time | None:
    return None if start is None and end is None else Time(start, end)
