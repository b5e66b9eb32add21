"""Ambiguous names, decided by context or left open."""

from __future__ import annotations

import pytest

from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.load()


def meant(linker: Linker, text: str, word: str) -> str | None:
    return next((mention.entity for mention in linker.find(text) if mention.text == word), None)


@pytest.mark.parametrize(
    ("text", "word", "entity"),
    [
        ("Georgia accused Russia of shelling Tbilisi.", "Georgia", "state/GEO"),
        ("Ballots were counted again in Atlanta, Georgia.", "Georgia", "place/us-ga"),
        ("Georgia Williams sang.", "Georgia", None),
        ("Jordan closed its border.", "Jordan", "state/JOR"),
        ("Jordan Henderson scored.", "Jordan", None),
        ("Michael Jordan scored.", "Jordan", None),
        ("Chad recalled its envoy.", "Chad", "state/TCD"),
        ("Chad Miller was there.", "Chad", None),
        ("Congo's army left Goma.", "Congo", "state/COD"),
        ("Congo's army held Brazzaville.", "Congo", "state/COG"),
        ("Both Koreas met; Korea is one, said a poet.", "Korea", None),
        ("Seoul spoke for Korea.", "Korea", "state/KOR"),
        ("Dominican police in Santo Domingo", "Dominican", "state/DOM"),
        ("Dominican police in Roseau", "Dominican", "state/DMA"),
        ("Shells fell on Tripoli, and Libya asked for a truce.", "Tripoli", "place/tripoli-lby"),
        ("Militias fought in Tripoli, and the Lebanese army from Beirut came.", "Tripoli", "place/tripoli-lbn"),
        ("Washington rejected the offer.", "Washington", "place/washington-usa"),
        ("The coast of Seychelles near Victoria", "Victoria", "place/victoria-syc"),
        ("IS fighters left Mosul.", "IS", "group/islamic-state"),
        ("This IS the end.", "IS", None),
    ],
)
def test_context_decides(linker: Linker, text: str, word: str, entity: str | None) -> None:
    assert meant(linker, text, word) == entity


@pytest.mark.model
@pytest.mark.parametrize(("day", "entity"), [("1985-01-01", "state/COG"), ("2010-01-01", "state/COD")])
def test_the_date_decides_which_congo(linker: Linker, day: str, entity: str) -> None:
    text = "Congo asked for grain."
    linked = linker.link(Article(id="a", text=text, published=day), next(Parser().parse([text])))
    assert [mention.entity for mention in linked.mentions] == [entity]
