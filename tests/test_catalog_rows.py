"""Tables that are wrong are refused with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import ontology
from graph.errors import CatalogError
from graph.linking.catalog import Catalog
from graph.linking.rows import Row, read_table
from graph.linking.tables import read_tables

SHIPPED = Path(ontology.__path__[0]) / "catalog"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables that may be spoilt."""
    for table in SHIPPED.glob("*.tsv"):
        shutil.copy(table, tmp_path)
    return tmp_path


def spoil(folder: Path, table: str, line: str) -> str:
    """Append a line to a table; the place at which an error about it must point."""
    path = folder / table
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line.replace("|>", "\t") + "\n", encoding="utf-8")
    return f"{table}:{len(text.splitlines()) + 1}: "


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        ("memberships.tsv", "UN|>member|>1999-02-30|>|>KAZ|>own-knowledge|>no", "is no date"),
        ("memberships.tsv", "UN|>member|>2000|>1999-01-01|>KAZ|>own-knowledge|>no", "ends (1999-01-01) before"),
        ("memberships.tsv", "UN|>guest|>2000|>|>KAZ|>own-knowledge|>no", "none of member, candidate"),
        ("memberships.tsv", "UN|>member|>2000|>|>KAZ QQQ|>own-knowledge|>no", "'QQQ' is not in the catalogue"),
        ("memberships.tsv", "UN|>member|>2000|>|>KAZ|>|>no", "column 'source' is empty"),
        ("memberships.tsv", "UN|>member|>2000|>|>KAZ|>own-knowledge|>", "column 'read' must be yes or no"),
        ("memberships.tsv", "UN|>member|>2000|>|>KAZ|>no-such-source|>no", "is not in sources.tsv"),
        ("memberships.tsv", "UN|>member|>2000", "3 fields where the header names 7"),
        ("organizations.tsv", "X|>X Org|>|>QQQ|>|>forum|>|>|>|>|>|>own-knowledge|>no", "'QQQ' is no actor code"),
        (
            "organizations.tsv",
            "UN|>Another|>|>IGO|>|>forum|>|>|>|>|>|>own-knowledge|>no",
            "organization/UN stands already",
        ),
        (
            "organizations.tsv",
            "X|>Kazakhstan|>|>IGO|>|>forum|>|>|>|>|>|>own-knowledge|>no",
            "strong name of state/KAZ too",
        ),
        ("organizations.tsv", "X|>Split|>|>IGO|>|>forum|>|>|>|>|>|>own-knowledge|>no", "listed in ambiguous.tsv"),
        ("groups.tsv", "x|>X Group|>|>KAZ|>KAZ|>ARMY|>|>own-knowledge|>no", "'ARMY' is none of"),
        ("capitals.tsv", "x-kaz|>Xville|>state/KAZ|>capital|>95.0|>10|>|>own-knowledge|>no", "no such point on Earth"),
        ("offices.tsv", "nobody-at-all|>president|>state/KAZ|>2000|>|>own-knowledge|>no", "'person/nobody-at-all'"),
        ("deployments.tsv", "KAZ|>KGZ|>|>many|>|>no|>2022|>own-knowledge|>no", "'many' is no whole number"),
    ],
)
def test_a_wrong_row_is_refused_with_file_and_line(folder: Path, table: str, line: str, message: str) -> None:
    place = spoil(folder, table, line)
    with pytest.raises(CatalogError) as refused:
        read_tables(folder)
    assert str(refused.value).startswith(place)
    assert message in str(refused.value)


def test_a_missing_table_is_refused(folder: Path) -> None:
    (folder / "groups.tsv").unlink()
    with pytest.raises(CatalogError, match=r"groups\.tsv:1: cannot be read"):
        Catalog.load(folder)


def test_a_header_without_a_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("# remark\nid\tlabel\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"t\.tsv:2: the header lacks source"):
        list(read_table(tmp_path / "t.tsv", ("id", "source")))


def test_the_shipped_tables_are_read_in_order_of_their_lines() -> None:
    rows = list(read_table(SHIPPED / "states.tsv", ("id", "source", "read")))
    assert rows[0].line == 2
    assert all(row.get("source") and row.get("read") in ("yes", "no") for row in rows)


def row(**fields: str) -> Row:
    return Row("t.tsv", 7, fields)


def test_names_are_split_and_weak_ones_marked() -> None:
    assert list(row(aliases="Holland| the Low Lands~ |").names("aliases")) == [
        ("Holland", False),
        ("the Low Lands", True),
    ]


@pytest.mark.parametrize("date", ["2022", "2022-01", "2022-01-06"])
def test_dates_keep_their_precision(date: str) -> None:
    assert row(start=date).date("start") == date


def test_an_interval_may_end_at_a_lower_precision_than_it_starts() -> None:
    assert row(start="2012-03-27", end="2012").interval() == ("2012-03-27", "2012")


@pytest.mark.parametrize("date", ["2022-13", "22", "2022-1-6", "2022-02-29", "yesterday"])
def test_impossible_dates_are_refused(date: str) -> None:
    with pytest.raises(CatalogError, match=r"^t\.tsv:7: column 'start'"):
        row(start=date).date("start")
