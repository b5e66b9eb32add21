"""One query on its way: waits for a lane, runs in a worker, and hands its answer on, or ends it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.errors import EntenteError, Overloaded, QueryError, QueryTimeout, QueryTooLarge
from graph.store.frames import DATA, DONE, ERROR, HEAD, REQUEST, Gone, read_error
from graph.store.lanes import Lanes
from graph.store.limits import Limits
from graph.store.metrics import Metrics
from graph.store.snapshots import Snapshots
from graph.store.spool import Spool
from graph.store.store import Form
from graph.store.workers import Handle, Workers

HELD_BACK = 1 << 20  # bytes of an answer that wait for its end, so that most failures have a clean status
_GLANCE = 0.05  # seconds between two looks at the clock while nothing comes


@dataclass(frozen=True, slots=True)
class Room:
    """What queries share."""

    snapshots: Snapshots
    workers: Workers
    lanes: Lanes
    limits: Limits
    metrics: Metrics


@dataclass(slots=True)
class Running:
    """A query in a worker. ``start`` returns when the answer is whole or large."""

    room: Room
    request: Mapping[str, Any]
    seconds: float
    client: str
    cancelled: threading.Event
    spool: Spool = field(default_factory=Spool)
    head: Mapping[str, Any] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    placed: float = 0.0
    _handle: Handle | None = None
    _slow: bool = False
    _written: int = 0
    _finished: bool = False

    @property
    def deadline(self) -> float:
        return self.started + self.seconds

    def start(self, *, fresh: bool) -> None:
        """Run until the answer is whole, or so large that the rest follows from a thread of its own."""
        self.room.lanes.enter(self.client, self.deadline)
        try:
            self._place(fresh=fresh)
            while not self._finished and self._written < HELD_BACK:
                self._step()
        except BaseException:
            self._abandon()
            self.spool.close()
            raise
        if not self._finished:
            threading.Thread(target=self._pump, name="answer", daemon=True).start()

    def _place(self, *, fresh: bool) -> None:
        name = self.request["name"]
        snapshot = self.room.snapshots.newest(name, fresh=fresh, deadline=self.deadline)
        try:
            self._handle = self.room.workers.take(snapshot, self.deadline)
        finally:
            self.room.snapshots.release(snapshot)
        try:
            self.placed = time.monotonic()
            self._handle.child.channels[0].send(REQUEST, self.request)
        except Gone as error:
            raise self._reason(error) from error

    def _pump(self) -> None:
        try:
            while not self._finished:
                self._step()
        except EntenteError as error:
            self._abandon()
            self.spool.finish(error)

    def _step(self) -> None:
        """Take what comes within a glance; then look at the clock."""
        assert self._handle is not None  # noqa: S101 - placed before
        try:
            kind, body = self._handle.child.channels[0].receive(_GLANCE)
        except TimeoutError:
            self._look_at_the_clock()
            return
        except Gone as error:
            raise self._reason(error) from error
        if kind == DATA:
            self._written += len(body)
            self.spool.write(body)
            self._look_at_the_clock()
        elif kind == HEAD:
            self.head = json.loads(body)
        else:
            self._end(kind, json.loads(body))

    def _end(self, kind: bytes, body: Mapping[str, Any]) -> None:
        handle, self._handle = self._handle, None
        assert handle is not None  # noqa: S101
        self._finished = True
        self.room.workers.give_back(handle)
        self._leave_lane()
        if kind == ERROR:
            raise read_error(body)
        assert kind == DONE  # noqa: S101
        self.spool.finish()

    def _look_at_the_clock(self) -> None:
        now = time.monotonic()
        if self.cancelled.is_set():
            raise QueryError("the client has gone")
        if now > self.deadline:
            raise QueryTimeout(f"the query ran past its deadline of {self.seconds:g} s: ask for less, or page by key")
        if not self._slow and now - self.placed > self.room.limits.moment:
            self._turn_slow(now)

    def _turn_slow(self, now: float) -> None:
        assert self._handle is not None  # noqa: S101
        if self.room.lanes.turn_slow(self.client):
            self._slow = True
            self._handle.slow_down()
        elif now - self.placed > self.room.limits.grace:
            raise Overloaded("too many long queries run: this one was stopped after a second", retry_after=5.0)

    def _abandon(self) -> None:
        """Kill the worker, if the query still has one, and free the lane."""
        if self._finished:
            return
        self._finished = True
        handle, self._handle = self._handle, None
        if handle is not None:
            self.room.workers.discard(handle)
        self._leave_lane()

    def _leave_lane(self) -> None:
        if self._slow:
            self.room.lanes.leave_slow(self.client)
        else:
            self.room.lanes.leave()

    def _reason(self, gone: Gone) -> EntenteError:
        """Why the worker died by itself: nearly always memory or nesting."""
        assert self._handle is not None  # noqa: S101
        code = self._handle.child.process.wait()
        limit = self.room.limits.memory >> 20
        return QueryTooLarge(
            f"the query needs more than {limit} MiB, or is nested too deep (worker ended: {code}; {gone})"
        )


class WorkerStream:
    """The answer as bytes."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self.form = Form(running.head["form"])
        self.media_type: str = running.head["media_type"]

    @property
    def whole(self) -> bool:
        """Whether all of it is here already."""
        return self._running._finished

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._running.spool)

    def close(self) -> None:
        self._running.cancelled.set()
        self._running.spool.close()
