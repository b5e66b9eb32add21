"""Words as data: reads the tables of ``ontology/lexicon``.

A table is a UTF-8 file of tab-separated columns. Lines that are empty or start with ``#`` are prose for people; the
first other line names the columns. Every table is read once and is immutable. Whatever is wrong with a row is told
with its file and line, so that an editor of words finds it without a debugger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from graph.errors import CatalogError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def error(self, message: str) -> CatalogError:
        """The error to raise about this row."""
        return CatalogError(message, file=self.file, line=self.line)

    def words(self, column: str) -> tuple[str, ...]:
        """The cell as a list: its parts between commas."""
        return tuple(part.strip() for part in self.cells[column].split(",") if part.strip())

    def choice(self, column: str, allowed: Iterable[str]) -> str:
        """The cell, which must be one of ``allowed``. Raises CatalogError."""
        value, known = self.cells[column], list(allowed)
        if value not in known:
            raise self.error(f"column {column!r} holds {value!r}: expected one of {', '.join(known)}")
        return value


@cache
def table(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of ``ontology/lexicon/{name}.tsv``; the file must have exactly these columns, in this order.

    Cells missing at the end of a row are empty. Raises CatalogError for a missing file, another header, or a row
    with too many cells.
    """
    file = f"ontology/lexicon/{name}.tsv"
    source = files("ontology") / "lexicon" / f"{name}.tsv"
    if not source.is_file():
        raise CatalogError("the table does not exist", file=file)
    return tuple(parse(source.read_text(encoding="utf-8"), columns, file=file))


@cache
def words(name: str) -> frozenset[str]:
    """A table of one column ``word``, as a set."""
    return frozenset(row["word"] for row in table(name, "word"))


def parse(text: str, columns: tuple[str, ...], *, file: str) -> Iterable[Row]:
    """The rows of a table's text. Raises CatalogError as :func:`table` does."""
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if header is None:
            header = cells
            if header != columns:
                raise CatalogError(f"the columns are {header}, expected {columns}", file=file, line=number)
            continue
        yield Row(file, number, MappingProxyType(_fill(cells, columns, file, number)))


def _fill(cells: tuple[str, ...], columns: tuple[str, ...], file: str, number: int) -> dict[str, str]:
    if len(cells) > len(columns):
        raise CatalogError(f"{len(cells)} cells for {len(columns)} columns {columns}", file=file, line=number)
    return dict(zip(columns, cells + ("",) * (len(columns) - len(cells)), strict=True))
