"""Terms -> Python values, and days -> bounds for comparison. Ids come out as ``state/KAZ``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

from pyoxigraph import Literal, NamedNode

from graph.model import Span
from graph.queries.run import Bindings
from graph.rdf.iris import Namespace

AFTER = "~"  # sorts after every character of an ISO 8601 date


def until_end_of(day: str | None) -> Literal | None:
    """A bound that every moment of the day (month, year) sorts below: dates compare as strings at any precision."""
    return None if day is None else Literal(day + AFTER)


def text(row: Bindings, name: str) -> str | None:
    """The value of a literal or the IRI of a node, where bound."""
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else None


def number(row: Bindings, name: str) -> int | None:
    """A whole number, where bound."""
    value = text(row, name)
    return None if value is None else int(value)


def local(row: Bindings, name: str) -> str | None:
    """What follows the last ``#`` of an IRI: the name of a term of a vocabulary."""
    value = text(row, name)
    return None if value is None else value.rpartition("#")[2]


def identifier(row: Bindings, name: str, iris: Namespace) -> str | None:
    """The id that an IRI of ours stands for, where bound; a stranger's IRI as it is."""
    value = text(row, name)
    if value is None or not value.startswith(f"{iris.base}id/"):
        return value
    return iris.id_of(value)


def required(row: Bindings, name: str) -> str:
    """A value that the query always binds. Raises KeyError where it does not: the query is wrong."""
    value = text(row, name)
    if value is None:
        raise KeyError(name)
    return value


@overload
def nodes(iris: Namespace, ids: None) -> None: ...
@overload
def nodes(iris: Namespace, ids: str | Iterable[str]) -> list[NamedNode]: ...
def nodes(iris: Namespace, ids: str | Iterable[str] | None) -> list[NamedNode] | None:
    """The IRIs of one id or several; None stays None (no condition)."""
    if ids is None:
        return None
    return [iris.entity(each) for each in ([ids] if isinstance(ids, str) else ids)]


def span_of(iri: str) -> Span:
    """The span that a sentence's IRI addresses (RFC 5147: ``#char=714,931``)."""
    start, _, end = iri.rpartition("#char=")[2].partition(",")
    return Span(int(start), int(end))
