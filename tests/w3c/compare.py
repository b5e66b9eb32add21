"""Whether two answers are the same: bags of rows or graphs, up to the names of blank nodes, literals by value."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

Row = dict[str, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]
_XSD = "http://www.w3.org/2001/XMLSchema#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_INTEGERS = {
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "negativeInteger",
    "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
}  # fmt: skip


def read_rows(path: Path, base: str) -> list[Row] | bool:
    """The expected answer of a file, whatever its format."""
    match path.suffix:
        case ".srx" | ".srj" | ".tsv":
            return rows_of(path.read_bytes(), path.suffix)
        case _:
            return _result_set(path, base)


def rows_of(body: bytes, suffix: str) -> list[Row] | bool:
    """Rows, or the answer of an ASK."""
    formats = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV}
    answer = ox.parse_query_results(body, formats[suffix])
    if isinstance(answer, ox.QueryBoolean):
        return bool(answer)
    names = [variable.value for variable in answer.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in answer]


def _result_set(path: Path, base: str) -> list[Row] | bool:
    """A result set in RDF (``rs:ResultSet``)."""
    store = ox.Store()
    store.load(path=path, base_iri=base, format=ox.RdfFormat.from_extension(path.suffix[1:]))
    prefixes = {"rs": _RS}
    for row in store.query("SELECT ?b WHERE { ?s rs:boolean ?b }", prefixes=prefixes):
        return bool(row["b"].value == "true")
    rows: dict[str, Row] = {}
    found = store.query(
        "SELECT ?s ?name ?value WHERE { ?set rs:solution ?s "
        "OPTIONAL { ?s rs:binding [ rs:variable ?name ; rs:value ?value ] } }",
        prefixes=prefixes,
    )
    for row in found:
        solution = rows.setdefault(str(row["s"]), {})
        if row["name"] is not None:
            solution[row["name"].value] = row["value"]
    return list(rows.values())


def same_rows(found: list[Row] | bool, expected: list[Row] | bool, *, lax: bool = False) -> bool:
    """Whether two answers hold the same rows the same number of times (``lax``: at most as often)."""
    if isinstance(found, bool) or isinstance(expected, bool):
        return found is expected
    if lax:
        distinct = _canonical(_distinct(found)) == _canonical(_distinct(expected))
        return distinct and len(found) <= len(expected)
    return len(found) == len(expected) and _canonical(found) == _canonical(expected)


def _distinct(rows: list[Row]) -> list[Row]:
    return list({frozenset((name, str(normal(term))) for name, term in row.items()): row for row in rows}.values())


def _canonical(rows: Iterable[Row]) -> Counter[str]:
    """Rows as a graph of their own, one node a row, with the blank nodes named by the engine's canonicalisation."""
    quads = []
    for number, row in enumerate(rows):
        subject = ox.BlankNode(f"row{number}")
        quads.append(ox.Quad(subject, ox.NamedNode("urn:x-row:is"), ox.NamedNode("urn:x-row:row")))
        for name, term in row.items():
            quads.append(ox.Quad(subject, ox.NamedNode(f"urn:x-row:{name}"), normal(term)))
    return canonical(quads)


def canonical(quads: Iterable[ox.Quad]) -> Counter[str]:
    """The quads with blank nodes named canonically and literals by value."""
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, normal(quad.object), quad.graph_name) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return Counter(str(quad) for quad in dataset)


def normal(
    term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple:
    """A number in one form for each value and datatype; everything else as it is."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(_XSD):
        return term
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind in _INTEGERS:
            return ox.Literal(str(int(term.value)), datatype=term.datatype)
        if kind == "decimal":
            return ox.Literal(format(Decimal(term.value).normalize(), "f"), datatype=term.datatype)
        if kind in ("double", "float"):
            return ox.Literal(f"{float(term.value):.12g}", datatype=term.datatype)
    except (ValueError, ArithmeticError):
        return term
    return term


def same_csv(found: bytes, expected: bytes) -> bool:
    """CSV keeps no types: the same cells, up to the order of columns and rows and the names of blank nodes."""
    return _table(found) == _table(expected)


def _table(body: bytes) -> Counter[tuple[tuple[str, str], ...]]:
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    return Counter(
        tuple(sorted((name, "_:" if cell.startswith("_:") else cell) for name, cell in row.items())) for row in rows
    )
