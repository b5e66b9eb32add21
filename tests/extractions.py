"""Hypothesis strategies: everything that an extraction can say. For ``test_quads`` and ``test_validation``."""

from __future__ import annotations

from hypothesis import strategies as st

from graph.model import (
    Actor,
    Article,
    Asset,
    Claim,
    ContributionStatus,
    Entity,
    EntityKind,
    Event,
    EventType,
    Evidence,
    Extraction,
    ForceContribution,
    Location,
    Membership,
    MembershipStatus,
    Mention,
    OfficeHolding,
    OfficeStatus,
    OperationPhase,
    OperationReport,
    Quantity,
    Recognition,
    Sector,
    Span,
    Stance,
    Time,
)

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
some_words = words.filter(bool)
keys = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,8}", fullmatch=True)


@st.composite
def entities(draw: st.DrawFn, kind: EntityKind | None = None) -> Entity:
    kind = kind or draw(st.sampled_from(EntityKind))
    return Entity(
        id=f"{kind}/{draw(keys)}",
        kind=kind,
        label=draw(some_words),
        country=draw(st.sampled_from([None, "KAZ", "IGO"])),
        sector=draw(st.none() | st.sampled_from(Sector)),
        acronym=draw(st.none() | keys),
        iso3=draw(st.sampled_from([None, "KAZ"])),
        wikidata=draw(st.none() | st.from_regex(r"Q[1-9][0-9]{0,6}", fullmatch=True)),
        geonames=draw(st.none() | st.from_regex(r"[1-9][0-9]{0,6}", fullmatch=True)),
        known=draw(st.booleans()),
        verified=draw(st.booleans()),
    )


def id_of(kind: EntityKind | None = None) -> st.SearchStrategy[str]:
    return entities(kind).map(lambda entity: entity.id)


dates = st.dates().map(str).flatmap(lambda day: st.sampled_from([day[:4], day[:7], day, f"{day}T09:54:00Z"]))
times = st.none() | dates.map(Time.at) | st.builds(Time, dates, st.none() | dates) | st.builds(Time, st.none(), dates)
actors = st.builds(
    Actor,
    entity=st.none() | id_of(),
    country=st.sampled_from([None, "KAZ"]),
    sector=st.sampled_from(Sector),
    text=words,
)
whole = st.none() | st.integers(0, 10**6)
quantities = st.none() | st.builds(Quantity, whole, whole, words)
statements = st.one_of(
    st.builds(
        Event,
        type=st.sampled_from(EventType),
        mode=st.sampled_from([None, "assist", "martial-law", "of two"]),
        contexts=st.lists(st.sampled_from(["legal", "military", "rights_freedoms"]), unique=True).map(
            lambda found: tuple(sorted(found))
        ),
        source=st.lists(actors, max_size=3).map(tuple),
        target=st.lists(actors, max_size=2).map(tuple),
        place=st.none() | id_of(EntityKind.PLACE),
        time=times,
    ),
    st.builds(
        ForceContribution,
        contributor=id_of(),
        status=st.sampled_from(ContributionStatus),
        host=st.none() | id_of(EntityKind.STATE),
        operation=st.none() | id_of(EntityKind.OPERATION),
        organization=st.none() | id_of(EntityKind.ORGANIZATION),
        personnel=quantities,
        assets=st.lists(st.builds(Asset, some_words, whole), max_size=3).map(tuple),
        time=times,
    ),
    st.builds(
        Membership,
        member=id_of(),
        organization=id_of(EntityKind.ORGANIZATION),
        status=st.sampled_from(MembershipStatus),
        time=times,
    ),
    st.builds(
        OfficeHolding,
        person=id_of(EntityKind.PERSON),
        office=some_words,
        of=id_of(),
        status=st.sampled_from(OfficeStatus),
        time=times,
    ),
    st.builds(
        OperationReport,
        operation=id_of(EntityKind.OPERATION),
        kind=st.none() | words,
        lead=st.none() | id_of(),
        host=st.none() | id_of(),
        place=st.none() | id_of(EntityKind.PLACE),
        phase=st.none() | st.sampled_from(OperationPhase),
        task=st.none() | words,
        time=times,
    ),
    st.builds(Location, place=id_of(EntityKind.PLACE), within=id_of()),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=30, max_size=60))
    spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: Span(min(ends), max(ends)))
    claims = []
    for statement in draw(st.lists(statements, max_size=4)):
        span = draw(spans)
        claims.append(
            Claim(
                statement=statement,
                evidence=Evidence(span, span.of(text), tuple(sorted(set(draw(st.lists(spans, max_size=2)))))),
                rule=draw(words),
                stance=draw(st.sampled_from(Stance)),
                attributed_to=tuple(sorted(set(draw(st.lists(id_of(), max_size=2))))),
                confidence=draw(st.integers(0, 10_000)) / 10_000,
            )
        )
    places = sorted(set(draw(st.lists(spans, max_size=3))))
    mentions = tuple(Mention(s, draw(id_of()), draw(st.sampled_from(Recognition)), s.of(text)) for s in places)
    article = Article(
        id=draw(some_words | st.just("https://news.example/a?b=c#d")),
        text=text,
        title=draw(st.none() | words),
        url=draw(st.none() | words),
        publisher=draw(st.none() | words),
        published=draw(st.none() | dates | st.just("2022-01-06T09:54")),
        language=draw(st.sampled_from(["en", "pt-BR"])),
        origin=draw(st.none() | st.just("another")),
        notes=tuple(draw(st.lists(some_words, max_size=2))),
    )
    return Extraction(article=article, model="", mentions=mentions, claims=tuple(claims))
