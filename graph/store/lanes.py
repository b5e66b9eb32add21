"""Who may run a query now: a few lanes for all, fair between clients, and a side road for long queries.

A query starts in one of the ``quick`` lanes. One that runs longer than a moment moves to a ``slow`` lane, which frees
its quick lane for others; when the slow lanes are taken (or this client's share of them), it has to stop. So short
queries never wait long behind long ones, however many of those there are. Waiting queries form one line a client,
served in turn.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field

from graph.errors import Overloaded


@dataclass(slots=True)
class _Ticket:
    client: str
    called: threading.Event = field(default_factory=threading.Event)


class Lanes:
    """Counts lanes; thread-safe. ``waiting`` bounds the queue, ``patience`` (seconds) the time in it."""

    def __init__(self, *, quick: int, slow: int, waiting: int = 64, patience: float = 10.0) -> None:
        self.quick, self.slow, self.waiting, self.patience = quick, slow, waiting, patience
        self._free = quick
        self._slow_held: Counter[str] = Counter()
        self._lines: OrderedDict[str, deque[_Ticket]] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def queued(self) -> int:
        """How many queries wait."""
        with self._lock:
            return sum(map(len, self._lines.values()))

    @property
    def slow_running(self) -> int:
        """How many long queries run."""
        with self._lock:
            return self._slow_held.total()

    def enter(self, client: str, deadline: float) -> None:
        """Wait for a quick lane, until ``deadline`` (monotonic) at most. Raises Overloaded."""
        with self._lock:
            if self._free and not self._lines:
                self._free -= 1
                return
            if sum(map(len, self._lines.values())) >= self.waiting:
                raise Overloaded(f"{self.waiting} queries wait already", retry_after=self.patience)
            ticket = _Ticket(client)
            self._lines.setdefault(client, deque()).append(ticket)
        if not ticket.called.wait(max(0.0, min(deadline - time.monotonic(), self.patience))):
            self._give_up(ticket)

    def leave(self) -> None:
        """Free a quick lane: the next client in turn gets it."""
        with self._lock:
            if not self._lines:
                self._free += 1
                return
            client, line = self._lines.popitem(last=False)
            line.popleft().called.set()
            if line:
                self._lines[client] = line  # at the end: the other clients come first

    def turn_slow(self, client: str) -> bool:
        """Move a running query to a slow lane; False when there is none for this client. Frees its quick lane."""
        with self._lock:
            share = max(1, self.slow - 1)
            if self._slow_held.total() >= self.slow or self._slow_held[client] >= share:
                return False
            self._slow_held[client] += 1
        self.leave()
        return True

    def leave_slow(self, client: str) -> None:
        """Free a slow lane."""
        with self._lock:
            self._slow_held[client] -= 1
            if not self._slow_held[client]:
                del self._slow_held[client]

    def _give_up(self, ticket: _Ticket) -> None:
        with self._lock:
            if ticket.called.is_set():  # called in the same moment: it has its lane after all
                return
            line = self._lines[ticket.client]
            line.remove(ticket)
            if not line:
                del self._lines[ticket.client]
        raise Overloaded("the queue did not move in time: too many queries run", retry_after=1.0)
