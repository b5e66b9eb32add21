"""Words as data: reads the tables of ``ontology/lexicon``.

A table is a TSV file with a header; empty lines and lines that start with ``#`` are skipped. What a table means is
known by the module that uses it; here a row is only checked against the header, so that every mistake is told with
its file and line. Empty cells at the end of a row may be left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn, TypeVar

from graph.errors import CatalogError

FOLDER = Path(__file__).parents[2] / "ontology" / "lexicon"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column, and where it stands."""

    cells: dict[str, str]
    file: str
    line: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The cell as a list: its parts between commas."""
        return tuple(part.strip() for part in self.cells[column].split(",") if part.strip())

    def read(self, column: str, convert: Callable[[str], Value]) -> Value:
        """The cell as another type. Raises CatalogError when ``convert`` finds its value impossible."""
        try:
            return convert(self.cells[column])
        except (ValueError, KeyError) as cause:
            raise CatalogError(
                f"{column} {self.cells[column]!r} is not possible: {cause}", file=self.file, line=self.line
            ) from cause

    def fail(self, message: str) -> NoReturn:
        """Raise CatalogError about this row."""
        raise CatalogError(message, file=self.file, line=self.line)


@cache
def table(name: str, *columns: str) -> tuple[Row, ...]:
    """The rows of ``ontology/lexicon/<name>.tsv``, whose header must be ``columns``. Raises CatalogError."""
    return tuple(read(FOLDER / f"{name}.tsv", columns))


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table anywhere. Raises CatalogError when it is missing or malformed."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as cause:
        raise CatalogError(f"cannot be read: {cause.strerror}; reinstall the package", file=path.name) from cause
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#"))
    _, header = next(numbered, (0, ""))
    if tuple(header.split("\t")) != columns:
        raise CatalogError(f"the header must be {' | '.join(columns)}, not {header!r}", file=path.name, line=1)
    for number, line in numbered:
        cells = line.split("\t")
        if len(cells) > len(columns):
            raise CatalogError(f"{len(cells)} cells where {len(columns)} are due", file=path.name, line=number)
        cells += [""] * (len(columns) - len(cells))
        yield Row(dict(zip(columns, (cell.strip() for cell in cells), strict=True)), path.name, number)
