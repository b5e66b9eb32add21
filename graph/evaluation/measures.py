"""Gold and extraction of one article -> for each measure, the items that gold has and those that were found.

An item is a tuple of strings, so that reports can name it. What a measure compares:

    contributions              contributor
    contributions with host    contributor and host
    personnel, status          of the contributors that gold has
    memberships                member, organisation, status
    offices                    person (by folded name), office, of whom
    operations                 operation
    locations                  place and what it lies in
    mentions                   place in the text and entity; also by kind
    event type ...             the main event of an article that is one sentence: its type; sources; targets;
                               (source, target); (source, type, target), by PLOVER country code; sectors per role
                               where gold has one. Unordered pairs where gold is reciprocal (two sources, no target).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph import records
from graph.evaluation.gold import Gold, Items
from graph.model import Extraction

Item = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What gold has and what was found."""

    gold: frozenset[Item]
    found: frozenset[Item]

    @property
    def right(self) -> frozenset[Item]:
        return self.gold & self.found

    @property
    def wrong(self) -> frozenset[Item]:
        return self.found - self.gold

    @property
    def missed(self) -> frozenset[Item]:
        return self.gold - self.found


def measure(gold: Gold, extraction: Extraction) -> dict[str, Outcome]:
    """All measures that the sections of this gold allow."""
    record = records.write(extraction)
    outcomes: dict[str, Outcome] = {}
    for section, items in gold.sections.items():
        outcomes |= _MEASURES[section](items, record[section])
    return outcomes


def keys(section: str, item: Mapping[str, Any]) -> Item:
    """What identifies an item of a section when the precision of rules is counted."""
    return _KEYS[section](item)


def _outcome(gold: Iterable[Item], found: Iterable[Item]) -> Outcome:
    return Outcome(frozenset(gold), frozenset(found))


def _by_key(section: str) -> Callable[[Items, Items], dict[str, Outcome]]:
    def compare(gold: Items, found: Items) -> dict[str, Outcome]:
        return {section: _outcome(map(_KEYS[section], gold), map(_KEYS[section], found))}

    return compare


def _contributions(gold: Items, found: Items) -> dict[str, Outcome]:
    expected = {item["contributor"] for item in gold}
    known = [item for item in found if item["contributor"] in expected]
    return {
        "contributions": _outcome(map(_contributor, gold), map(_contributor, found)),
        "contributions with host": _outcome(map(_hosted, gold), map(_hosted, found)),
        "personnel": _outcome(_personnel(gold), _personnel(known)),
        "status": _outcome(_statuses(gold), _statuses(known)),
    }


def _contributor(item: Mapping[str, Any]) -> Item:
    return (item["contributor"],)


def _hosted(item: Mapping[str, Any]) -> Item:
    return (item["contributor"], str(item.get("host")))


def _personnel(items: Items) -> list[Item]:
    given = [item for item in items if item.get("personnel") is not None or item.get("personnel_bounds")]
    return [(item["contributor"], str(item.get("personnel") or item.get("personnel_bounds"))) for item in given]


def _statuses(items: Items) -> list[Item]:
    return [(item["contributor"], str(item.get("host")), item["status"]) for item in items if item.get("status")]


def _person(key: str) -> str:
    """A person's key without the country that ends it where no catalogue knows the person."""
    head, _, tail = key.rpartition("-")
    return head if head and len(tail) in (2, 3) and tail.isalpha() else key


def _mentions(gold: Items, found: Items) -> dict[str, Outcome]:
    def key(item: Mapping[str, Any]) -> Item:
        return (str(item["start"]), str(item["end"]), item["entity"])

    kinds = sorted({item["entity"].split("/")[0] for item in gold})
    outcomes = {"mentions": _outcome(map(key, gold), map(key, found))}
    for kind in kinds:
        of_kind = [[key(item) for item in items if item["entity"].startswith(kind)] for items in (gold, found)]
        outcomes[f"mentions of kind {kind}"] = _outcome(*of_kind)
    return outcomes


def _events(gold: Items, found: Items) -> dict[str, Outcome]:
    outcomes = {"events, all types": _outcome([(_type(e),) for e in gold], [(_type(e),) for e in found])}
    if not gold:
        return outcomes
    first = found[0] if found else None
    best = next((event for event in gold if first is not None and _type(event) == _type(first)), gold[0])
    reciprocal = len(_codes(best, "source")) > 1 and not _codes(best, "target")
    right, guess = _facts(best, reciprocal), _facts(first, reciprocal)
    for name, items in right.items():
        outcomes[f"event {name}"] = _outcome(items, guess[name])
    roles = {role for role, _ in right["sector"]}
    found_sectors = [(role, sector) for role, sector in guess["sector"] if role in roles]
    outcomes["event sector"] = _outcome(right["sector"], found_sectors)
    return outcomes


def _facts(event: Mapping[str, Any] | None, reciprocal: bool) -> dict[str, list[Item]]:
    if event is None:
        return {"type": [], "source": [], "target": [], "dyad": [], "triple": [], "sector": []}
    sources, targets = _codes(event, "source"), _codes(event, "target")
    if reciprocal:
        sources = targets = sorted({*sources, *targets})
        pairs = list(combinations(sources, 2))
    else:
        pairs = [(s, t) for s in sources or ["---"] for t in targets or ["---"]] if sources or targets else []
    roles = ("source",) if reciprocal else ("source", "target")
    return {
        "type": [(_type(event),)],
        "source": [(code,) for code in sources],
        "target": [(code,) for code in targets],
        "dyad": list(pairs),
        "triple": [(s, _type(event), t) for s, t in pairs],
        "sector": [(role, sector) for role in roles for sector in _sectors(event, role)],
    }


def _type(event: Mapping[str, Any]) -> str:
    return "INVESTIGATE" if event.get("mode") == "investigate" else str(event["type"])


def _codes(event: Mapping[str, Any], role: str) -> list[str]:
    return sorted({actor["country"] for actor in event.get(role) or () if actor.get("country")})


def _sectors(event: Mapping[str, Any], role: str) -> list[str]:
    return sorted({actor["sector"] for actor in event.get(role) or () if actor.get("sector")})


def _event_key(event: Mapping[str, Any]) -> Item:
    return (_type(event),)


_KEYS: Mapping[str, Callable[[Mapping[str, Any]], Item]] = {
    "events": _event_key,
    "contributions": _contributor,
    "memberships": lambda item: (item["member"], item["organization"], item.get("status", "member")),
    "offices": lambda item: (_person(item["person"]), item["office"], item["of"]),
    "operations": lambda item: (item["operation"],),
    "locations": lambda item: (item["place"], item["within"]),
    "mentions": lambda item: (str(item["start"]), str(item["end"]), item["entity"]),
}

_MEASURES: Mapping[str, Callable[[Items, Items], dict[str, Outcome]]] = {
    "events": _events,
    "contributions": _contributions,
    "memberships": _by_key("memberships"),
    "offices": _by_key("offices"),
    "operations": _by_key("operations"),
    "locations": _by_key("locations"),
    "mentions": _mentions,
}
