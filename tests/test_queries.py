"""The typed questions to the store, asked of the seeds' gold and a few claims made for the purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from graph.errors import NotFound, ValidationError
from graph.model import (
    Actor,
    Article,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Membership,
    MembershipStatus,
    Mention,
    OfficeHolding,
    OfficeStatus,
    Quantity,
    Recognition,
    Sector,
    Span,
    Stance,
    Statement,
    Time,
)
from graph.queries import (
    Judgement,
    Search,
    Verdict,
    article,
    articles,
    claims_about,
    claims_between,
    contributions,
    entity,
    events,
    evidence,
    holdings,
    judge,
    judgements,
    labels,
    members,
    non_contributors,
    operations,
    standings,
    unknown,
    unlinked,
    withdraw,
)
from graph.queries.absences import non_contributors_sparql
from graph.queries.run import bind, parameters, text_of
from graph.questions import answer
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import Store, open_store
from graph.store.history import as_known_on, put_article, retract_article
from tests.seeded import CSTO, KAZAKH_MISSION, catalog, seeded_store

CONTRIBUTORS = {"state/RUS", "state/BLR", "state/ARM", "state/KGZ", "state/TJK"}


@pytest.fixture(scope="module")
def seeded() -> Iterator[Store]:
    with seeded_store() as store:
        yield store


@pytest.fixture
def empty() -> Iterator[Store]:
    with open_store(None) as store:
        yield store


def say(
    store: Store, article_id: str, *statements: Statement | Claim, published: str = "2022-01-06", **fields: object
) -> None:
    """Store an article that makes these claims, each in the same sentence."""
    text = "Somebody did something."
    evidence = Evidence(Span(0, len(text)), text)
    claims = tuple(
        each if isinstance(each, Claim) else Claim(statement=each, evidence=evidence, rule="test", confidence=0.8)
        for each in statements
    )
    entities = fields.pop("entities", {})
    mentions = fields.pop("mentions", ())
    source = Article(id=article_id, text=text, published=published, **fields)  # type: ignore[arg-type]
    extraction = Extraction(article=source, model="", entities=entities, mentions=mentions, claims=claims)  # type: ignore[arg-type]
    store.replace_graph(OURS.article(article_id).value, to_quads(extraction, OURS))


def sent(status: ContributionStatus = ContributionStatus.DEPLOYED, **changes: object) -> ForceContribution:
    fields: dict[str, object] = {"contributor": "state/KGZ", "host": "state/KAZ", "operation": KAZAKH_MISSION}
    return ForceContribution(status=status, **{**fields, **changes})  # type: ignore[arg-type]


def claim(statement: Statement, stance: Stance) -> Claim:
    return Claim(statement=statement, evidence=Evidence(Span(0, 8), "Somebody"), rule="test", stance=stance)


# .rq files


QUERIES = sorted(
    path.name.removesuffix(".rq") for path in files("graph.queries").iterdir() if path.name.endswith(".rq")
)


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_runs_alone(name: str, empty: Store) -> None:
    assert text_of(name).startswith("# ")
    empty.query(text_of(name))


@pytest.mark.parametrize("name", QUERIES)
def test_every_condition_can_be_switched_on(name: str, empty: Store) -> None:
    numeric = {"confidence"}
    text = {"published_before", "published_after", "begun_before", "happened_after", "happened_before", "key_before"}
    text |= {"on", "from_publisher"}
    for parameter in parameters(text_of(name)):
        value = OURS.entity("state/KAZ") if parameter not in text | numeric else Literal("2022")
        empty.query(bind(text_of(name), {parameter: value}))


def test_values_cannot_break_out_of_a_query() -> None:
    query = bind(text_of("articles"), {"from_publisher": Literal('"} DROP ALL #')})
    assert '"\\"} DROP ALL #"' in query
    with pytest.raises(ValueError, match="no parameter"):
        bind(text_of("articles"), {"nonsense": NamedNode("http://x/")})


# contributions


def test_exactly_the_contributors_of_the_kazakh_mission(seeded: Store) -> None:
    found = contributions(seeded, host="state/KAZ")
    assert {each.contributor for each in found} == CONTRIBUTORS
    assert {each.operation for each in found} == {KAZAKH_MISSION}
    assert found == contributions(seeded, operation=KAZAKH_MISSION)
    assert all(each.claims for each in found)


def test_host_and_lead_are_known_from_the_operation_too(seeded: Store) -> None:
    assert {each.contributor for each in contributions(seeded, organization=CSTO)} == CONTRIBUTORS


def test_as_known_on_a_day_and_as_of_a_day(empty: Store) -> None:
    say(empty, "a", sent(ContributionStatus.PLEDGED), published="2022-01-06")
    say(empty, "b", sent(time=Time.at("2022-01-08")), published="2022-01-10T08:00:00Z")
    status = ContributionStatus.PLEDGED
    assert contributions(empty, known_on="2022-01-05") == []
    assert [each.status for each in contributions(empty, known_on="2022-01-06")] == [status]
    assert [each.status for each in contributions(empty, known_on="2022-01")] == [ContributionStatus.DEPLOYED]
    assert [each.status for each in contributions(empty, on="2022-01-07")] == [status]
    assert [each.status for each in contributions(empty)] == [ContributionStatus.DEPLOYED]


def test_one_wire_story_printed_twice_is_one_origin(empty: Store) -> None:
    say(empty, "a", sent())
    say(empty, "b", sent(), origin="a")
    say(empty, "c", sent(personnel=Quantity(150, 150, "150")))
    (found,) = contributions(empty)
    assert (found.origins, len(found.claims), found.personnel) == (2, 3, (150, 150))


def test_contested_statements_stand_side_by_side(empty: Store) -> None:
    say(empty, "a", sent())
    say(empty, "b", claim(sent(), Stance.DENIED), published="2022-01-09")
    (found,) = contributions(empty)
    assert found.contested
    assert found.stance is Stance.ASSERTED
    assert {each.stance for each in found.claims} == {Stance.ASSERTED, Stance.DENIED}
    support = evidence(empty, found.contribution)
    assert (support.origins, support.contested, len(support.claims)) == (1, True, 2)


# memberships


def test_members_on_a_day_that_did_not_contribute(seeded: Store) -> None:
    assert [each.member for each in members(seeded, CSTO, "2022-01-06")] == [
        *("state/ARM", "state/BLR", "state/KAZ", "state/KGZ", "state/RUS", "state/TJK")
    ]
    found = non_contributors(seeded, CSTO, operation=KAZAKH_MISSION, on="2022-01-06")
    assert [each.member for each in found] == ["state/KAZ"]
    assert not found[0].verified
    assert found[0].source


def test_two_roads_to_the_same_absence(seeded: Store) -> None:
    for narrowed in ({"operation": KAZAKH_MISSION}, {"host": "state/KAZ"}, {}):
        query = non_contributors_sparql(seeded, CSTO, on="2022-01-06", **narrowed)  # type: ignore[arg-type]
        there = {OURS.id_of(row["member"].value) for row in seeded.query(query).bindings()}  # type: ignore[union-attr]
        here = {each.member for each in non_contributors(seeded, CSTO, on="2022-01-06", **narrowed)}  # type: ignore[arg-type]
        assert here == there == {"state/KAZ"}


def test_members_before_there_was_an_organisation(seeded: Store) -> None:
    assert members(seeded, CSTO, "2001-12-31") == []


def test_articles_speak_where_the_catalogue_is_silent(empty: Store) -> None:
    member = Membership(member="state/FIN", organization="organization/X")
    say(empty, "a", replace(member, time=Time.at("2023-04-04")), published="2023-04-05")
    assert members(empty, "organization/X", "2023-04-03") == []
    assert [each.member for each in members(empty, "organization/X", "2023-04-04")] == ["state/FIN"]
    say(empty, "b", replace(member, status=MembershipStatus.LEFT), published="2024-01-01")
    assert members(empty, "organization/X") == []
    assert members(empty, "organization/X", "2023-12-01")
    assert members(empty, "organization/X", known_on="2023-12-01")
    assert [each.status for each in standings(empty, member="state/FIN", on="2023-12-01")] == [MembershipStatus.MEMBER]


# offices


def test_who_holds_an_office_when(empty: Store) -> None:
    office = OfficeHolding(person="person/a-x", office="president", of="state/KAZ")
    say(empty, "a", office, published="2019-01-01")
    say(empty, "b", replace(office, status=OfficeStatus.RESIGNED), published="2019-03-20")
    say(empty, "c", replace(office, person="person/b-x", status=OfficeStatus.ELECTED), published="2019-06-10")
    assert [each.person for each in holdings(empty, of="state/KAZ")] == ["person/b-x"]
    assert [each.person for each in holdings(empty, of="state/KAZ", on="2019-02-01")] == ["person/a-x"]
    assert holdings(empty, of="state/KAZ", on="2019-04-01") == []
    assert holdings(empty, of="state/KAZ", offices=["prime minister"]) == []
    assert [each.office for each in holdings(empty, person="person/b-x")] == ["president"]


# claims and events


def attack(**changes: object) -> Event:
    source = Actor(entity="state/RUS", country="RUS", sector=Sector.MIL, text="Russian forces")
    target = Actor(entity="state/UKR", country="UKR", sector=None, text="Ukraine")
    fields: dict[str, object] = {"type": EventType.ASSAULT, "source": (source,), "target": (target,)}
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def test_events_by_what_who_whom_where_and_when(empty: Store) -> None:
    kyiv = Entity(id="place/kyiv-ukr", kind=EntityKind.PLACE, label="Kyiv", country="UKR", known=False)
    day = Time.at("2022-02-24")
    say(empty, "a", attack(time=day, place=kyiv.id), published="2022-02-25", entities={kyiv.id: kyiv})
    say(empty, "b", claim(attack(type=EventType.THREATEN), Stance.HEDGED), published="2022-02-20")
    assert events(empty).total == 2
    assert [each.claim.statement.place for each in events(empty, place="state/UKR").claims] == [kyiv.id]  # type: ignore[union-attr]
    for narrowed, total in [
        ({"type": EventType.ASSAULT}, 1),
        ({"type": [EventType.ASSAULT, EventType.THREATEN]}, 2),
        ({"source": "state/RUS", "target": "state/UKR"}, 2),
        ({"source": "state/UKR"}, 0),
        ({"source_code": "RUS", "since": "2022-02-24"}, 1),
        ({"until": "2022-02"}, 2),
        ({"until": "2022-02-21"}, 1),
        ({"stance": Stance.HEDGED}, 1),
        ({"confidence": 0.7}, 1),
        ({"known_on": "2022-02-20"}, 1),
        ({"place": kyiv.id}, 1),
    ]:
        assert events(empty, **narrowed).total == total, narrowed  # type: ignore[arg-type]


def test_claims_come_back_whole_and_in_pages(empty: Store) -> None:
    for number in range(5):
        say(
            empty,
            f"a{number}",
            sent(personnel=Quantity(number, number, str(number))),
            published=f"2022-01-0{number + 1}",
        )
    first = claims_about(empty, "state/KGZ", limit=2)
    second = claims_about(empty, "state/KGZ", limit=2, cursor=first.cursor)
    last = claims_about(empty, "state/KGZ", limit=2, cursor=second.cursor)
    told = [each.statement.personnel.low for page in (first, second, last) for each in page.claims]  # type: ignore[union-attr]
    assert told == [4, 3, 2, 1, 0]
    assert (first.total, last.cursor) == (5, None)
    assert first.claims[0].article.id == "a4"
    assert first.claims[0].claim.evidence.text == "Somebody did something."


def test_claims_about_an_entity_whatever_its_part(seeded: Store) -> None:
    for key in ("state/KAZ", CSTO, KAZAKH_MISSION, "state/KGZ"):
        assert claims_about(seeded, key).total, key
    only = claims_about(seeded, "state/KAZ", kind="contribution", limit=99)
    assert {type(each.statement) for each in only.claims} == {ForceContribution}
    assert claims_about(seeded, "state/KAZ", since="2030").total == 0


def test_claims_between_two(seeded: Store) -> None:
    one = claims_between(seeded, "state/ARM", "state/KAZ")
    assert one.total == claims_between(seeded, "state/KAZ", "state/ARM").total == 1
    assert claims_between(seeded, "state/KAZ", "state/ARM", either_way=False).total == 0
    assert claims_between(seeded, "state/ARM", KAZAKH_MISSION, known_on="2021").total == 0


# entities, articles, operations


def test_all_about_an_entity(seeded: Store) -> None:
    kazakhstan = entity(seeded, "state/KAZ", on="2022-01-06")
    assert kazakhstan.label == "Kazakhstan"
    assert kazakhstan.identifiers["wikidata"] == "Q232"
    assert {name.sort for name in kazakhstan.names} >= {"label", "demonym"}
    assert CSTO in {each.organization for each in kazakhstan.memberships}
    assert kazakhstan.counts["contribution"].claims == 5
    assert len(entity(seeded, CSTO, on="2022-01-06").members) == 6
    with pytest.raises(NotFound, match="search"):
        entity(seeded, "state/XXX")


def test_labels_come_from_the_store_or_the_id(seeded: Store) -> None:
    found = labels(seeded, ["state/KAZ", "place/nowhere-kaz"])
    assert {key: each.label for key, each in found.items()} == {
        "state/KAZ": "Kazakhstan",
        "place/nowhere-kaz": "nowhere-kaz",
    }
    assert labels(seeded, []) == {}


def test_articles_page_by_key(seeded: Store) -> None:
    seen: list[str] = []
    cursor = None
    while True:
        page = articles(seeded, limit=10, cursor=cursor)
        seen += [each.id for each in page.articles]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 27
    assert [each.id for each in articles(seeded, since="2022-01-01", until="2022-01").articles] == [
        "seed/csto-kazakhstan-2022"
    ]
    assert article(seeded, "seed/csto-kazakhstan-2022").publisher == "Entente seeds"
    assert not articles(seeded, publisher="Nobody").articles
    with pytest.raises(NotFound):
        article(seeded, "no such")


def test_operations_by_lead_and_host(seeded: Store) -> None:
    (found,) = operations(seeded, lead=CSTO, host="state/KAZ")
    assert found.id == KAZAKH_MISSION
    assert operations(seeded, operation=KAZAKH_MISSION, on="2022-01-10") == [found]
    assert operations(seeded, operation=KAZAKH_MISSION, on="2021-01-10") == []


def test_entities_that_nobody_knows(empty: Store) -> None:
    someone = Entity(id="person/jane-roe-kaz", kind=EntityKind.PERSON, label="Jane Roe", country="KAZ", known=False)
    mention = Mention(Span(0, 8), someone.id, Recognition.NAME, "Somebody")
    say(empty, "a", entities={someone.id: someone}, mentions=(mention,))
    (found,) = unlinked(empty, context=4)
    assert (found.id, found.mentions, found.articles, found.contexts) == (someone.id, 1, 1, ("Somebody did",))
    assert unknown(empty) == {someone.id: someone}


# judgements


def same(first: str, second: str, verdict: Verdict = Verdict.SAME) -> Judgement:
    return Judgement(verdict=verdict, first=first, second=second, by="curator", at="2026-01-01T00:00:00Z", reason="x")


def test_queries_follow_judgements_and_forget_them_when_withdrawn(empty: Store) -> None:
    say(empty, "a", sent(operation="operation/csto-kaz-2022"))
    say(empty, "b", sent(operation="operation/other"))
    assert len(contributions(empty)) == 2
    judge(empty, same("operation/other", "operation/csto-kaz-2022"))
    (found,) = contributions(empty, operation="operation/other")
    assert (found.operation, found.origins) == ("operation/csto-kaz-2022", 2)
    assert claims_about(empty, "operation/other").total == 2
    (judged,) = judgements(empty)
    assert (judged.by, judged.at, judged.reason, judged.verdict) == (
        "curator",
        "2026-01-01T00:00:00Z",
        "x",
        Verdict.SAME,
    )
    assert withdraw(empty, "operation/csto-kaz-2022", "operation/other")
    assert not withdraw(empty, "operation/csto-kaz-2022", "operation/other")
    assert len(contributions(empty)) == 2


def test_a_judgement_takes_the_place_of_another_about_the_same_two(empty: Store) -> None:
    judge(empty, same("state/A", "state/B"))
    judge(empty, same("state/B", "state/A", Verdict.DIFFERENT))
    assert [each.verdict for each in judgements(empty)] == [Verdict.DIFFERENT]


def test_contradictions_are_refused(empty: Store) -> None:
    judge(empty, same("state/A", "state/B"))
    judge(empty, same("state/A", "state/C", Verdict.DIFFERENT))
    with pytest.raises(ValidationError, match="withdraw"):
        judge(empty, same("state/B", "state/C"))
    with pytest.raises(ValidationError, match="itself"):
        same("state/A", "state/A")


# search


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(catalog())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kazakhstan", "state/KAZ"),
        ("Kazakhs", "state/KAZ"),
        ("Казахстан", "state/KAZ"),
        ("Kasachstan", "state/KAZ"),
        ("collective secur", "organization/CSTO"),
        ("csto", "organization/CSTO"),
        ("cote d'ivoire", "state/CIV"),
        ("Almaty", "place/almaty-kaz"),
        ("ger", "state/DEU"),
    ],
)
def test_search_finds_by_any_alias(search: Search, text: str, expected: str) -> None:
    assert expected in [hit.entity.id for hit in search.find(text)[:3]]


def test_search_by_kind_and_for_nothing(search: Search) -> None:
    assert {hit.entity.kind for hit in search.find("par", kinds=[EntityKind.PLACE])} == {EntityKind.PLACE}
    assert search.find("  ") == []
    assert search.find("qqqqxyz") == []


# What was known


def test_as_known_on_a_day_asks_the_revision_that_stood_then(tmp_path: Path) -> None:
    text = "Kyrgyzstan pledged forces."
    evidence = Evidence(Span(0, len(text)), text)

    def revised(words: str, status: ContributionStatus) -> Extraction:
        told = Claim(statement=sent(status), evidence=evidence, rule="test")
        return Extraction(article=Article(id="a", text=words, published="2022-01-06"), model="", claims=(told,))

    with open_store(tmp_path / "store") as store:
        first, second = (
            revised(text, ContributionStatus.PLEDGED),
            revised(f"{text} Or not.", ContributionStatus.REFUSED),
        )
        put_article(store, "a", to_quads(first, OURS), OURS, at="2022-01-06T10:00:00Z")
        put_article(store, "a", to_quads(second, OURS), OURS, at="2022-01-09T10:00:00Z")
        told = [
            [each.status.value for each in contributions(as_known_on(store, OURS, day), known_on=day)]
            for day in ("2022-01-05", "2022-01-07", "2022-01-09")
        ]
        assert told == [[], ["pledged"], ["refused"]]
        found = answer("who refused to send troops to Kazakhstan as known on 7 January 2022?", store, catalog())
        assert found.rows == ()
        assert answer("who refused to send troops to Kazakhstan?", store, catalog()).rows
        retract_article(store, "a", OURS, at="2022-02-01T00:00:00Z")
        assert contributions(store) == []
        assert [each.status.value for each in contributions(as_known_on(store, OURS, "2022-01-20"))] == ["refused"]
