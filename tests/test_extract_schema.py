"""The JSON Schema of the extract record accepts what we write and refuses what we never would."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from graph import records
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

TEXT = "Kyrgyzstan will send 100 to 150 troops to Almaty."


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    document = json.loads((files("ontology") / "extract.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document)


def claim(statement: object) -> Claim:
    evidence = Evidence(Span(0, len(TEXT)), TEXT, (Span(0, 10),))
    return Claim(statement=statement, evidence=evidence, rule="r", attributed_to=("organization/CSTO",))  # type: ignore[arg-type]


def record() -> dict[str, Any]:
    actor = Actor(entity="state/KGZ", country="KGZ", sector=Sector.MIL, text="Kyrgyzstan")
    statements = [
        Event(type=EventType.AID, source=(actor,), place="place/almaty-kaz", time=Time("2022-01-06", None)),
        ForceContribution(
            contributor="state/KGZ",
            status=ContributionStatus.PLEDGED,
            personnel=Quantity(100, 150, "100 to 150"),
            assets=(Asset("aircraft", 2), Asset("field hospital")),
            time=Time.at("2022-01"),
        ),
        Membership(member="state/KGZ", organization="organization/CSTO"),
        OfficeHolding(person="person/sadyr-japarov", office="president", of="state/KGZ"),
        OperationReport(operation="operation/csto-kaz-2022", phase=OperationPhase.UNDER_WAY, task="to guard"),
        Location(place="place/almaty-kaz", within="state/KAZ"),
    ]
    entity = Entity(
        id="state/KGZ", kind=EntityKind.STATE, label="Kyrgyzstan", country="KGZ", iso3="KGZ", wikidata="Q813"
    )
    return records.write(
        Extraction(
            article=Article(id="a", text=TEXT, published="2022-01-06T09:54:00Z", notes=("repaired",)),
            model="m 1.0",
            entities={entity.id: entity},
            mentions=(Mention(Span(0, 10), entity.id, Recognition.NAME, "Kyrgyzstan"),),
            claims=tuple(map(claim, statements)),
        )
    )


def test_what_we_write_is_valid(schema: jsonschema.Draft202012Validator) -> None:
    schema.validate(json.loads(json.dumps(record())))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["version"], 2),
        (["article", "published"], "yesterday"),
        (["events", 0, "type"], "FIGHT"),
        (["events", 0, "source", 0, "country"], "Kyrgyzstan"),
        (["contributions", 0, "status"], "sent"),
        (["contributions", 0, "personnel_bounds"], [100]),
        (["contributions", 0, "contributor"], "Kyrgyzstan"),
        (["contributions", 0, "date"], "2022-1-6"),
        (["mentions", 0, "start"], -1),
        (["offices", 0, "confidence"], 1.5),
        (["entities", "state/KGZ", "wikidata"], "813"),
    ],
)
def test_what_we_never_write_is_refused(
    schema: jsonschema.Draft202012Validator, path: list[str | int], value: object
) -> None:
    broken = record()
    inner: Any = broken
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not schema.is_valid(json.loads(json.dumps(broken)))


@pytest.mark.parametrize("section", ["article", "entities", "mentions", *records.SECTIONS])
def test_no_section_may_be_missing(schema: jsonschema.Draft202012Validator, section: str) -> None:
    broken = record()
    del broken[section]
    assert not schema.is_valid(broken)


def test_the_vocabularies_are_the_enums(schema: jsonschema.Draft202012Validator) -> None:
    definitions = schema.schema["$defs"]

    def values(definition: str, field: str) -> list[str]:
        return [value for value in definitions[definition]["properties"][field]["enum"] if value is not None]

    assert values("event", "type") == list(EventType)
    assert values("event", "stance") == list(Stance)
    assert values("contribution", "status") == list(ContributionStatus)
    assert values("membership", "status") == list(MembershipStatus)
    assert values("office", "status") == list(OfficeStatus)
    assert values("operation", "phase") == list(OperationPhase)
    assert values("entity", "kind") == list(EntityKind)
    assert values("mention", "how") == list(Recognition)
    assert [value for value in definitions["sector"]["enum"] if value is not None] == list(Sector)
