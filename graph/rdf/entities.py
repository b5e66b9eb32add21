"""Entity -> triples: class, label, codes, identifiers elsewhere, and whether anybody checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import Entity, EntityKind
from graph.rdf import literals
from graph.rdf.iris import Namespace
from graph.rdf.statements import concept
from ontology import terms as t

CLASSES: Mapping[EntityKind, NamedNode] = {
    EntityKind.STATE: t.STATE,
    EntityKind.TERRITORY: t.TERRITORY,
    EntityKind.ORGANIZATION: t.ORGANIZATION,
    EntityKind.BODY: t.BODY,
    EntityKind.PERSON: t.PERSON,
    EntityKind.GROUP: t.GROUP,
    EntityKind.OPERATION: t.OPERATION,
    EntityKind.PLACE: t.PLACE,
}


def entity_triples(entity: Entity, iris: Namespace, language: str = "en") -> Iterator[Triple]:
    """Everything that the entity itself says; its label is in ``language``.

    ``ent:known`` and ``ent:verified`` are marks: they stand only where they are false.
    """
    node = iris.entity(entity.id)
    yield Triple(node, t.TYPE, CLASSES[entity.kind])
    yield Triple(node, t.LABEL, literals.words(entity.label, language))
    if not entity.known:
        yield Triple(node, t.KNOWN, literals.boolean(False))
    if not entity.verified:
        yield Triple(node, t.VERIFIED, literals.boolean(False))
    codes = {t.COUNTRY_CODE: entity.country, t.ACRONYM: entity.acronym, t.ISO3: entity.iso3}
    yield from (Triple(node, predicate, Literal(code)) for predicate, code in codes.items() if code is not None)
    if entity.sector is not None:
        yield Triple(node, t.SECTOR, concept(entity.sector))
    yield from (Triple(node, t.SAME_AS, other) for other in same_as(entity))


def same_as(entity: Entity) -> Iterator[NamedNode]:
    """The entity's IRIs elsewhere."""
    if entity.wikidata is not None:
        yield NamedNode(t.WIKIDATA + entity.wikidata)
    if entity.geonames is not None:
        yield NamedNode(f"{t.GEONAMES}{entity.geonames}/")
