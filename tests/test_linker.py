"""Parsed articles: persons, organisations, places, capitals, and who *they* are."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from graph.language import Parser
from graph.linking.document import LinkedArticle
from graph.linking.linker import Linker
from graph.model import Article, Recognition, Sector

pytestmark = pytest.mark.model
GOLD = Path(__file__).parent / "gold" / "linking_sentences.jsonl"


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.load()


def link(parser: Parser, linker: Linker, text: str, published: str | None = None) -> LinkedArticle:
    (doc,) = parser.parse([text])
    return linker.link(Article(id="a", text=text, published=published), doc)


def named(linked: LinkedArticle) -> dict[str, str]:
    return {mention.text: mention.entity for mention in linked.mentions}


def meant(linked: LinkedArticle, word: str) -> tuple[str, ...]:
    return next(linked.referents.get(token.i, ()) for token in linked.doc if token.text == word)


@pytest.mark.parametrize(
    ("text", "name", "entity"),
    [
        ("Zambian Foreign Minister Keli Walubita spoke.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("Foreign Minister Keli Walubita of Zambia spoke.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("The Zambian foreign minister, Keli Walubita, spoke.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("Keli Walubita, the Zambian foreign minister, spoke.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("Zambia's former foreign minister Keli Walubita spoke.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("Zambia will not pay, Foreign Minister Keli Walubita said.", "Keli Walubita", "person/keli-walubita-zmb"),
        ("Thomas Redcliff fell ill.", "Thomas Redcliff", "person/thomas-redcliff-xx"),
    ],
)
def test_unknown_persons_belong_where_the_text_says(
    parser: Parser, linker: Linker, text: str, name: str, entity: str
) -> None:
    linked = link(parser, linker, text)
    assert named(linked)[name] == entity
    assert not linked.entities[entity].known


def test_known_persons_go_before(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Kazakh President Kassym-Jomart Tokayev spoke. Tokayev left.")
    assert named(linked)["Tokayev"] == "person/kassym-jomart-tokayev"
    assert linked.entities["person/kassym-jomart-tokayev"].known


def test_a_surname_is_whoever_bears_it_in_the_article(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Portuguese Minister Joaquim Ferraz-Lobo came. Ferraz-Lobo spoke for an hour.")
    assert [m.entity for m in linked.mentions][1:] == ["person/joaquim-ferraz-lobo-prt"] * 2
    assert linked.mentions[-1].how is Recognition.COREFERENCE


def test_a_surname_with_a_title_stands_for_the_state(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Zambia refused. President Quollbert said so.")
    mention = linked.mentions[-1]
    assert (mention.text, mention.entity, mention.how) == ("President Quollbert", "state/ZMB", Recognition.OFFICE)
    (title,) = linked.titles.values()
    assert (title.words, title.sector) == ("president", Sector.GOV)


def test_a_surname_alone_is_nobody(parser: Parser, linker: Linker) -> None:
    assert named(link(parser, linker, "Quollbert said so.")) == {}


def test_a_capital_stands_for_its_state(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Moscow rejected the plan.")
    assert linked.mentions[0].entity == "place/moscow-rus"
    assert linked.mentions[0].how is Recognition.CAPITAL
    assert meant(linked, "Moscow") == ("state/RUS",)


def test_a_capital_is_a_place_where_something_happens_in_it(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Kenya signed in Moscow.")
    assert linked.mentions[-1].how is Recognition.NAME
    assert meant(linked, "Moscow") == ("place/moscow-rus",)


def test_brackets_introduce_an_acronym(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "The Harvest Growers Committee (HGC) met. The HGC will vote.")
    assert named(linked)["HGC"] == "organization/harvest-growers-committee"
    assert linked.mentions[-1].how is Recognition.COREFERENCE


@pytest.mark.parametrize(
    "text", ["The Foreign Ministry said so.", "The Supreme Court ruled.", "The National Army fled."]
)
def test_ordinary_organs_are_no_organisations(parser: Parser, linker: Linker, text: str) -> None:
    assert named(link(parser, linker, text)) == {}


def test_an_unknown_town_lies_in_the_country_of_its_sentence(parser: Parser, linker: Linker) -> None:
    linked = link(parser, linker, "Malian soldiers reached the village of Tinzawator.")
    assert named(linked)["Tinzawator"] == "place/tinzawator-mli"


@pytest.mark.parametrize(
    ("text", "word", "entities"),
    [
        ("Russian peacekeepers from the CSTO landed. They will guard airports.", "They", ("state/RUS",)),
        ("Kazakhstan called the CSTO. The bloc agreed.", "bloc", ("organization/CSTO",)),
        ("Chad and Sudan signed. The two countries will share water.", "countries", ("state/TCD", "state/SDN")),
        ("Kenya said it would pay.", "it", ("state/KEN",)),
        ("Sweden left, and Germany flew its soldiers home.", "its", ("state/DEU",)),
        ("The CSTO, a military alliance, met.", "alliance", ("organization/CSTO",)),
        ("The force, KFOR, patrols Kosovo.", "force", ("operation/kfor",)),
        ("Hezbollah fired rockets; the group said so.", "group", ("group/hezbollah",)),
        ("Turkish officials met. The officials smiled.", "officials", ("state/TUR",)),
        ("Saudi Arabia protested. The kingdom closed its embassy.", "kingdom", ("state/SAU",)),
        ("Vladimir Putin flew to Minsk. He met nobody.", "He", ("person/vladimir-putin",)),
        ("It is clear that Kenya won.", "It", ()),
        ("Kenya met Uganda. The kingdom of nobody.", "kingdom", ()),
    ],
)
def test_references_are_resolved(
    parser: Parser, linker: Linker, text: str, word: str, entities: tuple[str, ...]
) -> None:
    linked = link(parser, linker, text)
    found = [linked.referents.get(token.i, ()) for token in linked.doc if token.text == word]
    assert found[-1] == entities


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "🇺🇸🙂",
        "中国和俄罗斯",
        "Union of " * 300,
        "(ABC) " * 300,
        "President " * 300,
        "a" * 5000,
        "\x00\u202e",
    ],
)
def test_any_text_is_linked(parser: Parser, linker: Linker, text: str) -> None:
    linked = link(parser, linker, text)
    end = 0
    for mention in linked.mentions:
        assert end <= mention.span.start
        assert mention.span.of(text) == mention.text
        end = mention.span.end
    assert {entity for found in linked.referents.values() for entity in found} <= linked.entities.keys()


def test_the_gold_sentences_are_linked(parser: Parser, linker: Linker) -> None:
    """F1 by kind on the development sentences; the targets are those of the issue."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = row["article"]
        linked = link(parser, linker, article["text"], article["published"])
        gold = {(m["start"], m["end"], m["entity"]) for m in row["mentions"]}
        found = {(m.span.start, m.span.end, m.entity) for m in linked.mentions}
        for mention in gold | found:
            (right if mention in gold & found else wrong)[mention[2].partition("/")[0]] += 1
    assert _f1(right, wrong, "state", "territory") >= 0.97
    assert _f1(right, wrong, "organization") >= 0.95
    assert _f1(right, wrong, *right) >= 0.90


def _f1(right: Counter[str], wrong: Counter[str], *kinds: str) -> float:
    hits = sum(right[kind] for kind in kinds)
    return 2 * hits / (2 * hits + sum(wrong[kind] for kind in kinds))
