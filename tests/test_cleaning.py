from __future__ import annotations

from graph.articles.cleaning import clean, tidy

LEAD = "Ghana will send a company of engineers to the mission next month, its defence minister said."
SECOND = "The unit of 120 will rebuild two bridges that floods washed away in the north of the country."
THIRD = "Parliament still has to approve the plan; a vote is expected before the recess in August."


def test_a_body_that_stands_twice_is_kept_once() -> None:
    page = clean(["Ghana to send engineers after floods", LEAD, SECOND + THIRD, LEAD, SECOND, THIRD])
    assert page.title == "Ghana to send engineers after floods"
    assert page.paragraphs == (LEAD, SECOND, THIRD)
    assert "left out paragraphs glued together" in page.notes


def test_glued_sentences_are_parted_where_nothing_else_is_left() -> None:
    assert clean([SECOND + THIRD]).paragraphs == (f"{SECOND} {THIRD}",)


def test_abbreviations_and_figures_are_not_parted() -> None:
    text = "The U.S.Army paid $1.5Million for it, e.g.for fuel, at 10.30Zulu time, officials said."
    assert clean([text]).paragraphs == (text,)


def test_notices_and_tags_and_dates_are_taken_out() -> None:
    page = clean(["Subscribe now", "Advertisement", LEAD, "west africa", "14 May 2019, 08:00 GMT", SECOND, "Read more"])
    assert page.paragraphs == (LEAD, SECOND)
    assert page.published == "2019-05-14T08:00:00Z"


def test_the_metadata_win_over_the_text() -> None:
    page = clean(["01.02.2003", LEAD], title="A title", published="2019-05-14")
    assert (page.title, page.published) == ("A title", "2019-05-14")


def test_a_list_under_a_heading_sentence_is_no_row_of_tags() -> None:
    rows = ["The contingents are:", "Kenya: 1,000", "Jamaica: 24", "El Salvador 78"]
    assert clean([LEAD, *rows]).paragraphs == (LEAD, *rows)


def test_a_teaser_is_dropped_for_the_paragraph_that_it_opens() -> None:
    assert clean([LEAD[:60], "x " * 30 + ".", LEAD]).paragraphs[-1] == LEAD


def test_invisible_characters_vanish() -> None:
    assert tidy("\ufeffCo\u00adlombia\u200b \u00a0 says\x07 no") == "Colombia says no"
