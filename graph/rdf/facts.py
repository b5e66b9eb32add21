"""The triples of one article's graph, asked by subject and predicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import ValidationError
from graph.model import Span, Time
from graph.rdf.iris import Namespace
from graph.rdf.literals import time_of
from ontology import terms as t

_WORDS = {node: word for words in (t.STANCES, t.STATUSES, t.PHASES, t.RECOGNITIONS) for word, node in words.items()}


class Facts:
    """The triples of a graph by subject and predicate."""

    def __init__(self, quads: Iterable[Quad | Triple], iris: Namespace) -> None:
        self.iris = iris
        self._objects: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._objects[quad.subject][quad.predicate].append(quad.object)

    def instances(self, kind: NamedNode) -> list[NamedNode]:
        """The subjects of this class."""
        return [node for node, facts in self._objects.items() if kind in facts.get(t.TYPE, ())]

    def nodes(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The objects that are nodes, sorted."""
        objects = self._objects[subject].get(predicate, ())
        return sorted((o for o in objects if isinstance(o, NamedNode)), key=lambda node: node.value)

    def node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """The one object that is a node, if any."""
        return next(iter(self.nodes(subject, predicate)), None)

    def literal(self, subject: NamedNode, predicate: NamedNode) -> Literal | None:
        """The one object that is a literal, if any."""
        objects = self._objects[subject].get(predicate, ())
        return next((o for o in objects if isinstance(o, Literal)), None)

    def text(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """The value of the one literal, if any."""
        literal = self.literal(subject, predicate)
        return None if literal is None else literal.value

    def need(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The value of the one literal or node. Raises ValidationError where there is none."""
        value = self.literal(subject, predicate) or self.node(subject, predicate)
        if value is None:
            raise ValidationError(f"{subject.value} lacks {predicate.value}: validate the graph")
        return value.value

    def need_node(self, subject: NamedNode, predicate: NamedNode) -> NamedNode:
        """The one object that is a node. Raises ValidationError where there is none."""
        return NamedNode(self.need(subject, predicate))

    def integer(self, subject: NamedNode, predicate: NamedNode) -> int | None:
        """The one whole number, if any."""
        value = self.text(subject, predicate)
        return None if value is None else int(value)

    def entity(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """The id of the one entity, if any."""
        node = self.node(subject, predicate)
        return None if node is None else self.iris.id_of(node)

    def need_entity(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The id of the one entity. Raises ValidationError where there is none."""
        return self.iris.id_of(self.need(subject, predicate))

    def word(self, subject: NamedNode, predicate: NamedNode) -> str:
        """The word that an individual of a closed list stands for. Raises ValidationError for a stranger."""
        node = self.need_node(subject, predicate)
        if node not in _WORDS:
            raise ValidationError(f"{node.value} is no {predicate.value}")
        return _WORDS[node]

    def time(self, subject: NamedNode) -> Time | None:
        """When it held, if known."""
        return time_of(self.literal(subject, t.VALID_FROM), self.literal(subject, t.VALID_UNTIL))

    def entity_ids(self) -> Iterator[str]:
        """Every entity that mentions and claims use."""
        for predicate in _ENTITY_LINKS:
            for facts in self._objects.values():
                yield from (self.iris.id_of(o) for o in facts.get(predicate, ()) if isinstance(o, NamedNode))
        yield from (self.iris.id_of(node) for node in self.instances(t.OPERATION) if self._reported(node))

    def _reported(self, node: NamedNode) -> bool:
        return any(node in facts.get(t.ASSERTS, ()) for facts in self._objects.values())


_ENTITY_LINKS = (
    t.IDENTITY_REFERENCE,
    t.WAS_ATTRIBUTED_TO,
    t.HAS_ENTITY,
    t.CONTRIBUTOR,
    t.FOR_OPERATION,
    t.FOR_ORGANIZATION,
    t.HOST,
    t.LEAD,
    t.AT_PLACE,
    t.MEMBER_IS,
    t.OFFICE_HOLDER,
    t.OFFICE_OF,
    t.CONTAINED_PLACE,
    t.CONTAINER,
)


def span_of(node: NamedNode) -> Span:
    """The span that an IRI addresses (RFC 5147: ``...#char=714,931``)."""
    start, _, end = node.value.rpartition("#char=")[2].partition(",")
    return Span(int(start), int(end))
