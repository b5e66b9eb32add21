"""Endurance: a mixed load for minutes with its memory watched, and a store killed at random many times.

    python -m tests.benchmarks.soak [--minutes 10] [--kills 50]

Ends with status 1 when memory grows, a request fails that should not, or a kill costs anything.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import psutil

from graph.store import Limits
from graph.store.embedded import EmbeddedStore, House
from tests.sparql_service import start
from tests.store_killing import kill_the_owner, kill_the_service, rounds

_GROWTH = 1.25  # of the service's memory, from the second minute to the end
_LIGHT = "SELECT ?o WHERE { <http://example.org/a%d> ?p ?o } LIMIT 10"
_HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def load(minutes: float, scratch: Path) -> bool:
    """Reads, writes and runaways at once; whether memory stayed flat and every status was one of those expected."""
    process, address = start(scratch / "store", "--timeout", "2")
    counts: Counter[int] = Counter()
    end = time.monotonic() + minutes * 60
    threads = [
        threading.Thread(target=_client, args=(address, end, kind, counts)) for kind in ("read", "read", "write", "run")
    ]
    for thread in threads:
        thread.start()
    sizes = _watch(psutil.Process(process.pid), end)
    for thread in threads:
        thread.join()
    process.terminate()
    process.wait()
    settled = sizes[len(sizes) // 5 :]
    early, late = min(settled[:5]), min(settled[-5:])
    print(f"requests by status: {dict(counts)}; service memory {early >> 20} MiB then {late >> 20} MiB")
    return late < early * _GROWTH and not set(counts) - {200, 204, 429, 503}


def _watch(process: psutil.Process, end: float) -> list[int]:
    sizes = []
    while time.monotonic() < end:
        sizes.append(process.memory_info().rss)
        time.sleep(1)
    return sizes


def _client(address: str, end: float, kind: str, counts: Counter[int]) -> None:
    number = 0
    with httpx.Client(base_url=address, timeout=60) as client:
        while time.monotonic() < end:
            number += 1
            counts[_request(client, kind, number)] += 1


def _request(client: httpx.Client, kind: str, number: int) -> int:
    if kind == "write":
        graph = f"http://example.org/a{number % 500}"
        facts = " ".join(f"<{graph}> <http://example.org/p{each}> {number} ." for each in range(150))
        update = f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ {facts} }} }}"
        time.sleep(0.05)
        return client.post("/sparql/update", data={"update": update}).status_code
    query = _HEAVY if kind == "run" else _LIGHT % (number % 500)
    return client.post("/sparql", data={"query": query}).status_code


def kills(count: int, scratch: Path) -> None:
    """Kill the owner, and the whole service, so many times each. Raises AssertionError when anything was lost."""
    seconds: list[float] = []
    service: dict[str, int] = {}
    rounds(count, lambda chance: seconds.append(kill_the_service(scratch / "service", service, chance, 1)), seed=2)
    owner: dict[str, int] = {}
    with EmbeddedStore(House(scratch / "owner", Limits(slow=1))) as store:
        rounds(count, lambda chance: kill_the_owner(store, owner, chance), seed=3)
    worst = max(seconds, default=0.0)
    print(
        f"killed {count} services and {count} owners: nothing acknowledged was lost; reopened in {worst:.2f} s at worst"
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kills", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        kills(given.kills, Path(scratch))
        flat = load(given.minutes, Path(scratch))
    return 0 if flat else 1


if __name__ == "__main__":
    raise SystemExit(main())
