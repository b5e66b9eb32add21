"""Who stands in which relation to whom, aggregated by the store: one Relation for all claims of one kind between two.

The store does the counting, so that a projection of a million quads does not have to be copied out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from graph.model import EventType, Stance
from graph.queries.identity import Identities
from graph.queries.run import Bindings, sparql
from graph.queries.values import nodes, required, text
from graph.rdf import literals
from graph.rdf.iris import OURS, Namespace
from graph.rdf.statements import event_type
from graph.store import Store
from ontology import terms as t


class Family(StrEnum):
    """What a relation is about; a reader's colours."""

    CONTRIBUTION = "contribution"
    MEMBERSHIP = "membership"
    COOPERATION = "cooperation"
    CONFLICT = "conflict"
    OTHER = "other"


# PLOVER's quad classes (manual draft 0.8): verbal and material cooperation, verbal and material conflict.
_COOPERATION = frozenset(
    [
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.CONCEDE,
        EventType.RETREAT,
    ]
)

_NAMES = {
    t.CONTRIBUTED_FORCES_TO: ("contributed forces to", Family.CONTRIBUTION),
    t.SENT_FORCES_TO: ("sent forces to", Family.CONTRIBUTION),
    t.MEMBER_OF: ("member of", Family.MEMBERSHIP),
    t.HOLDS_OFFICE_IN: ("holds office in", Family.MEMBERSHIP),
    t.WITHIN: ("lies in", Family.OTHER),
    t.HOST: ("takes place in", Family.OTHER),
    t.LEAD: ("leads", Family.OTHER),
} | {
    event_type(kind): (kind.value.lower(), Family.COOPERATION if kind in _COOPERATION else Family.CONFLICT)
    for kind in EventType
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What counts. Empty means everything; The moment lies between ``first`` and ``last`` (days, months or years)."""

    families: frozenset[Family] = frozenset()
    types: frozenset[EventType] = frozenset()
    stance: Stance | None = None
    publisher: str | None = None
    confidence: float = 0.0
    first: str | None = None
    last: str | None = None

    def predicates(self) -> list[NamedNode] | None:
        """The relations that pass, or None where all do."""
        if not self.families and not self.types:
            return None
        wanted = {event_type(kind) for kind in self.types}
        return [node for node, (_, family) in _NAMES.items() if node in wanted or family in self.families]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """All claims of one relation between two entities (by id)."""

    source: str
    target: str
    predicate: str
    name: str
    family: Family
    statements: int
    origins: int
    contested: bool
    planned: bool
    first: str | None
    last: str | None

    @property
    def key(self) -> str:
        """Names the relation in URLs and exports."""
        return f"{self.source}|{self.predicate.rpartition('#')[2]}|{self.target}"


NO_FILTERS = Filters()


def relations(
    store: Store,
    *,
    iris: Namespace = OURS,
    among: Sequence[str] | None = None,
    touching: str | None = None,
    filters: Filters = NO_FILTERS,
) -> list[Relation]:
    """The relations that pass the filters: all, ``among`` these entities, or ``touching`` one; best supported first."""
    identities = Identities.of(store, iris)
    members = None if among is None else _all(among, iris, identities)
    own = None if touching is None else _all(touching, iris, identities)
    claim = None if own is None else _speaking_of(store, own)
    query = _aggregated(iris, members, own, claim, filters, identities)
    found = [_relation(row, iris) for row in store.query(query).bindings()]
    return sorted(found, key=lambda one: (-one.origins, -one.statements, one.key))


def _speaking_of(store: Store, own: list[NamedNode]) -> list[NamedNode]:
    """The claims that speak of an entity: found by index, so that only they are aggregated."""
    rows = store.query(sparql("claims_about", entity=own)).bindings()
    return [NamedNode(iri) for iri in sorted({required(row, "claim") for row in rows})]


def claims_of(store: Store, relation: tuple[str, str, str], *, iris: Namespace = OURS, filters: Filters) -> list[str]:
    """The IRIs of the claims behind one relation (source, name of the relation, target)."""
    source, name, target = relation
    predicates = [node for node, (shown, _) in _NAMES.items() if shown == name]
    identities = Identities.of(store, iris)
    ends = {"source": _all(source, iris, identities), "target": _all(target, iris, identities)}
    inner = _claims(filters, relation=predicates, **ends)
    return sorted({required(row, "claim") for row in store.query(inner).bindings()})


def totals(store: Store, *, iris: Namespace = OURS, among: Sequence[str], filters: Filters) -> tuple[int, int]:
    """How many claims, from how many independent origins, relate these entities to one another."""
    identities = Identities.of(store, iris)
    members = _all(among, iris, identities)
    inner = _claims(filters, source=members, target=members)
    counts = "(COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?origin) AS ?origins)"
    row = next(iter(store.query(_wrapped(inner, iris, identities, counts, "?all")).bindings()), None)
    return (0, 0) if row is None else (int(required(row, "claims")), int(required(row, "origins")))


def months(store: Store, *, iris: Namespace = OURS, among: Sequence[str], filters: Filters) -> list[tuple[str, int]]:
    """How many claims among these entities fall into each month (``2022-01``), in order."""
    identities = Identities.of(store, iris)
    members = _all(among, iris, identities)
    inner = _claims(filters, source=members, target=members)
    query = _wrapped(
        inner, iris, identities, "?month (COUNT(DISTINCT ?claim) AS ?count)", "(SUBSTR(?moment, 1, 7) AS ?month)"
    )
    rows = ((required(row, "month"), int(required(row, "count"))) for row in store.query(query).bindings())
    return sorted((month, count) for month, count in rows if len(month) == len("2022-01"))


def _aggregated(
    iris: Namespace,
    members: list[NamedNode] | None,
    touching: list[NamedNode] | None,
    claim: list[NamedNode] | None,
    filters: Filters,
    identities: Identities,
) -> str:
    shown = """?subject ?object ?relation (COUNT(DISTINCT ?claim) AS ?statements) (COUNT(DISTINCT ?origin) AS ?origins)
      (MIN(?moment) AS ?first) (MAX(?moment) AS ?last)
      (COUNT(DISTINCT ?denial) AS ?denials) (COUNT(DISTINCT ?plan) AS ?plans)"""
    inner = _claims(filters, source=members, target=members, touching=touching, claim=claim)
    return _wrapped(inner, iris, identities, shown, "?subject ?object ?relation")


def _all(entities: str | Iterable[str], iris: Namespace, identities: Identities) -> list[NamedNode]:
    """The nodes of entities under all the ids that curators judged to be theirs."""
    return nodes(iris, identities.spread(entities) or [])


def _claims(
    filters: Filters,
    *,
    source: list[NamedNode] | None,
    target: list[NamedNode] | None,
    relation: list[NamedNode] | None = None,
    touching: list[NamedNode] | None = None,
    claim: list[NamedNode] | None = None,
) -> str:
    allowed = filters.predicates()
    wanted = allowed if relation is None else relation
    if allowed is not None and wanted is not None:
        wanted = [node for node in allowed if node in wanted]
    return sparql(
        "relations",
        stance=None if filters.stance is None else t.STANCES[filters.stance],
        publisher=None if filters.publisher is None else Literal(filters.publisher),
        confidence=literals.decimal(filters.confidence) if filters.confidence else None,
        **{"from": Literal(filters.first) if filters.first else None},
        until=Literal(filters.last + "~") if filters.last else None,
        relation=wanted,
        source=source,
        target=target,
        touching=touching,
        claim=claim,
    )


def _wrapped(inner: str, iris: Namespace, identities: Identities, shown: str, group: str) -> str:
    """An aggregation over a query, which becomes its subquery; ids judged to be one count as one."""
    head, _, body = inner.partition("\nSELECT ")
    pairs = " ".join(f"({iris.entity(each)} {iris.entity(one)})" for each, one in identities.others().items())
    return f"""{head}
SELECT {shown} WHERE {{
  {{ SELECT {body} }}
  OPTIONAL {{ VALUES (?source ?source_is) {{ {pairs} }} }}
  OPTIONAL {{ VALUES (?target ?target_is) {{ {pairs} }} }}
  BIND (COALESCE(?source_is, ?source) AS ?subject)
  BIND (COALESCE(?target_is, ?target) AS ?object)
  FILTER (?subject != ?object)
  BIND (IF(?stance = {t.STANCES[Stance.DENIED]}, ?claim, 1/0) AS ?denial)
  BIND (IF(?stance = {t.STANCES[Stance.PLANNED]} || ?status = ent:Pledged, ?claim, 1/0) AS ?plan)
}} GROUP BY {group}"""


def _relation(row: Bindings, iris: Namespace) -> Relation:
    predicate = required(row, "relation")
    name, family = _NAMES[NamedNode(predicate)]
    statements, denials = int(required(row, "statements")), int(required(row, "denials"))
    return Relation(
        source=iris.id_of(required(row, "subject")),
        target=iris.id_of(required(row, "object")),
        predicate=predicate,
        name=name,
        family=family,
        statements=statements,
        origins=int(required(row, "origins")),
        contested=0 < denials < statements,
        planned=int(required(row, "plans")) == statements,
        first=text(row, "first") or None,
        last=text(row, "last") or None,
    )


def endpoints(found: Iterable[Relation]) -> Iterator[str]:
    """The ids at both ends of relations, each once, in order."""
    yield from dict.fromkeys(end for relation in found for end in (relation.source, relation.target))


def predicate_of(name: str) -> NamedNode:
    """The predicate (or event type) that a relation's name stands for."""
    return next(node for node, (shown, _) in _NAMES.items() if shown == name)
