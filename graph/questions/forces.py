"""Answers about contributions of forces: who, how many, whether, when, and who did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graph.model import ContributionStatus, Stance
from graph.queries.absences import non_contributors, non_contributors_sparql
from graph.queries.contributions import Contribution, Which, contributions, contributions_sparql
from graph.queries.memberships import members
from graph.questions.answer import Answer, Context, Row, counted, listed
from graph.questions.grammar import Reading

_GAVE = (ContributionStatus.DEPLOYED, ContributionStatus.PLEDGED, ContributionStatus.WITHDRAWN)
_WORDS = {
    "pledge": ContributionStatus.PLEDGED,
    "consider": ContributionStatus.CONSIDERED,
    "refuse": ContributionStatus.REFUSED,
    "withdraw": ContributionStatus.WITHDRAWN,
}
_DID = {
    ContributionStatus.DEPLOYED: "deployed forces",
    ContributionStatus.PLEDGED: "pledged forces",
    ContributionStatus.CONSIDERED: "considered sending forces",
    ContributionStatus.REFUSED: "refused to send forces",
    ContributionStatus.WITHDRAWN: "withdrew forces",
}


def _which(reading: Reading, context: Context, **more: str | None) -> Which:
    """What the question's mission narrows the contributions to; a mission that leads nowhere is a place or a lead."""
    host = reading.get("host")
    which: Which = {"on": reading.when.on, "known_on": reading.when.known_on}
    if reading.get("op"):
        which["operation"] = reading["op"]
    if host is not None:
        which["host"] = context.state_of(host)
    if reading.get("lead"):
        which["organization"] = reading["lead"]
    if more.get("contributor"):
        which["contributor"] = more["contributor"]
    return which


def _mission(reading: Reading, context: Context) -> str:
    if reading.get("op"):
        return context.name(reading["op"])
    host = f" in {context.name(reading['host'])}" if reading.get("host") else ""
    if reading.get("lead"):
        return f"the {context.name(reading['lead'])} mission{host}"
    return f"missions{host}" if host else "any mission"


def contributors(reading: Reading, context: Context) -> Answer:
    """Who contributed, in the status asked about."""
    status = reading.given.get("status")
    statuses = _GAVE if status is None else (ContributionStatus(status),)
    which = _which(reading, context)
    found = [
        each
        for each in contributions(context.store, iris=context.iris, status=statuses, **which)
        if each.stance is not Stance.DENIED and _wanted(each, reading, context)
    ]
    rows = _rows(found, context)
    return Answer(
        question=reading.question,
        understood="contributors",
        text=_contributors_text(rows, reading, context, status) if rows else context.nothing(),
        rows=rows,
        sentences=context.sentences(_claims_of(found)),
        sparql=contributions_sparql(iris=context.iris, **which),
    )


def _wanted(each: Contribution, reading: Reading, context: Context) -> bool:
    if "states" in reading.given and not each.contributor.startswith(("state/", "territory/")):
        return False
    if "members" not in reading.given:
        return True
    present = members(context.store, reading["org"], reading.when.on, iris=context.iris)
    return each.contributor in {member.member for member in present}


def _contributors_text(rows: Sequence[Row], reading: Reading, context: Context, status: str | None) -> str:
    done = _DID[ContributionStatus(status)] if status else "contributed forces"
    noun = "state" if "states" in reading.given else "contributor"
    preposition = "from" if status == "withdrawn" else "to"
    several = len({row["operation"] for row in rows}) > 1
    by_name: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_name[str(row["contributor"])].append(_details(row, several))
    names = [f"{name} ({'; '.join(dict.fromkeys(details))})" for name, details in by_name.items()]
    return f"{counted(len(names), noun)} {done} {preposition} {_mission(reading, context)}: {listed(names)}."


def _details(row: Row, several: bool) -> str:
    details = [row["status"], row["personnel"], row["operation"] if several else None]
    return ", ".join(str(detail) for detail in details if detail)


def _rows(found: Sequence[Contribution], context: Context) -> tuple[Row, ...]:
    names = context.names(
        each for one in found for each in (one.contributor, one.operation, one.organization, one.host)
    )
    return tuple(
        {
            "contributor": names[one.contributor],
            "id": one.contributor,
            "status": one.status.value,
            "personnel": personnel(one.personnel),
            "operation": names.get(one.operation or ""),
            "organization": names.get(one.organization or ""),
            "host": names.get(one.host or ""),
            "origins": one.origins,
            "contested": "yes" if one.contested else "no",
            "first published": one.first_published,
            "statement": one.contribution,
        }
        for one in found
    )


