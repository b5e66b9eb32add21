"""Every member of the United Nations by its demonym, each in a sentence."""

from __future__ import annotations

import pytest

from graph.linking.catalog import Catalog
from graph.linking.linker import Linker
from graph.model import Recognition

MEMBERS = Catalog.load().members("organization/UN")
MEMBERS_TODAY = 193


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.load()


def test_the_table_has_every_member() -> None:
    assert len(MEMBERS) == MEMBERS_TODAY


@pytest.mark.parametrize("state", MEMBERS)
def test_demonyms_name_their_state(linker: Linker, state: str) -> None:
    catalog = linker.catalog
    forms = [alias for alias in catalog.aliases() if alias.entity == state and alias.how is Recognition.DEMONYM]
    others = {alias.text for alias in catalog.aliases() if alias.entity != state and alias.strength == "strong"}
    forms = [form for form in forms if form.text not in others]  # Somalilander is Somaliland's first
    assert forms, f"{state} has no demonym"
    label = catalog.entity(state).label
    for form in forms:
        # The name of the state settles the forms that several states share (Congolese, Dominican).
        text = f"{label} said that a {form.text} official had spoken."
        found = {(mention.text, mention.entity) for mention in linker.find(text)}
        assert (form.text, state) in found


@pytest.mark.parametrize("state", MEMBERS)
def test_the_first_demonym_needs_no_help(linker: Linker, state: str) -> None:
    catalog = linker.catalog
    strong = [
        alias.text
        for alias in catalog.aliases()
        if alias.entity == state and alias.how is Recognition.DEMONYM and alias.strength == "strong"
    ]
    for form in strong:
        assert (form, state) in {(m.text, m.entity) for m in linker.find(f"A {form} official spoke on Monday.")}
