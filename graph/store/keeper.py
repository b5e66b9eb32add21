"""Keeps the owner process alive and gives it work; counts what was written, so that readers know what is fresh."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graph.errors import QueryTimeout, StoreUnavailable
from graph.store.child import Child, Lifeline
from graph.store.frames import Gone
from graph.store.limits import Limits
from graph.store.metrics import Metrics

_MODULE = "graph.store.owner"
_WRITES, _SNAPSHOTS = 0, 1
_RESTARTS = 3


class Keeper:
    """The owner process of a store directory. ``lock`` is a descriptor that the owner keeps open while it lives."""

    def __init__(self, root: Path, lifeline: Lifeline, limits: Limits, metrics: Metrics, lock: int) -> None:
        self._root, self._lifeline, self._limits, self._metrics, self._lock = root, lifeline, limits, metrics, lock
        self.written: Counter[str] = Counter()
        self._writing = threading.Lock()
        self._snapshotting = threading.Lock()
        self._starting = threading.Lock()
        self._closed = False
        self.on_write: Callable[[str], None] | None = None
        self._child = self._start()

    @property
    def alive(self) -> bool:
        """Whether the owner runs."""
        return self._child.alive

    @property
    def pid(self) -> int:
        """The owner's process id."""
        return self._child.process.pid

    def write(
        self, name: str, request: Mapping[str, Any], *bodies: bytes, timeout: float | None, repeatable: bool = False
    ) -> Mapping[str, Any]:
        """Have the owner change the store; returns when it is stored. Raises QueryTimeout, StoreUnavailable, ...

        A ``repeatable`` change is tried once more when the owner dies over it: twice does no harm.
        """
        try:
            return self._write(name, request, *bodies, timeout=timeout)
        except StoreUnavailable:
            if not repeatable or self._closed:
                raise
        return self._write(name, request, *bodies, timeout=timeout)

    def _write(self, name: str, request: Mapping[str, Any], *bodies: bytes, timeout: float | None) -> Mapping[str, Any]:
        started = time.monotonic()
        with self._writing:
            child = self._running()
            try:
                reply: Mapping[str, Any] = child.call(
                    {"name": name, **request}, *bodies, channel=_WRITES, timeout=timeout
                )
            except TimeoutError as error:
                self._restart(child)
                raise QueryTimeout(
                    f"the update ran past its deadline of {timeout:g} s; nothing of it is stored"
                ) from error
            except Gone as error:
                self._restart(child)
                raise StoreUnavailable("the store process ended during the update: try it again") from error
            self.written[name] += 1
        self._metrics.time("update", time.monotonic() - started)
        if self.on_write is not None:
            self.on_write(name)
        return reply

    def snapshot(self, name: str, path: Path) -> int:
        """Make a read-only copy (hard links) at ``path``; returns the count of writes it holds at least."""
        with self._snapshotting:
            for attempt in range(_RESTARTS):
                child, version = self._running(), self.written[name]
                try:
                    child.call({"do": "snapshot", "name": name, "path": str(path)}, channel=_SNAPSHOTS, timeout=60.0)
                except (Gone, TimeoutError) as error:
                    if self._closed or attempt == _RESTARTS - 1:
                        raise StoreUnavailable("the store process ended while it copied the store") from error
                    self._restart(child)
                else:
                    return version
        raise StoreUnavailable("the store process does not stay alive")

    def close(self) -> None:
        """Flush and end the owner."""
        with self._writing, self._snapshotting:
            self._closed = True
            self._child.stop()

    def _running(self) -> Child:
        if self._closed:
            raise StoreUnavailable("the store is closed")
        if not self._child.alive:
            self._restart(self._child)
        return self._child

    def _restart(self, dead: Child) -> None:
        """Replace the owner, unless another thread has done so already."""
        with self._starting:
            if self._child is not dead or self._closed:
                return
            dead.kill()
            self._metrics.count("owner_restarts")
            self._child = self._start()

    def _start(self) -> Child:
        child = Child(
            _MODULE,
            self._lifeline,
            stack=self._limits.stack,
            directory=self._root,
            channels=2,
            keep=(self._lock,),
            network=bool(self._limits.fetch_hosts),
        )
        try:
            child.greet()
        except (TimeoutError, Gone) as error:
            child.kill()
            raise StoreUnavailable("the store process did not start") from error
        except BaseException:
            child.kill()
            raise
        return child
