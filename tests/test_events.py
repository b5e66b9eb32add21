"""Events: what sentences in agency style say, by type, actors, stance and order."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from graph.extraction import events
from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article, Claim, Event, Stance

pytestmark = pytest.mark.model

SENTENCES = Path(__file__).parent / "data" / "event_sentences.tsv"


@cache
def tools() -> tuple[Parser, Linker]:
    """Parser and linker, loaded once."""
    return Parser(), Linker.load()


def claims(text: str, published: str | None = None) -> list[Claim]:
    """The claims of events in a text."""
    parser, linker = tools()
    doc = next(iter(parser.parse([text])))
    return list(events.find(linker.link(Article(id="test", text=text, published=published), doc)))


def event_of(claim: Claim) -> Event:
    """The event that a claim states."""
    assert isinstance(claim.statement, Event)
    return claim.statement


def event(text: str) -> Event:
    """The main event of a text."""
    return event_of(claims(text)[0])


def told(text: str) -> str:
    """The main event as ``SOURCE TYPE TARGET`` with country codes."""
    main = event(text)
    source, target = (
        "+".join(sorted({actor.country or "?" for actor in side})) or "-" for side in (main.source, main.target)
    )
    return f"{source} {main.type} {target}"


def sentences() -> list[list[str]]:
    """Type, source, target and text of each sentence of the table."""
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def test_sentences_for_every_code() -> None:
    """Rules are general, so single sentences may fail, but not many."""
    rows = sentences()
    wrong = []
    for kind, source, _, text in rows:
        main = event(text)
        name = "INVESTIGATE" if main.mode == "investigate" else main.type
        countries = {actor.country for actor in (*main.source, *main.target)}
        if name != kind or not set(filter(None, source.split("+"))) <= countries:
            wrong.append(text)
    assert len(wrong) <= 0.06 * len(rows), wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # silence: nominal events and light verbs, passives, relative clauses
        ("Iraq launched a raid on Kuwait.", "IRQ ASSAULT KWT"),
        ("Norwegian mediation efforts in Sri Lanka resumed on Monday.", "NOR CONSULT LKA"),
        ("Three Kenyan officers were killed by Somali gunmen.", "SOM ASSAULT KEN"),
        # future and offered acts
        ("Turkey is ready to send food to Georgia.", "TUR AGREE GEO"),
        ("Peru offered to mediate between Bolivia and Chile.", "PER AGREE BOL+CHL"),
        # refusals and failures
        ("Chile has refused to recognise Kosovo.", "CHL REJECT XKX"),
        ("Egypt did not release the Israeli prisoners.", "EGY REJECT ISR"),
        # threats
        ("Iran threatened to attack Iraq.", "IRN THREATEN IRQ"),
        ("Ghana will break off relations with Togo unless it apologises, officials said.", "GHA THREATEN TGO"),
        # clausal demands
        ("France demanded that Serbia withdraw its troops from Bosnia.", "FRA REQUEST SRB"),
        ("Japan said North Korea must free the hostages.", "JPN REQUEST PRK"),
        # the speaker is not the source
        ("Kenya said Somalia had attacked its troops.", "SOM ASSAULT KEN"),
        # reciprocal events
        ("Angola and Zambia signed a treaty.", "AGO+ZMB SUPPORT -"),
    ],
)
def test_what_defeats_other_coders(text: str, expected: str) -> None:
    assert told(text) == expected


def test_domestic_actors_inherit_the_country() -> None:
    assert told("Police in Nepal fired on protesters.") == "NPL ASSAULT NPL"


def test_modes_and_contexts_come_from_the_codebook() -> None:
    main = event("Sudan expelled the Norwegian ambassador.")
    assert (main.mode, main.contexts) == ("expel", ("diplomatic",))


def test_the_main_event_comes_first() -> None:
    found = [event_of(claim).type for claim in claims("Syria, which shelled Homs, agreed to a truce with Israel.")]
    assert found[0] == "AGREE"


def test_attribution_and_evidence() -> None:
    text = "Kenya attacked Somalia, Ethiopia said. Nobody confirmed it."
    (claim, *_) = claims(text)
    assert claim.attributed_to == ("state/ETH",)
    assert claim.evidence.span.of(text) == claim.evidence.text == "Kenya attacked Somalia, Ethiopia said."
    assert "attacked" in [span.of(text) for span in claim.evidence.highlights]
    assert claim.rule == "event.v.attack"


def test_a_promise_is_asserted_since_it_was_made() -> None:
    (claim, *_) = claims("Norway will send food to Ethiopia.")
    assert (event_of(claim).type, claim.stance) == ("AGREE", Stance.ASSERTED)


def test_what_did_not_happen_is_no_event() -> None:
    assert claims("Kenya did not attack Somalia.") == []


def test_times_are_resolved_against_publication() -> None:
    (claim, *_) = claims("Kenya attacked Somalia on Monday.", published="2011-10-19")
    assert str(event_of(claim).time) == "2011-10-17"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "attack",
        "and " * 500,
        "talks of " * 200,
        "\x00\u202e💥" * 50,
        "Росія напала на Україну.",
        "x" * 5000,
    ],
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    for claim in claims(text):
        assert claim.evidence.text in text


def test_the_lexicon_ships_with_the_package() -> None:
    assert (files("ontology") / "lexicon" / "acts.tsv").is_file()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a surname with a title alone is whoever the world knows by it, not an office of the country dealt with
        ("President Reagan criticised Iraq.", "USA ACCUSE IRQ"),
        ("Mr. Carter criticised Peru.", "USA ACCUSE PER"),
        ("President Bush met Chancellor Kohl.", "USA CONSULT DEU"),
        # whose tool it is
        ("A missile launched by Iraq hit a Saudi village.", "IRQ ASSAULT SAU"),
        ("Bulldozers sent by the Syrian army flattened homes in Hama.", "SYR COERCE SYR"),
        # who says that it will be done threatens it
        ("Kenya said that Somali farms would be destroyed.", "KEN THREATEN SOM"),
        ("France said Iran would face sanctions.", "FRA THREATEN IRN"),
        # burdens laid and eased on nobody in particular
        ("Turkey lifted a curfew on Sunday.", "TUR CONCEDE TUR"),
        ("The government imposed martial law in Poland.", "POL COERCE POL"),
        # troops for a peace operation threaten nobody
        ("Kenya will send 850 troops to Haiti to join a peacekeeping mission.", "KEN AGREE HTI"),
        ("Nepal is considering extending the deployment of its battalion in Lebanon.", "NPL AGREE LBN"),
    ],
)
def test_actors_that_the_clause_itself_does_not_name(text: str, expected: str) -> None:
    assert told(text) == expected


def test_the_accused_are_those_who_attack() -> None:
    found = [
        event_of(claim) for claim in claims("President Kiir thanked Nepal and accused rebels of attacking a town.")
    ]
    attacks = [each for each in found if each.type == "ASSAULT"]
    assert all(actor.sector == "REB" for each in attacks for actor in each.source)


def test_two_actors_and_an_unknown_verb_leave_a_guess() -> None:
    (claim,) = claims("Norwegian surgeons operated on Sudanese villagers.")
    assert told("Norwegian surgeons operated on Sudanese villagers.") == "NOR AID SDN"
    assert claim.rule == "event.backoff"
    assert claim.confidence < 0.5


def test_no_guess_without_a_second_actor() -> None:
    assert claims("Peru is a country in the Andes.") == []
