"""The automaton: every name the catalogue knows, found in one pass over the text.

Text and names are folded alike: lower case, accents off, and everything that is neither letter nor digit becomes a
space. So *Guinea-Bissau* and *Guinea Bissau*, *Côte d'Ivoire* and *Cote d'Ivoire* are one pattern, and a pattern
that starts with a space starts at a word. What folding hides (case, dots) is checked afterwards on the text itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from graph.model import Entity, EntityKind, Recognition

if TYPE_CHECKING:
    from graph.linking.catalog import Alias, Catalog

_READ = ("en", "und")  # languages of the texts; "und": spellings whose language nobody says
_SEPARATOR = "\ue000"  # a private character: no name holds it
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
SHORTEST_TITLED = 4  # letters: British papers write Nato and Opec, but Who is never the WHO


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean.

    ``text`` is the name as the catalogue writes it. ``capitals`` says which of its letters must be
    upper case in the text; ``titled`` acronyms may also be written like a word (*Nato*). ``spelling`` marks names whose
    language nobody says: they need the most context. ``exact`` names belong to another language
    than English: the text must write them letter by letter (*España*, but never *island* for Ísland).
    """

    entity: Entity
    how: Recognition
    strong: bool
    text: str
    capitals: tuple[int, ...]
    acronym: bool
    titled: bool
    spelling: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the automaton sees it: one space, the folded text, one space.

    ``offsets[i]`` is the place in the text of character ``i`` of ``hay``; None where the two differ by one only.
    """

    text: str
    hay: str
    offsets: tuple[int, ...] | None

    def place(self, index: int) -> int:
        """Where character ``index`` of ``hay`` stands in the text."""
        return index - 1 if self.offsets is None else self.offsets[index]

    def end(self, index: int) -> int:
        """Where a match that ends before ``index`` of ``hay`` ends in the text."""
        return index - 1 if self.offsets is None else self.offsets[index - 1] + 1


class _Folding(dict[int, str]):
    """Code point -> folded text, worked out when first met; ``irregular`` are those that become none or several."""

    def __init__(self) -> None:
        super().__init__()
        self.irregular: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(folded) != 1:
            self.irregular.add(chr(code))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    special = _LETTERS.get(character)
    if special is not None:
        return special
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or unicodedata.category(c) == "Mc" else " " for c in plain.lower())


# Letters of Latin alphabets that have no decomposition.
_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l"}
_LETTERS |= {"Ł": "l", "ı": "i", "İ": "i", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a"}
_LETTERS |= {_SEPARATOR: _SEPARATOR}
_TABLE = _Folding()
_ASCII = {code: _fold_character(chr(code)) for code in range(128)}


def fold(text: str) -> Folded:
    """Fold a text, keeping the way back to its code points."""
    if text.isascii():
        return Folded(text, f" {text.translate(_ASCII)} ", None)
    hay = text.translate(_TABLE)
    if _TABLE.irregular.isdisjoint(text):
        return Folded(text, f" {hay} ", None)
    offsets = [index for index, character in enumerate(text) for _ in _TABLE[ord(character)]]
    return Folded(text, f" {hay} ", (-1, *offsets, len(text)))


def folded(name: str) -> str:
    """A name as a key: folded, without outer and doubled spaces."""
    return " ".join(fold(name).hay.split())


class Automaton:
    """All names of a catalogue, ready to be found."""

    def __init__(self, aliases: Iterable[Alias], catalog: Catalog) -> None:
        self._catalog = catalog
        self._aliases: list[list[Alias]] = []
        self._candidates: dict[int, tuple[Candidate, ...]] = {}
        self._numbers: dict[str, int] = {}
        for alias, pattern in _patterns(list(aliases)):
            number = self._numbers.setdefault(pattern, len(self._aliases))
            if number == len(self._aliases):
                self._aliases.append([])
            self._aliases[number].append(alias)
        self._matcher = AhoCorasick(list(self._numbers), store_patterns=False)
        self._spaced = [pattern[0] == " " for pattern in self._numbers]

    def __len__(self) -> int:
        return len(self._aliases)

    def find(self, text: Folded) -> Iterator[tuple[int, int, tuple[Candidate, ...]]]:
        """Every name between word boundaries: start and end in ``text.hay``, and what it may mean."""
        hay, spaced, known = text.hay, self._spaced, self._candidates
        for number, start, end in self._matcher.find_matches_as_indexes(hay, overlapping=True):
            if spaced[number]:
                if hay[end] != " ":
                    continue
                start += 1
            found = known.get(number)
            yield start, end, self._work_out(number) if found is None else found

    def named(self, name: str) -> tuple[Candidate, ...]:
        """What a whole name may mean, whatever its case."""
        number = self._numbers.get(f" {folded(name)}")
        return () if number is None else self._work_out(number)

    def _work_out(self, number: int) -> tuple[Candidate, ...]:
        """The candidates of a pattern; most patterns are never met, so they are made when one is."""
        found: dict[tuple[str, Recognition, tuple[int, ...], bool], Candidate] = {}
        for alias in self._aliases[number]:
            candidate = _candidate(alias, self._catalog.entity(alias.entity))
            if _is_direction(candidate) or (candidate.exact and candidate.text.isascii()):
                continue
            key = (candidate.entity.id, candidate.how, candidate.capitals, candidate.exact)
            if key not in found or candidate.strong > found[key].strong:
                found[key] = candidate
        self._candidates[number] = tuple(sorted(found.values(), key=lambda c: (not c.strong, c.spelling)))
        return self._candidates[number]


def _patterns(aliases: list[Alias]) -> Iterator[tuple[Alias, str]]:
    """Every name with its folded form, and with single spaces where dots or commas made two (*St. Lucia*)."""
    hays = fold(_SEPARATOR.join(alias.text for alias in aliases)).hay.split(_SEPARATOR)
    for alias, hay in zip(aliases, hays, strict=True):
        plain = hay.strip()
        if not plain:
            continue
        if not plain.isascii() and unicodedata.name(plain[0], "").startswith(_UNSPACED):
            yield alias, plain
            continue
        yield alias, f" {plain}"
        if "  " in plain:
            yield alias, f" {' '.join(plain.split())}"


def _is_direction(candidate: Candidate) -> bool:
    """*southern Lebanon*: a part of a state without a name of its own; what counts is the state."""
    return candidate.entity.kind is EntityKind.PLACE and candidate.text[0].islower()


def _candidate(alias: Alias, entity: Entity) -> Candidate:
    letters = "".join(c for c in alias.text if c.isalpha())
    acronym = len(letters) > 1 and letters.isupper() and " " not in alias.text.strip()
    return Candidate(
        entity=entity,
        how=alias.how,
        strong=alias.strength == "strong",
        text=alias.text,
        capitals=_capitals(alias.text),
        acronym=acronym,
        titled=acronym and len(letters) >= SHORTEST_TITLED and letters == alias.text,
        spelling=alias.lang == "und",
        exact=alias.lang not in _READ,
    )


def _capitals(name: str) -> tuple[int, ...]:
    """Which letters of the name, counted without spaces, are capitals."""
    letters = [letter for letter in name if letter.isalnum()]
    return tuple(index for index, letter in enumerate(letters) if letter.isupper())
