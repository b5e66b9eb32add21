"""What the tables say, collected and checked while they are read, before it becomes a catalogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.linking.facts import (
    Alias,
    DatedDeployment,
    DatedMembership,
    DatedOffice,
    OperationRecord,
    Site,
    Strength,
)
from graph.linking.rows import Row
from graph.model import Entity, Recognition

_ORDER = ("state", "territory", "organization", "group", "body", "operation", "person", "place")


@dataclass(slots=True)
class Draft:
    """The catalogue while it is read. Every method raises CatalogError at the row that is wrong."""

    entities: dict[str, Entity] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    sites: dict[str, Site] = field(default_factory=dict)
    memberships: list[DatedMembership] = field(default_factory=list)
    operations: list[OperationRecord] = field(default_factory=list)
    offices: list[DatedOffice] = field(default_factory=list)
    deployments: list[DatedDeployment] = field(default_factory=list)
    successors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    actor_codes: set[str] = field(default_factory=set)
    alpha2: dict[str, str] = field(default_factory=dict)
    geonames: dict[str, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)
    cities_end: int = 0
    rows: int = 0
    unverified: int = 0
    _claimed: dict[str, Row] = field(default_factory=dict)
    _strong: dict[tuple[str, bool], str] = field(default_factory=dict)
    _seen: set[tuple[str, str, Recognition]] = field(default_factory=set)
    _texts: set[str] = field(default_factory=set)

    def source(self, row: Row) -> tuple[str, bool]:
        """The citation of a row and whether it was read; counts the row."""
        key, verified = row.required("source"), row.verified
        if " " not in key and key not in self.sources:
            raise row.error(f"source {key!r} is not in sources.tsv: add it there or cite in words")
        self.rows += 1
        self.unverified += not verified
        return self.sources.get(key, key), verified

    def add(self, entity: Entity, row: Row) -> None:
        """Take an entity in; its id must be new and its actor code known."""
        if entity.id in self.entities:
            first = self._claimed[entity.id]
            raise row.error(f"{entity.id} stands already in {first.file}:{first.line}: merge the two")
        if entity.country is not None and entity.country not in self.actor_codes:
            raise row.error(f"country {entity.country!r} is no actor code: use ISO 3166 alpha-3 or one of codes.tsv")
        self.entities[entity.id] = entity
        self._claimed[entity.id] = row

    def known(self, reference: str, row: Row) -> str:
        """The id that a reference means: a full id, or the key of a state, territory or organisation."""
        candidates = [reference] if "/" in reference else [f"{kind}/{reference}" for kind in _ORDER[:3]]
        for candidate in candidates:
            if candidate in self.entities:
                return candidate
        raise row.error(f"{reference!r} is not in the catalogue: add it first, or correct the key")

    def all_known(self, references: Iterable[str], row: Row) -> tuple[str, ...]:
        """The ids that several references mean."""
        return tuple(self.known(reference, row) for reference in references)

    def name(
        self,
        text: str,
        entity: str,
        row: Row,
        *,
        weak: bool = False,
        how: Recognition = Recognition.NAME,
        lang: str = "en",
    ) -> None:
        """Give an entity a name, with its spellings. Two entities may share a name only where it is weak."""
        for spelling in spellings(text):
            alias = Alias(spelling, entity, Strength("weak" if weak else "strong"), how, lang, is_acronym(spelling))
            if (spelling, entity, how) not in self._seen:
                self._seen.add((spelling, entity, how))
                self._claim(alias, row)
                self._texts.add(spelling.casefold())
                self.aliases.append(alias)

    def _claim(self, alias: Alias, row: Row) -> None:
        if alias.strength is Strength.WEAK or alias.how is Recognition.CAPITAL or alias.lang != "en":
            return
        if alias.text.casefold() in self.ambiguous:
            raise row.error(f"{alias.text!r} is listed in ambiguous.tsv: mark it weak (~)")
        key = (alias.text if alias.case_sensitive else alias.text.casefold(), alias.case_sensitive)
        owner = self._strong.setdefault(key, alias.entity)
        if owner != alias.entity:
            raise row.error(f"{alias.text!r} is a strong name of {owner} too: mark it weak (~) in both rows")

    def settle(self) -> None:
        """Let go of names of cities that a table, read after them, gives again: the table knows their strength."""
        tables = self.aliases[self.cities_end :]
        given = {(alias.text, alias.entity) for alias in tables}
        self.aliases = [a for a in self.aliases[: self.cities_end] if (a.text, a.entity) not in given] + tables

    def is_taken(self, text: str) -> bool:
        """Whether the tables use this text: as a name of something else, or as one known to be ambiguous."""
        return text.casefold() in self._texts or text.casefold() in self.ambiguous


def spellings(text: str) -> tuple[str, ...]:
    """A name as written, without accents, and with either apostrophe."""
    if text.isascii() and "'" not in text:
        return (text,)
    straight = text.replace("’", "'")
    folded = unaccented(straight)
    forms = [straight, folded, *(form.replace("'", "’") for form in (straight, folded))]
    return tuple(dict.fromkeys(forms))


def unaccented(text: str) -> str:
    """The text without accents, as wire services write it (``ø`` becomes ``o``; other scripts stay as they are)."""
    if text.isascii():
        return text
    plain = text.translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ß": "ss", "ʻ": "'"})


def is_acronym(text: str) -> bool:
    """Whether case carries meaning: *US*, *IS*, *AU*, *M23*, *U.N.*."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and text.upper() == text and (len(letters) > 1 or len(text) > 1)
