"""What goes over the wire: the JSON dialect of the REST API, made from domain types and never mixed with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from graph.model import (
    Event,
    EventType,
    ForceContribution,
    Location,
    Membership,
    OfficeHolding,
    OperationReport,
    Quantity,
    Stance,
    Statement,
)
from graph.network.relations import Family, Filters, Relation
from graph.queries.articles import ArticleRow
from graph.queries.claims import FoundClaim
from graph.queries.contributions import Contribution
from graph.queries.entities import EntityDetails
from graph.queries.labels import Label
from graph.queries.memberships import Standing
from graph.queries.offices import Holding
from graph.queries.search import Hit

Labels = Mapping[str, Label]


class Ref(BaseModel):
    """An entity, by id and name."""

    id: Annotated[str, Field(examples=["state/KGZ"])]
    label: Annotated[str, Field(examples=["Kyrgyzstan"])]

    @classmethod
    def of(cls, entity: str, labels: Labels) -> Ref:
        return cls(id=entity, label=labels[entity].label if entity in labels else entity.partition("/")[2])

    @classmethod
    def maybe(cls, entity: str | None, labels: Labels) -> Ref | None:
        return None if entity is None else cls.of(entity, labels)


class ArticleOut(BaseModel):
    """An article, without its text."""

    id: str
    title: str | None
    publisher: str | None
    published: Annotated[str | None, Field(examples=["2022-01-06T09:54:00Z"])]
    url: str | None
    language: str
    origin: Annotated[str, Field(description="IRI of the article whose text this one repeats, or its own")]

    @classmethod
    def from_row(cls, row: ArticleRow) -> ArticleOut:
        return cls(
            id=row.id,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            url=row.url,
            language=row.language,
            origin=row.origin,
        )


class ClaimOut(BaseModel):
    """A claim with the sentence it rests on."""

    claim: Annotated[str, Field(description="IRI of the claim")]
    statement: Annotated[str, Field(description="IRI of what it asserts")]
    kind: Annotated[str, Field(examples=["contribution"])]
    summary: Annotated[str, Field(examples=["Kyrgyzstan: deployed, 150"])]
    text: Annotated[str, Field(description="The sentence")]
    highlights: Annotated[list[tuple[int, int]], Field(description="Code points within the sentence")]
    stance: Stance
    confidence: float
    rule: str
    attributed_to: list[Ref]
    article: ArticleOut
    origins: int = 1

    @classmethod
    def from_claim(cls, found: FoundClaim, labels: Labels) -> ClaimOut:
        claim = found.claim
        start = claim.evidence.span.start
        return cls(
            claim=found.iri,
            statement=found.statement_iri,
            kind=_KINDS[type(claim.statement)],
            summary=summary(claim.statement, labels),
            text=claim.evidence.text,
            highlights=[(span.start - start, span.end - start) for span in claim.evidence.highlights],
            stance=claim.stance,
            confidence=claim.confidence,
            rule=claim.rule,
            attributed_to=[Ref.of(speaker, labels) for speaker in claim.attributed_to],
            article=ArticleOut.from_row(found.article),
        )


class ContributionOut(BaseModel):
    """What is said about one contributor's forces for one operation."""

    contribution: str
    contributor: Ref
    host: Ref | None
    operation: Ref | None
    organization: Ref | None
    status: Annotated[str, Field(examples=["deployed"])]
    stance: Stance
    personnel: Annotated[tuple[int | None, int | None] | None, Field(description="Least and most")]
    origins: Annotated[int, Field(description="Independent articles")]
    contested: bool
    first_published: str | None
    last_published: str | None
    evidence: list[ClaimOut]

    @classmethod
    def from_contribution(cls, one: Contribution, labels: Labels, evidence: list[ClaimOut]) -> ContributionOut:
        return cls(
            contribution=one.contribution,
            contributor=Ref.of(one.contributor, labels),
            host=Ref.maybe(one.host, labels),
            operation=Ref.maybe(one.operation, labels),
            organization=Ref.maybe(one.organization, labels),
            status=one.status.value,
            stance=one.stance,
            personnel=one.personnel,
            origins=one.origins,
            contested=one.contested,
            first_published=one.first_published,
            last_published=one.last_published,
            evidence=evidence,
        )


