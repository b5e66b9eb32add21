"""What things are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.queries.run import select
from graph.queries.values import identifier, nodes, text
from graph.rdf.iris import OURS, Namespace
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Label:
    """The name of an entity (by id) and what is known of it."""

    id: str
    label: str
    country: str | None = None
    known: bool = True
    verified: bool = True
    acronym: str | None = None

    @property
    def kind(self) -> str:
        """``state``, ``organization`` ...: the first part of the id."""
        return self.id.partition("/")[0]


def labels(store: Store, ids: Iterable[str], *, iris: Namespace = OURS) -> Mapping[str, Label]:
    """The labels of these entities; one of which the store knows no name is called by its key."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    found = {
        identifier(row, "thing", iris) or "": Label(
            id=identifier(row, "thing", iris) or "",
            label=text(row, "label") or "",
            country=text(row, "country"),
            known=text(row, "known") != "false",
            verified=text(row, "verified") != "false",
            acronym=text(row, "acronym"),
        )
        for row in select(store, "labels", thing=nodes(iris, wanted))
    }
    return {key: found.get(key) or Label(key, key.partition("/")[2]) for key in wanted}
