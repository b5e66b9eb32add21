"""Controlled English: patterns from ``ontology/lexicon/question_patterns.tsv`` read a question whole, or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from graph.errors import QuestionNotUnderstood
from graph.extraction.lexicon import table
from graph.linking.linker import Linker
from graph.model import Entity, EventType
from graph.questions import dates, names

_TOKEN = re.compile(r"<\w+>|\{\w+\}|[\[\]()|]|[^\s\[\]()|<>{}]+")
_KINDS = {
    "org": "organization|body|group",
    "op": "operation",
    "place": "state|territory|place",
    "person": "person",
    "actor": "state|territory|organization|body|person|group",
    "other": "state|territory|organization|body|person|group",
    "member": "state|territory|organization",
    "any": "state|territory|organization|body|person|group|operation|place",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as understood: what is asked, with which names, words and dates."""

    question: str
    intent: str
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    when: dates.When = field(default_factory=dates.When)

    def __getitem__(self, slot: str) -> str:
        return self.names[slot]

    def get(self, slot: str) -> str | None:
        """The id in a slot, if the question fills it."""
        return self.names.get(slot)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to ask something."""

    intent: str
    regex: re.Pattern[str]
    given: Mapping[str, str]
    example: str


def read(question: str, linker: Linker, unknown: Mapping[str, Entity], today: date) -> Reading:
    """What is asked. Raises QuestionNotUnderstood, naming the part that is not understood and what can be asked."""
    plain = " ".join(question.split()).strip()
    if not plain:
        raise QuestionNotUnderstood(f"The question is empty.\n{examples()}")
    undated, when = dates.take(plain, today)
    named = names.name(undated, linker, vocabulary(), unknown)
    for pattern in patterns():
        match = pattern.regex.fullmatch(f"{named.text} ")
        if match is not None:
            return _reading(plain, pattern, match, named, when)
    raise QuestionNotUnderstood(f"{_complaint(named)}\n{examples()}")


def _reading(question: str, pattern: Pattern, match: re.Match[str], named: names.Named, when: dates.When) -> Reading:
    slots: dict[str, str] = {}
    words: dict[str, str] = {}
    for group, value in match.groupdict().items():
        if value is None:
            continue
        slot = group.rpartition("_")[0]
        number = re.fullmatch(r"\{\w+:(\d+)\} ", value)
        if number is not None:
            slots[slot] = named.entities[int(number[1])]
        else:
            words[slot] = value.strip()
    return Reading(question, pattern.intent, slots, words, pattern.given, when)


def _complaint(named: names.Named) -> str:
    if named.strangers:
        return f"I do not know who or what {named.strangers[0]!r} is: neither the catalogue nor an article names it."
    strange = [word for word in named.text.split() if not word.startswith("{") and word not in vocabulary()]
    if strange:
        return f"I do not understand {' '.join(strange)!r} in this question."
    return "I know these words, but not what this question asks."


@cache
def examples() -> str:
    """What can be asked, one example a line."""
    shown = "\n".join(f"  {pattern.example}" for pattern in patterns() if pattern.example)
    return f"Questions like these can be answered, with dates (in 2022, on 6 January 2022, as known on ...):\n{shown}"


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns, compiled once. Raises CatalogError where the table is wrong."""
    return tuple(
        Pattern(row["intent"], _compiled(row["pattern"]), _given(row["given"]), row["example"])
        for row in table("question_patterns", "intent", "pattern", "given", "example")
    )


def _given(cell: str) -> Mapping[str, str]:
    return {key: value or "yes" for key, _, value in (part.partition("=") for part in cell.split())}


@cache
def classes() -> Mapping[str, tuple[str, ...]]:
    """The word classes of the patterns."""
    found = {row["class"]: row.words("words") for row in table("question_words", "class", "words")}
    return {**found, "ACT": tuple(acts())}


@cache
def acts() -> Mapping[str, EventType]:
    """Verbs, and the type of event they ask for."""
    rows = table("question_acts", "type", "verbs")
    return {verb: row.read("type", EventType) for row in rows for verb in row.words("verbs")}


@cache
def vocabulary() -> frozenset[str]:
    """Every word that a question itself can use: never a name, however it is written."""

    def spoken() -> Iterator[str]:
        yield from ("a", "an", "the")
        for words in classes().values():
            yield from (part for word in words for part in word.split())
        for row in table("question_patterns", "intent", "pattern", "given", "example"):
            yield from (token for token in _TOKEN.findall(row["pattern"]) if token.isalpha() and token.islower())

    return frozenset(spoken())


def _compiled(pattern: str) -> re.Pattern[str]:
    count = 0

    def number() -> int:
        nonlocal count
        count += 1
        return count

    return re.compile("".join(_piece(token, number) for token in _TOKEN.findall(pattern)))


_BRACKETS = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}


def _piece(part: str, number: Callable[[], int]) -> str:
    if part in _BRACKETS:
        return _BRACKETS[part]
    if part == "<mission>":
        return _mission(number)
    if part.startswith("<"):
        return _slot(part[1:-1], number)
    if part.startswith("{"):
        return rf"(?P<{part[1:-1]}_{number()}>(?:[^\s{{}}]+ )+?)"
    if part.isupper() and part in classes():
        return rf"(?P<{part.lower()}_{number()}>{_words(part)})"
    return re.escape(part) + " "


def _slot(name: str, number: Callable[[], int], slot: str | None = None) -> str:
    return rf"(?P<{slot or name}_{number()}>\{{(?:{_KINDS[name]}):\d+\}} )"


def _words(name: str) -> str:
    return "(?:" + "|".join(re.escape(word) + " " for word in sorted(classes()[name], key=len, reverse=True)) + ")"


def _mission(number: Callable[[], int]) -> str:
    """An operation by its name, by its lead and host, by either, or as forces in a place."""
    noun = _words("MISSION")

    def org() -> str:
        return _slot("org", number, "lead")

    def host() -> str:
        return _slot("place", number, "host")

    ways = [
        _slot("op", number) + f"(?:{noun})?(?:(?:in|for|to) {host()})?",
        f"{org()}(?:led )?{noun}(?:in|to|for|at|off) {host()}",
        f"{org()}(?:led )?{noun}",
        f"{noun}of {org()}(?:in|to|for|at|off) {host()}",
        f"{noun}(?:in|to|for|at|off) {host()}",
        f"{noun}of {org()}",
        org(),
        host(),
    ]
    return "(?:" + "|".join(ways) + ")"
