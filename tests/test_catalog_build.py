"""The derived tables are what the command would write."""

from __future__ import annotations

import shutil
from pathlib import Path

import ontology
from ontology.catalog import build

SHIPPED = Path(ontology.__path__[0]) / "catalog"


def test_derived_tables_equal_what_the_command_writes(tmp_path: Path) -> None:
    for name in ("states.tsv", "territories.tsv", "capitals.tsv"):
        shutil.copy(SHIPPED / name, tmp_path)
    build.main(tmp_path)
    for name in ("languages.tsv", "identifiers.tsv"):
        assert (tmp_path / name).read_text(encoding="utf-8") == (SHIPPED / name).read_text(encoding="utf-8")
