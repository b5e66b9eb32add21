from __future__ import annotations

from itertools import permutations

from graph.articles.syndication import Syndication
from graph.model import Article

STORY = " ".join(f"Sentence {n} says that the convoy of day {n} reached camp {n * 7} before dark." for n in range(12))


def _article(name: str, text: str, published: str | None = "2020-01-02") -> Article:
    return Article(id=name, text=text, published=published)


def _known(*articles: Article) -> Syndication:
    known = Syndication()
    for article in articles:
        known.add(article)
    return known


def test_a_reprint_shares_the_origin_of_the_first() -> None:
    wire = _article("wire", STORY, "2020-01-01")
    reprint = _article("paper", STORY + " Reporting by our staff.")
    other = _article("other", "Something else entirely happened that day in another country, officials said.")
    known = _known(wire, reprint, other)
    assert known.group("paper") == {"wire", "paper"}
    assert known.origin(known.group("paper")) == "wire"
    assert known.group("other") == {"other"}


def test_the_order_of_reading_decides_nothing() -> None:
    copies = [_article(name, STORY + f" {name}", f"2020-01-0{n}") for n, name in enumerate("cab", start=1)]
    origins = {(known := _known(*order)).origin(known.group("a")) for order in permutations(copies)}
    assert origins == {"c"}


def test_without_the_first_the_next_one_is_the_origin() -> None:
    known = _known(_article("a", STORY), _article("b", STORY), _article("undated", STORY, None))
    known.remove("a")
    assert known.origin(known.group("undated")) == "b"


def test_a_corrected_text_leaves_its_group() -> None:
    known = _known(_article("a", STORY), _article("b", STORY))
    known.add(_article("b", "Quite another text stands here now, with nothing of the old one left in it."))
    assert known.group("a") == {"a"}


def test_texts_without_words_are_no_trouble() -> None:
    known = _known(_article("a", ""), _article("b", "!!!"))
    assert "a" in known.group("a")