def personnel(bounds: tuple[int | None, int | None] | None) -> str | None:
    """*2,000*, *2,000 to 2,500*, *at least 2,000*, *up to 2,500*."""
    match bounds:
        case None | (None, None):
            return None
        case (low, None):
            return f"at least {low:,}"
        case (None, high):
            return f"up to {high:,}"
        case (low, high):
            return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return None


def _claims_of(found: Sequence[Contribution]) -> list[str]:
    return [claim.claim for each in found for claim in each.claims]


def how_many(reading: Reading, context: Context) -> Answer:
    """The figures that sources give for one contributor, or for all."""
    which = _which(reading, context, contributor=reading.get("actor"))
    found = contributions(context.store, iris=context.iris, **which)
    rows = _rows(found, context)
    counted_rows = [row for row in rows if row["personnel"]]
    if counted_rows:
        parts = [f"{row['contributor']}: {row['personnel']} ({row['status']}, {_for(row)})" for row in counted_rows]
        text = f"According to the newest reports, {'; '.join(parts)}."
    elif rows:
        text = f"{listed([str(row['contributor']) for row in rows])}: reported, but no source gives a number."
    else:
        text = context.nothing()
    return Answer(
        question=reading.question,
        understood="personnel",
        text=text,
        rows=rows,
        sentences=context.sentences(_claims_of(found)),
        sparql=contributions_sparql(iris=context.iris, **which),
    )


def _for(row: Row) -> str:
    return str(row["operation"] or row["organization"] or row["host"] or "no mission named")


def did(reading: Reading, context: Context) -> Answer:
    """Whether somebody contributed, pledged, refused, withdrew; and when."""
    which = _which(reading, context, contributor=reading["actor"])
    found = contributions(context.store, iris=context.iris, **which)
    asked = next((status for word, status in _WORDS.items() if word in reading.words), None)
    rows = _rows(found, context)
    return Answer(
        question=reading.question,
        understood="contribution",
        text=_did_text(found, rows, asked, reading) if found else context.nothing(),
        rows=rows,
        sentences=context.sentences(_claims_of(found)),
        sparql=contributions_sparql(iris=context.iris, **which),
    )


def _did_text(
    found: Sequence[Contribution],
    rows: Sequence[Row],
    asked: ContributionStatus | None,
    reading: Reading,
) -> str:
    agreeing = [one for one in found if _answers(one, asked)]
    word = "Yes" if agreeing else "No"
    told = [
        f"{row['contributor']} {_DID[ContributionStatus(str(row['status']))]} for {_for(row)}{_since(one)}"
        for row, one in zip(rows, found, strict=True)
    ]
    contested = " Sources disagree." if any(one.contested for one in found) else ""
    if reading.intent == "when_contributed":
        return f"{listed(told)}.{contested}"
    return f"{word}: {listed(told)}.{contested}"


def _answers(one: Contribution, asked: ContributionStatus | None) -> bool:
    statuses = {claim.status for claim in one.claims if claim.stance is not Stance.DENIED}
    return bool(statuses & set(_GAVE)) if asked is None else asked in statuses


def _since(one: Contribution) -> str:
    moments = [claim.valid_from for claim in one.claims if claim.valid_from]
    if moments:
        return f" ({min(moments)[:10]})"
    return f" (reported on {one.first_published[:10]})" if one.first_published else ""


def absent(reading: Reading, context: Context) -> Answer:
    """Members that did not contribute."""
    organization = reading["org"]
    which = _which(reading, context)
    narrowed = {"operation": which.get("operation"), "host": which.get("host")}
    found = non_contributors(
        context.store,
        organization,
        on=reading.when.on,
        known_on=reading.when.known_on,
        iris=context.iris,
        **narrowed,
    )
    names = context.names(each.member for each in found)
    rows: tuple[Row, ...] = tuple(
        {
            "member": names[each.member],
            "id": each.member,
            "since": each.start,
            "source": each.source,
            "verified": "yes" if each.verified else "unverified",
        }
        for each in found
    )
    listed_names = listed([str(row["member"]) for row in rows])
    known = bool(members(context.store, organization, reading.when.on, iris=context.iris))
    told = f"Members of {context.name(organization)} of which no source says that they contributed: {listed_names}."
    all_gave = f"Every member of {context.name(organization)} is reported to have contributed."
    return Answer(
        question=reading.question,
        understood="members without a contribution",
        text=told if rows else all_gave if known else context.nothing(),
        rows=rows,
        sparql=non_contributors_sparql(context.store, organization, on=reading.when.on, iris=context.iris, **narrowed),
    )
