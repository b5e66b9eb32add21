"""Which number counts which noun."""

from __future__ import annotations

import pytest

from graph.extraction import quantities
from tests.linked_texts import linked

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "low", "high"),
    [
        ("Some 2,000 Peruvian soldiers arrived.", "soldiers", 2000, 2000),
        ("Up to 500 peacekeepers will go.", "peacekeepers", None, 500),
        ("It sent at least 30 troops.", "troops", 30, None),
        ("Between 300 and 400 police left.", "police", 300, 400),
        ("A company of 120 was sent.", "company", 120, 120),
        ("A contingent of 300 soldiers left.", "contingent", 300, 300),
        ("A force of some 1,500 is ready.", "force", 1500, 1500),
        ("Three thousand five hundred troops came.", "troops", 3500, 3500),
        ("It deployed two dozen trainers.", "trainers", 24, 24),
        ("It has 1.5 million refugees.", "refugees", 1_500_000, 1_500_000),
        ("A 300-strong contingent landed.", "contingent", 300, 300),
        ("The 1,200-member battalion left.", "battalion", 1200, 1200),
        ("Two frigates sailed.", "frigates", 2, 2),
        ("Several hundred soldiers fled.", "soldiers", 200, None),
        ("Dozens of policemen came.", "policemen", 24, None),
        ("Hundreds of thousands of refugees fled.", "refugees", 200_000, None),
        ("Half of the 8,000 troops went home.", "troops", 4000, 4000),
        ("Two thirds of its 600 men deserted.", "men", 400, 400),
    ],
)
def test_number_of_a_noun(text: str, word: str, low: int | None, high: int | None) -> None:
    found = quantities.of(next(token for token in linked(text).doc if token.text == word))
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_no_number() -> None:
    assert quantities.of(linked("The troops came.").doc[1]) is None
