"""Folding and the automaton."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.linking.aliases import Automaton, fold, folded
from graph.linking.catalog import Catalog


@pytest.fixture(scope="module")
def automaton() -> Automaton:
    catalog = Catalog.load()
    return Automaton(catalog.aliases(), catalog)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Côte d’Ivoire", "cote d ivoire"),
        ("Guinea-Bissau", "guinea bissau"),
        ("St. Lucia", "st lucia"),
        ("Łódź", "lodz"),
        ("Weißrussland", "weissrussland"),
        ("İzmir", "izmir"),
        ("Türkiye", "turkiye"),
    ],
)
def test_names_fold_to_keys(name: str, key: str) -> None:
    assert folded(name) == key


@given(st.text())
def test_folding_keeps_the_way_back(text: str) -> None:
    folding = fold(text)
    for index in range(1, len(folding.hay) - 1):
        assert 0 <= folding.place(index) < len(text)
        assert folding.place(index) < folding.end(index + 1) <= len(text)


def test_letters_that_fold_to_several_keep_offsets() -> None:
    folding = fold("Straße nach Wien")
    start = folding.hay.index("wien")
    assert folding.place(start) == 12
    assert folding.end(start + 4) == 16


def test_combining_accents_are_found() -> None:
    text = "Co\u0302te d'Ivoire"  # the accent is a character of its own
    assert fold(text).hay == " cote d ivoire "


def test_the_catalogue_gives_a_hundred_thousand_names() -> None:
    assert sum(1 for _ in Catalog.load().aliases(None)) >= 100_000


def test_names_stand_between_word_boundaries(automaton: Automaton) -> None:
    assert not list(automaton.find(fold("Germanyism and Iraninan")))
    assert {c.entity.id for _, _, found in automaton.find(fold("in Germany's west")) for c in found} >= {"state/DEU"}


def test_a_whole_name_is_looked_up_in_any_case(automaton: Automaton) -> None:
    assert "state/CIV" in {candidate.entity.id for candidate in automaton.named("CÔTE D'IVOIRE")}
    assert automaton.named("no such name at all") == ()
