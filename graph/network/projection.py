"""Relations -> a MultiDiGraph, and what NetworkX answers on it: neighbours, paths, communities, centrality.

Nodes are entity ids with ``label`` and ``kind``; edges are keyed by the relation's name and carry ``weight`` (the
number of independent origins) and the fields of :class:`~graph.network.relations.Relation`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graph.errors import NotFound
from graph.network.relations import NO_FILTERS, Family, Filters, Relation, claims_of, endpoints, relations
from graph.queries.claims import FoundClaim, claims
from graph.queries.labels import labels
from graph.rdf.iris import OURS, Namespace
from graph.store import Store

SEED = 20220106  # layouts and communities come out the same every time


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, in the direction walked; the relation itself may point the other way."""

    source: str
    target: str
    relation: Relation
    claims: tuple[FoundClaim, ...]


def projection(
    store: Store,
    *,
    iris: Namespace = OURS,
    among: Sequence[str] | None = None,
    filters: Filters = NO_FILTERS,
) -> nx.MultiDiGraph:
    """The graph of all relations that pass, or of those among some entities (which are then all in it)."""
    found = relations(store, iris=iris, among=among, filters=filters)
    graph = nx.MultiDiGraph()
    for entity in labels(store, [*(among or ()), *endpoints(found)], iris=iris).values():
        graph.add_node(
            entity.id,
            label=entity.label,
            kind=entity.kind,
            country=entity.country or "",
            acronym=entity.acronym or "",
        )
    for relation in found:
        graph.add_edge(relation.source, relation.target, key=relation.name, **_attributes(relation))
    return graph


def _attributes(relation: Relation) -> dict[str, str | int | bool]:
    return {
        "relation": relation.name,
        "family": relation.family.value,
        "weight": relation.origins,
        "statements": relation.statements,
        "contested": relation.contested,
        "planned": relation.planned,
        "first": relation.first or "",
        "last": relation.last or "",
    }


def path(store: Store, start: str, end: str, *, iris: Namespace = OURS, filters: Filters = NO_FILTERS) -> list[Hop]:
    """The shortest way from one entity to another along relations in either direction, every hop with its claims.

    Of equally short ways the best supported one. Raises NotFound where one of them is not in the graph or no way
    leads from one to the other.
    """
    found = relations(store, iris=iris, filters=filters)
    graph = nx.Graph()
    best: dict[frozenset[str], Relation] = {}
    for relation in reversed(found):  # the best supported last, so that it stays
        ends = frozenset((relation.source, relation.target))
        best[ends] = relation
        graph.add_edge(relation.source, relation.target, cost=1 + 1 / (10 + relation.origins))
    for name in (start, end):
        if name not in graph:
            raise NotFound(f"no article relates {name} to anything; 'entente entities' lists what is in the store")
    try:
        way = nx.shortest_path(graph, start, end, weight="cost")
    except nx.NetworkXNoPath as cause:
        raise NotFound(f"no path leads from {start} to {end} in what the articles say") from cause
    return [_hop(store, a, b, best[frozenset((a, b))], iris, filters) for a, b in pairwise(way)]


def _hop(store: Store, source: str, target: str, relation: Relation, iris: Namespace, filters: Filters) -> Hop:
    ends = (relation.source, relation.name, relation.target)
    found = claims(store, claims_of(store, ends, iris=iris, filters=filters), iris=iris)
    return Hop(source, target, relation, tuple(found))


def ranked_neighbours(found: Sequence[Relation], entity: str, present: Sequence[str]) -> list[str]:
    """The neighbours that are not ``present``, the best connected by independent origins first."""
    support: dict[str, int] = {}
    for relation in found:
        other = relation.target if relation.source == entity else relation.source
        support[other] = support.get(other, 0) + relation.origins
    shown = {*present, entity}
    return sorted((one for one in support if one not in shown), key=lambda one: (-support[one], one))


def first_view(found: Sequence[Relation], most: int) -> list[str]:
    """What to show before anybody has asked: whole operations, the best supported first, each with its host and all
    its contributors, as many as fit into ``most`` actors; the best supported relations where room is left."""
    groups: dict[str, dict[str, None]] = {}
    support: dict[str, int] = {}
    for relation in (one for one in found if one.family is Family.CONTRIBUTION):
        groups.setdefault(relation.target, {relation.target: None})[relation.source] = None
        support[relation.target] = support.get(relation.target, 0) + relation.origins
    for relation in found:
        if relation.source in groups and relation.family is Family.OTHER:
            groups[relation.source][relation.target] = None
    ranked = [groups[name] for name in sorted(groups, key=lambda name: (-support[name], name))]
    pairs = [dict.fromkeys((one.source, one.target)) for one in found if one.family is not Family.OTHER]
    shown: dict[str, None] = {}
    for group in [*ranked, *pairs]:
        if len(shown | group) <= most:
            shown |= group
    return list(shown)


@dataclass(frozen=True, slots=True)
class Community:
    """Actors that are more related to each other than to the rest; named by its most central ones."""

    id: int
    label: str
    members: tuple[str, ...]


def communities(graph: nx.MultiDiGraph) -> list[Community]:
    """Communities by Louvain modularity (Blondel et al. 2008), weighted by origins, the largest first."""
    simple = undirected(graph)
    if not simple:
        return []
    groups = nx.community.louvain_communities(simple, weight="weight", seed=SEED)
    rank = dict(simple.degree(weight="weight"))
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return [_community(number, group, rank, graph) for number, group in enumerate(ordered)]


def _community(number: int, group: set[str], rank: dict[str, int], graph: nx.MultiDiGraph) -> Community:
    members = tuple(sorted(group, key=lambda name: (-rank[name], name)))
    names = [graph.nodes[name].get("acronym") or graph.nodes[name]["label"] for name in members[:2]]
    return Community(number, ", ".join(names), members)


def undirected(graph: nx.MultiDiGraph) -> nx.Graph:
    """One undirected edge for all relations between two actors, weights added up."""
    simple = nx.Graph()
    simple.add_nodes_from(graph.nodes(data=True))
    for source, target, weight in graph.edges(data="weight", default=1):
        before = simple.get_edge_data(source, target, {"weight": 0})["weight"]
        simple.add_edge(source, target, weight=before + weight)
    return simple
