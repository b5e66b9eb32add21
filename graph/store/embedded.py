"""A store directory served by processes of its own: one owner that writes, query workers that may be killed.

``House`` is the directory with its processes; an ``EmbeddedStore`` is one of the stores in it (``current``,
``history``).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox

from graph.errors import EntenteError
from graph.store.answers import read_results
from graph.store.child import Lifeline
from graph.store.engine import replacement
from graph.store.fetching import disarm, disarming
from graph.store.keeper import Keeper
from graph.store.lanes import Lanes
from graph.store.layout import CURRENT, HISTORY, Layout, Lock
from graph.store.limits import BULK, Limits
from graph.store.metrics import Metrics
from graph.store.running import Room, Running, WorkerStream
from graph.store.snapshots import Snapshots
from graph.store.store import Dataset, DefaultGraph, Results
from graph.store.versions import check
from graph.store.workers import Workers

_BATCH = 20_000  # quads in one frame of a load
_WHOLE: tuple[str, ...] = ("application/sparql-results+json", "application/n-triples")


class House:
    """A store directory, locked, with its processes. Raises StoreLocked, StoreCorrupt, StoreFull."""

    def __init__(self, root: Path, limits: Limits | None = None) -> None:
        self.layout, self.limits, self.metrics = Layout(root), limits or Limits(), Metrics()
        self.layout.create()
        self._lock = Lock(self.layout)
        self._lifeline = Lifeline()
        try:
            check(self.layout)
            self.keeper = Keeper(root, self._lifeline, self.limits, self.metrics, self._lock.descriptor)
        except BaseException:
            self._lifeline.close()
            self._lock.release()
            raise
        self.snapshots = Snapshots(self.layout.snapshots, self.keeper, self.metrics)
        self.workers = Workers(self.snapshots, self._lifeline, self.limits, self.metrics)
        self.lanes = Lanes(
            quick=self.limits.quick,
            slow=self.limits.slow,
            waiting=self.limits.waiting,
            patience=self.limits.patience,
        )
        self.room = Room(self.snapshots, self.workers, self.lanes, self.limits, self.metrics)
        self._closed = False

    def announce(self, url: str | None) -> None:
        """Tell other processes where this one listens."""
        self._lock.announce(url)

    def close(self) -> None:
        """End the processes and let go of the directory."""
        if self._closed:
            return
        self._closed = True
        self.workers.close()
        self.snapshots.close()
        self.keeper.close()
        self._lifeline.close()
        self._lock.release()


class EmbeddedStore:
    """One store of a house."""

    def __init__(self, house: House, name: str = CURRENT) -> None:
        self.house, self.name = house, name

    @property
    def history(self) -> EmbeddedStore:
        """The store of superseded and retracted revisions."""
        return EmbeddedStore(self.house, HISTORY)

    @property
    def metrics(self) -> dict[str, float]:
        """Plain numbers: counters, sums of seconds, and what runs now."""
        house = self.house
        now = {"queries_waiting": house.lanes.queued, "queries_slow": house.lanes.slow_running}
        return house.metrics.snapshot() | now | {"workers": house.workers.count}

    def query(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        default_graph: DefaultGraph = "union",
        dataset: Dataset | None = None,
        fresh: bool = True,
    ) -> Results:
        stream = self.stream(sparql, _WHOLE, timeout=timeout, dataset=dataset or Dataset(default_graph), fresh=fresh)
        return read_results(stream.form, b"".join(stream))

    def stream(
        self,
        sparql: str,
        accept: Sequence[str] = (),
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
        fresh: bool = True,
        client: str = "",
        cancelled: threading.Event | None = None,
    ) -> WorkerStream:
        disarmed = disarm(sparql, self.house.limits.fetch_hosts)
        request = self._request(disarmed.text, accept, dataset or Dataset(), base)
        seconds = self.house.limits.deadline(timeout)
        running = Running(self.house.room, request, seconds, client, cancelled or threading.Event())
        try:
            with disarmed.explaining():
                running.start(fresh=fresh)
        except EntenteError as error:
            self.house.metrics.failed("queries", error)
            raise
        self.house.metrics.count("queries_ok")
        self.house.metrics.time("query", time.monotonic() - running.started)
        return WorkerStream(running)

    def update(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> None:
        self._update(sparql, timeout, dataset, base, repeatable=False)

    def _update(
        self,
        sparql: str,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
        *,
        repeatable: bool,
    ) -> None:
        request: dict[str, Any] = {"do": "update", "base": base}
        if dataset is not None and dataset.given:
            request |= {"default_graphs": dataset.default_graphs, "named_graphs": dataset.named_graphs}
        limits = self.house.limits
        seconds = limits.update_timeout if timeout is None else timeout
        with disarming(sparql, limits.fetch_hosts) as text:
            self.house.keeper.write(self.name, request, text.encode(), timeout=seconds, repeatable=repeatable)

    def replace_graph(self, iri: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        self._update(replacement(iri, quads), repeatable=True)

    def drop_graph(self, iri: str) -> bool:
        there = self.has_graph(iri)
        self._update(f"DROP SILENT GRAPH {ox.NamedNode(iri)}", repeatable=True)
        return there

    def load(self, quads: Iterable[ox.Quad]) -> int:
        batches = _batches(quads)
        first = list(islice(batches, BULK // _BATCH + 1))
        bulk = len(first) > BULK // _BATCH
        count = 0

        def frames() -> Iterator[bytes]:
            nonlocal count
            for batch in (*first, *batches):
                count += len(batch)
                yield ox.serialize(batch, format=ox.RdfFormat.N_QUADS) or b""
            yield b""

        self.house.keeper.write(self.name, {"do": "load", "bulk": bulk}, *frames(), timeout=None)
        return count

    def load_file(self, path: Path) -> None:
        """Bulk-load an RDF file, its format told by its suffix; quads go to the graphs that they name."""
        self.house.keeper.write(self.name, {"do": "load", "path": str(path.absolute())}, timeout=None)

    def _request(self, sparql: str, accept: Sequence[str], dataset: Dataset, base: str | None) -> dict[str, Any]:
        return {
            "do": "query",
            "name": self.name,
            "sparql": sparql,
            "base": base,
            "accept": list(accept),
            "default": dataset.default,
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "max_bytes": self.house.limits.bytes,
            "max_rows": self.house.limits.rows,
        }

    def graph(self, iri: str | None) -> Sequence[ox.Triple]:
        source = "?s ?p ?o" if iri is None else f"GRAPH {ox.NamedNode(iri)} {{ ?s ?p ?o }}"
        return self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {source} }}", default_graph="own").triples

    def has_graph(self, iri: str) -> bool:
        return bool(self.query(f"ASK {{ GRAPH {ox.NamedNode(iri)} {{ }} }}").boolean)

    def graphs(self) -> Sequence[str]:
        rows = self.query("SELECT ?g WHERE { GRAPH ?g { } }").rows
        return [row[0].value for row in rows if isinstance(row[0], ox.NamedNode)]

    def close(self) -> None:
        self.house.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def _batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    source = iter(quads)
    while batch := list(islice(source, _BATCH)):
        yield batch
