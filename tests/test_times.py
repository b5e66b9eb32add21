"""Dates: the grammar of phrases, their resolution, and which of them dates a clause."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction import datephrases, times
from graph.extraction.datephrases import Reference
from graph.model import Article
from tests.linked_texts import linked

THURSDAY = Reference(date(2022, 1, 6), 10)


def read(text: str, *, ahead: bool = False) -> list[str]:
    """The times that a text names, seen from Thursday, 6 January 2022."""
    reference = Reference(THURSDAY.day, THURSDAY.precision, ahead)
    return [str(datephrases.resolve(phrase, reference)) for phrase in datephrases.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 6 January 2021", "2021-01-06"),
        ("on January 6, 2021", "2021-01-06"),
        ("on the 5th of May", "2021-05-05"),
        ("from 5 to 9 May 2020", "2020-05-05/2020-05-09"),
        ("2021-03-04", "2021-03-04"),
        ("in March 1999", "1999-03"),
        ("in May", "2021-05"),
        ("in 2014", "2014"),
        ("in the 1990s", "1990/1999"),
        ("on Tuesday", "2022-01-04"),
        ("on Thursday", "2022-01-06"),
        ("last Thursday", "2021-12-30"),
        ("next Monday", "2022-01-10"),
        ("yesterday", "2022-01-05"),
        ("tomorrow", "2022-01-07"),
        ("last week", "2021-12-27/2022-01-02"),
        ("this month", "2022-01"),
        ("last month", "2021-12"),
        ("next year", "2023"),
        ("last December", "2021-12"),
        ("three days ago", "2022-01-03"),
        ("two months ago", "2021-11"),
        ("a year ago", "2021"),
        ("in the past two years", "2020/2022"),
        ("since 2014", "2014/.."),
        ("until March 2021", "../2021-03"),
        ("from 2003 to 2010", "2003/2010"),
        ("between May and June 2020", "2020-05/2020-06"),
        ("in 2003-2010", "2003/2010"),
        ("by the end of the year", "../2022"),
        ("early last year", "2021"),
    ],
)
def test_phrases_seen_from_publication(text: str, expected: str) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("on Tuesday", "2022-01-11"), ("in May", "2022-05"), ("on 5 March", "2022-03-05"), ("next week", None)],
)
def test_the_future_looks_ahead(text: str, expected: str | None) -> None:
    assert read(text, ahead=True) == [expected or "2022-01-10/2022-01-16"]


@pytest.mark.parametrize(
    "text",
    [
        "2014 soldiers",
        "in 2,014 cases",
        "May said so",
        "they may march",
        "the sun",
        "it will mar the talks",
        "a second",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["on 31 February 2020", "on Monday", "last week", "in May"])
def test_what_cannot_be_resolved_is_no_time(text: str) -> None:
    assert [datephrases.resolve(phrase, None) for phrase in datephrases.find(text)] == [None]


@pytest.mark.parametrize(
    ("published", "text", "expected"), [("2022", "last year", "2021"), ("2022-03", "last month", "2022-02")]
)
def test_coarse_publication_dates_resolve_what_they_can(published: str, text: str, expected: str) -> None:
    reference = times.reference(Article(id="a", text="", published=published))
    assert str(datephrases.resolve(datephrases.find(text)[0], reference)) == expected
    assert datephrases.resolve(datephrases.find("on Monday")[0], reference) is None


@pytest.mark.parametrize("published", [None, "", "soon", "2022-13"])
def test_no_date_of_publication(published: str | None) -> None:
    assert times.reference(Article(id="a", text="", published=published)) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Peru sent troops on Tuesday.", "sent", "2022-01-04"),
        ("On Tuesday, Peru sent troops.", "sent", "2022-01-04"),
        ("Peru will send troops on Tuesday.", "send", "2022-01-11"),
        ("Peru launched on Tuesday a raid on the camp.", "raid", "2022-01-04"),
        ("Peru said on Wednesday that its troops had withdrawn on Monday.", "withdrawn", "2022-01-03"),
        ("Peru said on Wednesday that its troops had withdrawn.", "withdrawn", None),
        ("Rebels attacked on Tuesday, killing ten.", "killing", "2022-01-04"),
        ("Peru agreed on Monday to send troops in May.", "send", "2022-05"),
        ("Peru sent troops on Tuesday, two weeks after rebels overran the north.", "overran", None),
        ("Peru protested on Tuesday after the attack.", "attack", None),
        ("Peru sent troops.", "sent", None),
    ],
)
def test_which_date_belongs_to_a_clause(text: str, word: str, expected: str | None) -> None:
    article = linked(text, published="2022-01-06T09:54:00Z")
    time = times.of(next(token for token in article.doc if token.text == word), article)
    assert (None if time is None else str(time)) == expected


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    for phrase in datephrases.find(text):
        datephrases.resolve(phrase, THURSDAY)
