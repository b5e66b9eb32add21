"""Acts under modalities: what the codebook calls them."""

from __future__ import annotations

import pytest

from graph.extraction.codebook import HOSTILE, Operator, acts, codes, decide
from graph.model import EventType


def called(act: str, *operators: str) -> str | None:
    """The PLOVER type of an act under operators, innermost first."""
    code = decide(acts()[act], [Operator(each) for each in operators])
    return None if code is None else code.type.value


@pytest.mark.parametrize(
    ("act", "operators", "expected"),
    [
        ("economic-aid", "", "AID"),
        ("economic-aid", "will", "AGREE"),
        ("economic-aid", "ask", "REQUEST"),
        ("economic-aid", "refuse", "REJECT"),
        ("economic-aid", "not", "REJECT"),
        ("economic-aid", "will not", "REJECT"),
        ("economic-aid", "stop", "SANCTION"),
        ("economic-aid", "stop will", "THREATEN"),
        ("economic-aid", "stop threaten", "THREATEN"),
        ("negotiate", "fail", "REJECT"),
        ("negotiate", "stop", "SANCTION"),
        ("curfew", "", "COERCE"),
        ("curfew", "stop", "CONCEDE"),
        ("curfew", "stop will", "AGREE"),
        ("curfew", "stop refuse", "REJECT"),
        ("sanction", "stop", "RETREAT"),
        ("sanction", "stop ask", "REQUEST"),
        ("attack", "will", "THREATEN"),
        ("attack", "not", None),
        ("attack", "not will", "AGREE"),
        ("attack", "try", "ASSAULT"),
        ("attack", "fail", "ASSAULT"),
        ("criticize", "will", "ACCUSE"),
        ("criticize", "not", None),
        ("ban", "decide", "COERCE"),
        ("withdraw", "decide", "AGREE"),
        ("support", "ask", "SUPPORT"),  # rallying others is support (CAMEO 053)
        ("rally-opposition", "ask", "ACCUSE"),
        ("agree", "stop", "REJECT"),
        ("reject", "stop", None),
    ],
)
def test_an_act_under_modalities(act: str, operators: str, expected: str | None) -> None:
    assert called(act, *operators.split()) == expected


def test_every_code_of_every_act_exists() -> None:
    known = codes()
    for act in acts().values():
        assert {act.do, act.will, act.ask, act.refuse, act.threaten, act.stop or act.do} <= known.keys()


@pytest.mark.parametrize("operator", list(Operator))
def test_every_act_can_stand_under_every_operator(operator: Operator) -> None:
    for act in acts().values():
        code = decide(act, [operator, Operator.ASK])
        assert code is None or code.code in codes()


def test_demands_are_requests_whatever_is_demanded() -> None:
    rallied = {"053", "113"}
    for act in acts().values():
        code = decide(act, [Operator.ASK])
        assert code is not None
        assert code.type is EventType.REQUEST or code.code in rallied | {"114"} or act.ask == code.code, act.name


def test_hostile_acts_in_the_future_are_threats() -> None:
    for act in acts().values():
        if codes()[act.do].type in HOSTILE - {EventType.MOBILIZE}:
            code = decide(act, [Operator.WILL])
            assert code is not None
            assert code.type is EventType.THREATEN, act.name
