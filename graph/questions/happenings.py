"""Answers about events, operations and places: what happened, who did it to whom, where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.model import Actor, Event, EventType, OperationReport
from graph.queries.claims import FoundClaim, claims_about, events
from graph.queries.entities import entity
from graph.queries.operations import OperationRow, operations
from graph.queries.run import sparql
from graph.queries.values import nodes
from graph.questions.answer import Answer, Context, Row, counted, listed, sentences
from graph.questions.grammar import Reading, acts
from graph.rdf.statements import event_type

_MOST = 100
_SHOWN = 12


def did_to(reading: Reading, context: Context) -> Answer:
    """What one did to another."""
    found = _events(reading, context, source=reading["actor"], target=reading.get("other"))
    return _told(reading, context, "events", found)


def between(reading: Reading, context: Context) -> Answer:
    """What two did to each other."""
    there = _events(reading, context, source=reading["actor"], target=reading["other"])
    back = _events(reading, context, source=reading["other"], target=reading["actor"])
    return _told(reading, context, "events between two", _newest({each.iri: each for each in (*there, *back)}))


def happened(reading: Reading, context: Context) -> Answer:
    """What happened in a place, or in the state where it lies if that is what was named."""
    return _told(reading, context, "events in a place", _events(reading, context, place=reading["place"]))


def acted(reading: Reading, context: Context) -> Answer:
    """Who did something of one kind to whom."""
    act = acts()[reading.words["act"]]
    source, target = reading.get("actor"), reading.get("other")
    if "swap" in reading.given:
        source, target = target, source
    return _told(
        reading, context, f"events of type {act}", _events(reading, context, source=source, target=target, act=act)
    )


def acted_yes(reading: Reading, context: Context) -> Answer:
    """Whether somebody did it."""
    answer = acted(reading, context)
    if not answer.rows:
        return answer
    return _replaced(answer, f"Yes. {answer.text}")


def acted_when(reading: Reading, context: Context) -> Answer:
    """When somebody did it."""
    answer = acted(reading, context)
    days = sorted({str(row["date"]) for row in answer.rows if row["date"]})
    if not days:
        return answer
    return _replaced(answer, f"{listed(days)}. {answer.text}")


def _replaced(answer: Answer, text: str) -> Answer:
    return Answer(
        question=answer.question,
        understood=answer.understood,
        text=text,
        rows=answer.rows,
        sentences=answer.sentences,
        sparql=answer.sparql,
    )


def _events(
    reading: Reading,
    context: Context,
    *,
    source: str | None = None,
    target: str | None = None,
    place: str | None = None,
    act: EventType | None = None,
) -> Sequence[FoundClaim]:
    """Of a state everything that its organs and people do counts: actors carry its code."""
    source_code, source = _coded(source, context)
    target_code, target = _coded(target, context)
    return events(
        context.store,
        type=act,
        source=source,
        source_code=source_code,
        target=target,
        target_code=target_code,
        place=place,
        since=reading.when.since,
        until=reading.when.until,
        known_on=reading.when.known_on,
        iris=context.iris,
        limit=_MOST,
    ).claims


def _coded(entity_id: str | None, context: Context) -> tuple[str | None, str | None]:
    known = None if entity_id is None else context.catalog.get(entity_id)
    if known is not None and entity_id is not None and entity_id.startswith("state/") and known.country:
        return known.country, None
    return None, entity_id


def _newest(found: dict[str, FoundClaim]) -> list[FoundClaim]:
    return sorted(found.values(), key=lambda each: each.key, reverse=True)


def _told(reading: Reading, context: Context, understood: str, found: Sequence[FoundClaim]) -> Answer:
    rows = _rows(found, context)
    shown = "; ".join(_line(row) for row in rows[:_SHOWN])
    more = f" ({len(rows) - _SHOWN} more.)" if len(rows) > _SHOWN else ""
    return Answer(
        question=reading.question,
        understood=understood,
        text=f"{counted(len(rows), 'statement')}: {shown}.{more}" if rows else context.nothing(),
        rows=rows,
        sentences=sentences(found[:50]),
        sparql=_sparql(reading, context),
    )


def _line(row: Row) -> str:
    parts = [str(row["source"] or "somebody"), str(row["type"]), str(row["target"] or "")]
    day = f" ({row['date'] or 'reported ' + str(row['published'])[:10]})" if row["date"] or row["published"] else ""
    return " ".join(part for part in parts if part) + day


def _sparql(reading: Reading, context: Context) -> str:
    act = acts().get(reading.words.get("act", ""))
    return sparql(
        "events",
        type=None if act is None else event_type(act),
        source=nodes(context.iris, reading.get("actor")),
        target=nodes(context.iris, reading.get("other")),
        place=nodes(context.iris, reading.get("place")),
    )


def _rows(found: Sequence[FoundClaim], context: Context) -> tuple[Row, ...]:
    told = [(each, each.statement) for each in found]
    pairs = [(each, event) for each, event in told if isinstance(event, Event)]
    names = context.names(
        actor.entity for _, event in pairs for actor in (*event.source, *event.target) if actor.entity is not None
    )
    return tuple(
        {
            "source": _actors(event.source, names),
            "type": event.type.value,
            "mode": event.mode,
            "target": _actors(event.target, names),
            "place": event.place,
            "date": str(event.time) if event.time else None,
            "published": each.article.published,
            "stance": each.claim.stance.value,
            "statement": each.statement_iri,
        }
        for each, event in pairs
    )


def _actors(actors: Sequence[Actor], names: Mapping[str, str]) -> str | None:
    return listed(list(dict.fromkeys(names.get(actor.entity or "", actor.text) for actor in actors))) or None


def operation_list(reading: Reading, context: Context) -> Answer:
    """Operations by place or lead."""
    place, org = reading.get("place"), reading.get("org")
    host = None if place is None else context.state_of(place)
    found = operations(context.store, host=host, lead=org, on=reading.when.on, iris=context.iris)
    return _operations_told(reading, context, "operations", found, host, org)


def operation_when(reading: Reading, context: Context) -> Answer:
    """When an operation began and ended."""
    found = operations(context.store, operation=reading["op"], iris=context.iris)
    return _operations_told(reading, context, "dates of an operation", found, None, None)


def _operations_told(
    reading: Reading,
    context: Context,
    understood: str,
    found: Sequence[OperationRow],
    host: str | None,
    lead: str | None,
) -> Answer:
    names = context.names(each for one in found for each in (one.id, *one.leads, *one.hosts))
    rows: tuple[Row, ...] = tuple(
        {
            "operation": names[one.id],
            "lead": listed([names[each] for each in one.leads]),
            "host": listed([names[each] for each in one.hosts]),
            "since": one.start,
            "until": one.end,
            "mandate": one.mandate,
            "id": one.id,
        }
        for one in found
    )
    lines = "; ".join(f"{row['operation']} ({row['since'] or '?'} to {row['until'] or 'now'})" for row in rows)
    return Answer(
        question=reading.question,
        understood=understood,
        text=f"{counted(len(rows), 'operation')}: {lines}." if rows else context.nothing(),
        rows=rows,
        sparql=sparql(
            "operations",
            operation=nodes(context.iris, reading.get("op")),
            host=nodes(context.iris, host),
            lead=nodes(context.iris, lead),
        ),
    )


def task(reading: Reading, context: Context) -> Answer:
    """What an operation is for: its mandate, and the task in the articles' words."""
    host = reading.get("host")
    found = operations(
        context.store,
        operation=reading.get("op"),
        host=None if host is None else context.state_of(host),
        lead=reading.get("lead"),
        iris=context.iris,
    )
    reports = [
        each
        for one in found
        for each in claims_about(context.store, one.id, kind="operation", iris=context.iris).claims
        if isinstance(each.statement, OperationReport) and each.statement.task
    ]
    names = context.names(one.id for one in found)
    rows: list[Row] = [
        {"operation": names[one.id], "task": one.mandate, "source": "catalogue"} for one in found if one.mandate
    ]
    rows += [
        {"operation": names.get(each.statement.operation), "task": each.statement.task, "source": each.article.id}
        for each in reports
        if isinstance(each.statement, OperationReport)
    ]
    told = "; ".join(f"{row['operation']}: {row['task']}" for row in rows)
    return Answer(
        question=reading.question,
        understood="task of an operation",
        text=f"{told}." if rows else context.nothing(),
        rows=tuple(rows),
        sentences=sentences(reports),
        sparql=sparql("operations", operation=nodes(context.iris, reading.get("op"))),
    )


