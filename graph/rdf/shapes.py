"""The shapes of ``ontology/shapes.ttl``, compiled to run fast over triples.

A general SHACL processor takes minutes for a catalogue of thirty thousand entities; the part of SHACL core that our
shapes use fits on a page and takes seconds. What it does not know it refuses when the shapes are read, so that no
constraint is ever passed over, and a test compares its verdicts with ``pyshacl``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import rdflib
from pyoxigraph import Literal, NamedNode
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from graph.errors import ValidationError
from graph.rdf.literals import is_valid
from ontology import terms as t

Term = NamedNode | Literal
Facts = Mapping[NamedNode, Mapping[NamedNode, list[Term]]]
Fault = tuple[Term | None, str]
Check = Callable[[Term, Facts], Iterator[Fault]]

_SKIPPED = {RDF.type, SH.targetClass, SH.path, SH.minCount, SH.maxCount, SH.property, SH.message, RDFS.label}


@dataclass(frozen=True, slots=True)
class Property:
    """What must be so of the values of one property. ``checks`` look at each value."""

    path: NamedNode
    least: int
    most: int | None
    checks: tuple[Check, ...]
    not_above: NamedNode | None = None

    def faults(self, node: NamedNode, facts: Facts) -> Iterator[Fault]:
        """What is wrong with the node's values of this property."""
        values = facts.get(node, {}).get(self.path, [])
        if len(values) < self.least:
            yield None, f"{len(values)} values where at least {self.least} must be"
        if self.most is not None and len(values) > self.most:
            yield None, f"{len(values)} values where at most {self.most} may be"
        for value in values:
            for check in self.checks:
                yield from check(value, facts)
            for other in facts.get(node, {}).get(self.not_above, []) if self.not_above else ():
                if not _number(value) <= _number(other):
                    yield value, f"above {other}"


@dataclass(frozen=True, slots=True)
class Shape:
    """What must be so of a node: of itself, and of its properties."""

    checks: tuple[Check, ...]
    properties: tuple[Property, ...]

    def faults(self, node: Term, facts: Facts) -> Iterator[tuple[NamedNode | None, Fault]]:
        """What is wrong with the node, by property (None: with itself)."""
        for check in self.checks:
            for fault in check(node, facts):
                yield None, fault
        if isinstance(node, NamedNode):
            for each in self.properties:
                for fault in each.faults(node, facts):
                    yield each.path, fault


@cache
def shapes() -> Mapping[NamedNode, tuple[Shape, ...]]:
    """The shapes by the class that they target. Raises ValidationError for a constraint that is not supported."""
    text = (files("ontology") / "shapes.ttl").read_text(encoding="utf-8")
    return compiled(rdflib.Graph().parse(data=text, format="turtle"))


def compiled(graph: rdflib.Graph) -> Mapping[NamedNode, tuple[Shape, ...]]:
    """The shapes of a graph by the class that they target."""
    reader = _Reader(graph)
    found: dict[NamedNode, tuple[Shape, ...]] = {}
    for node, target in sorted(graph.subject_objects(SH.targetClass), key=str):
        kind = NamedNode(str(target))
        found[kind] = (*found.get(kind, ()), reader.shape(node))
    return found


