"""The lexicon of predicates: what its rows may hold, and which phrases stand in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import CatalogError
from graph.extraction import predicates
from graph.extraction.lexicon import read
from graph.extraction.predicates import candidates, index, lemma
from tests.linked_texts import linked

COLUMNS = ("kind", "words", "with", "act", "roles", "else")


def row(tmp_path: Path, line: str) -> list[predicates.Predicate]:
    """The predicates of one row of a table."""
    file = tmp_path / "table.tsv"
    file.write_text("\t".join(COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    return [each for found in read(file, COLUMNS) for each in predicates._predicates(found)]


def test_a_phrase_has_a_head_and_other_words(tmp_path: Path) -> None:
    (found,) = row(tmp_path, "v\tbreak off\t@ties\tcut-relations\twith")
    assert (found.head, found.others, found.roles) == ("break", frozenset(["off"]), ("with",))


def test_the_head_of_a_noun_stands_last_unless_of_follows(tmp_path: Path) -> None:
    found = row(tmp_path, "n\thunger strike, state of emergency\t\tdissent\tagainst")
    assert [each.head for each in found] == ["strike", "state"]


def test_hyphens_also_part_words(tmp_path: Path) -> None:
    found = row(tmp_path, "n\tcease-fire\t\tceasefire")
    assert [(each.head, each.others) for each in found] == [
        ("cease-fire", frozenset()),
        ("fire", frozenset(["cease"])),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x\tgo\t\tvisit", "kind"),
        ("v\tgo\t\tno-such-act", "no-such-act"),
        ("v\tgo\t\t+no-such-operator", "no-such-operator"),
        ("v\tgo\t@no-such-class\tvisit", "no-such-class"),
        ("v\tgo\tno-such-condition\tvisit", "no-such-condition"),
        ("v\tgo\t\t+will\t\tno-such-act", "no-such-act"),
    ],
)
def test_a_wrong_row_is_told_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(CatalogError, match=said) as caught:
        row(tmp_path, line)
    assert (caught.value.file, caught.value.line) == ("table.tsv", 2)


def test_the_lexicon_is_broad() -> None:
    assert sum(map(len, index().values())) > 3500


def found(text: str, word: str) -> set[str]:
    """The rules whose words stand around a word of a text."""
    token = next(each for each in linked(text).doc if each.text == word)
    return {each.rule for each in candidates(token) if each.head != predicates.ANY}


@pytest.mark.model
def test_particles_must_be_there() -> None:
    assert "v.call-off" in found("Latvia called off the talks.", "called")
    assert "v.call-off" not in found("Latvia called for talks.", "called")


@pytest.mark.model
def test_a_preposition_must_hang_on_the_phrase() -> None:
    assert "v.approve-of" in found("Latvia approves of the plan.", "approves")
    assert "v.approve-of" not in found("Latvia approved the text of a plan.", "approved")


@pytest.mark.model
def test_lemmas_are_repaired() -> None:
    doc = linked("Students have staged rallies in Peru.").doc
    assert lemma(doc[2]) == "stage"
