"""Where actors stand: positions in the unit disc, computed here so that pages need no physics.

Small graphs: springs (Fruchterman and Reingold 1991). Large ones: communities on a sunflower spiral, members likewise
inside their disc, which takes milliseconds for ten thousand and still shows what belongs together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.network.projection import SEED, Community, undirected

SPRINGS = 500  # nodes up to which springs are worth their time

_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Disc:
    """A community's place."""

    x: float
    y: float
    radius: float


def springs(graph: nx.MultiDiGraph) -> Mapping[str, Point]:
    """Positions for a graph of at most SPRINGS nodes."""
    if graph.number_of_nodes() == 0:
        return {}
    layout = nx.spring_layout(undirected(graph), weight=None, seed=SEED, k=1.6 / math.sqrt(len(graph)))
    return {name: (float(x), float(y)) for name, (x, y) in layout.items()}


def discs(communities: Sequence[Community]) -> list[Disc]:
    """A place for each community, areas in proportion to members, the largest in the middle."""
    total = sum(len(community.members) for community in communities) or 1
    placed: list[Disc] = []
    filled = 0.0
    for number, community in enumerate(communities):
        share = len(community.members) / total
        distance = 0.0 if number == 0 else math.sqrt(filled + share / 2)
        angle = number * _GOLDEN_ANGLE
        placed.append(Disc(distance * math.cos(angle), distance * math.sin(angle), 0.55 * math.sqrt(share)))
        filled += share
    return placed


def members(community: Community, disc: Disc) -> Mapping[str, Point]:
    """Places for the members of a community inside its disc, the most central in the middle."""
    count = len(community.members)
    return {
        name: (
            disc.x + disc.radius * math.sqrt((index + 0.5) / count) * math.cos(index * _GOLDEN_ANGLE),
            disc.y + disc.radius * math.sqrt((index + 0.5) / count) * math.sin(index * _GOLDEN_ANGLE),
        )
        for index, name in enumerate(community.members)
    }
