"""Force contributions in short texts of many regions and styles; each case is a way of saying it.

The texts are our own. The cases say, for every contributor, its status and number (None where the text gives none).
"""

from __future__ import annotations

import pytest

from graph.extraction import contributions
from graph.language import Parser
from graph.linking.document import LinkedArticle
from graph.linking.linker import Linker
from graph.model import Article, ForceContribution, Quantity

pytestmark = pytest.mark.model

Expected = dict[str, tuple[str, int | tuple[int | None, int | None] | None]]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def link(parser: Parser, text: str, published: str) -> LinkedArticle:
    doc = next(parser.parse([text]))
    return Linker.load().link(Article(id="test", text=text, published=published), doc)


def found(parser: Parser, text: str, published: str = "2023-05-05") -> list[ForceContribution]:
    claims = contributions.find(link(parser, text, published))
    return [claim.statement for claim in claims if isinstance(claim.statement, ForceContribution)]


def number(quantity: Quantity | None) -> int | tuple[int | None, int | None] | None:
    if quantity is None:
        return None
    return quantity.value if quantity.value is not None else (quantity.low, quantity.high)


CASES: list[tuple[str, str | None, Expected]] = [
    (
        "Kenya's 300-strong contingent arrived in Port-au-Prince on Tuesday to join the UN-backed mission in Haiti.",
        "state/HTI",
        {"KEN": ("deployed", 300)},
    ),
    (
        "Some 400 Kenyan police officers have been deployed to Haiti as part of a UN-backed mission.",
        "state/HTI",
        {"KEN": ("deployed", 400)},
    ),
    (
        "The African Union force in Somalia will be made up of 500 soldiers from Kenya, 300 from Uganda and a company "
        "from Djibouti.",
        "state/SOM",
        {"KEN": ("pledged", 500), "UGA": ("pledged", 300), "DJI": ("pledged", None)},
    ),
    (
        "European governments backed the training mission in Mali on Monday. France will send 200 troops, Germany 150 "
        "and Italy a frigate.",
        "state/MLI",
        {"FRA": ("pledged", 200), "DEU": ("pledged", 150), "ITA": ("pledged", None)},
    ),
    (
        "Germany's parliament approved the deployment of up to 1,200 soldiers to Mali.",
        "state/MLI",
        {"DEU": ("pledged", (None, 1200))},
    ),
    ("Poland has ruled out sending troops to Ukraine.", "state/UKR", {"POL": ("refused", None)}),
    (
        "Contributors to the force in Sierra Leone include Britain (400 troops), Jordan (300) and Zambia (100).",
        "state/SLE",
        {"GBR": ("deployed", 400), "JOR": ("deployed", 300), "ZMB": ("deployed", 100)},
    ),
    (
        "Troop-contributing countries in the Somalia mission are Burundi, Djibouti, Ethiopia, Kenya and Uganda.",
        "state/SOM",
        dict.fromkeys(("BDI", "DJI", "ETH", "KEN", "UGA"), ("deployed", None)),
    ),
    (
        "The Bahamas, Bangladesh, Barbados, Benin, Chad and Jamaica have also formally offered personnel for the "
        "multinational security mission in Haiti.",
        "state/HTI",
        dict.fromkeys(("BHS", "BGD", "BRB", "BEN", "TCD", "JAM"), ("pledged", None)),
    ),
    (
        "Uganda contributes the largest contingent to the peacekeeping mission in Somalia, with more than "
        "6,000 soldiers, "
        "followed by Burundi with 5,400 and Kenya with 3,600.",
        "state/SOM",
        {"UGA": ("deployed", (6000, None)), "BDI": ("deployed", 5400), "KEN": ("deployed", 3600)},
    ),
    (
        "Australia announced the dispatch of 120 federal police and 100 soldiers to Solomon Islands. Fiji, "
        "New Zealand and "
        "Papua New Guinea also sent police and troops.",
        "state/SLB",
        {"AUS": ("pledged", 220), "FJI": ("deployed", None), "NZL": ("deployed", None), "PNG": ("deployed", None)},
    ),
    (
        "Sweden said it would withdraw its remaining 250 troops from the UN peacekeeping mission in Mali by June.",
        "state/MLI",
        {"SWE": ("withdrawn", 250)},
    ),
    (
        "Denmark is considering whether to send instructors to the training mission in Iraq, while Norway declined to "
        "take part in it.",
        "state/IRQ",
        {"DNK": ("considered", None), "NOR": ("refused", None)},
    ),
    (
        "Fijian peacekeepers have served on the Golan Heights for years. Ireland agreed on Tuesday to extend "
        "the deployment "
        "of its 130 soldiers to the UN mission in Syria by twelve months.",
        "state/SYR",
        {"FJI": ("deployed", None), "IRL": ("deployed", 130)},
    ),
    (
        "India has sent 177 peacekeepers to the UN mission in Cyprus, its foreign ministry said. A further "
        "60 soldiers from "
        "Nepal are due to arrive next month.",
        "state/CYP",
        {"IND": ("deployed", 177), "NPL": ("pledged", 60)},
    ),
    (
        "Brazil pulled the last of its 950 troops out of Haiti on Thursday, ending 13 years at the head of the UN "
        "stabilisation mission there.",
        "state/HTI",
        {"BRA": ("withdrawn", 950)},
    ),
    (
        "Parliament in Seoul voted to keep the Cheonghae unit in the Gulf of Aden, and to extend the stay of 280 South "
        "Korean soldiers with the UN force in Lebanon.",
        "state/LBN",
        {"KOR": ("deployed", 280)},
    ),
    (
        "The first 200 of 1,000 Kenyan police landed in Haiti in June to begin the mission, joined later by small "
        "contingents from Jamaica, Belize and El Salvador.",
        "state/HTI",
        {"KEN": ("deployed", 200), "JAM": ("deployed", None), "BLZ": ("deployed", None), "SLV": ("deployed", None)},
    ),
    (
        "Rwanda deployed 700 soldiers and 300 police officers to northern Mozambique in July.",
        "state/MOZ",
        {"RWA": ("deployed", 1000)},
    ),
    (
        "Poland, Denmark and the Netherlands each provide some 200 instructors to the coalition in Iraq, "
        "while New Zealand "
        "brought home its last trainers.",
        "state/IRQ",
        {"POL": ("deployed", 200), "DNK": ("deployed", 200), "NLD": ("deployed", 200), "NZL": ("withdrawn", None)},
    ),
    (
        "Eight Caribbean countries have pledged police to the Kenya-led force in Haiti. Jamaica would "
        "contribute 170, the "
        "Bahamas 150 and Antigua and Barbuda 14, officials said.",
        "state/HTI",
        {"JAM": ("pledged", 170), "BHS": ("pledged", 150), "ATG": ("pledged", 14)},
    ),
    (
        "Contingents of the United Nations force in Cambodia: France 1,350; Indonesia 1,720, based at Siem "
        "Reap; Ghana 850.",
        "state/KHM",
        {"FRA": ("deployed", 1350), "IDN": ("deployed", 1720), "GHA": ("deployed", 850)},
    ),
    (
        "Hungary will contribute 200 soldiers to the European force in Chad, Prime Minister Viktor Orban said.",
        "state/TCD",
        {"HUN": ("pledged", 200)},
    ),
]


