"""Queries that want to bring the service down: each ends in time, and others do not notice."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from tests.sparql_service import start

pytestmark = pytest.mark.slow

TIMEOUT = 3.0
SUBJECTS = 4000
CROSS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
HOSTILE = {
    "cross product, sorted": CROSS,
    "cross product, counted": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "cross product, streamed": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "cross product, described": "DESCRIBE * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "cross product, constructed": "CONSTRUCT { ?a ?e ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    "cross product in an aggregate": "SELECT (GROUP_CONCAT(?c) AS ?x) WHERE { ?a ?b ?c . ?d ?e ?f }",
    "distinct over a cross product": "SELECT DISTINCT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f }",
    "deep property path": "SELECT * WHERE { ?a (<http://x/next>|^<http://x/next>)* ?b . ?b (<http://x/next>+)+ ?c }",
    "paths from everywhere": "SELECT (COUNT(*) AS ?n) WHERE { ?a <http://x/next>* ?b }",
    "a hundred patterns": "SELECT * WHERE { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(100)) + " }",
    "a hundred joined": "SELECT * WHERE { " + " ".join(f"?s{n} <http://x/link> ?s{n + 1} ." for n in range(100)) + " }",
    "big sort": "SELECT ?x WHERE { ?a ?b ?c . ?d ?e ?f BIND(RAND() AS ?x) } ORDER BY ?x",
    "slow regular expression": 'SELECT * WHERE { ?a ?b ?c . ?d ?e ?f FILTER REGEX(STR(?c), "^(a+)+$", "i") }',
    "optional chain": "SELECT * WHERE { ?a ?b ?c " + "OPTIONAL { ?d ?e ?f } " * 5 + "}",
    "unions": "SELECT * WHERE { " + " UNION ".join(["{ ?a ?b ?c . ?d ?e ?f }"] * 50) + " }",
    "nested braces, 2 kB": "SELECT * WHERE " + "{" * 1000 + "?s ?p ?o" + "}" * 1000,
    "nested braces, 20 kB": "SELECT * WHERE " + "{" * 10_000 + "?s ?p ?o . ?a ?b ?c" + "}" * 10_000,
    "nested parentheses": "SELECT (" + "(" * 5000 + "1" + ")" * 5000 + " AS ?x) WHERE {}",
    "nested not exists": "SELECT * WHERE { ?a ?b ?c " + "FILTER NOT EXISTS { ?d ?e ?f " * 200 + "}" * 200 + " }",
    "huge values": 'SELECT * WHERE { VALUES ?x { "a" } '
    + 'BIND(CONCAT(STR(?x), REPLACE(STR(?x), "a", "aaaaaaaaaa")) AS ?y) }',
    "exponential string": "SELECT ?z9 WHERE { BIND('aaaaaaaaaa' AS ?z0) "
    + " ".join(f"BIND(REPLACE(?z{n}, 'a', 'aaaaaaaaaa') AS ?z{n + 1})" for n in range(9))
    + " }",
}
ENDS = {200, 400, 429, 503}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx.Client, psutil.Process]]:
    folder: Path = tmp_path_factory.mktemp("hostile") / "store"
    process, address = start(folder, "--timeout", str(TIMEOUT), "--memory", str(1 << 29))
    with httpx.Client(base_url=address, timeout=60) as client:
        client.post("/sparql/update", data={"update": _data()}).raise_for_status()
        yield client, psutil.Process(process.pid)
    process.terminate()
    process.wait(timeout=20)


def _data() -> str:
    triples = " ".join(
        f"<http://x/{n}> <http://x/next> <http://x/{n + 1}> ; <http://x/link> <http://x/{n * 7 % SUBJECTS}> ; "
        f'<http://x/name> "name {n} aaaaaaaaaaaaaaaaaaaaaaaaaa!" .'
        for n in range(SUBJECTS)
    )
    return f"INSERT DATA {{ GRAPH <http://x/g> {{ {triples} }} }}"


def _ask(client: httpx.Client, query: str) -> tuple[float, int]:
    """How long it took, and the status; 0 for a transfer that broke off."""
    started = time.monotonic()
    try:
        with client.stream("POST", "/sparql", data={"query": query}) as response:
            for _ in response.iter_raw():
                pass
            status = response.status_code
    except httpx.RemoteProtocolError:
        status = 0
    return time.monotonic() - started, status


def _memory(process: psutil.Process) -> int:
    """Bytes that the service and its children hold."""
    return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))


@pytest.mark.parametrize("name", HOSTILE)
def test_ends_within_its_deadline(service: tuple[httpx.Client, psutil.Process], name: str) -> None:
    client, _ = service
    seconds, status = _ask(client, HOSTILE[name])
    assert seconds < TIMEOUT + 1
    assert status in ENDS | {0}
    assert _ask(client, "ASK { <http://x/1> ?p ?o }")[1] == 200


def test_never_ends_a_part_politely(service: tuple[httpx.Client, psutil.Process]) -> None:
    """Whatever comes with 200 is whole: its JSON ends."""
    client, _ = service
    response = None
    try:
        response = client.post("/sparql", data={"query": HOSTILE["cross product, streamed"]})
    except httpx.RemoteProtocolError:
        return
    assert response.status_code in {400, 503}


def test_gives_its_memory_back(service: tuple[httpx.Client, psutil.Process]) -> None:
    client, process = service
    _ask(client, "ASK {}")
    before = _memory(process)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda query: _ask(client, query), [CROSS] * 4))
    time.sleep(1)
    assert _memory(process) < before + (100 << 20)


def test_lookups_stay_quick_beside_four_runaways(service: tuple[httpx.Client, psutil.Process]) -> None:
    client, _ = service
    # The target is a p95 of 50 ms, which bench_sparql measures; here, whatever else the machine does, a look-up must
    # not wait for the runaways, which take their whole deadline.
    best = min(_quick_beside_runaways(client) for _ in range(3))
    assert best < 0.5


def _quick_beside_runaways(client: httpx.Client) -> float:
    """The 95th percentile of look-ups, in seconds, while four runaways run."""
    with ThreadPoolExecutor(4) as pool:
        runaways = [pool.submit(_ask, client, HOSTILE["cross product, counted"]) for _ in range(4)]
        time.sleep(0.5)
        times = []
        while not all(each.done() for each in runaways) and len(times) < 400:
            started = time.monotonic()
            response = client.post("/sparql", data={"query": "SELECT ?o WHERE { <http://x/17> <http://x/name> ?o }"})
            times.append(time.monotonic() - started if response.status_code == 200 else math.inf)
    return statistics.quantiles(times, n=20)[-1]


def test_a_client_that_hangs_up_stops_its_query(service: tuple[httpx.Client, psutil.Process]) -> None:
    client, process = service
    with pytest.raises(httpx.ReadTimeout):
        client.post("/sparql", data={"query": HOSTILE["cross product, counted"]}, timeout=0.7)
    time.sleep(0.7)
    busy = [each for each in process.children(recursive=True) if each.cpu_percent(0.2) > 50]
    assert not busy


def test_updates_have_a_deadline_and_leave_nothing(service: tuple[httpx.Client, psutil.Process]) -> None:
    client, _ = service
    update = "INSERT { GRAPH <http://x/bad> { ?a ?b ?f } } WHERE { GRAPH ?x { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
    started = time.monotonic()
    response = client.post("/sparql/update", params={"timeout": "1"}, data={"update": update})
    assert response.status_code == 503
    assert time.monotonic() - started < 3
    assert (
        client.get("/sparql", params={"query": "ASK { GRAPH <http://x/bad> { ?s ?p ?o } }"}).json()["boolean"] is False
    )
