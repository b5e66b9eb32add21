"""Questions in words: many phrasings, honest refusals, answers with rows, sentences and a query that runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from graph.errors import QuestionNotUnderstood
from graph.linking.linker import Linker
from graph.model import (
    Actor,
    Article,
    Claim,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    Location,
    Sector,
    Span,
    Time,
)
from graph.questions import Answer, answer, examples
from graph.questions.dates import take
from graph.questions.grammar import patterns, read
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import Store, open_store
from tests.seeded import catalog, seeded_store

TODAY = date(2026, 11, 22)
CONTRIBUTORS = {"state/RUS", "state/BLR", "state/ARM", "state/KGZ", "state/TJK"}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with seeded_store() as seeded:
        seeded.replace_graph(OURS.article("events").value, to_quads(events(), OURS))
        yield seeded


def events() -> Extraction:
    """An article of our own: an attack, a request, an accusation."""
    text = "Russian forces attacked Kyiv. Kazakhstan asked the CSTO for help. Ukraine accused Russia. Jane Roe spoke."
    ends = [i + 1 for i, character in enumerate(text) if character == "."]
    spans = [Span(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    jane = Entity(id="person/jane-roe-ukr", kind=EntityKind.PERSON, label="Jane Roe", country="UKR", known=False)
    russia = Actor(entity="state/RUS", country="RUS", sector=Sector.MIL, text="Russian forces")
    ukraine = Actor(entity="state/UKR", country="UKR", sector=None, text="Ukraine")
    kazakhstan = Actor(entity="state/KAZ", country="KAZ", sector=Sector.GOV, text="Kazakhstan")
    bloc = Actor(entity="organization/CSTO", country="IGO", sector=None, text="the CSTO")
    day = Time.at("2022-02-24")
    statements = [
        Event(type=EventType.ASSAULT, source=(russia,), target=(ukraine,), place="place/kyiv-ukr", time=day),
        Event(type=EventType.REQUEST, mode="assist", source=(kazakhstan,), target=(bloc,), time=Time.at("2022-01-05")),
        Event(type=EventType.ACCUSE, source=(ukraine,), target=(russia,)),
        Location(place="place/kyiv-ukr", within="state/UKR"),
    ]
    claims = tuple(
        Claim(statement=statement, evidence=Evidence(span, span.of(text)), rule="test", confidence=0.9)
        for statement, span in zip(statements, spans, strict=True)
    )
    kyiv = Entity(id="place/kyiv-ukr", kind=EntityKind.PLACE, label="Kyiv", country="UKR", known=False)
    article = Article(id="events", text=text, title="Events", publisher="Entente", published="2022-02-25")
    return Extraction(article=article, model="", entities={jane.id: jane, kyiv.id: kyiv}, claims=claims)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker.load(catalog())


def ask(store: Store, question: str) -> Answer:
    return answer(question, store, catalog(), TODAY)


# Contributions


@pytest.mark.parametrize(
    "question",
    [
        "which states contributed forces to the CSTO mission in Kazakhstan?",
        "Which countries sent troops to Kazakhstan?",
        "Which countries have contributed to the CSTO's peacekeeping mission in Kazakhstan",
        "who sent troops to Kazakhstan?",
        "who contributed to the joint forces in Kazakhstan?",
        "who took part in the CSTO operation in Kazakhstan?",
        "which states participated in the CSTO-led mission in Kazakhstan?",
        "WHO SENT SOLDIERS TO KAZAKHSTAN",
        "which nations deployed peacekeepers to Kazakhstan in January 2022?",
        "whose troops were in Kazakhstan?",
        "contributors to the CSTO peacekeeping mission in Kazakhstan",
        "list all contributors to the CSTO mission in Kazakhstan",
        "which csto members sent forces to kazakhstan",
        "which members of the CSTO contributed to the mission in Kazakhstan as of 20 January 2022?",
        "who sent troops to Kazakhstan as known on 2022-01-13?",
    ],
)
def test_who_contributed_in_many_words(store: Store, question: str) -> None:
    if question.startswith("contributors"):
        question = f"who are the {question}"
    found = ask(store, question)
    assert {row["id"] for row in found.rows} == CONTRIBUTORS
    assert found.sentences
    assert all(sentence.text and sentence.article for sentence in found.sentences)
    assert "Kyrgyzstan" in found.text


def test_the_query_behind_an_answer_runs(store: Store) -> None:
    found = ask(store, "who sent troops to Kazakhstan?")
    rows = {OURS.id_of(row["contributor"].value) for row in store.query(found.sparql).bindings()}  # type: ignore[union-attr]
    assert rows == CONTRIBUTORS


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who refused to send troops to Ukraine?", {"state/ITA", "state/POL", "state/USA"}),
        ("who withdrew from MINUSMA?", {"state/DEU", "state/CIV", "state/GBR", "state/SWE"}),
        ("which countries pulled out of MINUSMA", {"state/DEU", "state/CIV", "state/GBR", "state/SWE"}),
        ("which csto members did not contribute to the mission in Kazakhstan?", {"state/KAZ"}),
        ("CSTO members on 6 January 2022 that did not contribute to the mission in Kazakhstan", {"state/KAZ"}),
        ("which members of the CSTO did not send troops to Kazakhstan on 6 January 2022", {"state/KAZ"}),
    ],
)
def test_refusals_withdrawals_absences(store: Store, question: str, expected: set[str]) -> None:
    assert {row["id"] for row in ask(store, question).rows} == expected


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how many troops did Kyrgyzstan send to Kazakhstan?", "150"),
        ("how many Kyrgyz troops are in Kazakhstan?", "150"),
        ("how many soldiers does Kyrgyzstan have in Kazakhstan?", "150"),
        ("how many soldiers has Kyrgyzstan in Kazakhstan", "150"),
        ("how many peacekeepers did Chad contribute to MINUSMA?", "at least 1,400"),
        ("did Kyrgyzstan send troops to Kazakhstan?", "Yes: Kyrgyzstan deployed"),
        ("has Germany withdrawn from MINUSMA?", "Yes: Germany withdrew"),
        ("did Germany refuse to send troops to MINUSMA?", "No: Germany withdrew"),
        ("does Italy have troops in Lebanon?", "Yes: Italy"),
        ("when did Rwanda send troops to Mozambique?", "2021-08-09"),
        ("did Brazil send troops to Kazakhstan?", "Nothing in the store says so. The store holds"),
        ("who sent troops to Kazakhstan as known on 5 January 2022?", "Nothing in the store"),
    ],
)
def test_how_many_whether_and_when(store: Store, question: str, told: str) -> None:
    assert told in ask(store, question).text


# Memberships and offices


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("who is president of Kazakhstan?", "Kassym-Jomart Tokayev"),
        ("who is the President of Kazakhstan", "Kassym-Jomart Tokayev"),
        ("who is Kazakhstan's president?", "Kassym-Jomart Tokayev"),
        ("who was president of Kazakhstan on 13 January 2022?", "Tokayev was president"),
        ("who leads Kazakhstan?", "Tokayev"),
        ("who leads MINUSMA?", "UN leads MINUSMA"),
        ("who leads the CSTO mission in Kazakhstan?", "CSTO leads"),
        ("what office does Kassym-Jomart Tokayev hold?", "president of Kazakhstan"),
        ("which organisations is Kazakhstan a member of?", "CSTO"),
        ("what is Kazakhstan a member of", "CSTO"),
        ("which organizations does Kazakhstan belong to?", "CSTO"),
        ("who are the members of the CSTO?", "Armenia, Belarus, Kazakhstan"),
        ("which states belong to the CSTO?", "Tajikistan"),
        ("members of the CSTO on 6 January 2022", "6 members on 2022-01-06"),
        ("is Kazakhstan a member of the CSTO?", "Yes: Kazakhstan is a member of CSTO"),
        ("was Japan a member of the CSTO?", "No: Japan"),
        ("when did Kazakhstan join the CSTO?", "Kazakhstan in CSTO: a member since"),
    ],
)
def test_who_leads_and_who_belongs(store: Store, question: str, told: str) -> None:
    found = ask(store, question)
    assert told in found.text
    store.query(found.sparql)


def test_an_unread_source_is_said_to_be_unread(store: Store) -> None:
    assert "Unverified" in ask(store, "who are the members of the CSTO?").text


def test_an_office_that_is_not_known_names_those_that_are(store: Store) -> None:
    assert "president" in ask(store, "who is the king of Kazakhstan?").text


# Events, operations, places


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what did Russia do to Ukraine?", "Russia ASSAULT Ukraine (2022-02-24)"),
        ("what did Russia do to Ukraine in February 2022?", "Russia ASSAULT Ukraine"),
        ("what did russia do to ukraine in march 2022?", "Nothing in the store"),
        ("what happened between Ukraine and Russia?", "2 statements"),
        ("what happened in Kyiv?", "Russia ASSAULT Ukraine"),
        ("what happened in Ukraine on 24 February 2022?", "Russia ASSAULT Ukraine"),
        ("who accused whom?", "Ukraine ACCUSE Russia"),
        ("who attacked Ukraine?", "Russia ASSAULT Ukraine"),
        ("whom did Kazakhstan ask for help?", "Kazakhstan REQUEST CSTO"),
        ("did Russia attack Ukraine?", "Yes. 1 statement"),
        ("when did Russia attack Ukraine?", "2022-02-24."),
        ("what did Kazakhstan do in January 2022?", "Kazakhstan REQUEST CSTO"),
        ("when did MINUSMA end?", "2023-12-31"),
        ("which missions are there in Kazakhstan?", "2022-01-06"),
        ("which missions does the CSTO lead?", "2022-01-06"),
        ("what is the task of the joint forces in Kazakhstan?", "protect facilities"),
        ("where is Kyiv?", "Kyiv is in Ukraine"),
        ("where is MINUSMA?", "Mali"),
        ("who is Jane Roe?", "Jane Roe"),
        ("tell me about the CSTO", "contribution statements: 5"),
    ],
)
def test_what_happened_where_and_when(store: Store, question: str, told: str) -> None:
    found = ask(store, question)
    assert told in found.text
    store.query(found.sparql)


# Refusals


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("who is president of Ruritania?", "'Ruritania'"),
        ("which states sent troops to Ruritania?", "'Ruritania'"),
        ("what is the meaning of life?", "'meaning life'"),
        ("why did Russia attack Ukraine?", "'why'"),
        ("Kazakhstan", "not what this question asks"),
        ("how many troops", "not what this question asks"),
        ("", "empty"),
        ("?!", "question"),
    ],
)
def test_a_refusal_names_what_is_not_understood_and_what_can_be_asked(store: Store, question: str, named: str) -> None:
    with pytest.raises(QuestionNotUnderstood) as refusal:
        ask(store, question)
    assert named in str(refusal.value)
    assert examples() in str(refusal.value)


def test_every_example_is_understood(linker: Linker) -> None:
    for pattern in patterns():
        if pattern.example:
            assert read(pattern.example, linker, {}, TODAY).intent == pattern.intent, pattern.example


def test_every_example_is_answered(store: Store) -> None:
    for pattern in patterns():
        if pattern.example:
            found = ask(store, pattern.example)
            assert found.text
            if found.sparql:
                store.query(found.sparql)


def test_an_empty_store_says_that_it_is_empty() -> None:
    with open_store(None) as empty:
        found = ask(empty, "who sent troops to Kazakhstan?")
    assert found.rows == ()
    assert "holds no articles yet" in found.text


# Dates


@pytest.mark.parametrize(
    ("question", "since", "until", "known"),
    [
        ("x on 6 January 2022", "2022-01-06", "2022-01-06", None),
        ("x on January 6, 2022 y", "2022-01-06", "2022-01-06", None),
        ("x on the 6th of January 2022", "2022-01-06", "2022-01-06", None),
        ("x in February 2024", "2024-02-01", "2024-02-29", None),
        ("x in 2022-01", "2022-01-01", "2022-01-31", None),
        ("x during 2022", "2022-01-01", "2022-12-31", None),
        ("x as of 2022-01-06", "2022-01-06", "2022-01-06", None),
        ("x since 2020", "2020-01-01", None, None),
        ("x until March 2022", None, "2022-03-31", None),
        ("x yesterday", "2026-11-21", "2026-11-21", None),
        ("x in last year", "2025-01-01", "2025-12-31", None),
        ("x today", None, None, None),
        ("x in 2021 as known on 5 Jan 2022", "2021-01-01", "2021-12-31", "2022-01-05"),
        ("x on 31 February 2022", None, None, None),
        ("x with 150 troops", None, None, None),
    ],
)
def test_dates(question: str, since: str | None, until: str | None, known: str | None) -> None:
    rest, when = take(question, TODAY)
    assert (when.since, when.until, when.known_on) == (since, until, known)
    assert rest.startswith("x")
