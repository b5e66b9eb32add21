"""Noun phrases and the actors they denote."""

from __future__ import annotations

import pytest

from graph.extraction import actors
from graph.extraction.inheritance import inherit
from tests.linked_texts import linked

pytestmark = pytest.mark.model

GROUPS = {
    "Hizb": "group/hizb LBN REB",
    "UN": "organization/UN IGO",
    "Nairobi": "place/nairobi-ken KEN",
    "Riga": "place/riga-lva LVA",
    "Otieno": "person/otieno-ken KEN",
    "Mary_Wafula": "person/mary-wafula-xx",
}


def read(text: str, word: str) -> list[str]:
    """The actors of the phrase that the word heads, as COUNTRY SECTOR."""
    article = linked(text, **GROUPS)
    token = next(token for token in article.doc if token.text == word)
    return [f"{actor.country or '-'} {actor.sector or '-'}" for actor in actors.read(token, article)]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # names
        ("Latvia protested.", "Latvia", ["LVA -"]),
        ("Peru and Chile signed a treaty.", "Peru", ["PER -", "CHL -"]),
        ("The UN sent food.", "UN", ["IGO -"]),
        ("Hizb fired rockets.", "Hizb", ["LBN REB"]),
        # nationalities as persons
        ("Thousands of Peruvians marched.", "Thousands", ["PER CVL"]),
        ("Bosnian Serbs left the town.", "Serbs", ["BIH CVL"]),
        ("Ethnic Albanians in Serbia marched.", "Albanians", ["SRB CVL"]),
        ("Iraqi Kurds voted.", "Kurds", ["IRQ CVL"]),
        ("Tamils fled.", "Tamils", ["LKA CVL"]),
        # adjectives, possessors, prepositions
        ("Senior Peruvian and Chilean officials met.", "officials", ["CHL GOV", "PER GOV"]),
        ("Latvia's parliament voted.", "parliament", ["LVA LEG"]),
        ("The constitutional court of Latvia ruled.", "court", ["LVA JUD"]),
        ("Rebels in Uganda surrendered.", "Rebels", ["UGA REB"]),
        ("Iraqi refugees in Lebanon protested.", "refugees", ["IRQ REF"]),
        ("The governments of Peru and Chile agreed.", "governments", ["PER GOV", "CHL GOV"]),
        ("The UN peacekeepers withdrew.", "peacekeepers", ["IGO MIL"]),
        ("Guerrillas operating in Peru kidnapped him.", "Guerrillas", ["PER REB"]),
        # words that decide the sector
        ("A rebel commander in Uganda surrendered.", "commander", ["UGA REB"]),
        ("Kenyan opposition leaders were arrested.", "leaders", ["KEN OPP"]),
        ("The Kenyan opposition newspaper was closed.", "newspaper", ["KEN JRN"]),
        ("Kenyan government troops attacked.", "troops", ["KEN MIL"]),
        ("Kenyan intelligence officials met.", "officials", ["KEN SPY"]),
        ("Peruvian police officers fled.", "officers", ["PER COP"]),
        ("Peruvian human rights activists met.", "activists", ["PER OPP"]),
        ("A former Peruvian president was jailed.", "president", ["PER ELI"]),
        ("Peruvian coca growers blocked the road.", "growers", ["PER AGR"]),
        ("Kenyan border guards fired.", "guards", ["KEN COP"]),
        ("Latvian trade unions called a strike.", "unions", ["LVA LAB"]),
        # groups and their members
        ("Hizb guerrillas fired rockets.", "guerrillas", ["LBN REB"]),
        ("Hizb officials met.", "officials", ["LBN REB"]),
        ("A member of the Latvian parliament resigned.", "member", ["LVA LEG"]),
        ("One third of the Peruvian rebels surrendered.", "third", ["PER REB"]),
        ("Hundreds of Kenyan students marched.", "Hundreds", ["KEN EDU"]),
        ("Leaders of the Peruvian rebels met.", "Leaders", ["PER REB"]),
        # coordination
        ("Latvian helicopters and tanks attacked.", "helicopters", ["LVA MIL"]),
        ("The Kenyan government and the rebels agreed.", "government", ["KEN GOV", "- REB"]),
        # what does not own
        ("The pro-Iranian militia attacked.", "militia", ["- REB"]),
        ("Danish-led forces attacked.", "forces", ["DNK MIL"]),
        ("Danish-led Iraqi forces attacked.", "forces", ["IRQ MIL"]),
        # persons
        ("Kenyan President Otieno resigned.", "Otieno", ["KEN GOV"]),
        ("Former Kenyan president Otieno resigned.", "Otieno", ["KEN ELI"]),
        ("Kenyan opposition leader Mary Wafula was jailed.", "Wafula", ["KEN OPP"]),
        ("Mary Wafula, a Kenyan judge, was jailed.", "Wafula", ["KEN JUD"]),
        # names that nobody lists
        ("Latvian Foreign Minister Janis Berzins resigned.", "Berzins", ["LVA GOV"]),
        ("The Truce Violations Committee complained.", "Committee", ["NGO -"]),
        ("The World Onion Agency complained.", "Agency", ["IGO -"]),
        # things that stand for their owner, or for nobody
        ("Bulldozers demolished Peruvian homes.", "homes", ["PER CVL"]),
        ("Bulldozers demolished homes.", "homes", []),
        ("Tanks were sold.", "Tanks", []),
        ("An agreement was signed.", "agreement", []),
        ("Gunmen attacked.", "Gunmen", ["- UAF"]),
        ("Charities protested.", "Charities", ["NGO -"]),
        ("Iraqis fleeing the war crossed the border.", "Iraqis", ["IRQ REF"]),
        ("His Hizb captors freed him.", "captors", ["LBN REB"]),
        ("Supporters of Otieno marched.", "Supporters", ["KEN OPP"]),
        ("Kenya's Janis Berzins resigned.", "Berzins", ["KEN GOV"]),
        ("The Security Council met.", "Council", ["IGO GOV"]),
        ("Peruvian Muslims prayed.", "Muslims", ["PER REL"]),
        ("The Kenyan opposition lawmakers left.", "lawmakers", ["KEN OPP"]),
        ("Two Chilean nationals and a Kenyan were freed.", "Kenyan", ["KEN CVL"]),
        ("Kenya and its Iraqi counterpart met.", "counterpart", ["IRQ GOV"]),
        ("The Peruvian military government fell.", "government", ["PER GOV"]),
        ("Aid agencies protested.", "agencies", ["NGO REF"]),
        ("A regional force was sent.", "force", ["IGO MIL"]),
        # pronouns and relative clauses
        ("The rebels in Uganda who surrendered are safe.", "who", ["UGA REB"]),
        ("Kenya said it would send help.", "it", ["KEN -"]),
        ("Kenya withdrew its troops.", "troops", ["KEN MIL"]),
    ],
)
def test_who_is_denoted(text: str, word: str, expected: list[str]) -> None:
    assert sorted(read(text, word)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Kenya rejected Serbia's plan.", "plan", ["SRB -"]),
        ("Kenya rejected the Danish plan.", "plan", ["DNK -"]),
        ("Kenya rejected a plan by Latvia.", "plan", ["LVA -"]),
        ("Kenya rejected the Peruvian opposition demands.", "demands", ["PER OPP"]),
        ("Kenya rejected the plan.", "plan", []),
    ],
)
def test_who_is_behind_a_thing(text: str, word: str, expected: list[str]) -> None:
    article = linked(text, **GROUPS)
    token = next(token for token in article.doc if token.text == word)
    assert [f"{a.country or '-'} {a.sector or '-'}" for a in actors.behind(token, article)] == expected


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Police in Nepal beat protesters.", "Police", "protesters", ("NPL", "NPL")),
        ("Gunmen killed two Danish nurses near Nairobi.", "Gunmen", "nurses", ("KEN", "DNK")),
        ("Police arrested students. Nepal is calm.", "Police", "students", ("NPL", "NPL")),
        ("Police arrested students.", "Police", "students", (None, None)),
    ],
)
def test_countries_are_inherited(text: str, source: str, target: str, expected: tuple[str, str]) -> None:
    article = linked(text, **GROUPS)
    found = {token.text: actors.read(token, article) for token in article.doc}
    sources, targets = inherit(found[source], found[target], article, next(article.doc.sents))
    assert (sources[0].country, targets[0].country) == expected


