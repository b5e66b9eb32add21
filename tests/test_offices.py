"""Offices: titles, appositions, verbs, and of whom they are. The texts are our own."""

from __future__ import annotations

import pytest

from graph.extraction import offices
from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article, OfficeHolding

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str) -> set[tuple[str, str, str, str]]:
    doc = next(parser.parse([text]))
    linked = Linker.load().link(Article(id="test", text=text, published="2019-03-01"), doc)
    return {
        (linked.entities[s.person].label, s.office, s.of, s.status.value)
        for claim in offices.find(linked)
        if isinstance(s := claim.statement, OfficeHolding)
    }


CASES = [
    (
        "Ghanaian President Lorando Amissah met the envoys on Monday.",
        ("Lorando Amissah", "president", "state/GHA", "holds"),
    ),
    (
        "Norway's defence minister, Solveig Haugstad, said the troops would stay.",
        ("Solveig Haugstad", "defence minister", "state/NOR", "holds"),
    ),
    (
        "Tomas Ledesma, the former prime minister of Peru, called for talks.",
        ("Tomas Ledesma", "prime minister", "state/PER", "held"),
    ),
    (
        "Poland will not send soldiers, Foreign Minister Zygmunt Karwacki said on Friday.",
        ("Zygmunt Karwacki", "foreign minister", "state/POL", "holds"),
    ),
    (
        "African Union Commission chairperson Amadou Sissoko welcomed the offer.",
        ("Amadou Sissoko", "commission chair", "organization/AU", "holds"),
    ),
    (
        "Ingrid Solberg was elected president of Iceland on Saturday.",
        ("Ingrid Solberg", "president", "state/ISL", "elected"),
    ),
    (
        "Mali's ousted president, Boubou Traore, was flown to Dakar.",
        ("Boubou Traore", "president", "state/MLI", "held"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_offices(parser: Parser, text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in found(parser, text)


def test_a_leader_of_nothing_named_holds_no_office(parser: Parser) -> None:
    assert found(parser, "A leader of the protest, Marek Horvath, asked for water.") == set()


def test_a_plural_title_belongs_to_the_second_name_too(parser: Parser) -> None:
    text = "Presidents Lorando Amissah of Ghana and Tomas Ledesma of Peru signed the accord."
    assert ("Tomas Ledesma", "president", "state/PER", "holds") in found(parser, text)