class _Reader:
    """Reads one graph of shapes."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    def shape(self, node: rdflib.term.Node) -> Shape:
        properties = [self._property(each) for each in self._graph.objects(node, SH.property)]
        return Shape(tuple(self._checks(node)), tuple(sorted(properties, key=lambda each: each.path.value)))

    def _property(self, node: rdflib.term.Node) -> Property:
        least, most = self._graph.value(node, SH.minCount), self._graph.value(node, SH.maxCount)
        not_above = self._graph.value(node, SH.lessThanOrEquals)
        return Property(
            path=NamedNode(str(self._graph.value(node, SH.path))),
            least=int(str(least)) if least is not None else 0,
            most=int(str(most)) if most is not None else None,
            checks=tuple(self._checks(node)),
            not_above=NamedNode(str(not_above)) if not_above is not None else None,
        )

    def _checks(self, node: rdflib.term.Node) -> Iterator[Check]:
        for predicate, value in sorted(self._graph.predicate_objects(node), key=str):
            if predicate in _SKIPPED or predicate == SH.lessThanOrEquals:
                continue
            make = _MAKERS.get(str(predicate))
            if make is None:
                raise ValidationError(f"shapes.ttl uses {predicate}, which graph/rdf/shapes.py does not know")
            yield make(self, value)

    def members(self, head: rdflib.term.Node) -> list[rdflib.term.Node]:
        return list(Collection(self._graph, head))


def _node_kind(_: _Reader, value: rdflib.term.Node) -> Check:
    kind = NamedNode if value == SH.IRI else Literal

    def check(term: Term, _: Facts) -> Iterator[Fault]:
        if not isinstance(term, kind):
            yield term, f"not a {kind.__name__}"

    return check


def _pattern(_: _Reader, value: rdflib.term.Node) -> Check:
    regex = re.compile(str(value))

    def check(term: Term, _: Facts) -> Iterator[Fault]:
        if not regex.search(term.value):
            yield term, f"does not match {regex.pattern}"

    return check


def _datatype(_: _Reader, value: rdflib.term.Node) -> Check:
    wanted = NamedNode(str(value))

    def check(term: Term, _: Facts) -> Iterator[Fault]:
        if not isinstance(term, Literal) or term.datatype != wanted or not is_valid(term):
            yield term, f"not a valid {wanted.value.rpartition('#')[2]}"

    return check


def _one_of(reader: _Reader, value: rdflib.term.Node) -> Check:
    allowed = frozenset(_term(member) for member in reader.members(value))

    def check(term: Term, _: Facts) -> Iterator[Fault]:
        if term not in allowed:
            yield term, f"not one of {len(allowed)} allowed values"

    return check


def _instance(_: _Reader, value: rdflib.term.Node) -> Check:
    kind = NamedNode(str(value))

    def check(term: Term, facts: Facts) -> Iterator[Fault]:
        if not isinstance(term, NamedNode) or kind not in facts.get(term, {}).get(t.TYPE, ()):
            yield term, f"not a {kind.value.rpartition('#')[2]}"

    return check


def _bound(allowed: Callable[[float, float], bool], word: str) -> Callable[[_Reader, rdflib.term.Node], Check]:
    def make(_: _Reader, value: rdflib.term.Node) -> Check:
        bound = float(str(value))

        def check(term: Term, _: Facts) -> Iterator[Fault]:
            if not allowed(_number(term), bound):
                yield term, f"{word} {bound:g}"

        return check

    return make


def _nested(reader: _Reader, value: rdflib.term.Node) -> Check:
    shape = reader.shape(value)
    said = reader._graph.value(value, SH.message)

    def check(term: Term, facts: Facts) -> Iterator[Fault]:
        fault = next(iter(shape.faults(term, facts)), None)
        if fault is not None:
            yield term, str(said) if said is not None else fault[1][1]

    return check


def _any_of(reader: _Reader, value: rdflib.term.Node) -> Check:
    ways = [reader.shape(member) for member in reader.members(value)]

    def check(term: Term, facts: Facts) -> Iterator[Fault]:
        if all(any(True for _ in way.faults(term, facts)) for way in ways):
            yield term, f"in none of {len(ways)} allowed ways"

    return check


def _number(term: Term) -> float:
    """The value of a number; NaN, which every comparison refuses, for anything else."""
    try:
        return float(term.value)
    except ValueError:
        return math.nan


def _term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.Literal):
        return Literal(str(node), datatype=NamedNode(str(node.datatype))) if node.datatype else Literal(str(node))
    return NamedNode(str(node))


_MAKERS: Mapping[str, Callable[[_Reader, rdflib.term.Node], Check]] = {
    str(SH.nodeKind): _node_kind,
    str(SH.pattern): _pattern,
    str(SH.datatype): _datatype,
    str(SH["in"]): _one_of,
    str(SH["class"]): _instance,
    str(SH.minInclusive): _bound(lambda value, bound: value >= bound, "below"),
    str(SH.maxInclusive): _bound(lambda value, bound: value <= bound, "above"),
    str(SH.node): _nested,
    str(SH["or"]): _any_of,
}
