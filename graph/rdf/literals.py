"""Values as literals and back: dates at their precision, decimals, numbers, languages."""

from __future__ import annotations

import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from graph.model import Time
from ontology.terms import XSD

INTEGER = NamedNode(XSD + "integer")
DECIMAL = NamedNode(XSD + "decimal")
BOOLEAN = NamedNode(XSD + "boolean")

_YEAR = r"-?\d{4}"
_MONTH = rf"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = rf"{_MONTH}-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?"
_PRECISIONS = (
    (re.compile(_YEAR), NamedNode(XSD + "gYear")),
    (re.compile(_MONTH), NamedNode(XSD + "gYearMonth")),
    (re.compile(_DAY), NamedNode(XSD + "date")),
    (re.compile(f"{_DAY}T{_CLOCK}"), NamedNode(XSD + "dateTime")),
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def moment(value: str) -> Literal:
    """An ISO 8601 date with the XSD type of its precision; a plain string where XSD has no type for it."""
    for pattern, datatype in _PRECISIONS:
        if pattern.fullmatch(value):
            return Literal(value, datatype=datatype)
    return Literal(value)


def time_of(start: Literal | None, end: Literal | None) -> Time | None:
    """The time between two moments; None where neither is given."""
    if start is None and end is None:
        return None
    return Time(start.value if start else None, end.value if end else None)


def integer(value: int) -> Literal:
    """A whole number in canonical form."""
    return Literal(str(value), datatype=INTEGER)


def decimal(value: float) -> Literal:
    """A number to four places, in the shortest plain form (``0.9``, ``1``): stores keep it as it is."""
    shortest = format(Decimal(repr(round(value, 4))).normalize(), "f")
    return Literal("0" if shortest == "-0" else shortest, datatype=DECIMAL)


def boolean(value: bool) -> Literal:
    """``true`` or ``false``."""
    return Literal("true" if value else "false", datatype=BOOLEAN)


def words(text: str, language: str | None = None) -> Literal:
    """Words in a language, where the language tag is well-formed."""
    if language is not None and _LANGUAGE.fullmatch(language):
        return Literal(text, language=language)
    return Literal(text)


_LEXICAL = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "date": re.compile(f"(?:{_DAY})(?:Z|[+-]\\d\\d:\\d\\d)?"),
    XSD + "gYear": re.compile(_YEAR),
    XSD + "gYearMonth": re.compile(_MONTH),
    XSD + "dateTime": re.compile(f"{_DAY}T{_CLOCK}"),
}


def is_valid(literal: Literal) -> bool:
    """Whether the words of a literal can be of its type; types that we do not use count as valid."""
    pattern = _LEXICAL.get(literal.datatype.value)
    return pattern is None or pattern.fullmatch(literal.value) is not None
