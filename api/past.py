"""Stores as they were known on a day, kept for a while: making one copies everything that stood then.

A day on which nothing has been corrected since needs no copy: the store itself answers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from graph.rdf.iris import Namespace
from graph.store import Store
from graph.store.history import as_known_on

KEPT = 2  # copies; each holds the catalogue too, about 150 MB


class Past:
    """The last few days that were asked about."""

    def __init__(self, store: Store, iris: Namespace) -> None:
        self._store, self._iris = store, iris
        self._copies: OrderedDict[str, Store] = OrderedDict()
        self._lock = Lock()

    @contextmanager
    def on(self, day: str) -> Iterator[Store]:
        """The store to ask what was known on a day. One asks at a time: a copy may be dropped by the next."""
        with self._lock:
            yield self._copy(day)

    def changed(self) -> None:
        """Articles have come or gone: what was known on a day may have to be told apart from the present now."""
        with self._lock:
            while self._copies:
                self._drop()

    def close(self) -> None:
        """Let go of all copies."""
        self.changed()

    def _copy(self, day: str) -> Store:
        if day in self._copies:
            self._copies.move_to_end(day)
            return self._copies[day]
        made = as_known_on(self._store, self._iris, day)
        if made is not self._store:
            self._copies[day] = made
            if len(self._copies) > KEPT:
                self._drop()
        return made

    def _drop(self) -> None:
        _, copy = self._copies.popitem(last=False)
        copy.close()
