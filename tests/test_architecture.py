"""The layers, kept by reading the imports: ontology <- graph <- api, and the stages of graph in their order."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("ontology", "graph", "api")

# A room may import the rooms before it. Modules of graph/ that are files, not rooms: model, errors and records know
# no stage; ingest walks through all of them.
ROOMS = (
    "model",
    "errors",
    "records",
    "articles",
    "language",
    "linking",
    "extraction",
    "rdf",
    "store",
    "queries",
    "questions",
    "network",
    "evaluation",
    "origins",
    "ingest",
)


def _modules() -> list[Path]:
    found = [path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py"))]
    return [path for path in found if "node_modules" not in path.parts]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _rank(room: str) -> int:
    return ROOMS.index(room)


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_imports_upward(path: Path) -> None:
    parts = path.relative_to(ROOT).with_suffix("").parts
    layer = LAYERS.index(parts[0])
    for name in _imports(path):
        target = name.split(".")
        if target[0] in LAYERS:
            assert LAYERS.index(target[0]) <= layer, f"{path} imports {name}"
        if parts[0] == "graph" and len(parts) > 1 and target[0] == "graph" and len(target) > 1 and target[1] in ROOMS:
            if parts[1] == "__init__":
                continue
            assert _rank(target[1]) <= _rank(parts[1]), f"{path} imports {name}: a later room"


def test_every_room_has_its_place() -> None:
    rooms = {
        path.stem for path in (ROOT / "graph").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert rooms - {"__init__"} == set(ROOMS)


def test_only_settings_read_the_environment() -> None:
    readers = [path for path in _modules() if {"os.environ", "os.getenv"} & _attributes(path)]
    handing_on = "graph/store/child.py"  # gives child processes the environment it was given, and looks at nothing
    assert {path.relative_to(ROOT).as_posix() for path in readers} - {handing_on} == {"api/settings.py"}


def test_only_the_language_room_loads_models() -> None:
    loaders = [path for path in _modules() if "spacy.load" in _attributes(path)]
    assert [path.relative_to(ROOT).as_posix() for path in loaders] == ["graph/language/model.py"]


def test_the_core_never_prints() -> None:
    for path in _modules():
        if path.relative_to(ROOT).parts[0] != "api":
            calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            printed = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
            assert not printed or "__main__" in path.read_text("utf-8"), path


def _attributes(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return {f"{node.value.id}.{node.attr}" for node in attributes if isinstance(node.value, ast.Name)}
