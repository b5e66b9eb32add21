"""RDF that somebody sends, read into triples, with the place of the first mistake."""

from __future__ import annotations

import re

import pyoxigraph as ox

from graph.errors import QuerySyntaxError
from graph.store.formats import Format

_ENTITY = re.compile(rb"""<!ENTITY\s+([^\s"']+)\s+("[^"]*"|'[^']*')""")
_LONGEST_ENTITY = 1000  # characters; honest ones abbreviate namespaces


def parse_triples(body: bytes, format: Format, base: str) -> list[ox.Triple]:
    """The triples of one graph. Raises QuerySyntaxError, also when the body names graphs of its own."""
    if format.rdf is ox.RdfFormat.RDF_XML:
        _refuse_bombs(body)
    try:
        quads = list(ox.parse(body, format.rdf, base_iri=base, without_named_graphs=True, rename_blank_nodes=True))
    except SyntaxError as error:
        line, column = error.lineno or 0, error.offset or 0
        where = f"line {line}, column {column}: " if line else ""
        message = str(error.msg).rpartition(": ")[2] if line else str(error.msg)
        raise QuerySyntaxError(f"{where}not {format.media_type}: {message}", line=line, column=column) from error
    except ValueError as error:
        raise QuerySyntaxError(f"not {format.media_type}: {error}") from error
    return [quad.triple for quad in quads]


def _refuse_bombs(body: bytes) -> None:
    """Entities made of entities grow without bound when they are read. Raises QuerySyntaxError."""
    if b"<!ENTITY" not in body:
        return
    declared = _ENTITY.findall(body)
    if len(declared) < body.count(b"<!ENTITY"):
        raise QuerySyntaxError("not application/rdf+xml that we read: it has entities other than plain internal ones")
    for name, value in declared:
        if b"&" in value or len(value) > _LONGEST_ENTITY:
            raise QuerySyntaxError(
                f"not application/rdf+xml that we read: its entity {name.decode()} is long or nested"
            )
