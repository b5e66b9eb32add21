"""The docs tell the truth: what they say of commands, settings, routes and vocabulary is what the code has."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import typer.main

from api.cli import app
from api.reference import reference
from graph import __version__

ROOT = Path(__file__).parent.parent


def test_the_reference_is_made_from_the_present_code() -> None:
    written = (ROOT / "docs" / "reference.md").read_text("utf-8")
    assert written == reference(), "run: python -m api.reference > docs/reference.md"


def test_the_readme_names_only_commands_that_exist() -> None:
    known = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    readme = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"(?:^|`|\$ )entente ([a-z]+)", readme, re.MULTILINE))
    assert named
    assert named <= known


def test_the_readme_links_only_to_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", readme):
        assert (ROOT / target).exists(), target


def test_changelog_and_version_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
    assert version("entente-kg") == __version__
