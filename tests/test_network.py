"""The graph as NetworkX: projections weighted by origins, paths with evidence, exports that read back, a safe page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import pytest
import rdflib

from graph.errors import NotFound
from graph.model import (
    Actor,
    Article,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Sector,
    Span,
    Stance,
    Statement,
)
from graph.network import export, html_page, path, projection, pyvis_network
from graph.network.analysis import along, centrality, neighbourhood, ways
from graph.network.projection import communities, first_view, ranked_neighbours
from graph.network.relations import Family, Filters, claims_of, months, relations, totals
from graph.network.scenes import scenes
from graph.queries import Judgement, Verdict, judge, withdraw
from graph.queries.contributions import contributions
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import Store, open_store
from tests.seeded import KAZAKH_MISSION, seeded_store

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> href='javascript:alert(3)' &amp; \"'`${x}"


@pytest.fixture(scope="module")
def seeded() -> Iterator[Store]:
    with seeded_store() as store:
        yield store


@pytest.fixture
def empty() -> Iterator[Store]:
    with open_store(None) as store:
        yield store


def say(store: Store, article: str, *statements: Statement, stance: Stance = Stance.ASSERTED, **about: str) -> None:
    evidence = Evidence(Span(0, 8), "Somebody")
    claims = tuple(
        Claim(statement=each, evidence=evidence, rule="t", stance=stance, confidence=0.5) for each in statements
    )
    hostile = Entity(id="group/hostile", kind=EntityKind.GROUP, label=HOSTILE, known=False)
    source = Article(id=article, text="Somebody did something.", published="2022-01-06", **about)
    extraction = Extraction(article=source, model="", entities={hostile.id: hostile}, claims=claims)
    store.replace_graph(OURS.article(article).value, to_quads(extraction, OURS))


def event(source: str, target: str, kind: EventType = EventType.AID) -> Event:
    first, second = (Actor(entity=each, country=None, sector=Sector.GOV, text="x") for each in (source, target))
    return Event(type=kind, source=(first,), target=(second,))


def sent(contributor: str, operation: str = KAZAKH_MISSION) -> ForceContribution:
    return ForceContribution(
        contributor=contributor, status=ContributionStatus.DEPLOYED, host="state/KAZ", operation=operation
    )


# Projections


def test_the_projection_of_the_seeds(seeded: Store) -> None:
    graph = projection(seeded)
    assert graph.has_edge("state/KGZ", KAZAKH_MISSION, "contributed forces to")
    assert graph.nodes["state/KGZ"]["label"] == "Kyrgyzstan"
    data = graph.edges["state/KGZ", KAZAKH_MISSION, "contributed forces to"]
    assert (data["weight"], data["family"]) == (1, "contribution")


def test_weights_are_independent_origins(empty: Store) -> None:
    say(empty, "a", sent("state/KGZ"))
    say(empty, "b", sent("state/KGZ"), origin="a")
    say(empty, "c", sent("state/KGZ"), stance=Stance.DENIED)
    graph = projection(empty)
    data = graph.edges["state/KGZ", KAZAKH_MISSION, "contributed forces to"]
    assert (data["weight"], data["statements"], data["contested"]) == (2, 3, True)


def test_filters(empty: Store) -> None:
    say(empty, "a", sent("state/KGZ"), event("state/RUS", "state/UKR", EventType.ASSAULT), publisher="One")
    say(empty, "b", event("state/RUS", "state/UKR", EventType.AID), publisher="Two", stance=Stance.PLANNED)
    for filters, count in [
        (Filters(), 3),
        (Filters(families=frozenset([Family.CONFLICT])), 1),
        (Filters(types=frozenset([EventType.AID])), 1),
        (Filters(publisher="One"), 2),
        (Filters(stance=Stance.PLANNED), 1),
        (Filters(confidence=0.6), 0),
        (Filters(first="2022-01-06", last="2022-01"), 3),
        (Filters(first="2022-02"), 0),
    ]:
        assert len(relations(empty, filters=filters)) == count, filters
    assert len(relations(empty, touching="state/UKR")) == 2
    assert len(relations(empty, among=["state/RUS", "state/UKR"])) == 2
    assert months(empty, among=["state/RUS", "state/UKR"], filters=Filters()) == [("2022-01", 2)]


def test_contributions_and_scenes_since_a_day(empty: Store) -> None:
    say(empty, "a", sent("state/KGZ"), Event(type=EventType.PROTEST, place="place/almaty-kaz"))
    assert [one.contributor for one in contributions(empty, since="2022-01")] == ["state/KGZ"]
    assert contributions(empty, since="2022-02") == []
    assert [(one.place, one.claims) for one in scenes(empty, since="2022-01", until="2022-01")] == [
        ("place/almaty-kaz", 1)
    ]
    assert scenes(empty, since="2022-02") == scenes(empty, until="2021") == []


def test_the_first_view_shows_whole_operations(empty: Store) -> None:
    for code in ("ARM", "BLR", "KGZ"):
        say(empty, code, sent(f"state/{code}"))
    say(empty, "x", sent("state/FRA", "operation/other"), event("state/USA", "state/MEX"))
    found = relations(empty)
    whole = {KAZAKH_MISSION, "state/ARM", "state/BLR", "state/KGZ"}
    assert set(first_view(found, 4)) == whole
    assert set(first_view(found, 6)) == whole | {"operation/other", "state/FRA"}
    assert set(first_view(found, 8)) == whole | {"operation/other", "state/FRA", "state/USA", "state/MEX"}


def test_totals_count_each_claim_and_origin_once(empty: Store) -> None:
    say(empty, "a", sent("state/KGZ"), sent("state/ARM"))
    say(empty, "b", sent("state/KGZ"), origin="a")
    among = ["state/KGZ", "state/ARM", KAZAKH_MISSION]
    assert totals(empty, among=among, filters=Filters()) == (3, 1)
    assert totals(empty, among=among[1:], filters=Filters()) == (1, 1)
    assert totals(empty, among=["state/KGZ"], filters=Filters()) == (0, 0)


def test_the_projection_follows_judgements(empty: Store) -> None:
    say(empty, "a", sent("state/KGZ", "operation/one"))
    say(empty, "b", sent("state/KGZ", "operation/two"))
    assert len(relations(empty)) == 2
    same = Judgement(verdict=Verdict.SAME, first="operation/one", second="operation/two", by="x", at="2026-01-01")
    judge(empty, same)
    (one,) = relations(empty)
    assert (one.target, one.origins) == ("operation/one", 2)
    assert relations(empty, touching="operation/two") == relations(empty, among=["operation/two", "state/KGZ"]) == [one]
    assert len(claims_of(empty, (one.source, one.name, one.target), filters=Filters())) == 2
    withdraw(empty, "operation/one", "operation/two")
    assert len(relations(empty)) == 2


def test_two_roads_to_the_same_weights(seeded: Store) -> None:
    """What the store aggregates is what its claims say one by one."""
    for relation in relations(seeded)[:40]:
        found = claims_of(seeded, (relation.source, relation.name, relation.target), filters=Filters())
        assert len(found) == relation.statements


# Paths and analysis


def test_a_path_has_evidence_for_every_hop(seeded: Store) -> None:
    hops = path(seeded, "state/ARM", "state/KAZ")
    assert [hops[0].source, hops[-1].target] == ["state/ARM", "state/KAZ"]
    for hop in hops:
        assert hop.claims
        assert all(each.claim.evidence.text in each.claim.evidence.text for each in hop.claims)
        ends = f"{OURS.entity(hop.relation.source)} ?relation {OURS.entity(hop.relation.target)}"
        assert seeded.query(f"ASK {{ {ends} }}"), "a hop that NetworkX finds is a triple in the store"


def test_no_path_says_so(empty: Store) -> None:
    say(empty, "a", event("state/RUS", "state/UKR"), event("state/USA", "state/MEX"))
    with pytest.raises(NotFound, match="no path"):
        path(empty, "state/RUS", "state/USA")
    with pytest.raises(NotFound, match="state/XXX"):
        path(empty, "state/RUS", "state/XXX")


def test_the_middle_and_the_ways(seeded: Store) -> None:
    graph = projection(seeded)
    ranked = centrality(graph)
    assert len(ranked) == graph.number_of_nodes()
    assert sum(one.pagerank for one in ranked) == pytest.approx(1)
    assert ranked == centrality(graph)
    found = ways(graph, "state/ARM", "state/KAZ", limit=3)
    assert found[0][0] == "state/ARM"
    assert all(len(one) <= len(other) for one, other in pairwise(found))
    assert all(hop for hop in along(graph, found[0]))
    with pytest.raises(NotFound):
        ways(graph, "state/ARM", "state/XXX")
    near = neighbourhood(graph, KAZAKH_MISSION)
    assert set(near) >= {"state/ARM", "state/KAZ", KAZAKH_MISSION}
    with pytest.raises(NotFound):
        neighbourhood(graph, "state/XXX")
    assert centrality(nx.MultiDiGraph()) == []


def test_communities_cover_everybody_once(seeded: Store) -> None:
    graph = projection(seeded)
    assert communities(graph) == communities(projection(seeded))
    members = [name for community in communities(graph) for name in community.members]
    assert sorted(members) == sorted(graph)


def test_neighbours_are_ranked_and_never_repeated(empty: Store) -> None:
    say(empty, "a", event("state/RUS", "state/UKR"), event("state/RUS", "state/BLR"))
    say(empty, "b", event("state/RUS", "state/UKR"))
    found = relations(empty, touching="state/RUS")
    assert ranked_neighbours(found, "state/RUS", []) == ["state/UKR", "state/BLR"]
    assert ranked_neighbours(found, "state/RUS", ["state/UKR"]) == ["state/BLR"]


# Exports


@pytest.fixture(scope="module")
def graph(seeded: Store) -> nx.MultiDiGraph:
    return projection(seeded)


def test_exports_read_back(graph: nx.MultiDiGraph) -> None:
    assert nx.parse_graphml(export.graphml(graph), force_multigraph=True).number_of_edges() == graph.number_of_edges()
    assert nx.read_gexf(io.BytesIO(export.gexf(graph).encode())).number_of_nodes() == graph.number_of_nodes()
    again = nx.node_link_graph(json.loads(export.node_link(graph)), edges="edges")
    assert nx.utils.graphs_equal(again, graph)
    rows = list(csv.DictReader(io.StringIO(export.table(graph))))
    assert len(rows) == graph.number_of_edges()
    triples = rdflib.Graph().parse(data=export.turtle(graph), format="turtle")
    assert len(triples) >= graph.number_of_edges()


def test_a_spreadsheet_runs_no_formula() -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("group/x", label="=HYPERLINK(1)", kind="group", country="")
    edge = {"relation": "aid", "family": "cooperation", "weight": 1, "statements": 1}
    graph.add_edge("group/x", "group/x", key="aid", **edge, contested=False, planned=False, first="", last="")
    assert "'=HYPERLINK(1)" in export.table(graph)


# The page


def hostile(store: Store) -> nx.MultiDiGraph:
    say(store, "a", event("group/hostile", "state/UKR"))
    return projection(store)


def test_the_page_asks_nobody_and_runs_nothing_of_others(empty: Store) -> None:
    page = html_page(hostile(empty))
    assert "default-src 'none'" in page
    tags = re.findall(r"<(?:script|link|img|iframe|object|embed|form|base)\b[^>]*>", page)
    assert not [tag for tag in tags if re.search(r"(?:src|href|action)\s*=", tag)]
    assert "<script>alert(1)" not in page
    assert "onerror=alert(2)>" not in page.replace("\\u003e", "")
    assert "<h1>" not in page
    assert "cdn" not in re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    titles = re.findall(r'"title": "(.*?)(?<!\\)"', page)
    assert titles
    assert not any("href" in title or "<" in title for title in titles)


def test_the_page_has_positions_and_no_physics(graph: nx.MultiDiGraph) -> None:
    page = html_page(neighbourhood(graph, KAZAKH_MISSION))
    assert re.search(r'"physics":\s*\{\s*"enabled":\s*false', page)
    network = pyvis_network(neighbourhood(graph, KAZAKH_MISSION), notebook=True)
    assert {node["id"] for node in network.nodes} == set(neighbourhood(graph, KAZAKH_MISSION))
    assert all({"x", "y"} <= node.keys() for node in network.nodes)


def test_too_many_nodes_are_refused() -> None:
    crowd = nx.MultiDiGraph()
    crowd.add_nodes_from((f"person/{i}", {"label": "x", "kind": "person"}) for i in range(501))
    with pytest.raises(ValueError, match="500"):
        pyvis_network(crowd)
