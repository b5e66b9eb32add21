"""Everything that we store validates, and what is broken is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, Triple
from rdflib.namespace import SH

from graph import records
from graph.errors import ValidationError
from graph.model import Article, Extraction
from graph.rdf.history import past_revision, recording, tombstone
from graph.rdf.iris import OURS
from graph.rdf.quads import revision, to_quads
from graph.rdf.reading import from_quads
from graph.rdf.shapes import compiled
from graph.rdf.validation import Report, validate, validate_store
from graph.store import open_store
from ontology import terms as t
from tests.extractions import extractions
from tests.seeded import background

GOLD = Path(__file__).parent / "gold"


def gold() -> Iterator[Extraction]:
    for line in (GOLD / "deployments_seeds.jsonl").read_text(encoding="utf-8").splitlines():
        yield records.read(json.loads(line))


def test_the_gold_of_the_seeds_validates() -> None:
    found = [violation for extraction in gold() for violation in validate(to_quads(extraction, OURS)).violations]
    assert found == []


@given(extractions())
@settings(max_examples=10, deadline=None)
def test_whatever_can_be_said_validates(extraction: Extraction) -> None:
    entities = from_quads(to_quads(extraction, OURS), OURS).entities
    described = Extraction(article=extraction.article, model="", entities=entities, claims=extraction.claims)
    assert validate(to_quads(described, OURS)).violations == ()


@pytest.fixture
def triples() -> list[Triple]:
    extraction = next(each for each in gold() if each.claims)
    return [quad.triple for quad in to_quads(extraction, OURS)]


def without(triples: list[Triple], predicate: NamedNode) -> Report:
    return validate([triple for triple in triples if triple.predicate != predicate])


@pytest.mark.parametrize(
    "predicate",
    [
        *(t.ORIGIN, t.REVISION, t.ARTICLE_BODY, t.STANCE, t.RULE, t.CONFIDENCE, t.WAS_DERIVED_FROM, t.BEGIN_INDEX),
        *(t.ANCHOR_OF, t.CONTRIBUTOR, t.ASSERTS),
    ],
)
def test_a_missing_part_is_found(triples: list[Triple], predicate: NamedNode) -> None:
    report = without(triples, predicate)
    assert not report.conforms
    assert {violation.path for violation in report.violations} & {predicate.value}


def test_a_value_of_the_wrong_kind_is_found(triples: list[Triple]) -> None:
    claim = next(triple.subject for triple in triples if triple.predicate == t.STANCE)
    extra = Triple(claim, t.CONFIDENCE, Literal("high"))
    report = validate([*(triple for triple in triples if triple.predicate != t.CONFIDENCE), extra])
    assert any(violation.value == "high" for violation in report.violations)


def test_a_store_is_validated_graph_by_graph() -> None:
    with open_store(None) as store:
        extraction = next(gold())
        store.replace_graph(OURS.article(extraction.article.id).value, to_quads(extraction, OURS))
        assert validate_store(store).conforms
        store.load([Quad(OURS.node("claim", "x"), t.TYPE, t.CLAIM, OURS.node("article", "x"))])
        report = validate_store(store)
    assert not report.conforms
    assert {violation.graph for violation in report.violations} == {OURS.node("article", "x").value}
    assert report.graphs == 2


def test_history_validates_and_keeps_the_revision_as_it_was() -> None:
    article = Article(id="a", text="x")
    extraction = Extraction(article=article, model="m")
    before = list(to_quads(extraction, OURS))
    kept = list(past_revision("a", before, OURS, revision=revision(article), at="2022-02-01T00:00:00Z"))
    node = OURS.past_revision("a", revision(article))
    assert {quad.triple for quad in kept if quad.graph_name == node} == {quad.triple for quad in before}
    assert from_quads([quad for quad in kept if quad.graph_name == node], OURS).article == article
    about = [quad for quad in kept if quad.graph_name == OURS.history_graph]
    assert validate([*about, *tombstone("a", OURS, at="2022-02-01T00:00:00Z")]).conforms


def test_recording_stays_out_of_the_article() -> None:
    extraction = Extraction(article=Article(id="a", text="x"), model="m 1")
    first = set(recording(extraction, OURS, at="2022-01-06T10:00:00Z", run="r1", versions=["entente 0.1"]))
    again = set(recording(extraction, OURS, at="2022-02-06T10:00:00Z", revised=True))
    assert {quad.graph_name for quad in first | again} == {OURS.ingest_graph}
    assert {quad.predicate for quad in again - first} == {t.REVISED_AT}


def by_pyshacl(triples: list[Triple]) -> set[tuple[str, str | None]]:
    """What a general SHACL processor finds: node and property of each result."""
    data = rdflib.Graph().parse(data="".join(f"{each.subject} {each.predicate} {each.object} .\n" for each in triples))
    shapes_graph = rdflib.Graph().parse(str(files("ontology") / "shapes.ttl"))
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes_graph)
    assert isinstance(results, rdflib.Graph)
    return {
        (str(results.value(each, SH.focusNode)), path if path is None else str(path))
        for each in results.objects(None, SH.result)
        for path in [results.value(each, SH.resultPath)]
    }


def broken(triples: list[Triple]) -> Iterator[list[Triple]]:
    """One graph for each property of each class: without it, doubled, and with values of the wrong kinds."""
    predicates = sorted({triple.predicate for triple in triples}, key=str)
    for number, predicate in enumerate(predicates):
        chosen = [triple for triple in triples if triple.predicate == predicate]
        rest = [triple for triple in triples if triple.predicate != predicate]
        yield rest
        odd = [Literal("not so"), NamedNode("http://elsewhere.example/x"), Literal("-1", datatype=integer)][number % 3]
        yield [*triples, Triple(chosen[0].subject, predicate, odd)]
        yield [*rest, *(Triple(each.subject, predicate, odd) for each in chosen)]


integer = NamedNode(t.XSD + "integer")


def test_our_verdicts_are_those_of_pyshacl() -> None:
    triples = max(([quad.triple for quad in to_quads(each, OURS)] for each in gold()), key=len)[:150]
    for graph in [triples, *broken(triples)]:
        ours = {(violation.node, violation.path) for violation in validate(graph).violations}
        assert ours == by_pyshacl(graph)


def test_a_constraint_that_is_not_supported_is_refused() -> None:
    prefix = "@prefix sh: <http://www.w3.org/ns/shacl#> ."
    shape = f"{prefix} <x:s> sh:targetClass <x:c> ; sh:property [ sh:path <x:p> ; sh:uniqueLang true ] ."
    with pytest.raises(ValidationError, match="uniqueLang"):
        compiled(rdflib.Graph().parse(data=shape))


def test_the_catalogue_validates() -> None:
    report = validate(background())
    assert report.violations[:5] == ()
    assert report.nodes > 1_000