class SuggestionOut(BaseModel):
    """An entity found by one of its names."""

    id: str
    label: str
    kind: str
    matched: Annotated[str, Field(description="The name that was found")]
    country: str | None

    @classmethod
    def from_hit(cls, hit: Hit) -> SuggestionOut:
        entity = hit.entity
        return cls(id=entity.id, label=entity.label, kind=entity.kind.value, matched=hit.name, country=entity.country)


class StandingOut(BaseModel):
    """How a member stands to an organisation."""

    member: str
    organization: str
    label: Annotated[str, Field(description="Name of the other one")]
    status: str
    since: str | None
    until: str | None
    source: Annotated[str | None, Field(description="The catalogue's citation; null where articles say so")]
    verified: Annotated[bool, Field(description="Whether somebody read that source")]
    origins: int

    @classmethod
    def from_standing(cls, one: Standing, other: str, labels: Labels) -> StandingOut:
        return cls(
            member=one.member,
            organization=one.organization,
            label=Ref.of(other, labels).label,
            status=one.status.value,
            since=one.start,
            until=one.end,
            source=one.source,
            verified=one.verified,
            origins=one.origins,
        )


class HoldingOut(BaseModel):
    """Who holds an office."""

    person: str
    label: str
    office: str
    of: str
    status: str
    since: str | None
    until: str | None
    source: str | None
    verified: bool

    @classmethod
    def from_holding(cls, one: Holding, other: str, labels: Labels) -> HoldingOut:
        return cls(
            person=one.person,
            label=Ref.of(other, labels).label,
            office=one.office,
            of=one.of,
            status=one.status.value,
            since=one.start,
            until=one.end,
            source=one.source,
            verified=one.verified,
        )


class NameOut(BaseModel):
    """A name of an entity."""

    text: str
    language: str | None
    sort: str


class EntityOut(BaseModel):
    """All about an entity, as of a day."""

    id: str
    ids: Annotated[list[str], Field(description="Every id that a curator judged to be this entity")]
    label: str
    kind: str
    country: str | None
    acronym: str | None
    verified: bool
    known: bool
    names: list[NameOut]
    identifiers: dict[str, str]
    point: tuple[float, float] | None
    sources: list[str]
    memberships: list[StandingOut]
    members: list[StandingOut]
    offices: list[HoldingOut]
    counts: Annotated[dict[str, int], Field(description="Claims that speak of it, by kind")]

    @classmethod
    def from_details(cls, details: EntityDetails, labels: Labels) -> EntityOut:
        mine = set(details.ids)
        return cls(
            id=details.id,
            ids=list(details.ids),
            label=details.label,
            kind=details.kind.value,
            country=details.country,
            acronym=details.acronym,
            verified=details.verified,
            known=details.known,
            names=[NameOut(text=name.text, language=name.language, sort=name.sort) for name in details.names],
            identifiers=dict(details.identifiers),
            point=details.point,
            sources=list(details.sources),
            memberships=[StandingOut.from_standing(one, one.organization, labels) for one in details.memberships],
            members=[StandingOut.from_standing(one, one.member, labels) for one in details.members],
            offices=[
                HoldingOut.from_holding(one, one.of if one.person in mine else one.person, labels)
                for one in details.offices
            ],
            counts={kind: count.claims for kind, count in details.counts.items()},
        )


class NodeOut(BaseModel):
    """A node of the canvas."""

    id: str
    label: str
    kind: str
    country: str | None
    known: bool
    verified: bool
    acronym: Annotated[str | None, Field(description="What is written where the label is too long")] = None

    @classmethod
    def from_label(cls, one: Label) -> NodeOut:
        return cls(
            id=one.id,
            label=one.label,
            kind=one.kind,
            country=one.country,
            known=one.known,
            verified=one.verified,
            acronym=one.acronym,
        )


