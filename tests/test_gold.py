"""The gold files have the form that their README promises."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.model import (
    ContributionStatus,
    EventType,
    MembershipStatus,
    OfficeStatus,
    OperationPhase,
    Sector,
)

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
INVESTIGATE = "INVESTIGATE"


def _lines(pattern: str) -> list[dict[str, Any]]:
    files = [*sorted(GOLD.glob(pattern)), *sorted((GOLD / "held").glob(pattern))]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


EVENTS = _lines("events_*.jsonl")
DEPLOYMENTS = _lines("deployments_*.jsonl")
WRITTEN = [line for line in DEPLOYMENTS if line["article"]["id"].startswith("gold/")]


def _main_type(line: dict[str, Any]) -> str:
    main = line["events"][0]
    return INVESTIGATE if main["mode"] == "investigate" else str(main["type"])


def test_ids_are_unique_and_every_line_cites_its_facts() -> None:
    lines = [*EVENTS, *DEPLOYMENTS]
    assert [line["article"]["id"] for line in lines if not line["cites"]] == []
    assert [key for key, n in Counter(line["article"]["id"] for line in lines).items() if n > 1] == []


@pytest.mark.parametrize("folder", [GOLD, GOLD / "held"])
def test_a_fixed_rule_decides_what_is_held(folder: Path) -> None:
    expected = "held" if folder.name == "held" else "dev"
    for file in [*folder.glob("events_*.jsonl"), *folder.glob("deployments_*.jsonl")]:
        for line in map(json.loads, file.read_text("utf-8").splitlines()):
            assert line["split"] == expected
            if line["article"]["id"].startswith("gold/"):
                digest = int(hashlib.sha256(line["article"]["id"].encode()).hexdigest(), 16)
                assert (digest % 3 == 0) == (expected == "held")


def test_every_event_type_has_thirty_sentences() -> None:
    counts = Counter(map(_main_type, EVENTS))
    assert {str(kind) for kind in EventType} | {INVESTIGATE} == counts.keys()
    assert min(counts.values()) >= 30


def test_actors_stand_in_their_sentence() -> None:
    for line in EVENTS:
        text = line["article"]["text"]
        for event in line["events"]:
            assert event["type"] in set(EventType)
            for actor in (*event["source"], *event["target"]):
                assert all(part in text for part in actor["text"].split(" ... ")), actor
                assert actor["sector"] is None or actor["sector"] in set(Sector)
                assert actor["country"] or actor["sector"]


def test_there_are_sixty_articles_about_deployments_and_a_dozen_without() -> None:
    assert len(WRITTEN) >= 60
    assert sum(not line["contributions"] for line in WRITTEN) >= 12


def test_evidence_is_where_it_says() -> None:
    for line in DEPLOYMENTS:
        text = line["article"]["text"]
        for found in line["contributions"]:
            evidence = found["evidence"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_values_are_those_of_the_model() -> None:
    for line in DEPLOYMENTS:
        assert {found["status"] for found in line["contributions"]} <= set(ContributionStatus)
        assert {found["status"] for found in line.get("memberships", [])} <= set(MembershipStatus)
        assert {found["status"] for found in line.get("offices", [])} <= set(OfficeStatus)
        assert {found["phase"] for found in line.get("operations", [])} <= set(OperationPhase)
        for found in line["contributions"]:
            assert found["personnel"] is None or found["personnel_bounds"] is None


def test_the_seeds_are_what_their_gold_was_made_for() -> None:
    gold = {line["article"]["id"]: line["article"]["text"] for line in DEPLOYMENTS}
    seeds = [json.loads(file.read_text("utf-8")) for file in sorted(SEEDS.glob("*.json"))]
    assert len(seeds) >= 18
    for seed in seeds:
        assert gold[seed["id"]] == seed["text"]
        assert 150 <= len(seed["text"].split()) <= 400
        assert seed["cites"]
