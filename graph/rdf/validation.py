"""Graphs against the shapes (``ontology/shapes.ttl``).

An article's graph is small and stands alone but for the catalogue, which the shapes never need to look into: so a
whole store is validated graph by graph, in memory that does not grow. The catalogue's own graph is cut into batches
of whole subjects, since its shapes look at one node at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyshacl
import rdflib
from pyoxigraph import Quad, Triple
from rdflib.namespace import RDF, SH

from graph.rdf.iris import Namespace
from graph.store import Store

_BATCH = 2_000  # subjects


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: in which graph, at which node, by which path, which value, and why."""

    graph: str
    node: str
    path: str | None
    value: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found. ``graphs`` counts what was looked at."""

    graphs: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations


@cache
def shapes() -> rdflib.Graph:
    """The shapes, parsed once."""
    return rdflib.Graph().parse(data=(files("ontology") / "shapes.ttl").read_text(encoding="utf-8"), format="turtle")


def validate(triples: Iterable[Quad | Triple], graph: str = "") -> Report:
    """Check one graph."""
    return Report(1, tuple(_violations(graph, triples)))


def validate_store(store: Store, iris: Namespace) -> Report:
    """Check every named graph of a store."""
    names = sorted(store.graphs())
    found: list[Violation] = []
    for name in names:
        triples = store.graph(name)
        batches = _by_subject(triples) if name == iris.catalog_graph.value else [triples]
        for batch in batches:
            found.extend(_violations(name, batch))
    return Report(len(names), tuple(found))


def _by_subject(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    subjects: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        subjects[str(triple.subject)].append(triple)
    everything = list(subjects.values())
    for start in range(0, len(everything), _BATCH):
        yield [triple for group in everything[start : start + _BATCH] for triple in group]


def _violations(graph: str, triples: Iterable[Quad | Triple]) -> Iterator[Violation]:
    data = rdflib.Graph()
    data.parse(data="".join(f"{_plain(triple)} .\n" for triple in triples), format="nt")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes(), advanced=False, inference="none")
    if conforms or not isinstance(results, rdflib.Graph):
        return
    for result in sorted(results.subjects(RDF.type, SH.ValidationResult), key=str):
        yield Violation(
            graph=graph,
            node=str(results.value(result, SH.focusNode)),
            path=_text(results.value(result, SH.resultPath)),
            value=_text(results.value(result, SH.value)),
            message=str(results.value(result, SH.resultMessage)),
        )


def _plain(triple: Quad | Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object}"


def _text(term: object) -> str | None:
    return None if term is None else str(term)
