"""Read-only copies of the store for the query workers: made when it has changed, removed when nobody reads them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from graph.errors import EntenteError, QueryTimeout
from graph.store.keeper import Keeper
from graph.store.metrics import Metrics

INTERVAL = 0.1  # seconds between two snapshots at least: continuous writes must not spend their time on snapshots
STALE = 0.25  # seconds a reader that does not ask for the newest may be behind
ATTENTION = 30.0  # seconds after the last query during which writes make snapshots unasked
REST = 5.0  # seconds after which a write is flushed to files anyway, so that a restart replays little


@dataclass(slots=True, eq=False)
class Snapshot:
    """A copy that holds at least the first ``version`` writes."""

    name: str
    path: Path
    version: int
    users: int = 0
    superseded: bool = False


class Snapshots:
    """The newest snapshot of each store, made by a thread of its own."""

    def __init__(self, folder: Path, keeper: Keeper, metrics: Metrics) -> None:
        self._folder, self._keeper, self._metrics = folder, keeper, metrics
        self._newest: dict[str, Snapshot] = {}
        self._dirty_since: dict[str, float] = {}
        self._errors: dict[str, EntenteError] = {}
        self._wanted: set[str] = set()
        self._asked: dict[str, float] = {}
        self._number = 0
        self._closed = False
        self._changed = threading.Condition()
        self.on_publish: Callable[[Snapshot], None] | None = None
        keeper.on_write = self._written
        shutil.rmtree(folder, ignore_errors=True)  # what a killed service left
        folder.mkdir(parents=True)
        self._thread = threading.Thread(target=self._work, name="snapshots", daemon=True)
        self._thread.start()

    def newest(self, name: str, *, fresh: bool, deadline: float) -> Snapshot:
        """The snapshot to read, held for the caller (see ``release``). Raises QueryTimeout and what copying raises."""
        with self._changed:
            self._asked[name] = time.monotonic()
            needed = self._needed(name, fresh=fresh)
            if not self._has(name, needed):
                self._errors.pop(name, None)
                self._want(name)
                self._changed.wait_for(
                    lambda: self._has(name, needed) or name in self._errors or self._closed,
                    max(0.0, deadline - time.monotonic()),
                )
            if not self._has(name, needed):
                raise self._errors.get(name) or QueryTimeout("no snapshot of the store was ready in time")
            snapshot = self._newest[name]
            snapshot.users += 1
            return snapshot

    def hold(self, snapshot: Snapshot) -> None:
        """Count one more reader."""
        with self._changed:
            snapshot.users += 1

    def release(self, snapshot: Snapshot) -> None:
        """One reader less."""
        with self._changed:
            snapshot.users -= 1
            unused = snapshot.superseded and not snapshot.users
        if unused:
            shutil.rmtree(snapshot.path, ignore_errors=True)

    def close(self) -> None:
        """Stop making snapshots, and remove them."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _needed(self, name: str, *, fresh: bool) -> int:
        stale = time.monotonic() - self._dirty_since.get(name, float("inf")) > STALE
        return self._keeper.written[name] if fresh or stale else 0

    def _has(self, name: str, version: int) -> bool:
        snapshot = self._newest.get(name)
        return snapshot is not None and snapshot.version >= version

    def _written(self, name: str) -> None:
        with self._changed:
            self._dirty_since.setdefault(name, time.monotonic())
            if time.monotonic() - self._asked.get(name, float("-inf")) < ATTENTION:
                self._want(name)

    def _want(self, name: str) -> None:
        self._wanted.add(name)
        self._changed.notify_all()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._wanted or self._closed, REST)
                if self._closed:
                    return
                name = self._wanted.pop() if self._wanted else self._longest_dirty()
            if name is None:
                continue
            self._refresh(name)

    def _longest_dirty(self) -> str | None:
        return min(self._dirty_since, key=lambda name: self._dirty_since[name], default=None)

    def _refresh(self, name: str) -> None:
        if self._has(name, self._keeper.written[name]):
            return
        started = time.monotonic()
        self._number += 1
        path = self._folder / f"{name}-{self._number}"
        with self._changed:
            self._dirty_since.pop(name, None)
        try:
            version = self._keeper.snapshot(name, path)
        except EntenteError as error:
            with self._changed:
                self._errors[name] = error
                self._changed.notify_all()
            return
        self._publish(Snapshot(name, path, version))
        self._metrics.time("snapshot", time.monotonic() - started)
        time.sleep(max(0.0, INTERVAL - (time.monotonic() - started)))

    def _publish(self, snapshot: Snapshot) -> None:
        with self._changed:
            old, self._newest[snapshot.name] = self._newest.get(snapshot.name), snapshot
            self._changed.notify_all()
            snapshot.users += 1  # ours, until the next one
            if old is not None:
                old.superseded = True
        if old is not None:
            self.release(old)
        if self.on_publish is not None:
            self.on_publish(snapshot)
