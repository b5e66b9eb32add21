"""Extraction <-> the JSON record that ``entente extract`` writes (version 1, ``ontology/extract.schema.json``).

The record is the contract with outside measurements: fields are added, never renamed. ``read`` takes what ``write``
makes, so a gold file is the same format with the fields that matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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
    Span,
    Stance,
    Statement,
    Time,
)

VERSION = 1

Record = dict[str, Any]


def write(extraction: Extraction) -> Record:
    """The record of an extraction: plain dicts, lists, strings and numbers, keys in the documented order."""
    return {
        "version": VERSION,
        "model": extraction.model,
        "article": _article(extraction.article),
        "entities": {key: _entity(entity) for key, entity in sorted(extraction.entities.items())},
        "mentions": [_mention(mention) for mention in extraction.mentions],
        **{
            section: [_claim(claim) for claim in extraction.claims if isinstance(claim.statement, kind)]
            for section, kind in SECTIONS.items()
        },
    }


def read(record: Mapping[str, Any]) -> Extraction:
    """The extraction that a record describes.

    Raises KeyError for a missing field and ValueError for a value outside the vocabulary; check a stranger's record
    against the schema first.
    """
    article = Article(**{"text": "", **{k: _tupled(v) for k, v in record["article"].items()}})
    entities = {key: _read_entity(key, value) for key, value in record.get("entities", {}).items()}
    return Extraction(
        article=article,
        model=record.get("model", ""),
        entities=entities,
        mentions=tuple(_read_mention(mention) for mention in record.get("mentions", ())),
        claims=tuple(
            _read_claim(_READERS[section](item), item) for section in SECTIONS for item in record.get(section, ())
        ),
    )


SECTIONS: Mapping[str, type[Statement]] = {
    "events": Event,
    "contributions": ForceContribution,
    "memberships": Membership,
    "offices": OfficeHolding,
    "operations": OperationReport,
    "locations": Location,
}


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _article(article: Article) -> Record:
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "origin": article.origin,
        "notes": list(article.notes),
        "text": article.text,
    }


def _entity(entity: Entity) -> Record:
    return {
        "label": entity.label,
        "kind": entity.kind.value,
        "country": entity.country,
        "sector": entity.sector,
        "acronym": entity.acronym,
        "iso3": entity.iso3,
        "wikidata": entity.wikidata,
        "geonames": entity.geonames,
        "known": entity.known,
        "verified": entity.verified,
    }


def _read_entity(key: str, value: Mapping[str, Any]) -> Entity:
    fields = {"country", "acronym", "iso3", "wikidata", "geonames", "known", "verified"} & value.keys()
    return Entity(
        id=key,
        kind=EntityKind(value["kind"]),
        label=value["label"],
        sector=_optional(Sector, value.get("sector")),
        **{field: value[field] for field in fields},
    )


def _mention(mention: Mention) -> Record:
    return {
        "entity": mention.entity,
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "how": mention.how.value,
    }


def _read_mention(value: Mapping[str, Any]) -> Mention:
    return Mention(Span(value["start"], value["end"]), value["entity"], Recognition(value["how"]), value["text"])


def _claim(claim: Claim) -> Record:
    return {
        **_statement(claim.statement),
        "stance": claim.stance.value,
        "attributed_to": list(claim.attributed_to),
        "confidence": claim.confidence,
        "rule": claim.rule,
        "evidence": {
            "start": claim.evidence.span.start,
            "end": claim.evidence.span.end,
            "text": claim.evidence.text,
            "highlights": [[span.start, span.end] for span in claim.evidence.highlights],
        },
    }


def _statement(statement: Statement) -> Record:
    match statement:
        case Event():
            return {
                "type": statement.type.value,
                "mode": statement.mode,
                "contexts": list(statement.contexts),
                "source": [_actor(actor) for actor in statement.source],
                "target": [_actor(actor) for actor in statement.target],
                "place": statement.place,
                "date": _text(statement.time),
            }
        case ForceContribution():
            personnel = statement.personnel
            bounded = personnel is not None and personnel.value is None
            return {
                "contributor": statement.contributor,
                "host": statement.host,
                "operation": statement.operation,
                "organization": statement.organization,
                "personnel": personnel.value if personnel else None,
                "personnel_bounds": [personnel.low, personnel.high] if personnel and bounded else None,
                "personnel_text": personnel.text if personnel else None,
                "assets": [{"kind": asset.kind, "count": asset.count} for asset in statement.assets],
                "status": statement.status.value,
                "date": _text(statement.time),
            }
        case Membership():
            return {
                "member": statement.member,
                "organization": statement.organization,
                "status": statement.status.value,
                "date": _text(statement.time),
            }
        case OfficeHolding():
            return {
                "person": statement.person,
                "office": statement.office,
                "of": statement.of,
                "status": statement.status.value,
                "date": _text(statement.time),
            }
        case OperationReport():
            return {
                "operation": statement.operation,
                "kind": statement.kind,
                "lead": statement.lead,
                "host": statement.host,
                "place": statement.place,
                "phase": statement.phase.value if statement.phase else None,
                "task": statement.task,
                "date": _text(statement.time),
            }
        case Location():
            return {"place": statement.place, "within": statement.within}


def _actor(actor: Actor) -> Record:
    return {"entity": actor.entity, "country": actor.country, "sector": actor.sector, "text": actor.text}


def _text(time: Time | None) -> str | None:
    return None if time is None else str(time)


def _optional(make: Any, value: Any) -> Any:
    return None if value is None else make(value)


def _read_claim(statement: Statement, value: Mapping[str, Any]) -> Claim:
    evidence = value.get("evidence") or {}
    return Claim(
        statement=statement,
        stance=Stance(value.get("stance", Stance.ASSERTED)),
        attributed_to=tuple(value.get("attributed_to", ())),
        confidence=value.get("confidence", 1.0),
        rule=value.get("rule", ""),
        evidence=Evidence(
            Span(evidence.get("start", 0), evidence.get("end", 0)),
            evidence.get("text", ""),
            tuple(Span(start, end) for start, end in evidence.get("highlights", ())),
        ),
    )


def _read_event(value: Mapping[str, Any]) -> Event:
    return Event(
        type=EventType(value["type"]),
        mode=value.get("mode"),
        contexts=tuple(value.get("contexts", ())),
        source=_read_actors(value.get("source", ())),
        target=_read_actors(value.get("target", ())),
        place=value.get("place"),
        time=_read_time(value),
    )


def _read_actors(values: Iterable[Mapping[str, Any]]) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            entity=value.get("entity"),
            country=value.get("country"),
            sector=_optional(Sector, value.get("sector")),
            text=value.get("text", ""),
        )
        for value in values
    )


def _read_contribution(value: Mapping[str, Any]) -> ForceContribution:
    exact, bounds = value.get("personnel"), value.get("personnel_bounds")
    words = value.get("personnel_text") or ""
    personnel = None
    if exact is not None or bounds is not None:
        low, high = bounds or (exact, exact)
        personnel = Quantity(low, high, words)
    return ForceContribution(
        contributor=value["contributor"],
        status=ContributionStatus(value["status"]),
        host=value.get("host"),
        operation=value.get("operation"),
        organization=value.get("organization"),
        personnel=personnel,
        assets=tuple(Asset(asset["kind"], asset.get("count")) for asset in value.get("assets", ())),
        time=_read_time(value),
    )


def _read_membership(value: Mapping[str, Any]) -> Membership:
    return Membership(
        member=value["member"],
        organization=value["organization"],
        status=MembershipStatus(value.get("status", MembershipStatus.MEMBER)),
        time=_read_time(value),
    )


def _read_office(value: Mapping[str, Any]) -> OfficeHolding:
    return OfficeHolding(
        person=value["person"],
        office=value["office"],
        of=value["of"],
        status=OfficeStatus(value.get("status", OfficeStatus.HOLDS)),
        time=_read_time(value),
    )


def _read_operation(value: Mapping[str, Any]) -> OperationReport:
    return OperationReport(
        operation=value["operation"],
        phase=_optional(OperationPhase, value.get("phase")),
        time=_read_time(value),
        **{field: value.get(field) for field in ("kind", "lead", "host", "place", "task")},
    )


def _read_location(value: Mapping[str, Any]) -> Location:
    return Location(place=value["place"], within=value["within"])


def _read_time(value: Mapping[str, Any]) -> Time | None:
    date = value.get("date")
    return None if date is None else Time.parse(date)


_READERS: Mapping[str, Any] = {
    "events": _read_event,
    "contributions": _read_contribution,
    "memberships": _read_membership,
    "offices": _read_office,
    "operations": _read_operation,
    "locations": _read_location,
}
