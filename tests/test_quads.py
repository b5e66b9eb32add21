"""Extraction -> quads -> extraction: nothing is lost, nothing depends on chance, identity is what the design says."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import ValidationError
from graph.model import (
    Actor,
    Article,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Mention,
    OperationReport,
    Quantity,
    Recognition,
    Sector,
    Span,
    Stance,
    Time,
)
from graph.rdf.iris import OURS, Namespace, article_key
from graph.rdf.quads import revision, to_quads
from graph.rdf.reading import from_quads
from ontology import terms as t
from tests.extractions import entities, extractions


def with_entities(extraction: Extraction) -> Extraction:
    """The same, with every entity it uses described as reading back an undescribed one would."""
    return replace(extraction, entities=from_quads(to_quads(extraction, OURS), OURS).entities)


@given(extractions())
@settings(max_examples=60, deadline=None)
def test_claim_to_quads_to_claim(extraction: Extraction) -> None:
    extraction = with_entities(extraction)
    back = from_quads(to_quads(extraction, OURS), OURS)
    assert back.article == extraction.article
    assert back.mentions == extraction.mentions
    assert back.claims == extraction.claims


@given(extractions())
@settings(max_examples=20, deadline=None)
def test_a_store_gives_back_what_it_was_given(extraction: Extraction) -> None:
    quads = list(to_quads(extraction, OURS))
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)
    assert from_quads(store, OURS).claims == extraction.claims


@given(st.lists(entities(), max_size=4, unique_by=lambda entity: entity.id))
@settings(max_examples=30, deadline=None)
def test_unknown_entities_travel_with_the_article_and_known_ones_are_looked_up(found: list[Entity]) -> None:
    text = "x" * len(found)
    mentions = tuple(Mention(Span(i, i + 1), e.id, Recognition.NAME, "x") for i, e in enumerate(found))
    described = {entity.id: entity for entity in found}
    extraction = Extraction(article=Article(id="a", text=text), model="m", entities=described, mentions=mentions)
    back = from_quads(to_quads(extraction, OURS), OURS, known=described.get, model="m")
    assert back == replace(extraction, entities=dict(sorted(described.items())))


@given(extractions())
@settings(max_examples=20, deadline=None)
def test_the_same_article_gives_the_same_graph(extraction: Extraction) -> None:
    first, second = (list(map(str, to_quads(extraction, OURS))) for _ in range(2))
    assert first == second
    assert len(first) == len(set(first))


@given(extractions())
@settings(max_examples=20, deadline=None)
def test_no_blank_nodes_and_one_graph(extraction: Extraction) -> None:
    for quad in to_quads(extraction, OURS):
        assert quad.graph_name == OURS.article(extraction.article.id)
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


def contribution(**changes: object) -> ForceContribution:
    fields = {
        "contributor": "state/KGZ",
        "status": ContributionStatus.PLEDGED,
        "host": "state/KAZ",
        "operation": "operation/csto-kaz-2022",
        "organization": "organization/CSTO",
    }
    return ForceContribution(**{**fields, **changes})  # type: ignore[arg-type]


def iri(statement: object, article: str = "a") -> str:
    kazakh = {"place/almaty-kaz": Entity(id="place/almaty-kaz", kind=EntityKind.PLACE, label="Almaty", country="KAZ")}
    return OURS.statement(statement, article_id=article, entities=kazakh).value  # type: ignore[arg-type]


def test_what_sources_differ_on_is_not_identity() -> None:
    told = contribution()
    assert iri(told) == iri(contribution(status=ContributionStatus.DEPLOYED, personnel=Quantity(1, 2)), "b")
    assert iri(told) == iri(contribution(host=None, organization=None))
    assert iri(told) != iri(contribution(contributor="state/TJK"))
    assert iri(contribution(operation=None)) != iri(contribution(operation=None, host="state/TJK"))


def test_an_event_without_a_day_belongs_to_its_article() -> None:
    actor = Actor(entity="state/RUS", country="RUS", sector=Sector.GOV, text="Moscow")
    event = Event(type=EventType.AID, source=(actor,), place="place/almaty-kaz", time=Time.at("2022-01-06"))
    assert iri(event) == iri(replace(event, contexts=("military",), source=(replace(actor, text="Russia"),)), "b")
    assert iri(event) == iri(replace(event, place="state/KAZ"), "b")
    assert iri(event) != iri(replace(event, place=None))
    assert iri(replace(event, time=Time.at("2022-01"))) != iri(replace(event, time=Time.at("2022-01")), "b")
    assert iri(replace(event, time=Time.at("2022-01-06T10:00:00Z"))) == iri(event)


def test_a_report_is_about_the_operation_itself() -> None:
    assert iri(OperationReport(operation="operation/kfor")) == f"{OURS.base}id/operation/kfor"


@pytest.mark.parametrize(
    ("article", "key"),
    [("a1", "a1"), ("csto-kazakhstan.2022", "csto-kazakhstan.2022"), ("0123456789abcdef0123", None), ("a b", None)],
)
def test_article_keys(article: str, key: str | None) -> None:
    assert article_key(article) == key or (key is None and len(article_key(article)) == 20)


def test_iris_lead_back_to_ids() -> None:
    assert OURS.id_of(OURS.entity("organization/Ω x")) == "organization/Ω x"
    with pytest.raises(ValueError, match="does not lie under"):
        OURS.id_of("https://elsewhere.example/id/state/KAZ")
    with pytest.raises(ValueError, match="slash"):
        Namespace("http://x")


def graph_of(*claims: Claim) -> set[ox.Triple]:
    article = Article(id="a", text="Kyrgyzstan will send 150 troops.")
    return {quad.triple for quad in to_quads(Extraction(article=article, model="", claims=claims), OURS)}


def claim(statement: ForceContribution, stance: Stance = Stance.ASSERTED) -> Claim:
    return Claim(statement=statement, evidence=Evidence(Span(0, 32), "…"), rule="r", stance=stance)


def test_direct_triples_only_where_the_stance_allows() -> None:
    kyrgyzstan, kazakhstan = OURS.entity("state/KGZ"), OURS.entity("state/KAZ")
    direct = ox.Triple(kyrgyzstan, t.SENT_FORCES_TO, kazakhstan)
    assert direct in graph_of(claim(contribution()))
    for stance in (Stance.DENIED, Stance.HEDGED, Stance.PLANNED):
        assert direct not in graph_of(claim(contribution(), stance))
    refused = graph_of(claim(contribution(status=ContributionStatus.REFUSED)))
    assert direct not in refused
    assert ox.Triple(kyrgyzstan, t.REFUSED_FORCES_TO, OURS.entity("operation/csto-kaz-2022")) in refused


def test_numbers_keep_their_words() -> None:
    told = contribution(personnel=Quantity(150, 150, "0150"))
    objects = {triple.object for triple in graph_of(claim(told)) if triple.predicate == t.PERSONNEL_WORDS}
    assert objects == {ox.Literal("0150")}


def test_a_graph_without_its_article_is_refused() -> None:
    with pytest.raises(ValidationError, match="holds one article"):
        from_quads([], OURS)


def test_a_revision_is_text_and_metadata() -> None:
    article = Article(id="a", text="x")
    assert revision(article) == revision(replace(article, notes=("repaired",)))
    assert revision(article) != revision(replace(article, published="2022"))
