"""Quads -> extraction: the inverse of ``graph.rdf.quads``, up to the order of sets.

Speakers, contexts and highlights come back sorted, since RDF keeps them as sets. The language model is not part of an
article's graph; whoever knows it from the ingest graph passes it on. Entities of the catalogue are not described in
an article's graph either: ``known`` looks them up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import NamedNode, Quad, Triple

from graph.errors import ValidationError
from graph.model import (
    Actor,
    Article,
    Asset,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Location,
    Membership,
    MembershipStatus,
    Mention,
    OfficeHolding,
    OfficeStatus,
    OperationPhase,
    OperationReport,
    Quantity,
    Recognition,
    Sector,
    Stance,
    Statement,
)
from graph.rdf.entities import CLASSES
from graph.rdf.facts import Facts, span_of
from graph.rdf.iris import Namespace
from graph.rdf.statements import concept_name, mode_name
from ontology import terms as t

Lookup = Callable[[str], Entity | None]

_KINDS = {node: kind for kind, node in CLASSES.items()}


def from_quads(
    quads: Iterable[Quad | Triple], iris: Namespace, *, known: Lookup = lambda _: None, model: str = ""
) -> Extraction:
    """What an article's graph says. Raises ValidationError where it holds no article, or one that is not whole."""
    facts = Facts(quads, iris)
    articles = facts.instances(t.NEWS_ARTICLE)
    if len(articles) != 1:
        raise ValidationError(f"a graph of an article holds one article, this one {len(articles)}: validate it")
    article = _article(articles[0], facts)
    mentions = tuple(sorted(_mention(node, article, facts) for node in facts.instances(t.MENTION)))
    claims = sorted(facts.instances(t.CLAIM), key=lambda node: facts.integer(node, t.POSITION) or 0)
    entities = {key: _entity(key, facts, known) for key in sorted(facts.entity_ids())}
    return Extraction(
        article=article,
        model=model,
        entities=entities,
        mentions=mentions,
        claims=tuple(claim_at(node, facts) for node in claims),
    )


def _article(node: NamedNode, facts: Facts) -> Article:
    notes = facts.text(node, t.NOTE)
    return Article(
        id=facts.need(node, t.IDENTIFIER),
        text=facts.need(node, t.ARTICLE_BODY),
        title=facts.text(node, t.HEADLINE),
        url=facts.text(node, t.URL),
        publisher=facts.text(node, t.PUBLISHER),
        published=facts.text(node, t.DATE_PUBLISHED),
        language=facts.need(node, t.IN_LANGUAGE),
        origin=facts.text(node, t.ORIGIN_IDENTIFIER),
        notes=tuple(notes.split("\n")) if notes is not None else (),
    )


def _mention(node: NamedNode, article: Article, facts: Facts) -> Mention:
    span = span_of(node)
    entity = facts.need_entity(node, t.IDENTITY_REFERENCE)
    return Mention(span, entity, Recognition(facts.word(node, t.RECOGNITION)), span.of(article.text))


def _entity(key: str, facts: Facts, known: Lookup) -> Entity:
    node = facts.iris.entity(key)
    classes = [kind for kind in facts.nodes(node, t.TYPE) if kind in _KINDS]
    if not classes or facts.literal(node, t.LABEL) is None:
        return known(key) or Entity(id=key, kind=EntityKind(key.partition("/")[0]), label=key.partition("/")[2])
    sector = facts.node(node, t.SECTOR)
    others = [other.value for other in facts.nodes(node, t.SAME_AS)]
    return Entity(
        id=key,
        kind=_KINDS[classes[0]],
        label=facts.need(node, t.LABEL),
        country=facts.text(node, t.COUNTRY_CODE),
        sector=None if sector is None else Sector(concept_name(sector)),
        acronym=facts.text(node, t.ACRONYM),
        iso3=facts.text(node, t.ISO3),
        wikidata=_after(t.WIKIDATA, others),
        geonames=_after(t.GEONAMES, others),
        known=facts.text(node, t.KNOWN) != "false",
        verified=facts.text(node, t.VERIFIED) != "false",
    )


def _after(prefix: str, iris: Iterable[str]) -> str | None:
    return next((iri.removeprefix(prefix).rstrip("/") for iri in iris if iri.startswith(prefix)), None)


def claim_at(node: NamedNode, facts: Facts) -> Claim:
    """The claim that a node stands for. Raises ValidationError where something is missing."""
    sentence = facts.need_node(node, t.WAS_DERIVED_FROM)
    highlights = sorted(span_of(part) for part in facts.nodes(node, t.HIGHLIGHT))
    return Claim(
        statement=_statement(node, facts),
        stance=Stance(facts.word(node, t.STANCE)),
        attributed_to=tuple(sorted(facts.iris.id_of(who) for who in facts.nodes(node, t.WAS_ATTRIBUTED_TO))),
        confidence=float(facts.need(node, t.CONFIDENCE)),
        rule=facts.need(node, t.RULE),
        evidence=Evidence(span_of(sentence), facts.need(sentence, t.ANCHOR_OF), tuple(highlights)),
    )


