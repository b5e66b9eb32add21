"""The ontology's files agree with each other, with ``terms.py`` and with the domain types, term by term."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef

import ontology
from graph.model import (
    ContributionStatus,
    EventType,
    MembershipStatus,
    OfficeStatus,
    OperationPhase,
    Recognition,
    Sector,
    Stance,
)
from ontology import cameo, terms

FOLDER = Path(ontology.__path__[0])


def parsed(name: str) -> Graph:
    return Graph().parse(FOLDER / name)


@pytest.fixture(scope="module")
def entente() -> Graph:
    return parsed("entente.ttl")


def named_in_python() -> set[str]:
    """Every IRI of our namespace that ``terms.py`` knows."""

    def nodes(value: object) -> Iterator[NamedNode]:
        if isinstance(value, NamedNode):
            yield value
        elif isinstance(value, dict):
            for item in value.values():
                yield from nodes(item)

    found = (node.value for value in vars(terms).values() for node in nodes(value))
    return {iri for iri in found if iri.startswith(terms.ENT)}


def test_python_and_turtle_know_the_same_terms(entente: Graph) -> None:
    in_turtle = {str(subject) for subject in entente.subjects() if str(subject).startswith(terms.ENT)}
    assert named_in_python() == in_turtle


def test_every_term_says_what_it_means(entente: Graph) -> None:
    for subject in set(entente.subjects()):
        assert not isinstance(subject, BNode)
        if str(subject).startswith(terms.ENT):
            assert entente.value(subject, RDFS.label), subject
            assert entente.value(subject, RDFS.comment), subject
            assert entente.value(subject, RDFS.isDefinedBy) == URIRef(terms.ENT.rstrip("#")), subject


def test_what_the_ontology_refers_to_exists(entente: Graph) -> None:
    for term in {term for triple in entente for term in triple if str(term).startswith(terms.ENT)}:
        assert (term, RDF.type, None) in entente or str(term) == terms.ENT, term


def test_the_version_is_the_same_everywhere(entente: Graph) -> None:
    versions = {str(version) for version in entente.objects(None, OWL.versionInfo)}
    assert versions == {terms.VERSION}
    assert (
        URIRef(terms.ENT.rstrip("#")),
        OWL.versionIRI,
        URIRef(f"{terms.ENT.rstrip('#')}/{terms.VERSION}"),
    ) in entente


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (terms.STANCES, [Stance]),
        (terms.STATUSES, [ContributionStatus, MembershipStatus, OfficeStatus]),
        (terms.PHASES, [OperationPhase]),
        (terms.RECOGNITIONS, [Recognition]),
    ],
)
def test_closed_lists_are_the_enums(words: dict[str, NamedNode], kinds: list[type], entente: Graph) -> None:
    assert list(words) == [str(value) for kind in kinds for value in kind]
    for node in words.values():
        assert entente.value(URIRef(node.value), RDF.type) is not None


def test_alignments_reach_the_vocabularies_we_promise(entente: Graph) -> None:
    joined = {
        str(other)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
        for other in entente.objects(None, predicate)
    }
    for namespace in (terms.SEM, terms.PROV, terms.ORG, terms.SCHEMA, terms.GEO, terms.TIME):
        assert any(iri.startswith(namespace) for iri in joined), namespace


def test_plover_has_every_type_sector_mode_and_context() -> None:
    plover = parsed("plover.ttl")
    concepts = {str(subject).removeprefix(terms.PLOVER) for subject in plover.subjects(RDF.type, SKOS.Concept)}
    assert {*EventType, *Sector} <= concepts
    for subject in plover.subjects(RDF.type, SKOS.Concept):
        assert isinstance(plover.value(subject, SKOS.prefLabel), Literal), subject
        assert plover.value(subject, SKOS.definition), subject
        assert plover.value(subject, SKOS.inScheme), subject


def test_cameo_codes_map_to_concepts_that_exist_and_credit_their_source() -> None:
    plover, cameo = parsed("plover.ttl"), parsed("plover-cameo.ttl")
    concepts = set(plover.subjects(RDF.type, SKOS.Concept))
    mapped = {o for p in (SKOS.broadMatch, SKOS.closeMatch, SKOS.relatedMatch) for o in cameo.objects(None, p)}
    assert mapped
    assert mapped <= concepts
    licences = {str(licence) for licence in cameo.objects(None, URIRef(terms.DCTERMS + "license"))}
    assert licences == {"https://creativecommons.org/licenses/by-sa/4.0/"}


def test_the_cameo_file_is_what_the_table_makes() -> None:
    assert (FOLDER / "plover-cameo.ttl").read_text(encoding="utf-8") == cameo.turtle(), "run python -m ontology.cameo"
