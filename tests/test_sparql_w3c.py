"""The W3C's SPARQL 1.1 suites against the running service, with ``--default-graph own`` as they assume.

``tests/w3c/known.toml`` lists what fails, each with its reason; a case that is listed and passes fails the test.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from tests.sparql_service import running
from tests.w3c import graph_store, protocol, suites
from tests.w3c.manifests import Case, cases
from tests.w3c.runner import CaseError, Runner

pytestmark = [pytest.mark.w3c, pytest.mark.slow]

KNOWN = tomllib.loads((Path(__file__).parent / "w3c" / "known.toml").read_text("utf-8"))
ELSEWHERE = frozenset({"entailment", "service", "protocol", "service-description"})
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        running(tmp_path_factory.mktemp("w3c") / "store", "--default-graph", "own") as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        yield client


def _check(suite: str, client: httpx.Client, skipped: frozenset[str] = frozenset()) -> None:
    root = suites.folder()
    runner, failed, count = Runner(client, root), {}, Counter[str]()
    for case in cases(root, suite, skipped):
        count[case.kind] += 1
        error = _error(runner, case)
        if error is not None:
            failed[case.id] = error
    expected = KNOWN[suite]["cases"]
    unexpected = {name: error for name, error in failed.items() if name not in expected}
    assert not unexpected
    assert not set(expected) - set(failed), "these are listed as failing and pass now: take them off the list"
    assert count.total() >= KNOWN[suite]["count"], "cases have gone missing"


def _error(runner: Runner, case: Case) -> str | None:
    try:
        runner.run(case)
    except CaseError as error:
        return str(error)
    return None


@pytest.mark.timeout(600)
def test_sparql11(client: httpx.Client) -> None:
    _check("sparql11", client, ELSEWHERE)


@pytest.mark.timeout(600)
def test_sparql10(client: httpx.Client) -> None:
    _check("dawg-data-r2", client)


def test_share_of_query_evaluation() -> None:
    """At least 97 % of SPARQL 1.1; ``test_sparql11`` keeps the list honest."""
    suite = KNOWN["sparql11"]
    failing = [name for name, case in suite["cases"].items() if case["kind"] == "evaluation"]
    assert 1 - len(failing) / suite["evaluation"] >= 0.97


@pytest.mark.parametrize("name", protocol.CASES)
def test_protocol(client: httpx.Client, name: str) -> None:
    protocol.prepare(client)
    protocol.CASES[name](client)


def test_protocol_suite_is_complete() -> None:
    names = {case.iri.rpartition("#")[2] for case in cases(suites.folder(), "sparql11") if case.kind == "ProtocolTest"}
    assert names == set(protocol.CASES)


def test_graph_store(client: httpx.Client) -> None:
    memory: graph_store.Memory = {}
    client.post("/sparql/update", data={"update": "DROP ALL"}).raise_for_status()
    for name, step in graph_store.STEPS.items():
        try:
            step(client, memory)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error


def _description(client: httpx.Client) -> ox.Store:
    response = client.get("/sparql").raise_for_status()
    store = ox.Store()
    store.load(response.content, ox.RdfFormat.TURTLE)
    return store


def test_service_description_is_rdf(client: httpx.Client) -> None:
    assert len(_description(client)) > 0


def test_service_description_has_the_endpoint(client: httpx.Client) -> None:
    endpoint = ox.NamedNode(f"{str(client.base_url).rstrip('/')}/sparql")
    found = _description(client).quads_for_pattern(None, ox.NamedNode(SD + "endpoint"), endpoint)
    assert len(list(found)) == 1


def test_service_description_conforms_to_its_schema(client: httpx.Client) -> None:
    """Every service has a type, endpoint, language and formats, and its classes and properties are those of sd:."""
    store = _description(client)
    query = """ASK { ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query ; sd:resultFormat ?f ;
        sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] FILTER(ISIRI(?e) && ISIRI(?f)) }"""
    assert store.query(query, prefixes={"sd": SD})
