"""Curators' judgements: which two entities are one, and which are not. Queries follow them.

A judgement is reversible: it stands in a graph of its own, and withdrawing it leaves no trace in the articles. Of
entities judged to be one, the catalogue's id speaks for all, else the first in order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, Quad

from graph.errors import ValidationError
from graph.queries.run import Bindings, select
from graph.queries.values import required, text
from graph.rdf import literals
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from ontology import terms as t


class Verdict(StrEnum):
    """What a curator can decide about two entities."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Who decided what about which two, and when (ISO 8601)."""

    verdict: Verdict
    first: str
    second: str
    by: str
    at: str
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.first == self.second:
            raise ValidationError(f"{self.first} cannot be judged against itself: name two entities")


def judgement_quads(judgement: Judgement, iris: Namespace) -> Iterator[Quad]:
    """The judgement in the judgements' graph."""
    graph = iris.judgements_graph
    node = iris.judgement(judgement.verdict, judgement.first, judgement.second)
    yield Quad(node, t.TYPE, t.JUDGEMENT, graph)
    yield Quad(node, t.VERDICT, t.VERDICTS[judgement.verdict], graph)
    yield Quad(node, t.JUDGES, iris.entity(judgement.first), graph)
    yield Quad(node, t.JUDGES, iris.entity(judgement.second), graph)
    yield Quad(node, t.JUDGED_BY, Literal(judgement.by), graph)
    yield Quad(node, t.JUDGED_AT, literals.moment(judgement.at), graph)
    if judgement.reason is not None:
        yield Quad(node, t.REASON, Literal(judgement.reason), graph)


def judge(store: Store, judgement: Judgement, *, iris: Namespace = OURS) -> None:
    """Record a judgement; it takes the place of an earlier one about the same two.

    Raises ValidationError where it contradicts what follows from others (A is B, B is C, but A is not C).
    """
    pair = {judgement.first, judgement.second}
    standing = [other for other in judgements(store, iris=iris) if {other.first, other.second} != pair]
    _refuse_contradictions([*standing, judgement])
    withdraw(store, judgement.first, judgement.second, iris=iris)
    facts = " . ".join(str(quad.triple) for quad in judgement_quads(judgement, iris))
    store.update(f"INSERT DATA {{ GRAPH {iris.judgements_graph} {{ {facts} }} }}")


def withdraw(store: Store, first: str, second: str, *, iris: Namespace = OURS) -> bool:
    """Take back whatever was judged about the two; whether there was anything."""
    nodes = " ".join(str(iris.judgement(verdict, first, second)) for verdict in Verdict)
    graph = iris.judgements_graph
    pattern = f"GRAPH {graph} {{ VALUES ?judgement {{ {nodes} }} ?judgement ?predicate ?object }}"
    if not store.query(f"ASK {{ {pattern} }}"):
        return False
    store.update(f"DELETE {{ GRAPH {graph} {{ ?judgement ?predicate ?object }} }} WHERE {{ {pattern} }}")
    return True


def judgements(store: Store, *, iris: Namespace = OURS) -> list[Judgement]:
    """All judgements that stand."""
    return [judgement for judgement, _ in _read(store, iris)]


def _read(store: Store, iris: Namespace) -> Iterator[tuple[Judgement, frozenset[str]]]:
    rows: dict[str, list[Bindings]] = defaultdict(list)
    for row in select(store, "judgements"):
        rows[required(row, "judgement")].append(row)
    for pair in rows.values():
        known = frozenset(iris.id_of(required(row, "entity")) for row in pair if text(row, "known") == "true")
        first, second = (iris.id_of(required(row, "entity")) for row in pair)
        yield (
            Judgement(
                verdict=_VERDICT_OF[required(pair[0], "verdict")],
                first=first,
                second=second,
                by=required(pair[0], "by"),
                at=required(pair[0], "at"),
                reason=text(pair[0], "reason"),
            ),
            known,
        )


_VERDICT_OF = {t.VERDICTS[verdict].value: verdict for verdict in Verdict}


class Identities:
    """Which ids stand for one entity."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = (), known: Iterable[str] = ()) -> None:
        self._groups: dict[str, frozenset[str]] = {}
        self._known = frozenset(known)
        for first, second in pairs:
            group = self.all(first) | self.all(second)
            self._groups.update(dict.fromkeys(group, group))

    @classmethod
    def of(cls, store: Store, iris: Namespace = OURS) -> Identities:
        """What the judgements of a store say."""
        read = list(_read(store, iris))
        same = [(one.first, one.second) for one, _ in read if one.verdict is Verdict.SAME]
        return cls(same, (entity for _, known in read for entity in known))

    def all(self, entity: str) -> frozenset[str]:
        """Every id of the entity, its own among them."""
        return self._groups.get(entity, frozenset({entity}))

    def one(self, entity: str) -> str:
        """The id that speaks for the entity."""
        group = self._groups.get(entity)
        return entity if group is None else min(group, key=lambda each: (each not in self._known, each))

    def others(self) -> dict[str, str]:
        """Every id for which another one speaks, and that one."""
        return {each: self.one(each) for each in sorted(self._groups) if self.one(each) != each}

    def maybe(self, entity: str | None) -> str | None:
        """The same for what may be missing."""
        return None if entity is None else self.one(entity)

    def spread(self, entities: str | Iterable[str] | None) -> list[str] | None:
        """All ids of one entity or several, in order; None stays None."""
        if entities is None:
            return None
        named = [entities] if isinstance(entities, str) else entities
        return sorted({each for entity in named for each in self.all(entity)})


def _refuse_contradictions(standing: Iterable[Judgement]) -> None:
    found = list(standing)
    identities = Identities((one.first, one.second) for one in found if one.verdict is Verdict.SAME)
    for one in found:
        if one.verdict is Verdict.DIFFERENT and identities.one(one.first) == identities.one(one.second):
            message = f"{one.first} and {one.second} were judged different by {one.by}, yet they would become one"
            raise ValidationError(f"{message}: withdraw one of the judgements first")
