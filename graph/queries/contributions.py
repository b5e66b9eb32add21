"""Who contributed forces to what: claims gathered by contribution, as their sources differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict, Unpack

from pyoxigraph import Literal, NamedNode

from graph.model import ContributionStatus, Stance
from graph.queries.identity import Identities
from graph.queries.operations import operations
from graph.queries.run import Bindings, Value, sparql
from graph.queries.values import identifier, nodes, number, required, text, until_end_of
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from ontology import terms as t

Ids = str | Iterable[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionClaim:
    """One source's word on a contribution. ``claim`` and ``article`` are IRIs; the rest ids, as elsewhere."""

    contribution: str
    contributor: str
    operation: str | None
    organization: str | None
    host: str | None
    claim: str
    status: ContributionStatus
    stance: Stance
    confidence: float
    personnel: tuple[int | None, int | None] | None
    words: str | None
    valid_from: str | None
    valid_until: str | None
    article: str
    published: str | None
    origin: str

    @property
    def moment(self) -> str:
        """What orders claims in time: when it held, else when it was published."""
        return self.valid_from or self.published or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """A contribution as all its claims describe it. ``status`` is the newest that is asserted; never merged away:
    ``claims`` holds every word on it, and ``contested`` says that a source denies what another does not."""

    contribution: str
    contributor: str
    operation: str | None
    organization: str | None
    host: str | None
    status: ContributionStatus
    stance: Stance
    personnel: tuple[int | None, int | None] | None
    origins: int
    confidence: float
    contested: bool
    first_published: str | None
    last_published: str | None
    claims: tuple[ContributionClaim, ...]


class Which(TypedDict, total=False):
    """What narrows the question. ``on`` leaves out what had not begun by the end of that day, ``known_on`` what had
    not been published by then, ``since`` what began before that day; the rest are ids, one or several."""

    host: Ids
    operation: Ids
    organization: Ids
    contributor: Ids
    on: str | None
    known_on: str | None
    since: str | None


def contributions(
    store: Store,
    *,
    iris: Namespace = OURS,
    status: ContributionStatus | Iterable[ContributionStatus] | None = None,
    **which: Unpack[Which],
) -> list[Contribution]:
    """The contributions that match, best supported first; ``status`` keeps those whose present status it is."""
    identities = Identities.of(store, iris)
    queries = _queries(store, iris, _spread(which, identities))
    rows = (row for query in queries for row in store.query(query).bindings())
    wanted = frozenset(ContributionStatus if status is None else [status] if isinstance(status, str) else status)
    found = [each for each in _gather(_claim(row, iris, identities) for row in rows) if each.status in wanted]
    return sorted(found, key=lambda each: (-each.origins, each.contributor, each.contribution))


def contributions_sparql(*, iris: Namespace = OURS, **which: Unpack[Which]) -> str:
    """The query behind :func:`contributions`, which also asks for the operations in the host and of the lead."""
    return sparql(
        "contributions",
        host=nodes(iris, which.get("host")),
        organization=nodes(iris, which.get("organization")),
        **_shared(iris, which),
    )


def _shared(iris: Namespace, which: Which) -> Mapping[str, Value]:
    return {
        "operation": nodes(iris, which.get("operation")),
        "contributor": nodes(iris, which.get("contributor")),
        "begun_before": until_end_of(which.get("on")),
        "published_before": until_end_of(which.get("known_on")),
        "since": Literal(since) if (since := which.get("since")) else None,
    }


def _queries(store: Store, iris: Namespace, which: Which) -> Iterator[str]:
    """One query a way of belonging: a claim names the host (lead) itself, or its operation is known to be there.

    Several plain queries, since an engine that meets a UNION joins everything optional to all there is.
    """
    host, lead = which.get("host"), which.get("organization")
    hosts: list[Mapping[str, Value]] = [{}]
    leads: list[Mapping[str, Value]] = [{}]
    if host is not None:
        hosts = [{"host": nodes(iris, host)}, {"hosted": _operations(store, iris, host=host)}]
    if lead is not None:
        leads = [{"organization": nodes(iris, lead)}, {"led": _operations(store, iris, lead=lead)}]
    for place in hosts:
        for leader in leads:
            yield sparql("contributions", **place, **leader, **_shared(iris, which))


def _operations(store: Store, iris: Namespace, *, host: Ids = None, lead: Ids = None) -> list[NamedNode]:
    return [iris.entity(found.id) for found in operations(store, host=host, lead=lead, iris=iris)]


def _spread(which: Which, identities: Identities) -> Which:
    return {
        **which,
        "host": identities.spread(which.get("host")),
        "operation": identities.spread(which.get("operation")),
        "organization": identities.spread(which.get("organization")),
        "contributor": identities.spread(which.get("contributor")),
    }


def _claim(row: Bindings, iris: Namespace, identities: Identities) -> ContributionClaim:
    low, high, words = number(row, "low"), number(row, "high"), text(row, "words")
    return ContributionClaim(
        contribution=required(row, "contribution"),
        contributor=identities.one(iris.id_of(required(row, "contributor"))),
        operation=identities.maybe(identifier(row, "operation", iris)),
        organization=identities.maybe(identifier(row, "organization", iris)),
        host=identities.maybe(identifier(row, "host", iris)),
        claim=required(row, "claim"),
        status=_STATUS_OF[required(row, "status")],
        stance=_STANCE_OF[required(row, "stance")],
        confidence=float(required(row, "confidence")),
        personnel=None if words is None else (low, high),
        words=words,
        valid_from=text(row, "from"),
        valid_until=text(row, "until"),
        article=required(row, "article"),
        published=text(row, "published"),
        origin=required(row, "origin"),
    )


def _gather(claims: Iterable[ContributionClaim]) -> Iterator[Contribution]:
    """By what identifies a contribution, so that entities judged to be one have one contribution."""
    found: dict[tuple[str, ...], dict[str, ContributionClaim]] = defaultdict(dict)
    for claim in claims:
        cause = (claim.operation,) if claim.operation else (claim.organization or "", claim.host or "")
        found[claim.contributor, *cause].setdefault(claim.claim, claim)
    for key in sorted(found):
        yield _together(tuple(sorted(found[key].values(), key=lambda claim: (claim.moment, claim.claim))))


def _together(claims: tuple[ContributionClaim, ...]) -> Contribution:
    newest = max(claims, key=lambda claim: (claim.stance.supports, claim.moment))
    counted = [claim for claim in claims if claim.personnel is not None]
    dates = sorted(claim.published for claim in claims if claim.published is not None)
    return Contribution(
        contribution=newest.contribution,
        contributor=newest.contributor,
        operation=newest.operation,
        organization=_first(claim.organization for claim in (newest, *claims)),
        host=_first(claim.host for claim in (newest, *claims)),
        status=newest.status,
        stance=newest.stance,
        personnel=counted[-1].personnel if counted else None,
        origins=len({claim.origin for claim in claims}),
        confidence=max(claim.confidence for claim in claims),
        contested=any(one.stance.contests(other.stance) for one in claims for other in claims),
        first_published=dates[0] if dates else None,
        last_published=dates[-1] if dates else None,
        claims=claims,
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)


_STATUS_OF = {t.STATUSES[status].value: status for status in ContributionStatus}
_STANCE_OF = {t.STANCES[stance].value: stance for stance in Stance}
