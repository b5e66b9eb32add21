"""What NetworkX says about a projection: who stands in the middle, and which ways lead from one to another.

Communities stand with the projection (``graph.network.projection.communities``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

import networkx as nx

from graph.errors import NotFound
from graph.network.projection import undirected

_EXACT = 2_000  # nodes up to which betweenness is computed from every node
_SAMPLE = 200  # nodes from which it is estimated beyond that
_SEED = 20220106


@dataclass(frozen=True, slots=True)
class Centrality:
    """How much an actor is in the middle. ``degree``: relations weighted by origins; ``pagerank`` and
    ``betweenness``: shares, 0 to 1."""

    id: str
    label: str
    degree: int
    pagerank: float
    betweenness: float


def centrality(graph: nx.MultiDiGraph) -> list[Centrality]:
    """All actors, the most central (by PageRank, Page et al. 1999) first."""
    simple = undirected(graph)
    if simple.number_of_nodes() == 0:
        return []
    degrees = dict(simple.degree(weight="weight"))
    ranks = nx.pagerank(simple, weight="weight")
    sample = None if len(simple) <= _EXACT else _SAMPLE
    between = nx.betweenness_centrality(simple, k=sample, seed=_SEED)
    found = [
        Centrality(name, data.get("label", name), int(degrees[name]), ranks[name], between[name])
        for name, data in simple.nodes(data=True)
    ]
    return sorted(found, key=lambda one: (-one.pagerank, one.id))


def ways(graph: nx.MultiDiGraph, start: str, end: str, limit: int = 5) -> list[tuple[str, ...]]:
    """The shortest ways between two actors, each as the ids along it. Raises NotFound where there is none."""
    simple = undirected(graph)
    for name in (start, end):
        if name not in simple:
            raise NotFound(f"{name} is not in this graph: project a larger part of the store")
    try:
        return [tuple(way) for way in islice(nx.shortest_simple_paths(simple, start, end), limit)]
    except nx.NetworkXNoPath as cause:
        raise NotFound(f"no path leads from {start} to {end} in this graph") from cause


def along(graph: nx.MultiDiGraph, way: tuple[str, ...]) -> Iterator[list[tuple[str, str, str]]]:
    """For each hop of a way the relations that make it: source, name, target."""
    for one, other in pairwise(way):
        yield sorted(
            (source, name, target)
            for source, target in ((one, other), (other, one))
            for name in graph.get_edge_data(source, target, default={})
        )


def neighbourhood(graph: nx.MultiDiGraph, entity: str, radius: int = 1) -> nx.MultiDiGraph:
    """The part of the graph within so many hops of an actor. Raises NotFound where it is not in the graph."""
    if entity not in graph:
        raise NotFound(f"{entity} is not in this graph: project a larger part of the store")
    near = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), entity, cutoff=radius)
    return graph.subgraph(near).copy()
