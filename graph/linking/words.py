"""The word tables of linking (``ontology/lexicon/linking_*.tsv``), read once; each file's head says what it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ontology
from graph.linking.rows import Row, read_table
from graph.model import EntityKind, Sector

_ALWAYS = "9999"
_SHOUTED = 4  # letters; shorter ones in capitals are acronyms
FOLDER = Path(ontology.__path__[0]) / "lexicon"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an ambiguous name; ``entity`` None: it names nothing."""

    entity: str | None
    prior: int
    after: str
    before: str
    cues: tuple[str, ...]

    def current(self, day: str | None) -> bool:
        """Whether its prior counts on a day (ISO date); where none is known, whether it still counts."""
        if day is None:
            return self.before == _ALWAYS
        return self.after <= day[: max(len(self.after), len("1971"))] and day < self.before


@dataclass(frozen=True, slots=True)
class Head:
    """What the head noun of an organisation's name says of it."""

    kind: EntityKind
    sector: Sector | None
    generic: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What a definite description (*the bloc*, *the two countries*) may stand for."""

    kinds: tuple[EntityKind, ...]
    number: str
    only: frozenset[str]


@cache
def classes() -> Mapping[str, frozenset[str]]:
    """Words by class (``linking_words.tsv``)."""
    return {row.required("class"): frozenset(_parts(row, "words")) for row in _rows("words", "class", "words")}


@cache
def ambiguous() -> Mapping[str, tuple[Reading, ...]]:
    """Readings of ambiguous names, by the name as it is written."""
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for row in _rows("ambiguous", "name", "entity", "prior", "when", "cues"):
        after, _, before = (row.get("when") or "").partition("..")
        entity = row.required("entity")
        found[row.required("name")].append(
            Reading(
                None if entity == "-" else entity,
                row.integer("prior") or 0,
                after,
                before or _ALWAYS,
                tuple(cue.lower() for cue in _parts(row, "cues")),
            )
        )
    return {name: tuple(readings) for name, readings in found.items()}


def readings(name: str) -> tuple[Reading, ...]:
    """The readings of an ambiguous name, also where a dateline writes it in capitals; empty for other names."""
    found = ambiguous().get(name)
    if found is None and len(name) > _SHOUTED and name.isupper():
        found = ambiguous().get(name.title())
    return found or ()


@cache
def given_names() -> frozenset[str]:
    """Given names, as written."""
    return frozenset(name for row in _rows("given_names", "names") for name in _parts(row, "names"))


@cache
def particles() -> frozenset[str]:
    """Small words inside personal names."""
    return frozenset(row.required("particle") for row in _rows("particles", "particle"))


@cache
def titles() -> Mapping[str, Sector | None]:
    """Titles before a name, in lower case without dots, with the sector of who bears them."""
    found: dict[str, Sector | None] = {}
    for row in _rows("titles", "sector", "titles"):
        sector = row.choice("sector", Sector)
        for title in _parts(row, "titles"):
            found.setdefault(title, sector)
    return found


@cache
def people() -> frozenset[str]:
    """Common nouns for people and bodies, in the singular and lower case (``agents.tsv``)."""
    rows = read_table(FOLDER / "agents.tsv", ("kind", "words"))
    return frozenset(
        noun for row in rows if row.required("kind") in ("role", "organ", "office") for noun in _parts(row, "words")
    )


@cache
def heads() -> Mapping[str, Head]:
    """Head nouns of the names of organisations, in lower case."""
    found: dict[str, Head] = {}
    for row in _rows("heads", "kind", "sector", "generic", "nouns"):
        head = Head(EntityKind(row.required("kind")), row.choice("sector", Sector), row.get("generic") == "yes")
        for noun in _parts(row, "nouns"):
            found.setdefault(noun, head)
    return found


@cache
def descriptions() -> Mapping[str, Description]:
    """Nouns of definite descriptions, in lower case."""
    found: dict[str, Description] = {}
    for row in _rows("descriptions", "kinds", "number", "only", "nouns"):
        kinds = tuple(EntityKind(kind) for kind in row.words("kinds"))
        description = Description(kinds, row.required("number"), frozenset(row.words("only")))
        for noun in _parts(row, "nouns"):
            found.setdefault(noun, description)
    return found


def _rows(name: str, *columns: str) -> Iterator[Row]:
    return read_table(FOLDER / f"linking_{name}.tsv", columns)


def _parts(row: Row, column: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.get(column) or "").split(",") if part.strip())
