"""A store directory opened in this process: to write (nobody else may hold it) or to read, even beside a service."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from graph.errors import StoreCorrupt, StoreError, StoreLocked
from graph.store.engine import storage_error
from graph.store.inline import InlineStore
from graph.store.layout import CURRENT, HISTORY, Layout, Lock
from graph.store.versions import check

_TRIES = 5


class DirectoryStore(InlineStore):
    """The store in a directory, with its history beside it."""

    def __init__(self, path: Path, *, read_only: bool, history: Path, release: Callable[[], None]) -> None:
        super().__init__(path, read_only=read_only)
        self._history_path, self._read_only, self._release = history, read_only, release

    @property
    def history(self) -> InlineStore:
        """The store of superseded and retracted revisions."""
        if self._history is None:
            there = self._history_path.exists()
            path = self._history_path if there or not self._read_only else None
            self._history = InlineStore(path, read_only=self._read_only and there)
        return self._history

    def close(self) -> None:
        if self._history is not None:
            self._history.close()
        super().close()
        self._release()


def open_directory(root: Path, *, read_only: bool = False) -> DirectoryStore:
    """Open it. Raises StoreLocked (another process writes), StoreCorrupt, StoreFull, StoreError."""
    return _to_read(Layout(root)) if read_only else _to_write(Layout(root))


def _to_write(layout: Layout) -> DirectoryStore:
    layout.create()
    lock = Lock(layout)
    try:
        check(layout)
        return DirectoryStore(layout.current, read_only=False, history=layout.history, release=lock.release)
    except BaseException:
        lock.release()
        raise


def _to_read(layout: Layout) -> DirectoryStore:
    if not layout.current.exists():
        raise StoreError(f"there is no store at {layout.root}: ingest articles into it first")
    check(layout)
    try:
        descriptor = os.open(layout.lock, os.O_RDONLY | os.O_CREAT, 0o644)
    except OSError as error:
        raise storage_error(error, layout.root) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return _beside_a_service(layout)

    return DirectoryStore(layout.current, read_only=True, history=layout.history, release=lambda: os.close(descriptor))


def _beside_a_service(layout: Layout) -> DirectoryStore:
    """Read copies (hard links) of the service's newest snapshots; they are up to some seconds old."""
    folder = Path(tempfile.mkdtemp(prefix="reader-", dir=layout.root))
    for name in (CURRENT, HISTORY):
        _link_newest(layout, name, folder / name)
    if not (folder / CURRENT).exists():
        shutil.rmtree(folder)
        raise StoreLocked(f"the store {layout.root} is busy and has no snapshot yet: try again, or ask the service")
    try:
        return DirectoryStore(
            folder / CURRENT,
            read_only=True,
            history=folder / HISTORY,
            release=lambda: shutil.rmtree(folder, ignore_errors=True),
        )
    except StoreCorrupt:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _link_newest(layout: Layout, name: str, target: Path) -> None:
    """The service may remove a snapshot while we link it: then there is a newer one."""
    for _ in range(_TRIES):
        numbered = [path for path in layout.snapshots.glob(f"{name}-*") if path.name.rpartition("-")[2].isdigit()]
        if not numbered:
            return
        newest = max(numbered, key=lambda path: int(path.name.rpartition("-")[2]))
        try:
            shutil.copytree(newest, target, copy_function=os.link)
        except (OSError, shutil.Error):
            shutil.rmtree(target, ignore_errors=True)
        else:
            return
