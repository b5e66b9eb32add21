"""Looking after a store directory: back it up while it is served, restore it, compact it, count it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import EntenteError, StoreCorrupt, StoreError, StoreFull
from graph.store.directory import open_directory
from graph.store.engine import engine_errors, open_engine, storage_error
from graph.store.inline import InlineStore
from graph.store.layout import CURRENT, HISTORY, Layout, Lock, now, read_versions, write_versions

MANIFEST = "backup.json"
_NAMES = (CURRENT, HISTORY)


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers about a store: quads and graphs now and in the past, bytes on disk, versions."""

    quads: int
    graphs: int
    past_quads: int
    past_graphs: int
    bytes: int
    versions: Mapping[str, Any]


def backup(root: Path, target: Path) -> Mapping[str, int]:
    """Copy the store to a new directory and verify the copy; quads by store. Works beside a service.

    Beside a service it holds what was written until some seconds ago. Raises StoreError when ``target`` is there
    already, StoreFull, StoreCorrupt when the copy cannot be read back.
    """
    if target.exists():
        raise StoreError(f"{target} exists already: name a new directory")
    with _removed_on_failure(target):
        with open_directory(root, read_only=True) as store:
            counts = {name: _copy(each, target / name) for name, each in ((CURRENT, store), (HISTORY, store.history))}
        versions = read_versions(Layout(root))
        write_versions(Layout(target), versions)
        note = {"made": now(), "quads": counts, "versions": versions}
        (target / MANIFEST).write_text(json.dumps(note, indent=1) + "\n")
        verify(target)
    return counts


def verify(target: Path) -> Mapping[str, int]:
    """Read a backup back and count it; quads by store. Raises StoreCorrupt when it is not what was backed up."""
    try:
        note = json.loads((target / MANIFEST).read_text())
        expected = {name: int(note["quads"][name]) for name in _NAMES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreCorrupt(f"{target} is no backup of ours, or a damaged one: {error}") from error
    found = {name: _count(target / name) for name in _NAMES}
    if found != expected:
        raise StoreCorrupt(f"the backup {target} holds {found} quads where {expected} were backed up")
    return found


def restore(source: Path, root: Path) -> Mapping[str, int]:
    """Put a verified backup in the place of a store, which must not be held by any process; quads by store.

    What was there before stays until the copy is whole. Raises StoreLocked, StoreCorrupt, StoreFull.
    """
    counts = verify(source)
    layout = Layout(root)
    layout.create()
    lock = Lock(layout)
    try:
        draft = root / "restoring"
        shutil.rmtree(draft, ignore_errors=True)
        with _removed_on_failure(draft):
            for name in _NAMES:
                shutil.copytree(source / name, draft / name)
        for name in _NAMES:
            shutil.rmtree(root / name, ignore_errors=True)
            (draft / name).rename(root / name)
        write_versions(layout, read_versions(Layout(source)))
        layout.text.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, root) from error
    finally:
        shutil.rmtree(root / "restoring", ignore_errors=True)
        lock.release()
    return counts


def compact(root: Path) -> tuple[int, int]:
    """Merge the store's files; bytes before and after. Raises StoreLocked while a process holds it."""
    layout = Layout(root)
    before = size(layout)
    lock = Lock(layout)
    try:
        for name in _NAMES:
            if (root / name).exists():
                with engine_errors(root / name):
                    engine = open_engine(root / name)
                    engine.optimize()
                    engine.flush()
                    del engine
    finally:
        lock.release()
    return before, size(layout)


def stats(root: Path) -> Stats:
    """Count the store; works beside a service. Raises StoreError where there is none."""
    with open_directory(root, read_only=True) as store:
        past = store.history
        layout = Layout(root)
        return Stats(
            store.count(), len(store.graphs()), past.count(), len(past.graphs()), size(layout), read_versions(layout)
        )


def size(layout: Layout) -> int:
    """Bytes that the store's files take on disk; snapshots are links to the same files and not counted."""
    files = (path for name in _NAMES for path in (layout.root / name).rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in files) + (layout.text.stat().st_size if layout.text.exists() else 0)


def _copy(store: InlineStore, target: Path) -> int:
    target.parent.mkdir(parents=True, exist_ok=True)
    if store.path is None:
        open_engine(target).flush()
        return 0
    shutil.copytree(store.path, target, ignore=shutil.ignore_patterns("LOCK", "LOG*"))
    return store.count()


def _count(path: Path) -> int:
    if not path.is_dir():
        raise StoreCorrupt(f"the backup lacks {path}")
    with engine_errors(path):
        return len(open_engine(path, read_only=True))


@contextmanager
def _removed_on_failure(folder: Path) -> Iterator[None]:
    """Leave nothing half made behind."""
    try:
        yield
    except EntenteError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except (OSError, shutil.Error) as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, shutil.Error):
            raise StoreFull(f"not every file could be copied to {folder}: {error}") from error
        raise storage_error(error, folder) from error
