"""Plain numbers about a store, for whoever wants to publish them."""

from __future__ import annotations

import threading
from collections import Counter

from graph import errors

OUTCOMES = {
    errors.QuerySyntaxError: "syntax",
    errors.QueryTimeout: "timeout",
    errors.QueryTooLarge: "too_large",
    errors.QueryRefused: "refused",
    errors.Overloaded: "overloaded",
    errors.NotAcceptable: "not_acceptable",
}


class Metrics:
    """Counters by name (``queries_ok``, ``queries_timeout``, ``workers_killed``, ...); thread-safe."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._sums: dict[str, float] = {}
        self._lock = threading.Lock()

    def count(self, name: str, number: int = 1) -> None:
        """Add to a counter."""
        with self._lock:
            self._counts[name] += number

    def time(self, name: str, seconds: float) -> None:
        """Add to a sum of seconds, and count it."""
        with self._lock:
            self._sums[f"{name}_seconds"] = self._sums.get(f"{name}_seconds", 0.0) + seconds
            self._counts[f"{name}_count"] += 1

    def failed(self, kind: str, error: BaseException) -> None:
        """Count a failure by its sort: ``queries_timeout`` ..."""
        self.count(f"{kind}_{OUTCOMES.get(type(error), 'failed')}")

    def snapshot(self) -> dict[str, float]:
        """All the numbers now."""
        with self._lock:
            return dict(self._counts) | self._sums