class EdgeOut(BaseModel):
    """All statements of one relation between two nodes."""

    id: str
    source: str
    target: str
    relation: str
    family: Family
    origins: int
    statements: int
    contested: bool
    planned: bool
    first: str | None
    last: str | None

    @classmethod
    def from_relation(cls, one: Relation) -> EdgeOut:
        return cls(
            id=one.key,
            source=one.source,
            target=one.target,
            relation=one.name,
            family=one.family,
            origins=one.origins,
            statements=one.statements,
            contested=one.contested,
            planned=one.planned,
            first=one.first,
            last=one.last,
        )


class GraphOut(BaseModel):
    """A part of the graph. ``remaining`` says how many neighbours were left out."""

    nodes: list[NodeOut]
    edges: list[EdgeOut]
    remaining: int = 0
    statements: Annotated[int, Field(description="Claims between all that is shown")] = 0
    origins: Annotated[int, Field(description="Independent articles behind them")] = 0


class FiltersIn(BaseModel):
    """What counts; empty means everything."""

    families: list[Family] = []
    types: list[EventType] = []
    publisher: str = ""
    stance: Annotated[Stance | None, BeforeValidator(lambda value: value or None)] = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 0
    first: Annotated[str, Field(alias="from", pattern=r"^$|^\d{4}(-\d\d(-\d\d)?)?$")] = ""
    until: Annotated[str, Field(pattern=r"^$|^\d{4}(-\d\d(-\d\d)?)?$")] = ""

    def filters(self) -> Filters:
        """The same as the network understands it."""
        return Filters(
            families=frozenset(self.families),
            types=frozenset(self.types),
            stance=self.stance,
            publisher=self.publisher or None,
            confidence=self.confidence,
            first=self.first or None,
            last=self.until or None,
        )


class HopOut(BaseModel):
    """One step of a path, with the claims behind it."""

    source: NodeOut
    target: NodeOut
    relation: str
    evidence: list[ClaimOut]


_KINDS: Mapping[type[Statement], str] = {
    Event: "event",
    ForceContribution: "contribution",
    Membership: "membership",
    OfficeHolding: "office",
    OperationReport: "operation",
    Location: "location",
}


def summary(statement: Statement, labels: Labels) -> str:
    """What is claimed, in a few words."""
    name = _namer(labels)
    match statement:
        case Event():
            sides = [", ".join(actor.text for actor in actors) for actors in (statement.source, statement.target)]
            act = statement.type.value.lower() + (f" ({statement.mode})" if statement.mode else "")
            return f"{sides[0] or 'somebody'}: {act}{' → ' + sides[1] if sides[1] else ''}"
        case ForceContribution():
            people = f", {_people(statement.personnel)}" if statement.personnel else ""
            assets = "".join(f", {asset.count or ''} {asset.kind}".replace("  ", " ") for asset in statement.assets)
            return f"{name(statement.contributor)}: {statement.status.value}{people}{assets}"
        case Membership():
            return f"{name(statement.member)}: {statement.status.value} of {name(statement.organization)}"
        case OfficeHolding():
            return f"{name(statement.person)}: {statement.office} of {name(statement.of)} ({statement.status.value})"
        case OperationReport():
            said = [part for part in (statement.kind, statement.phase, statement.task) if part]
            return f"{name(statement.operation)}: {'; '.join(said) or 'named'}"
        case Location():
            return f"{name(statement.place)} lies in {name(statement.within)}"


def _namer(labels: Labels) -> Callable[[str], str]:
    return lambda entity: Ref.of(entity, labels).label


def _people(personnel: Quantity) -> str:
    if personnel.value is not None:
        return f"{personnel.value:,}"
    low, high = (f"{end:,}" if end is not None else "" for end in (personnel.low, personnel.high))
    if low and high:
        return f"{low} to {high}"
    return f"at least {low}" if low else f"up to {high}"


def ids_in(claims: Iterable[FoundClaim]) -> set[str]:
    """The entities that the summaries and attributions of claims name."""
    found: set[str] = set()
    for one in claims:
        found.update(one.claim.attributed_to)
        statement = one.claim.statement
        for field in ("contributor", "member", "organization", "person", "of", "operation", "place", "within"):
            value = getattr(statement, field, None)
            if isinstance(value, str):
                found.add(value)
    return found
