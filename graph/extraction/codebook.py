"""What an act is called in PLOVER, done or only promised, asked for, refused, threatened or stopped.

The words of a language name acts (*aid*, *visit*, *ban*) and modalities of acts (*promise*, *demand*, *refuse*,
*threaten*, *halt*). CAMEO has a code for nearly every pair, and PLOVER a type, mode and contexts for every code: so
an event is understood by finding its act and its modalities, and read off the tables ``acts`` and ``event_codes``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from graph.extraction.lexicon import Row, table
from graph.model import EventType


class Operator(StrEnum):
    """What somebody does with an act instead of just doing it."""

    DO = "do"  # holds, stages, continues it
    TRY = "try"
    WILL = "will"  # intends, promises, offers it
    DECIDE = "decide"  # whoever rules decides: that is the act
    ASK = "ask"
    REFUSE = "refuse"
    FAIL = "fail"
    THREATEN = "threaten"
    STOP = "stop"  # ends, suspends, lifts it
    NOT = "not"
    ALLOW = "allow"
    MAY = "may"  # could do it: a threat where it is hostile


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code as PLOVER sees it."""

    code: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act with its codes by modality (see ``ontology/lexicon/acts.tsv``)."""

    name: str
    do: str
    will: str
    ask: str
    refuse: str
    threaten: str
    stop: str
    of: str


HOSTILE = frozenset(
    [
        EventType.ASSAULT,
        EventType.COERCE,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.PROTEST,
    ]
)
_VERBAL = frozenset([EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN])


@dataclass(frozen=True, slots=True)
class State:
    """An act under the modalities applied so far, innermost first. ``denied``: it is said not to have happened."""

    act: Act
    code: str
    denied: bool = False

    @property
    def type(self) -> EventType:
        """The PLOVER type of the code reached."""
        return codes()[self.code].type


def done(act: Act) -> State:
    """The act simply done."""
    return State(act, act.do)


def apply(operator: Operator, state: State) -> State | None:
    """One modality more, None where nothing is left to report (*ended its refusal*).

    The result is again an act, so that modalities stack (*refused to stop the aid*).
    """
    match operator:
        case Operator.DO | Operator.TRY:
            return state
        case Operator.WILL:
            return _intended(state)
        case Operator.MAY:
            return _intended(state) if state.type in HOSTILE else state
        case Operator.DECIDE:
            return state if state.type in _DECREED else _intended(state)
        case Operator.ASK:
            return State(acts()["ask"], state.act.ask)
        case Operator.REFUSE:
            return State(acts()["reject"], state.act.refuse)
        case Operator.THREATEN:
            return State(acts()["threaten"], state.act.threaten)
        case Operator.STOP:
            return _stopped(state)
        case Operator.FAIL:
            return state if state.type in HOSTILE else State(acts()["reject"], state.act.refuse)
        case Operator.NOT:
            return _negated(state)
        case Operator.ALLOW:
            return state if state.type in _EASING else done(acts()["yield"])


def decide(act: Act, operators: Iterable[Operator]) -> Code | None:
    """The code of an act under operators, innermost first; None where nothing happened (*did not attack*)."""
    state: State | None = done(act)
    for operator in operators:
        state = None if state is None else apply(operator, state)
    return None if state is None or state.denied else codes()[state.code]


_DECREED = frozenset([EventType.CONCEDE, EventType.COERCE, EventType.SANCTION])
_EASING = frozenset([EventType.CONCEDE, EventType.RETREAT])


def _negated(state: State) -> State | None:
    if state.type in _VERBAL:
        return None
    if state.type in HOSTILE and state.type is not EventType.MOBILIZE:
        peace = acts()["de-escalate"]
        return State(peace, peace.do, denied=True)
    return State(acts()["reject"], state.act.refuse)


def _intended(state: State) -> State:
    if state.type in _VERBAL:
        return state
    if state.type in HOSTILE:
        return State(acts()["threaten"], state.act.threaten)
    return State(acts()["agree"], state.act.will)


def _stopped(state: State) -> State | None:
    if not state.act.stop or state.code != state.act.do:
        return State(acts()["reject"], state.act.refuse) if state.type is EventType.AGREE else None
    return State(_act_of(state.act.stop), state.act.stop)


@cache
def _act_of(code: str) -> Act:
    """The act that has this code when it is simply done, or the code above it (1621: 162)."""
    done = {act.do: act for act in reversed(acts().values())}
    return done.get(code) or done.get(code[:3]) or acts()["reduce-relations"]


@cache
def codes() -> dict[str, Code]:
    """Every CAMEO code of the table. Raises CatalogError."""
    rows = table("event_codes", "code", "type", "mode", "contexts", "meaning", "ours")
    return {row["code"]: _code(row) for row in rows}


def _code(row: Row) -> Code:
    return Code(row["code"], row.read("type", EventType), row["mode"] or None, row.words("contexts"))


@cache
def acts() -> dict[str, Act]:
    """Every act of the table. Raises CatalogError for a code that does not exist."""
    rows = table("acts", "act", "do", "will", "ask", "refuse", "threaten", "stop", "of")
    return {row["act"]: _act(row) for row in rows}


_GENERAL = {"will": "030", "ask": "100", "refuse": "120", "threaten": "130"}


def _act(row: Row) -> Act:
    filled = {column: row[column] or _GENERAL.get(column, "") for column in ("do", "will", "ask", "refuse", "threaten")}
    for code in (*filled.values(), row["stop"]):
        if code and code not in codes():
            row.fail(f"the code {code!r} is not in event_codes.tsv")
    if row["of"] not in ("agent", "patient"):
        row.fail(f"'of' must be agent or patient, not {row['of']!r}")
    return Act(row["act"], stop=row["stop"], of=row["of"], **filled)