def where(reading: Reading, context: Context) -> Answer:
    """Within what something lies, or where an operation takes place."""
    subject = reading.get("place") or reading["any"]
    details = entity(context.store, subject, iris=context.iris)
    hosts = [host for one in operations(context.store, operation=subject, iris=context.iris) for host in one.hosts]
    around = list(dict.fromkeys([*details.within, *hosts, *_country(subject, context)]))
    names = context.names(around)
    rows: tuple[Row, ...] = tuple(
        {"entity": details.label, "within": names[each], "id": each, "point": _point(details.point)} for each in around
    )
    told = f"{details.label} is in {listed([names[each] for each in around])}"
    point = f" at {_point(details.point)}" if details.point else ""
    known = claims_about(context.store, subject, kind="location", iris=context.iris)
    return Answer(
        question=reading.question,
        understood="place",
        text=f"{told}{point}." if rows else f"{details.label}{point}." if point else context.nothing(),
        rows=rows,
        sentences=sentences(known.claims),
        sparql=sparql("entity", entity=nodes(context.iris, subject)),
    )


def _country(subject: str, context: Context) -> list[str]:
    country = context.catalog.country_of(subject) if subject.startswith("place/") else None
    return [] if country is None else [country]


def _point(point: tuple[float, float] | None) -> str | None:
    if point is None:
        return None
    latitude, longitude = point
    return (
        f"{abs(latitude):.2f}° {'N' if latitude >= 0 else 'S'}, {abs(longitude):.2f}° {'E' if longitude >= 0 else 'W'}"
    )


def about(reading: Reading, context: Context) -> Answer:
    """What is known of somebody or something."""
    subject = reading["any"]
    details = entity(context.store, subject, on=reading.when.on, known_on=reading.when.known_on, iris=context.iris)
    said = claims_about(context.store, subject, known_on=reading.when.known_on, iris=context.iris, limit=20)
    names = context.names([each.organization for each in details.memberships] + [each.of for each in details.offices])
    facts: list[tuple[str, str]] = [("kind", details.kind.value)]
    facts += [("country", details.country)] if details.country else []
    if subject.startswith("person/"):
        facts += [("office", f"{each.office} of {names[each.of]}") for each in details.offices]
    facts += [("member of", names[each.organization]) for each in details.memberships]
    facts += [
        (f"{kind} statements", f"{count.claims} from {count.origins} origins") for kind, count in details.counts.items()
    ]
    rows: tuple[Row, ...] = tuple({"about": details.label, "property": name, "value": value} for name, value in facts)
    told = "; ".join(f"{name}: {value}" for name, value in facts)
    return Answer(
        question=reading.question,
        understood="what is known of an entity",
        text=f"{details.label}: {told}.",
        rows=rows,
        sentences=sentences(said.claims),
        sparql=sparql("claims_about", entity=nodes(context.iris, subject)),
    )
