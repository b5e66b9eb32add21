"""Memberships: nouns, verbs, and which standing outlasts which. The texts are our own."""

from __future__ import annotations

import pytest

from graph.extraction import memberships
from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article, Membership

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str) -> set[tuple[str, str, str]]:
    doc = next(parser.parse([text]))
    linked = Linker.load().link(Article(id="test", text=text, published="2023-03-01"), doc)
    return {
        (s.member, s.organization, s.status.value)
        for claim in memberships.find(linked)
        if isinstance(s := claim.statement, Membership)
    }


CASES = [
    ("NATO member Norway will host the talks.", {("state/NOR", "organization/NATO", "member")}),
    ("Kazakhstan is also a member of the CSTO.", {("state/KAZ", "organization/CSTO", "member")}),
    ("Finland joined NATO on Tuesday.", {("state/FIN", "organization/NATO", "member")}),
    ("Ukraine has applied to join the European Union.", {("state/UKR", "organization/EU", "candidate")}),
    ("Georgia hopes to join NATO one day.", {("state/GEO", "organization/NATO", "candidate")}),
    ("Mali was suspended from ECOWAS after the coup.", {("state/MLI", "organization/ECOWAS", "suspended")}),
    ("Britain left the European Union in 2020.", {("state/GBR", "organization/EU", "left")}),
    ("The African Union suspended Sudan on Friday.", {("state/SDN", "organization/AU", "suspended")}),
    ("Serbia, which is not a member of NATO, protested.", set()),
    ("Norway joined NATO's mission in Iraq.", set()),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_memberships(parser: Parser, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert found(parser, text) == expected
