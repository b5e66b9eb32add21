"""Results as CSV and TSV (SPARQL 1.1 Query Results CSV and TSV Formats, W3C 2013), written by us.

The engine writes doubles in plain decimals (``1000000``), which no reader of CSV can tell from integers; we write
them in XSD's canonical form (``1.0E6``), and in TSV numbers in Turtle's short forms.
"""

from __future__ import annotations

import math
import re

import pyoxigraph as ox

from graph.store.store import Writable

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER, _DECIMAL, _DOUBLE, _FLOAT = (_XSD + name for name in ("integer", "decimal", "double", "float"))
_QUOTED = re.compile(r'[",\r\n]')
_BATCH = 512  # rows in one write


def write_table(answer: ox.QuerySolutions, name: str, output: Writable) -> None:
    """Write every solution as ``csv`` or ``tsv``."""
    variables = [variable.value for variable in answer.variables]
    cell, separator, end = (_csv, ",", "\r\n") if name == "csv" else (_tsv, "\t", "\n")
    lines = [separator.join(variables if name == "csv" else [f"?{variable}" for variable in variables])]
    for row in answer:
        lines.append(separator.join(["" if term is None else cell(term) for term in row]))
        if len(lines) >= _BATCH:
            output.write((end.join(lines) + end).encode())
            lines.clear()
    if lines:
        output.write((end.join(lines) + end).encode())


def _csv(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    text = str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value
    if isinstance(term, ox.Literal) and term.datatype.value in (_DOUBLE, _FLOAT):
        text = canonical_double(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _tsv(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        if datatype == _INTEGER or (datatype == _DECIMAL and "." in term.value):
            return term.value
        if datatype == _DOUBLE and math.isfinite(float(term.value)):
            return canonical_double(term.value)
    return str(term).replace("\t", "\\t")


def canonical_double(text: str) -> str:
    """XSD's canonical form of a double or float: ``1.0E6`` for 1000000, ``INF``, ``NaN`` (XML Schema 2, 3.2.5.2)."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        mantissa, _, exponent = _scientific(value)
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"


def _scientific(value: float) -> tuple[str, str, str]:
    """The shortest digits that give this value back, with one digit before the point."""
    digits = len(repr(abs(value)).replace(".", "").lstrip("0").rstrip("0")) or 1
    return f"{value:.{digits - 1}e}".partition("e")
