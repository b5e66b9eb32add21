"""Graphs against the shapes (``ontology/shapes.ttl``).

An article's graph stands alone: the shapes never look from one graph into another. So a whole store is validated
graph by graph, in memory that does not grow with the number of articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.rdf.shapes import Facts, Term, shapes
from ontology import terms as t


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: in which graph, at which node, by which property, which value, and why."""

    graph: str
    node: str
    path: str | None
    value: str | None
    message: str

    def __str__(self) -> str:
        what = f"{self.node} {self.path or ''}".strip()
        return f"{self.graph}: {what}: {self.message}" + (f" ({self.value})" if self.value is not None else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found. ``graphs`` and ``nodes`` count what was looked at."""

    graphs: int
    nodes: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


class Graphs(Protocol):
    """What validation needs of a store: its graphs by name. The store itself is a later room."""

    def graphs(self) -> Sequence[str]: ...

    def graph(self, iri: str | None) -> Sequence[Triple]: ...


def validate(triples: Iterable[Quad | Triple], graph: str = "") -> Report:
    """Check one graph."""
    facts = _facts(triples)
    return Report(1, len(facts), tuple(_violations(graph, facts)))


def validate_store(store: Graphs) -> Report:
    """Check every named graph of a store."""
    reports = [validate(store.graph(name), name) for name in sorted(store.graphs())]
    found = tuple(violation for report in reports for violation in report.violations)
    return Report(len(reports), sum(report.nodes for report in reports), found)


def _facts(triples: Iterable[Quad | Triple]) -> Facts:
    facts: dict[NamedNode, dict[NamedNode, list[Term]]] = defaultdict(dict)
    for triple in dict.fromkeys(each.triple if isinstance(each, Quad) else each for each in triples):
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            facts[triple.subject].setdefault(triple.predicate, []).append(triple.object)
    return dict(facts)


def _violations(graph: str, facts: Facts) -> Iterator[Violation]:
    for node, properties in facts.items():
        for kind in properties.get(t.TYPE, ()):
            for shape in shapes().get(kind, ()) if isinstance(kind, NamedNode) else ():
                for path, (value, message) in shape.faults(node, facts):
                    yield Violation(
                        graph=graph,
                        node=node.value,
                        path=None if path is None else path.value,
                        value=None if value is None else value.value,
                        message=message,
                    )