def _statement(claim: NamedNode, facts: Facts) -> Statement:
    node = facts.need_node(claim, t.ASSERTS)
    for kind in facts.nodes(node, t.TYPE):
        if kind in _READERS:
            return _READERS[kind](claim, node, facts)
    raise ValidationError(f"{node.value} is of no kind of statement: validate the graph")


def _event(claim: NamedNode, node: NamedNode, facts: Facts) -> Event:
    kind = concept_name(facts.need_node(node, t.EVENT_TYPE))
    mode = facts.node(node, t.MODE)
    return Event(
        type=EventType(kind),
        mode=None if mode is None else mode_name(mode, kind),
        contexts=tuple(sorted(concept_name(context) for context in facts.nodes(claim, t.CONTEXT))),
        source=_actors(claim, t.SOURCE_PART, facts),
        target=_actors(claim, t.TARGET_PART, facts),
        place=facts.entity(claim, t.AT_PLACE),
        time=facts.time(claim),
    )


def _actors(claim: NamedNode, role: NamedNode, facts: Facts) -> tuple[Actor, ...]:
    parts = sorted(facts.nodes(claim, role), key=lambda part: facts.integer(part, t.POSITION) or 0)
    return tuple(_actor(part, facts) for part in parts)


def _actor(part: NamedNode, facts: Facts) -> Actor:
    node = facts.need_node(part, t.PLAYED_BY)
    sector = facts.node(node, t.SECTOR)
    return Actor(
        entity=facts.entity(node, t.HAS_ENTITY),
        country=facts.text(node, t.COUNTRY_CODE),
        sector=None if sector is None else Sector(concept_name(sector)),
        text=facts.need(part, t.WORDS),
    )


def _contribution(claim: NamedNode, node: NamedNode, facts: Facts) -> ForceContribution:
    words = facts.text(claim, t.PERSONNEL_WORDS)
    low, high = facts.integer(claim, t.PERSONNEL_LOW), facts.integer(claim, t.PERSONNEL_HIGH)
    assets = sorted(facts.nodes(claim, t.HAS_ASSET), key=lambda asset: facts.integer(asset, t.POSITION) or 0)
    return ForceContribution(
        contributor=facts.need_entity(node, t.CONTRIBUTOR),
        status=ContributionStatus(facts.word(claim, t.STATUS)),
        host=facts.entity(claim, t.HOST),
        operation=facts.entity(node, t.FOR_OPERATION),
        organization=facts.entity(claim, t.FOR_ORGANIZATION),
        personnel=None if words is None else Quantity(low, high, words),
        assets=tuple(Asset(facts.need(each, t.ASSET_KIND), facts.integer(each, t.COUNT)) for each in assets),
        time=facts.time(claim),
    )


def _membership(claim: NamedNode, node: NamedNode, facts: Facts) -> Membership:
    return Membership(
        member=facts.need_entity(node, t.MEMBER_IS),
        organization=facts.need_entity(node, t.FOR_ORGANIZATION),
        status=MembershipStatus(facts.word(claim, t.STATUS)),
        time=facts.time(claim),
    )


def _office(claim: NamedNode, node: NamedNode, facts: Facts) -> OfficeHolding:
    return OfficeHolding(
        person=facts.need_entity(node, t.OFFICE_HOLDER),
        office=facts.need(node, t.OFFICE),
        of=facts.need_entity(node, t.OFFICE_OF),
        status=OfficeStatus(facts.word(claim, t.STATUS)),
        time=facts.time(claim),
    )


def _report(claim: NamedNode, node: NamedNode, facts: Facts) -> OperationReport:
    return OperationReport(
        operation=facts.iris.id_of(node),
        kind=facts.text(claim, t.OPERATION_KIND),
        lead=facts.entity(claim, t.LEAD),
        host=facts.entity(claim, t.HOST),
        place=facts.entity(claim, t.AT_PLACE),
        phase=OperationPhase(facts.word(claim, t.PHASE)) if facts.node(claim, t.PHASE) else None,
        task=facts.text(claim, t.TASK),
        time=facts.time(claim),
    )


def _location(_: NamedNode, node: NamedNode, facts: Facts) -> Location:
    return Location(place=facts.need_entity(node, t.CONTAINED_PLACE), within=facts.need_entity(node, t.CONTAINER))


_READERS: Mapping[NamedNode, Callable[[NamedNode, NamedNode, Facts], Statement]] = {
    t.EVENT: _event,
    t.FORCE_CONTRIBUTION: _contribution,
    t.MEMBERSHIP: _membership,
    t.OFFICE_HOLDING: _office,
    t.OPERATION: _report,
    t.CONTAINMENT: _location,
}
