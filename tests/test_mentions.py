"""Names in plain text: boundaries, case, longest match, possessives, hyphens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.linking.linker import Linker


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.load()


def found(linker: Linker, text: str) -> list[tuple[str, str]]:
    return [(mention.text, mention.entity) for mention in linker.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia's army", [("Russia", "state/RUS")]),
        ("a Russian-led force", [("Russian", "state/RUS")]),
        ("the U.S.-backed plan", [("U.S.", "state/USA")]),
        ("sold to the U.S.", [("U.S.", "state/USA")]),
        ("troops of the UN and the EU", [("UN", "organization/UN"), ("EU", "organization/EU")]),
        ("Nato said", [("NATO".title(), "organization/NATO")]),
        ("Guinea-Bissau and Equatorial Guinea", [("Guinea-Bissau", "state/GNB"), ("Equatorial Guinea", "state/GNQ")]),
        ("Papua New Guinea", [("Papua New Guinea", "state/PNG")]),
        ("Nigeria, not Niger", [("Nigeria", "state/NGA"), ("Niger", "state/NER")]),
        ("the Dominican Republic", [("Dominican Republic", "state/DOM")]),
        ("Côte d’Ivoire", [("Côte d’Ivoire", "state/CIV")]),
        ("Cote d'Ivoire", [("Cote d'Ivoire", "state/CIV")]),
        ("the Russians’ convoy", [("Russians", "state/RUS")]),
        ("IRAN AND IRAQ AGREE", [("IRAN", "state/IRN"), ("IRAQ", "state/IRQ")]),
        ("South Korea's navy", [("South Korea", "state/KOR")]),
        ("in Россия", [("Россия", "state/RUS")]),
    ],
)
def test_names_are_found(linker: Linker, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(linker, text) == expected


@pytest.mark.parametrize(
    "text",
    ["tell us who it is", "a turkey dinner", "the hanging chad", "iran", "discus", "reading a book", "Nice try"],
)
def test_words_are_no_names(linker: Linker, text: str) -> None:
    assert found(linker, text) == []


def test_a_headline_in_capitals_does_not_make_words_acronyms(linker: Linker) -> None:
    assert found(linker, "FRANCE TELLS US TO STOP") == [("FRANCE", "state/FRA")]


def test_offsets_are_code_points(linker: Linker) -> None:
    text = "🙂 “Straße” — Kenya"
    (mention,) = linker.find(text)
    assert mention.span.of(text) == mention.text == "Kenya"


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    end = 0
    for mention in Linker.load().find(text):
        assert mention.span.start >= end
        assert mention.span.of(text) == mention.text
        end = mention.span.end
