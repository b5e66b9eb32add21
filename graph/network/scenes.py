"""Where events happened, for maps: one scene a place."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal

from graph.queries.run import select
from graph.queries.values import number, required, until_end_of
from graph.rdf.iris import OURS, Namespace
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Scene:
    """A place (by id), how many claims say that something happened there, and from how many independent origins."""

    place: str
    claims: int
    origins: int


def scenes(store: Store, *, iris: Namespace = OURS, since: str | None = None, until: str | None = None) -> list[Scene]:
    """The places of events that began between two days, most reported first."""
    rows = select(store, "scenes", since=None if since is None else Literal(since), before=until_end_of(until))
    found = [
        Scene(iris.id_of(required(row, "place")), number(row, "claims") or 0, number(row, "origins") or 0)
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.origins, -one.claims, one.place))