def test_who_acts_for_a_state_keeps_it_and_who_belongs_to_it_does_not() -> None:
    article = linked("Latvian judges and Latvian farmers met.")
    judges, farmers = actors.read(article.doc[1], article)
    assert (judges.entity, farmers.entity) == ("state/LVA", None)
    assert (judges.text, farmers.text) == ("Latvian judges", "Latvian farmers")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "of of of of of",
        "'s 's Kenya's 's",
        "the the former - led pro- anti- Kenya",
        "members of members of members of members of members of members of members of Kenya",
        "Kenya, " * 60 + "and Kenya",
        "الشرطة 警察 полиция ประเทศ 🚓",
        "he said she said they said it said who said which",
        "2,000 of the 8,000 of the dozens of hundreds",
    ],
)
def test_any_text_is_read_without_error(text: str) -> None:
    article = linked(text, **GROUPS)
    for token in article.doc:
        found = actors.read(token, article)
        assert actors.is_actor(token, article) <= bool(found)
        actors.behind(token, article)
        inherit(found, found, article, article.doc[:])


def test_lists_of_names_are_read_whole() -> None:
    article = linked("Kenya, Peru, Chile and Uganda signed it in Nairobi, Kenya.", **GROUPS)
    assert [actor.country for actor in actors.read(article.doc[0], article)] == ["KEN", "PER", "CHL", "UGA"]
