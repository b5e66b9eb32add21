"""Rows of the catalogue's tables: reading them and refusing what is wrong, with file and line.

A table is a TSV file with a header; lines that start with ``#`` are remarks. Three columns are the same everywhere:

    source   a key of ``sources.tsv``, or a citation in words (a key never contains a space)
    read     ``yes`` where whoever wrote the row had read that source, ``no`` where it was written from memory
    aliases  names separated by ``|``; one that ends in ``~`` is weak (it needs context)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from graph.errors import CatalogError

_PRECISION = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Every reading raises CatalogError with file and line where the field is wrong."""

    file: str
    line: int
    fields: Mapping[str, str]

    def error(self, message: str) -> CatalogError:
        """An error about this row, ready to be raised."""
        return CatalogError(message, file=self.file, line=self.line)

    def get(self, column: str) -> str | None:
        """The field, or None where it is empty or the table has no such column."""
        return self.fields.get(column) or None

    def required(self, column: str) -> str:
        """The field, which must not be empty."""
        value = self.get(column)
        if value is None:
            raise self.error(f"column {column!r} is empty: fill it in or remove the row")
        return value

    def names(self, column: str) -> Iterator[tuple[str, bool]]:
        """Names separated by ``|``, each with whether it is weak (written with a final ``~``)."""
        for part in (self.get(column) or "").split("|"):
            name = part.strip()
            if name:
                yield name.removesuffix("~").strip(), name.endswith("~")

    def words(self, column: str) -> tuple[str, ...]:
        """Codes or ids separated by spaces."""
        return tuple((self.get(column) or "").split())

    def date(self, column: str) -> str | None:
        """An ISO 8601 date at the precision of year, month or day, if there is one."""
        value = self.get(column)
        if value is None:
            return None
        if not _PRECISION.fullmatch(value) or not _is_day(f"{value}-01-01"[:10] if len(value) < 10 else value):
            raise self.error(f"column {column!r}: {value!r} is no date; write 2022, 2022-01 or 2022-01-06")
        return value

    def interval(self) -> tuple[str | None, str | None]:
        """The columns ``start`` and ``end``, in order of time."""
        start, end = self.date("start"), self.date("end")
        if start is not None and end is not None and end < start[: len(end)]:
            raise self.error(f"it ends ({end}) before it starts ({start})")
        return start, end

    def choice(self, column: str, values: type[_Choice]) -> _Choice | None:
        """One of the values of an enum, if the field is filled in."""
        value = self.get(column)
        if value is None:
            return None
        try:
            return values(value)
        except ValueError as error:
            known = ", ".join(values)
            raise self.error(f"column {column!r}: {value!r} is none of {known}") from error

    def integer(self, column: str) -> int | None:
        """A whole number, if the field is filled in."""
        value = self.get(column)
        if value is None:
            return None
        if not value.isdecimal():
            raise self.error(f"column {column!r}: {value!r} is no whole number")
        return int(value)

    def coordinates(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees (WGS 84), if the row gives them."""
        if self.get("lat") is None and self.get("lon") is None:
            return None
        try:
            lat, lon = float(self.required("lat")), float(self.required("lon"))
        except ValueError as error:
            raise self.error("columns 'lat' and 'lon' must be decimal degrees") from error
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise self.error(f"no such point on Earth: {lat}, {lon}")
        return lat, lon

    @property
    def verified(self) -> bool:
        """Whether the source was read. Raises CatalogError unless the mark is ``yes`` or ``no``."""
        mark = self.get("read")
        if mark not in ("yes", "no"):
            raise self.error(f"column 'read' must be yes or no, not {mark!r}: say whether the source was read")
        return mark == "yes"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table that has at least these columns.

    Raises CatalogError where the file is missing or not UTF-8, the header lacks a column, or a line has another
    number of fields than the header.
    """
    header: list[str] | None = None
    for number, line in enumerate(_lines(path), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        if header is None:
            header = _header(path, number, fields, columns)
        elif len(fields) != len(header):
            message = f"{len(fields)} fields where the header names {len(header)}: count the tabs"
            raise CatalogError(message, file=path.name, line=number)
        else:
            yield Row(path.name, number, dict(zip(header, map(str.strip, fields), strict=True)))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"cannot be read: {error}", file=path.name, line=1) from error


def _header(path: Path, number: int, fields: list[str], columns: tuple[str, ...]) -> list[str]:
    missing = [column for column in columns if column not in fields]
    if missing:
        raise CatalogError(f"the header lacks {', '.join(missing)}", file=path.name, line=number)
    return fields