@pytest.mark.parametrize(("text", "host", "expected"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_contributions(parser: Parser, text: str, host: str | None, expected: Expected) -> None:
    statements = found(parser, text)
    assert {
        one.contributor.removeprefix("state/"): (one.status.value, number(one.personnel)) for one in statements
    } == expected
    assert {one.host for one in statements} == {host}


NONE = [
    # an exercise
    "Some 2,500 soldiers from the Philippines and the United States began an annual exercise in Luzon on Monday.",
    # arms, and people who are no forces
    "Germany will deliver 14 Leopard tanks to Ukraine, and the Netherlands will pay for shells.",
    "Turkey sold 20 drones to Ethiopia, and China sent a team of engineers to repair a dam in Laos.",
    # a war
    "Russia sent tens of thousands of troops into Ukraine in an invasion that has killed thousands.",
    "Eritrean troops crossed into Ethiopia and seized the town of Badme.",
    # an army at home
    "The Nigerian army sent 1,000 troops to the northern state of Zamfara after a wave of kidnappings.",
    "Ecuador's government deployed 3,000 soldiers to prisons on Friday.",
    # sport and election watching
    "Jamaica sent a contingent of 58 athletes to the Olympic Games in Paris.",
    "The European Union will send 100 election observers to Zambia.",
    # an evacuation
    "France sent a frigate to Port Sudan to evacuate its citizens.",
    "France evacuated 500 of its nationals from Khartoum with two military aircraft.",
    # arms that are sold, help after a disaster, migrants at sea
    "The United States approved the sale of 32 F-16 jets to Greece and will deliver patrol boats to Kenya.",
    "Turkey sent 80 rescuers and Israel a field hospital after the earthquake in Nepal.",
    "Italy's coastguard sent two ships to rescue 400 migrants off Libya.",
    # casualties of others, diplomats
    "Three Iraqi soldiers were killed when a bomb hit their patrol near Kirkuk.",
    "Japan will send its foreign minister to the summit in Nairobi.",
]


@pytest.mark.parametrize("text", NONE, ids=[text[:40] for text in NONE])
def test_no_contribution(parser: Parser, text: str) -> None:
    assert found(parser, text) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "of from of", "(((", "2,000", "Kenya", "войска 2,000 from Kenya ( 300", "its 's - -led force of"],
)
def test_any_text_can_be_read(parser: Parser, text: str) -> None:
    assert found(parser, text) == []


def test_claims_rest_on_words_of_the_article(parser: Parser) -> None:
    text = "  Kenya sent 400 police to Haiti.  \n\nUganda sent 200 soldiers to Somalia.\n"
    linked = link(parser, text, "2023-05-05")
    for claim in contributions.find(linked):
        span = claim.evidence.span
        assert text[span.start : span.end] == claim.evidence.text == claim.evidence.text.strip()
        assert claim.evidence.highlights
        assert all(highlight in span for highlight in claim.evidence.highlights)


def test_a_number_to_come_beside_one_that_is_there_makes_two_claims(parser: Parser) -> None:
    text = (
        "Slovakia has 300 soldiers in the NATO mission in Kosovo. It plans to send an additional 250 Slovak soldiers."
    )
    assert {(one.contributor, one.status.value, number(one.personnel)) for one in found(parser, text)} == {
        ("state/SVK", "deployed", 300),
        ("state/SVK", "pledged", 250),
    }


def test_forces_that_reach_their_own_country_are_back(parser: Parser) -> None:
    text = "The CSTO mission in Kazakhstan is over. The last of the 100 Armenian peacekeepers landed in Yerevan."
    assert [(one.contributor, one.status.value) for one in found(parser, text)] == [("state/ARM", "withdrawn")]


def test_a_contribution_is_one_claim_with_the_status_that_lasts(parser: Parser) -> None:
    text = (
        "Kenya has pledged police officers to the mission in Haiti. The first 400 Kenyan officers arrived in "
        "Port-au-Prince on Tuesday."
    )
    assert [(one.contributor, one.status.value, number(one.personnel)) for one in found(parser, text)] == [
        ("state/KEN", "deployed", 400)
    ]
