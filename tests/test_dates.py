from __future__ import annotations

import pytest

from graph.articles import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("09:54 GMT 06.01.2022", "2022-01-06T09:54:00Z"),
        ("2022-01-06T09:54:00+06:00", "2022-01-06T03:54:00Z"),
        ("2022-01-06 09:54", "2022-01-06"),  # no zone: only the day is certain
        ("Thu, 06 Jan 2022 09:54:00 GMT", "2022-01-06T09:54:00Z"),
        ("January 6, 2022", "2022-01-06"),
        ("6th January 2022, 9:54 am EST", "2022-01-06T14:54:00Z"),
        ("Published 13/01/2022 10:22 CET", "2022-01-13T09:22:00Z"),
        ("2022-01", "2022-01"),
        ("1999", "1999"),
    ],
)
def test_reads_what_is_certain(text: str, iso: str) -> None:
    assert dates.normalize(text) == iso


@pytest.mark.parametrize("text", ["06/01/2022", "2022-13-01", "31.02.2022", "soon", "", "99:99 GMT"])
def test_refuses_what_is_not(text: str) -> None:
    assert dates.normalize(text) is None


def test_a_line_counts_as_a_date_only_when_it_says_nothing_else() -> None:
    assert dates.alone("Updated: 6 January 2022, 09:54 GMT") == "2022-01-06T09:54:00Z"
    assert dates.alone("The talks of 6 January 2022 failed") is None
    assert dates.alone("1,200 troops") is None


def test_a_labelled_date_at_the_head_of_a_line_is_taken_off() -> None:
    assert dates.leading("date 2022-01-06 Welcome back") == ("2022-01-06", "Welcome back")
    assert dates.leading("2022-01-06 Welcome back") is None


def test_a_dateline_dates_its_story() -> None:
    assert dates.dateline("KATHMANDU, March 14, 2023 (Agency) - Nepal will send more.") == "2023-03-14"
    assert dates.dateline("BAMAKO, Mali, 14 March 2023 \u2014 The last of them left.") == "2023-03-14"
    assert dates.dateline("Kathmandu, which on March 14, 2023 - a Tuesday - saw rain, is dry.") is None
    assert dates.dateline("The truce of March 14, 2023 held.") is None
