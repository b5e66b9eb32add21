"""Quads as text: TriG, Turtle, N-Quads, N-Triples, RDF/XML, JSON-LD; the same quads the same bytes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ontology import terms as t


class Syntax(StrEnum):
    """What we write, by the name used on the command line."""

    TRIG = "trig"
    TURTLE = "turtle"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    RDFXML = "rdfxml"
    JSONLD = "jsonld"


_FORMATS = {
    Syntax.TRIG: RdfFormat.TRIG,
    Syntax.TURTLE: RdfFormat.TURTLE,
    Syntax.NQUADS: RdfFormat.N_QUADS,
    Syntax.NTRIPLES: RdfFormat.N_TRIPLES,
    Syntax.RDFXML: RdfFormat.RDF_XML,
}
_GRAPHLESS = frozenset({Syntax.TURTLE, Syntax.NTRIPLES, Syntax.RDFXML})


def serialise(quads: Iterable[Quad], syntax: Syntax, *, prefixes: dict[str, str] | None = None) -> bytes:
    """The quads, sorted, in a syntax; one that knows no graphs gets the triples of all of them."""
    found = sorted(quads, key=_order)
    if syntax is Syntax.JSONLD:
        return json.dumps(json_ld(found), ensure_ascii=False, indent=1).encode() + b"\n"
    statements: list[Quad] | list[Triple] = found
    if syntax in _GRAPHLESS:
        statements = list(dict.fromkeys(quad.triple for quad in found))
    written = serialize(statements, format=_FORMATS[syntax], prefixes={**t.PREFIXES, **(prefixes or {})})
    return written or b""


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    first = quad.predicate != t.TYPE  # a reader wants to know first what something is
    return str(quad.graph_name), str(quad.subject), first, quad.predicate.value, str(quad.object)


@cache
def context() -> dict[str, Any]:
    """The JSON-LD context that ships with the ontology."""
    text = (files("ontology") / "context.jsonld").read_text(encoding="utf-8")
    read: dict[str, Any] = json.loads(text)["@context"]
    return read


def json_ld(quads: Iterable[Quad]) -> dict[str, Any]:
    """The quads as one JSON-LD document in our context: nodes by graph, terms instead of IRIs."""
    graphs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    names = _names()
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        subject = quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)
        node = graphs[graph].setdefault(subject, {"id": subject})
        _put(node, quad, names)
    whole = [_graph(name, list(nodes.values())) for name, nodes in graphs.items()]
    return {"@context": context(), "@graph": [item for group in whole for item in group]}


def _graph(name: str, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": name, "@graph": nodes}] if name else nodes


def _put(node: dict[str, Any], quad: Quad, names: dict[str, tuple[str, str | None]]) -> None:
    if quad.predicate == t.TYPE and isinstance(quad.object, NamedNode):
        key, value = "type", _short(quad.object.value, names)
    else:
        key, coerced = names.get(quad.predicate.value, (quad.predicate.value, None))
        value = _value(quad.object, coerced, names)
    present = node.get(key)
    if present is None:
        node[key] = value
    else:
        node[key] = [*(present if isinstance(present, list) else [present]), value]


def _value(term: object, coerced: str | None, names: dict[str, tuple[str, str | None]]) -> Any:
    if isinstance(term, NamedNode):
        if coerced == "@vocab":
            return _short(term.value, names)
        return term.value if coerced == "@id" else {"id": term.value}
    if not isinstance(term, Literal):
        return str(term)
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if coerced == datatype or (coerced is None and datatype == t.XSD + "string"):
        return term.value
    return {"@value": term.value, "@type": datatype}


def _short(iri: str, names: dict[str, tuple[str, str | None]]) -> str:
    return names[iri][0] if iri in names else iri


@cache
def _names() -> dict[str, tuple[str, str | None]]:
    """IRI -> the context's name for it, and the type to which that name coerces."""
    found: dict[str, tuple[str, str | None]] = {}
    for name, value in context().items():
        if name.startswith("@"):
            continue
        definition = value if isinstance(value, dict) else {"@id": value}
        iri = _expanded(definition.get("@id"))
        if iri is not None and name not in t.PREFIXES:
            coerced = definition.get("@type")
            found[iri] = (name, _expanded(coerced) if coerced and not coerced.startswith("@") else coerced)
    return found


def _expanded(name: str | None) -> str | None:
    if name is None or name.startswith("@"):
        return None
    prefix, colon, rest = name.partition(":")
    return t.PREFIXES[prefix] + rest if colon and prefix in t.PREFIXES else name
