"""Typical queries over a million quads: our service, the bare Oxigraph server, and rdflib-endpoint if it is there.

    python -m tests.benchmarks.bench_sparql [--quads N] [--rdflib-endpoint COMMAND]

All three answer the same queries over the same quads on this machine, one after the other.
"""

from __future__ import annotations

import argparse
import shlex
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx

from graph.store import open_store
from graph.store.embedded import EmbeddedStore
from tests.benchmarks.synthetic import BASE, ENT, LABEL, write
from tests.sparql_service import running
from tests.store_servers import free_port, oxigraph_command, oxigraph_server, wait_for

S7, O3 = f"<{BASE}id/state/7>", f"<{BASE}id/operation/3>"
P = f"PREFIX ent: <{ENT}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
QUERIES = {
    "events of an entity": f"{P}SELECT ?e ?d WHERE {{ ?e ent:source {S7} ; ent:date ?d }} LIMIT 100",
    "contributors to an operation": f"{P}SELECT DISTINCT ?s ?l "
    f"WHERE {{ ?s ent:contributedForcesTo {O3} ; rdfs:label ?l }}",
    "two hops": f"{P}SELECT DISTINCT ?x WHERE {{ {S7} ent:contributedForcesTo ?o . ?x ent:contributedForcesTo ?o }}",
    "property path": f"{P}SELECT ?p WHERE {{ <{BASE}id/place/5000> ent:within+ ?p }}",
    "actor by month": f"{P}SELECT ?m (COUNT(?e) AS ?n) WHERE {{ ?e ent:source {S7} ; ent:date ?d "
    "BIND(SUBSTR(STR(?d), 1, 7) AS ?m) } GROUP BY ?m",
    "regular expression": f'{P}SELECT ?s ?l WHERE {{ ?s <{LABEL}> ?l FILTER REGEX(?l, "operation 1[0-9]$", "i") }}',
    "describe": f"DESCRIBE {O3}",
    "count": f"{P}SELECT (COUNT(*) AS ?n) WHERE {{ ?e ent:kind ?k }}",
}
HEAVY = ("two hops", "property path", "actor by month", "regular expression", "count")
_ROUNDS, _SECONDS = 25, 4.0


def _ask(client: httpx.Client, url: str, query: str, extra: dict[str, str]) -> float:
    started = time.perf_counter()
    client.post(url, data={"query": query, **extra}).raise_for_status()
    return time.perf_counter() - started


def medians(url: str, extra: dict[str, str], rounds: int = _ROUNDS) -> dict[str, float]:
    """Milliseconds a query: the median over rounds, after one that does not count."""
    found = {}
    with httpx.Client(timeout=300) as client:
        for name, query in QUERIES.items():
            first = _ask(client, url, query, extra)
            times = [_ask(client, url, query, extra) for _ in range(rounds if first < 1 else 3)]
            found[name] = statistics.median(times) * 1000
    return found


def throughput(url: str, extra: dict[str, str], clients: int = 4) -> float:
    """Requests a second of the light queries, from several clients at once."""
    light = [query for name, query in QUERIES.items() if name in ("events of an entity", "property path", "describe")]
    end = time.perf_counter() + _SECONDS

    def work(number: int) -> int:
        done = 0
        with httpx.Client(timeout=60) as client:
            while time.perf_counter() < end:
                _ask(client, url, light[(number + done) % len(light)], extra)
                done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(work, range(clients))) / _SECONDS


@contextmanager
def bare(data: Path, folder: Path) -> Iterator[str]:
    """The Oxigraph server over the data."""
    command = [oxigraph_command(), "load", "--location", str(folder), "--file", str(data)]
    subprocess.run(command, check=True, capture_output=True)
    with oxigraph_server(folder) as address:
        yield f"{address}/query"


@contextmanager
def ours(data: Path, folder: Path) -> Iterator[str]:
    """Our service over the data."""
    store = open_store(folder, workers=1)
    assert isinstance(store, EmbeddedStore)
    with store:
        store.load_file(data)
    with running(folder) as address:
        yield f"{address}/sparql"


@contextmanager
def rdflib_endpoint(command: str, data: Path) -> Iterator[str]:
    """rdflib-endpoint over the data, in rdflib's memory."""
    port = free_port()
    process = subprocess.Popen([*shlex.split(command), "serve", "--port", str(port), str(data)])
    try:
        wait_for(port, process, seconds=900)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--rdflib-endpoint", help="its command, installed anywhere")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        _run(Path(scratch), given.quads, given.rdflib_endpoint)


def _run(scratch: Path, quads: int, command: str | None) -> None:
    data = write(scratch / "data.nq", quads)
    union = {"union-default-graph": "true"}
    found: dict[str, dict[str, float]] = {}
    rates = {}
    with bare(data, scratch / "bare") as url:
        found["Oxigraph server"], rates["Oxigraph server"] = medians(url, union), throughput(url, union)
    with ours(data, scratch / "ours") as url:
        found["Entente"], rates["Entente"] = medians(url, {}), throughput(url, {})
    if command is not None:
        _print(found, rates)  # the rest takes many minutes
        with rdflib_endpoint(command, data) as url:
            found["rdflib-endpoint"] = medians(url, {}, rounds=3)
    _print(found, rates)


def _print(found: dict[str, dict[str, float]], rates: dict[str, float]) -> None:
    print("\n| query (median, ms) | " + " | ".join(found) + " |")
    print("|---|" + "---:|" * len(found))
    for name in QUERIES:
        mark = " *" if name in HEAVY else ""
        print(f"| {name}{mark} | " + " | ".join(f"{times[name]:.1f}" for times in found.values()) + " |")
    print(
        "| requests a second, 4 clients | "
        + " | ".join(f"{rates.get(name, float('nan')):.0f}" for name in found)
        + " |",
        flush=True,
    )


if __name__ == "__main__":
    main()
