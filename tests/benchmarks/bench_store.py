"""Loading, replacing, seeing, reopening: the store on a million quads, beside the bare engine.

python -m tests.benchmarks.bench_store [--quads N]
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from graph.store import open_store
from graph.store.embedded import EmbeddedStore
from tests.benchmarks.synthetic import write
from tests.store_killing import SIZE, article

_REPLACED = 200
_FRESH = "ASK { ?s ?p '%d' }"


def load_bare(data: Path, folder: Path) -> float:
    """Seconds that the engine's own bulk loader takes, in a process of its own."""
    code = "import sys, pyoxigraph as ox; s = ox.Store(sys.argv[1]); s.bulk_load(path=sys.argv[2]); s.flush()"
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder), str(data)], check=True)
    return time.perf_counter() - started


def load_ours(data: Path, store: EmbeddedStore) -> float:
    """Seconds for the same file through the owner process."""
    started = time.perf_counter()
    store.load_file(data)
    return time.perf_counter() - started


def replace(store: EmbeddedStore) -> list[float]:
    """Seconds for each of many replacements of an article's graph."""
    times = []
    for number in range(_REPLACED):
        name, facts = article(number)
        started = time.perf_counter()
        store.replace_graph(name, facts)
        times.append(time.perf_counter() - started)
    return times


def visible(store: EmbeddedStore, rounds: int = 20) -> list[float]:
    """Seconds until a reader that does not wait for the newest write sees it all the same."""
    times = []
    for number in range(10_000, 10_000 + rounds):
        store.replace_graph(*article(number))
        started = time.perf_counter()
        while not store.query(_FRESH % number, fresh=False).boolean:
            time.sleep(0.005)
        times.append(time.perf_counter() - started)
    return times


def beside_readers(store: EmbeddedStore, seconds: float = 10.0) -> tuple[list[float], list[float]]:
    """Continuous writes beside four readers: seconds a write, seconds a look-up."""
    end = time.perf_counter() + seconds
    writes: list[float] = []
    reads: list[float] = []

    def read() -> None:
        while time.perf_counter() < end:
            started = time.perf_counter()
            store.query("SELECT ?o WHERE { <http://example.org/a1> ?p ?o } LIMIT 10", fresh=False)
            reads.append(time.perf_counter() - started)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    number = 20_000
    while time.perf_counter() < end:
        name, facts = article(number)
        started = time.perf_counter()
        store.replace_graph(name, facts)
        writes.append(time.perf_counter() - started)
        number += 1
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    return writes, reads


def reopen_after_kill(store: EmbeddedStore) -> float:
    """Seconds from the owner's death until a write is taken again."""
    os.kill(store.house.keeper.pid, signal.SIGKILL)
    time.sleep(0.1)
    started = time.perf_counter()
    store.replace_graph(*article(1))
    return time.perf_counter() - started


def open_cold(folder: Path) -> float:
    """Seconds until a newly opened store has answered."""
    started = time.perf_counter()
    with open_store(folder, workers=2) as store:
        store.query("ASK {}")
        return time.perf_counter() - started


def _median(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.1f} ms (p95 {statistics.quantiles(times, n=20)[-1] * 1000:.1f} ms)"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary directory otherwise")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        _run(Path(scratch), given.quads)


def _run(scratch: Path, quads: int) -> None:
    data = write(scratch / "data.nq", quads)
    engine = load_bare(data, scratch / "bare")
    store = open_store(scratch / "store", workers=2)
    assert isinstance(store, EmbeddedStore)
    with store:
        through = load_ours(data, store)
        rows = {
            "loading, the engine's bulk loader": f"{quads / engine:,.0f} quads/s",
            "loading, through the store": f"{quads / through:,.0f} quads/s ({engine / through:.2f} of it)",
            f"replacing an article's graph ({SIZE} quads)": _median(replace(store)),
            "a write becomes visible to readers": _median(visible(store)),
        }
        writes, reads = beside_readers(store)
        rows["a write beside four readers"] = _median(writes)
        rows["a look-up beside continuous writes"] = _median(reads)
        rows["writing again after the owner was killed"] = f"{reopen_after_kill(store) * 1000:.0f} ms"
    rows["opening cold, to the first answer"] = f"{open_cold(scratch / 'store') * 1000:.0f} ms"
    print("| store | |\n|---|---:|")
    for name, value in rows.items():
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
