"""Locations: places as places, and capitals that stand for governments. The texts are our own."""

from __future__ import annotations

import pytest

from graph.extraction import locations
from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article, Location

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str) -> set[tuple[str, str]]:
    doc = next(parser.parse([text]))
    linked = Linker.load().link(Article(id="test", text=text, published="2022-03-01"), doc)
    return {
        (claim.statement.place, claim.statement.within)
        for claim in locations.find(linked)
        if isinstance(claim.statement, Location)
    }


def test_a_city_lies_in_its_state(parser: Parser) -> None:
    assert found(parser, "Riots broke out in Almaty on Tuesday.") == {("place/almaty-kaz", "state/KAZ")}


def test_a_government_is_no_place(parser: Parser) -> None:
    assert found(parser, "Moscow rejected the accusation.") == set()


def test_a_town_that_no_catalogue_lists_lies_in_the_country_of_its_phrase(parser: Parser) -> None:
    assert ("place/oberkampfing-deu", "state/DEU") in found(
        parser, "Shots were fired in the German village of Oberkampfing on Friday."
    )
