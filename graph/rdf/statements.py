"""Statement -> triples: what is true of the node by its identity, what the claim adds, and what follows directly.

Three functions with one branch a kind of statement. The node's triples repeat its identifying tuple and nothing else,
so that a union of graphs cannot mix what sources differ on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Triple

from graph.model import (
    Actor,
    Claim,
    ContributionStatus,
    Entity,
    Event,
    ForceContribution,
    Location,
    Membership,
    MembershipStatus,
    OfficeHolding,
    OfficeStatus,
    OperationReport,
    Statement,
    Time,
)
from graph.rdf import literals
from graph.rdf.iris import Namespace, state_of_event
from ontology import terms as t


def event_type(name: str) -> NamedNode:
    """``REQUEST`` -> ``plover:REQUEST``."""
    return NamedNode(t.PLOVER + name)


def mode(event: str, name: str) -> NamedNode:
    """Modes belong to a type: ``plover:REQUEST-assist``."""
    return NamedNode(f"{t.PLOVER}{event}-{quote(name, safe='-_')}")


def mode_name(node: NamedNode, event: str) -> str:
    """The inverse of :func:`mode`."""
    return unquote(node.value.removeprefix(f"{t.PLOVER}{event}-"))


def concept(name: str) -> NamedNode:
    """A context (``plover:military``) or a sector (``plover:GOV``)."""
    return NamedNode(t.PLOVER + quote(name, safe="-_"))


def concept_name(node: NamedNode) -> str:
    """The inverse of :func:`concept` and :func:`event_type`."""
    return unquote(node.value.removeprefix(t.PLOVER))


def node_triples(
    node: NamedNode, statement: Statement, iris: Namespace, entities: Mapping[str, Entity]
) -> Iterator[Triple]:
    """What is true of the node whoever claims it: its class and its identifying tuple."""
    match statement:
        case Event():
            yield from _event(node, statement, iris, entities)
        case ForceContribution():
            yield from _contribution(node, statement, iris)
        case Membership():
            yield Triple(node, t.TYPE, t.MEMBERSHIP)
            yield Triple(node, t.MEMBER_IS, iris.entity(statement.member))
            yield Triple(node, t.FOR_ORGANIZATION, iris.entity(statement.organization))
        case OfficeHolding():
            yield Triple(node, t.TYPE, t.OFFICE_HOLDING)
            yield Triple(node, t.OFFICE_HOLDER, iris.entity(statement.person))
            yield Triple(node, t.OFFICE, Literal(statement.office))
            yield Triple(node, t.OFFICE_OF, iris.entity(statement.of))
        case OperationReport():
            yield Triple(node, t.TYPE, t.OPERATION)
        case Location():
            yield Triple(node, t.TYPE, t.CONTAINMENT)
            yield Triple(node, t.CONTAINED_PLACE, iris.entity(statement.place))
            yield Triple(node, t.CONTAINER, iris.entity(statement.within))


def _event(node: NamedNode, event: Event, iris: Namespace, entities: Mapping[str, Entity]) -> Iterator[Triple]:
    yield Triple(node, t.TYPE, t.EVENT)
    yield Triple(node, t.EVENT_TYPE, event_type(event.type))
    if event.mode is not None:
        yield Triple(node, t.MODE, mode(event.type, event.mode))
    for role, actors in ((t.SOURCE, event.source), (t.TARGET, event.target)):
        for actor in actors:
            yield Triple(node, role, iris.actor(actor))
            yield from _actor(actor, iris)
    state = state_of_event(event, entities)
    if state is not None:
        yield Triple(node, t.IN_STATE, iris.entity(state))
    if event.time is not None and event.time.day is not None:
        yield Triple(node, t.DAY, literals.moment(event.time.day))


def _actor(actor: Actor, iris: Namespace) -> Iterator[Triple]:
    node = iris.actor(actor)
    yield Triple(node, t.TYPE, t.ACTOR)
    if actor.entity is not None:
        yield Triple(node, t.HAS_ENTITY, iris.entity(actor.entity))
    if actor.country is not None:
        yield Triple(node, t.COUNTRY_CODE, Literal(actor.country))
    if actor.sector is not None:
        yield Triple(node, t.SECTOR, concept(actor.sector))


def _contribution(node: NamedNode, statement: ForceContribution, iris: Namespace) -> Iterator[Triple]:
    yield Triple(node, t.TYPE, t.FORCE_CONTRIBUTION)
    yield Triple(node, t.CONTRIBUTOR, iris.entity(statement.contributor))
    if statement.operation is not None:
        yield Triple(node, t.FOR_OPERATION, iris.entity(statement.operation))
        return
    yield from _links(node, iris, {t.FOR_ORGANIZATION: statement.organization, t.HOST: statement.host})


def claim_triples(claim: NamedNode, statement: Statement, iris: Namespace) -> Iterator[Triple]:
    """What sources can differ on: status, figures, places, words, times."""
    match statement:
        case Event():
            yield from _parts(claim, t.SOURCE_PART, statement.source, iris)
            yield from _parts(claim, t.TARGET_PART, statement.target, iris)
            yield from (Triple(claim, t.CONTEXT, concept(name)) for name in statement.contexts)
            yield from _links(claim, iris, {t.AT_PLACE: statement.place})
        case ForceContribution():
            yield Triple(claim, t.STATUS, t.STATUSES[statement.status])
            yield from _links(claim, iris, {t.HOST: statement.host, t.FOR_ORGANIZATION: statement.organization})
            yield from _forces(claim, statement)
        case Membership() | OfficeHolding():
            yield Triple(claim, t.STATUS, t.STATUSES[statement.status])
        case OperationReport():
            yield from _report(claim, statement, iris)
        case Location():
            return
    yield from time_triples(claim, statement.time)


def time_triples(node: NamedNode, time: Time | None) -> Iterator[Triple]:
    """Both ends of a time, as far as they are known."""
    if time is None:
        return
    if time.start is not None:
        yield Triple(node, t.VALID_FROM, literals.moment(time.start))
    if time.end is not None:
        yield Triple(node, t.VALID_UNTIL, literals.moment(time.end))


def _links(node: NamedNode, iris: Namespace, links: Mapping[NamedNode, str | None]) -> Iterator[Triple]:
    for predicate, entity in links.items():
        if entity is not None:
            yield Triple(node, predicate, iris.entity(entity))


def _parts(claim: NamedNode, role: NamedNode, actors: tuple[Actor, ...], iris: Namespace) -> Iterator[Triple]:
    name = "source" if role == t.SOURCE_PART else "target"
    for position, actor in enumerate(actors, 1):
        part = NamedNode(f"{claim.value}#{name}-{position}")
        yield Triple(claim, role, part)
        yield Triple(part, t.TYPE, t.PARTICIPATION)
        yield Triple(part, t.PLAYED_BY, iris.actor(actor))
        yield Triple(part, t.WORDS, Literal(actor.text))
        yield Triple(part, t.POSITION, literals.integer(position))


def _forces(claim: NamedNode, statement: ForceContribution) -> Iterator[Triple]:
    personnel = statement.personnel
    if personnel is not None:
        yield Triple(claim, t.PERSONNEL_WORDS, Literal(personnel.text))
        if personnel.low is not None:
            yield Triple(claim, t.PERSONNEL_LOW, literals.integer(personnel.low))
        if personnel.high is not None:
            yield Triple(claim, t.PERSONNEL_HIGH, literals.integer(personnel.high))
    for position, asset in enumerate(statement.assets, 1):
        node = NamedNode(f"{claim.value}#asset-{position}")
        yield Triple(claim, t.HAS_ASSET, node)
        yield Triple(node, t.TYPE, t.ASSET)
        yield Triple(node, t.ASSET_KIND, Literal(asset.kind))
        yield Triple(node, t.POSITION, literals.integer(position))
        if asset.count is not None:
            yield Triple(node, t.COUNT, literals.integer(asset.count))


def _report(claim: NamedNode, report: OperationReport, iris: Namespace) -> Iterator[Triple]:
    yield from _links(claim, iris, {t.LEAD: report.lead, t.HOST: report.host, t.AT_PLACE: report.place})
    if report.kind is not None:
        yield Triple(claim, t.OPERATION_KIND, Literal(report.kind))
    if report.phase is not None:
        yield Triple(claim, t.PHASE, t.PHASES[report.phase])
    if report.task is not None:
        yield Triple(claim, t.TASK, Literal(report.task))


_HAS_FORCES = frozenset({ContributionStatus.DEPLOYED, ContributionStatus.PLEDGED, ContributionStatus.WITHDRAWN})
_HOLDS = frozenset({OfficeStatus.HOLDS, OfficeStatus.ELECTED, OfficeStatus.APPOINTED})
_STANDING = {
    MembershipStatus.MEMBER: t.MEMBER_OF,
    MembershipStatus.CANDIDATE: t.CANDIDATE_OF,
    MembershipStatus.OBSERVER: t.OBSERVER_OF,
    MembershipStatus.SUSPENDED: t.SUSPENDED_FROM,
}


def direct_triples(claim: Claim, iris: Namespace) -> Iterator[Triple]:
    """What may be said without naming the source: only what is asserted, and only what its status means."""
    return statement_triples(claim.statement, iris) if claim.stance.supports else iter(())


def statement_triples(statement: Statement, iris: Namespace) -> Iterator[Triple]:
    """The direct triples of a statement that holds."""
    match statement:
        case ForceContribution():
            yield from _contributed(statement, iris)
        case Membership() if statement.status in _STANDING:
            standing = _STANDING[statement.status]
            yield Triple(iris.entity(statement.member), standing, iris.entity(statement.organization))
        case OfficeHolding() if statement.status in _HOLDS:
            yield Triple(iris.entity(statement.person), t.HOLDS_OFFICE_IN, iris.entity(statement.of))
        case OperationReport():
            yield from _links(iris.entity(statement.operation), iris, {t.LEAD: statement.lead, t.HOST: statement.host})
        case Location():
            yield Triple(iris.entity(statement.place), t.WITHIN, iris.entity(statement.within))
        case _:
            return


def _contributed(statement: ForceContribution, iris: Namespace) -> Iterator[Triple]:
    contributor = iris.entity(statement.contributor)
    cause = statement.operation or statement.organization
    if statement.status is ContributionStatus.REFUSED:
        yield from _links(contributor, iris, {t.REFUSED_FORCES_TO: cause or statement.host})
    elif statement.status in _HAS_FORCES:
        yield from _links(contributor, iris, {t.CONTRIBUTED_FORCES_TO: cause, t.SENT_FORCES_TO: statement.host})
