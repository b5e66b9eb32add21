"""The directory of a store: what lies where, who holds it, and which versions made it.

store.json   versions: of this layout, of the schema, of the catalogue
lock         held (flock) by the process that writes, and by its owner process; names it for others
current/     the Oxigraph directory of what holds now
history/     the same for superseded and retracted revisions
snapshots/   read-only copies for the query workers; removed at will
text.sqlite  full text, derived from current/ and rebuilt at will
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.errors import StoreCorrupt, StoreError, StoreLocked
from graph.store.engine import storage_error

FORMAT = 1
CURRENT, HISTORY = "current", "history"


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie below ``root``."""

    root: Path

    @property
    def current(self) -> Path:
        return self.root / CURRENT

    @property
    def history(self) -> Path:
        return self.root / HISTORY

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def text(self) -> Path:
        return self.root / "text.sqlite"

    @property
    def versions(self) -> Path:
        return self.root / "store.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    def create(self) -> None:
        """Make the directory and record the layout's version. Raises StoreFull, StoreError."""
        if (self.root / "CURRENT").exists():
            raise StoreError(
                f"{self.root} is a bare Oxigraph directory: dump it (`oxigraph dump`), load the dump into a new store"
            )
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not self.versions.exists():
                write_versions(self, {"format": FORMAT, "created": now()})
        except OSError as error:
            raise storage_error(error, self.root) from error


def now() -> str:
    """This second, UTC, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_versions(layout: Layout) -> dict[str, Any]:
    """The recorded versions. Raises StoreCorrupt."""
    try:
        value = json.loads(layout.versions.read_text())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise StoreCorrupt(f"{layout.versions} cannot be read: restore a backup ({error})") from error
    if not isinstance(value, dict) or not isinstance(value.get("format"), int):
        raise StoreCorrupt(f"{layout.versions} does not name the store's format: restore a backup")
    return value


def write_versions(layout: Layout, versions: Mapping[str, Any]) -> None:
    """Record versions, atomically."""
    draft = layout.versions.with_suffix(".draft")
    draft.write_text(json.dumps(versions, indent=1, sort_keys=True) + "\n")
    draft.replace(layout.versions)


class Lock:
    """The right to write to a store. Lives as long as any process keeps ``descriptor`` open."""

    def __init__(self, layout: Layout) -> None:
        self._path = layout.lock
        try:
            self.descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise storage_error(error, layout.root) from error
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self.descriptor)
            raise StoreLocked(_held(layout)) from error
        self.announce(None)

    def announce(self, url: str | None) -> None:
        """Tell other processes who we are and where we listen."""
        command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:2]])
        note = json.dumps({"pid": os.getpid(), "command": command, "since": now(), "url": url}).encode()
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, note, 0)

    def release(self) -> None:
        """Let others write."""
        os.close(self.descriptor)


def holder(layout: Layout) -> dict[str, Any]:
    """What the process that holds the lock says of itself; empty when it says nothing."""
    try:
        value = json.loads(layout.lock.read_text())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _held(layout: Layout) -> str:
    """Which process holds it, and how to send articles there."""
    who = holder(layout)
    message = f"the store {layout.root} is held by process {who.get('pid', '?')} ({who.get('command') or 'unknown'}"
    message += f", since {who.get('since', '?')}). "
    if who.get("url"):
        return message + f"Send the articles to it: POST them to {who['url']}/api/articles; or stop it first."
    return message + "Wait until it has finished, or stop it first."
