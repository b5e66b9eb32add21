"""The query workers: processes that answer over snapshots, each query with a deadline after which its worker dies."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from graph.errors import QueryTimeout, StoreUnavailable
from graph.store.child import Child, Lifeline
from graph.store.frames import Gone
from graph.store.limits import Limits
from graph.store.metrics import Metrics
from graph.store.snapshots import Snapshot, Snapshots

_MODULE = "graph.store.worker"
_SPARE = 2  # processes beyond the lanes: long queries take theirs away faster than new ones start
_NICE = 10


class Handle:
    """One worker as the pool sees it. ``spent`` says that it should not serve again (it was slowed, or has grown)."""

    def __init__(self, lifeline: Lifeline, limits: Limits) -> None:
        self.child = Child(
            _MODULE, lifeline, memory=limits.memory, stack=limits.stack, quiet=True, network=bool(limits.fetch_hosts)
        )
        self.thread = 0
        self.spent = False
        self.shown: dict[str, Snapshot] = {}

    def greet(self) -> None:
        """Wait until it is ready."""
        self.thread = int(self.child.greet()["thread"])

    def slow_down(self) -> None:
        """Let short queries go first: what a long one loses in priority it cannot get back, so the worker is spent."""
        self.spent = True
        with suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, self.thread, _NICE)


class Workers:
    """A pool of workers; thread-safe."""

    def __init__(self, snapshots: Snapshots, lifeline: Lifeline, limits: Limits, metrics: Metrics) -> None:
        self._snapshots, self._lifeline, self._limits, self._metrics = snapshots, lifeline, limits, metrics
        self._idle: list[Handle] = []
        self._count = 0
        self._closed = False
        self._changed = threading.Condition()
        snapshots.on_publish = self._show_to_idle
        self._thread = threading.Thread(target=self._recruit, name="workers", daemon=True)
        self._thread.start()

    @property
    def most(self) -> int:
        """How many workers there may be."""
        return self._limits.quick + self._limits.slow + _SPARE

    @property
    def count(self) -> int:
        """How many workers there are."""
        return self._count

    def pids(self) -> list[int]:
        """The processes that are idle now."""
        with self._changed:
            return [handle.child.process.pid for handle in self._idle]

    def take(self, snapshot: Snapshot, deadline: float) -> Handle:
        """A worker that reads this snapshot. Raises QueryTimeout, StoreUnavailable."""
        while True:
            handle = self._wait_for_one(deadline)
            try:
                self._show(handle, snapshot)
            except (Gone, TimeoutError):
                self.discard(handle)
                continue
            except BaseException:
                self.discard(handle)
                raise
            return handle

    def give_back(self, handle: Handle) -> None:
        """The worker has finished its query."""
        with self._changed:
            keep = not handle.spent and not self._closed and len(self._idle) < self._limits.quick + _SPARE
            if keep:
                self._idle.append(handle)
                self._changed.notify_all()
        if not keep:
            self.discard(handle, killed=False)

    def discard(self, handle: Handle, *, killed: bool = True) -> None:
        """Kill the worker; another takes its place."""
        handle.child.kill()
        if killed:
            self._metrics.count("workers_killed")
        for snapshot in handle.shown.values():
            self._snapshots.release(snapshot)
        handle.shown.clear()
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def close(self) -> None:
        """End them all."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._changed.notify_all()
        self._thread.join()
        for handle in idle:
            self.discard(handle, killed=False)

    def _wait_for_one(self, deadline: float) -> Handle:
        with self._changed:
            ready = self._changed.wait_for(lambda: self._idle or self._closed, max(0.0, deadline - time.monotonic()))
            if self._closed:
                raise StoreUnavailable("the store is closed")
            if not ready:
                raise QueryTimeout("no query worker was free in time")
            self._changed.notify_all()  # one less: another is started
            return self._idle.pop()

    def _show(self, handle: Handle, snapshot: Snapshot) -> None:
        """Have the worker open the snapshot, if it has not."""
        shown = handle.shown.get(snapshot.name)
        if shown is snapshot:
            return
        self._snapshots.hold(snapshot)
        handle.shown[snapshot.name] = snapshot
        request: Mapping[str, Any] = {"do": "open", "name": snapshot.name, "path": str(snapshot.path)}
        try:
            handle.child.call(request, timeout=20.0)
        finally:
            if shown is not None:
                self._snapshots.release(shown)

    def _show_to_idle(self, snapshot: Snapshot) -> None:
        """Open a new snapshot ahead of the next query; one worker at a time, so that others stay free."""
        for _ in range(self._limits.quick + _SPARE):
            with self._changed:
                behind = [handle for handle in self._idle if handle.shown.get(snapshot.name) is not snapshot]
                if not behind or self._closed:
                    return
                self._idle.remove(behind[0])
            try:
                self._show(behind[0], snapshot)
            except (Gone, TimeoutError, StoreUnavailable):
                self.discard(behind[0])
            else:
                self.give_back(behind[0])

    def _recruit(self) -> None:
        """Keep enough idle workers for the lanes that are free, within the most there may be."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._short())
                if self._closed:
                    return
                self._count += 1
            self._start_one()

    def _short(self) -> bool:
        return len(self._idle) < self._limits.quick + _SPARE and self._count < self.most

    def _start_one(self) -> None:
        handle = Handle(self._lifeline, self._limits)
        self._metrics.count("workers_started")
        try:
            handle.greet()
        except (Gone, TimeoutError, StoreUnavailable):
            self.discard(handle)
            time.sleep(0.5)
            return
        self.give_back(handle)
