"""Answers about memberships and offices: who belongs to what, who leads what, on which day."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.lexicon import table
from graph.model import MembershipStatus
from graph.queries.memberships import Standing, members, memberships_sparql, standings
from graph.queries.offices import Holding, holdings, offices_sparql
from graph.queries.operations import operations
from graph.queries.run import sparql
from graph.queries.values import nodes
from graph.questions.answer import Answer, Context, Row, counted, listed
from graph.questions.grammar import Reading


def member_list(reading: Reading, context: Context) -> Answer:
    """The members of an organisation on a day."""
    organization = reading["org"]
    found = members(context.store, organization, reading.when.on, known_on=reading.when.known_on, iris=context.iris)
    rows = _rows(found, context)
    names = listed([str(row["member"]) for row in rows])
    told = f"{context.name(organization)} had {counted(len(rows), 'member')}{_on(reading)}: {names}."
    if reading.when.on is None:
        told = told.replace(" had ", " has ", 1)
    return _answer(reading, context, "members", told, found, rows, organization=organization)


def membership_list(reading: Reading, context: Context) -> Answer:
    """The organisations of which somebody is a member on a day."""
    member = reading["member"]
    found = [
        each
        for each in standings(
            context.store, member=member, on=reading.when.on, known_on=reading.when.known_on, iris=context.iris
        )
        if each.status is MembershipStatus.MEMBER
    ]
    rows = _rows(found, context)
    names = listed([str(row["organization"]) for row in rows])
    told = f"{context.name(member)} {'was' if reading.when.on else 'is'} a member of {names}{_on(reading)}."
    return _answer(reading, context, "memberships", told, found, rows, member=member)


def is_member(reading: Reading, context: Context) -> Answer:
    """Whether somebody is a member on a day."""
    member, organization = reading["member"], reading["org"]
    found = standings(
        context.store,
        member=member,
        organization=organization,
        on=reading.when.on,
        known_on=reading.when.known_on,
        iris=context.iris,
    )
    rows = _rows(found, context)
    yes = [each for each in found if each.status is MembershipStatus.MEMBER]
    about = f"of {context.name(organization)}{_on(reading)}"
    told = (
        f"Yes: {context.name(member)} {'was' if reading.when.on else 'is'} a member {about}{_from(yes[0])}."
        if yes
        else f"No, but {context.name(member)} {'was' if reading.when.on else 'is'} {_spoken(found[0])} {about}."
        if found
        else ""
    )
    if not found and members(context.store, organization, reading.when.on, iris=context.iris):
        names = (context.name(member), context.name(organization))
        told = f"No: {names[0]} is not among the members of {names[1]} that are known{_on(reading)}."
        return _plain(reading, "membership", told, memberships_sparql(organization=organization, iris=context.iris))
    return _answer(reading, context, "membership", told, found, rows, member=member, organization=organization)


def _spoken(standing: Standing) -> str:
    word = standing.status.value
    return {"left": "a former member", "observer": "an observer", "suspended": "a suspended member"}.get(
        word, f"a {word}"
    )


def joined(reading: Reading, context: Context) -> Answer:
    """When a membership began and ended."""
    member, organization = reading["member"], reading["org"]
    query = sparql("memberships", organization=nodes(context.iris, organization), member=nodes(context.iris, member))
    found = standings(context.store, member=member, organization=organization, iris=context.iris)
    past = found or standings(
        context.store, member=member, organization=organization, on=reading.when.on or "9999", iris=context.iris
    )
    dated = [each for each in past if each.start or each.end]
    told = "; ".join(f"{_spoken(each)}{_from(each)}" for each in dated)
    text = f"{context.name(member)} in {context.name(organization)}: {told}." if dated else context.nothing()
    return Answer(
        question=reading.question,
        understood="dates of a membership",
        text=text,
        rows=_rows(dated, context),
        sentences=context.sentences(claim for each in dated for claim in each.assertions),
        sparql=query,
    )


def _from(standing: Standing) -> str:
    since = f" since {standing.start}" if standing.start else ""
    return f"{since} until {standing.end}" if standing.end else since


def _on(reading: Reading) -> str:
    return f" on {reading.when.on}" if reading.when.on else ""


def _rows(found: Sequence[Standing], context: Context) -> tuple[Row, ...]:
    names = context.names(each for one in found for each in (one.member, one.organization))
    return tuple(
        {
            "member": names[one.member],
            "organization": names[one.organization],
            "status": one.status.value,
            "since": one.start,
            "until": one.end,
            "source": one.source or "articles",
            "verified": "yes" if one.verified else "unverified",
            "origins": one.origins,
            "id": one.member,
        }
        for one in found
    )


def _answer(
    reading: Reading,
    context: Context,
    understood: str,
    told: str,
    found: Sequence[Standing],
    rows: tuple[Row, ...],
    **asked: str,
) -> Answer:
    return Answer(
        question=reading.question,
        understood=understood,
        text=told + _doubts([each.verified for each in found]) if rows else context.nothing(),
        rows=rows,
        sentences=context.sentences(claim for each in found for claim in each.assertions),
        sparql=memberships_sparql(iris=context.iris, **asked),
    )


def _plain(reading: Reading, understood: str, told: str, query: str) -> Answer:
    return Answer(question=reading.question, understood=understood, text=told, sparql=query)


def _doubts(verified: Sequence[bool]) -> str:
    unread = sum(not each for each in verified)
    which = "this row was" if len(verified) == 1 else f"{unread} of {len(verified)} rows were"
    return f" (Unverified: {which} written without reading the source.)" if unread else ""


def officeholder(reading: Reading, context: Context) -> Answer:
    """Who holds a named office."""
    return _offices(reading, context, of=reading["any"], office=_normalised(reading.words["office"]))


def _normalised(words: str) -> str:
    nouns = {row["noun"]: row["office"] for row in table("office_nouns", "noun", "office", "of")}
    return nouns.get(words, nouns.get(words.removesuffix("s"), words))


def leader(reading: Reading, context: Context) -> Answer:
    """Who leads a state or organisation (by its offices), or an operation (its lead)."""
    subject = reading.get("op") or reading.get("any")
    if subject is None or subject.startswith("operation/") or reading.get("host"):
        return _operation_lead(reading, context, subject)
    return _offices(reading, context, of=subject, office=None)


def person_office(reading: Reading, context: Context) -> Answer:
    """The offices of a person."""
    return _offices(reading, context, person=reading["person"])


def _offices(
    reading: Reading, context: Context, *, of: str | None = None, person: str | None = None, office: str | None = None
) -> Answer:
    wanted = None if office is None else [office]
    found = holdings(
        context.store,
        of=of,
        person=person,
        offices=wanted,
        on=reading.when.on,
        known_on=reading.when.known_on,
        iris=context.iris,
    )
    rows = _office_rows(found, context)
    told = "; ".join(f"{row['person']} is {row['office']} of {row['of']}{_since(row)}" for row in rows)
    if reading.when.on:
        told = told.replace(" is ", " was ")
    return Answer(
        question=reading.question,
        understood="offices",
        text=f"{told}{_on(reading)}.{_doubts([each.verified for each in found])}" if rows else _no_office(of, context),
        rows=rows,
        sentences=context.sentences(claim for each in found for claim in each.assertions),
        sparql=offices_sparql(of=of, person=person, offices=wanted, iris=context.iris),
    )


def _no_office(of: str | None, context: Context) -> str:
    others = holdings(context.store, of=of, iris=context.iris) if of else []
    if not others or of is None:
        return context.nothing()
    known = listed(sorted({each.office for each in others}))
    return f"Nothing in the store says so. Of {context.name(of)} it knows these offices: {known}."


def _office_rows(found: Sequence[Holding], context: Context) -> tuple[Row, ...]:
    names = context.names(each for one in found for each in (one.person, one.of))
    return tuple(
        {
            "person": names[one.person],
            "office": one.office,
            "of": names[one.of],
            "status": one.status.value,
            "since": one.start,
            "until": one.end,
            "source": one.source or "articles",
            "verified": "yes" if one.verified else "unverified",
            "origins": one.origins,
            "published": one.published,
            "id": one.person,
        }
        for one in found
    )


def _since(row: Row) -> str:
    if row["since"]:
        return f" (since {row['since']})"
    return f" (reported on {str(row['published'])[:10]})" if row["published"] else ""


def _operation_lead(reading: Reading, context: Context, subject: str | None) -> Answer:
    host = reading.get("host")
    found = operations(
        context.store,
        operation=subject,
        host=None if host is None else context.state_of(host),
        lead=reading.get("lead"),
        iris=context.iris,
    )
    names = context.names(each for one in found for each in (one.id, *one.leads))
    rows: tuple[Row, ...] = tuple(
        {"operation": names[one.id], "lead": names[lead], "id": one.id} for one in found for lead in one.leads
    )
    told = "; ".join(f"{row['lead']} leads {row['operation']}" for row in rows)
    return Answer(
        question=reading.question,
        understood="lead of an operation",
        text=f"{told}." if rows else context.nothing(),
        rows=rows,
        sparql=sparql("operations", operation=nodes(context.iris, subject)),
    )
