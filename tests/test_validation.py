"""Everything that we store validates, and what is broken is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph import records
from graph.model import Article, Extraction
from graph.rdf.history import past_revision, recording, tombstone
from graph.rdf.iris import OURS
from graph.rdf.quads import revision, to_quads
from graph.rdf.reading import from_quads
from graph.rdf.validation import Report, validate, validate_store
from graph.store import open_store
from ontology import terms as t
from tests.extractions import extractions

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
        assert validate_store(store, OURS).conforms
        store.load([Quad(OURS.node("claim", "x"), t.TYPE, t.CLAIM, OURS.node("article", "x"))])
        report = validate_store(store, OURS)
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
