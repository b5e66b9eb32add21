"""Numbers word by word."""

from __future__ import annotations

import pytest
import spacy

from graph.extraction import counts

NLP = spacy.blank("en")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2,000 troops", 2000, 2000),
        ("some 2,000 troops", 2000, 2000),
        ("up to 1,200 soldiers", None, 1200),
        ("more than 900 men", 900, None),
        ("at least three hundred police", 300, None),
        ("850 to 1,100 men", 850, 1100),
        ("between 300 and 400 troops", 300, 400),
        ("two hundred and fifty soldiers", 250, 250),
        ("two dozen trainers", 24, 24),
        ("1.5 million people", 1500000, 1500000),
    ],
)
def test_read(text: str, low: int | None, high: int | None) -> None:
    count = counts.read(list(NLP(text)), 0)
    assert count is not None
    assert (count.quantity.low, count.quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text", ["several hundred police officers", "hundreds of fighters", "tens of thousands of men"]
)
def test_vague_numbers_are_none(text: str) -> None:
    tokens = list(NLP(text))
    assert counts.last(tokens, 0, len(tokens)) is None


def test_of_a_part_and_its_whole_the_part_counts() -> None:
    tokens = list(NLP("the first 200 of 1,000 police"))
    count = counts.part(tokens, 0, 5)
    assert count is not None
    assert count.quantity.value == 200
