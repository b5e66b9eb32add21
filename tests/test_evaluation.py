from __future__ import annotations

from pathlib import Path

import pytest

from graph import records
from graph.errors import ArticleError
from graph.evaluation import Gold, Scorecard, load
from graph.evaluation.measures import measure
from graph.model import Article, Extraction

TEXT = "Kenya sent 400 police to Haiti."


def _gold(**sections: list[dict]) -> Gold:
    return Gold(Article(id="a", text=TEXT), "dev", sections)


def _found(**sections: list[dict]) -> Extraction:
    return records.read({"article": {"id": "a", "text": TEXT}, **sections})


def _contribution(contributor: str, **more: object) -> dict:
    return {"contributor": contributor, "host": "state/HTI", "status": "deployed", **more}


def test_contributions_are_counted_by_contributor_host_personnel_and_status() -> None:
    gold = _gold(contributions=[_contribution("state/KEN", personnel=400), _contribution("state/JAM")])
    found = _found(contributions=[_contribution("state/KEN", personnel=40), _contribution("state/USA")])
    outcomes = measure(gold, found)
    assert outcomes["contributions"].right == {("state/KEN",)}
    assert outcomes["contributions"].wrong == {("state/USA",)}
    assert outcomes["contributions"].missed == {("state/JAM",)}
    assert outcomes["personnel"].missed == {("state/KEN", "400")}
    assert outcomes["status"].right == {("state/KEN", "state/HTI", "deployed")}


def test_the_first_event_counts_and_a_reciprocal_one_has_no_direction() -> None:
    actors = [{"entity": f"state/{code}", "country": code, "sector": None} for code in ("PER", "CHL")]
    gold = _gold(events=[{"type": "CONSULT", "source": actors, "target": []}])
    wrong_first = [{"type": "ACCUSE"}, {"type": "CONSULT", "source": actors[:1], "target": actors[1:]}]
    assert measure(gold, _found(events=wrong_first))["event type"].missed == {("CONSULT",)}
    outcomes = measure(gold, _found(events=wrong_first[1:]))
    assert outcomes["event triple"].right == {("CHL", "CONSULT", "PER")}


def test_nothing_found_is_nothing_right() -> None:
    card = Scorecard()
    card.add(_gold(events=[{"type": "AID", "source": [{"country": "NOR"}]}]), _found())
    figures = card.figures()["event type"]
    assert (figures.right, figures.wrong, figures.missed, figures.f1) == (0, 0, 1, 0.0)


def test_sections_without_gold_are_not_scored() -> None:
    assert measure(_gold(offices=[]), _found(contributions=[_contribution("state/KEN")])).keys() == {"offices"}


def test_false_contributions_are_a_mean_over_articles_that_have_none() -> None:
    card = Scorecard()
    card.add(_gold(contributions=[]), _found(contributions=[_contribution("state/KEN")]))
    assert card.false_contributions == 1.0


def test_rules_are_counted_and_runs_compared() -> None:
    before, after = Scorecard(), Scorecard()
    gold = _gold(contributions=[_contribution("state/KEN")])
    before.add(gold, _found(contributions=[_contribution("state/USA", rule="verb.send")]))
    after.add(gold, _found(contributions=[_contribution("state/KEN", rule="verb.send")]))
    assert after.rules() == {"verb.send": (1, 0)}
    changes = {(change, name) for change, name, _, _ in after.against(before.dump())}
    assert ("gained", "contributions") in changes
    assert ("mended", "contributions") in changes
    assert not list(after.against(after.dump()))


def test_a_person_is_the_same_with_and_without_the_country_in_the_key() -> None:
    office = {"office": "president", "of": "state/CHL"}
    outcomes = measure(
        _gold(offices=[{"person": "person/ana-soto", **office}]),
        _found(offices=[{"person": "person/ana-soto-chl", **office}]),
    )
    assert not outcomes["offices"].missed


def test_a_line_that_is_no_gold_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"article": {"id": "a", "text": "Yes."}}\n{"no": 1}\n')
    with pytest.raises(ArticleError, match=r"gold\.jsonl:2"):
        load([tmp_path])


def test_intervals_are_the_same_every_time() -> None:
    card = Scorecard()
    card.add(_gold(offices=[]), _found())
    assert card.figures() == card.figures()
