"""The automaton: every name the catalogue knows, found in one pass over the text.

Text and names are folded alike: lower case, accents off, and everything that is neither letter nor digit becomes a
space. So *Guinea-Bissau* and *Guinea Bissau*, *Côte d'Ivoire* and *Cote d'Ivoire* are one pattern, and a pattern
that starts with a space starts at a word. What folding hides (case, dots) is checked afterwards on the text itself.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from graph.model import Entity, Recognition

if TYPE_CHECKING:
    from graph.linking.catalog import Alias, Catalog

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
SHORTEST_TITLED = 4  # letters; *Nato* and *Isis* are acronyms, *Who* and *Who* are not


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a name may mean.

    ``capitals`` are offsets in the name that must be upper case in the text; an acronym needs all of its letters,
    unless ``titled`` (*Nato*), where the first suffices if the others are lower case. ``foreign`` names belong to
    another language than English in Latin letters.
    """

    entity: Entity
    how: Recognition
    strong: bool
    capitals: tuple[int, ...]
    titled: bool
    acronym: bool
    foreign: bool
    lang: str | None


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
    """Code point -> folded text, worked out when first met; ``irregular`` are those that do not fold to one character."""

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
    kept = (c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in "".join(kept).lower())


# Letters of Latin alphabets that have no decomposition.
_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l"}
_LETTERS |= {"Ł": "l", "ı": "i", "İ": "i", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ə": "a", "Ə": "a", "ʻ": " "}
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
        grouped: defaultdict[str, list[Candidate]] = defaultdict(list)
        for alias in aliases:
            entity = catalog.entity(alias.entity)
            for pattern in _patterns(alias.text):
                grouped[pattern].append(_candidate(alias, entity, pattern))
        self._patterns = list(grouped)
        self._candidates = [tuple(_distinct(found)) for found in grouped.values()]
        self._matcher = AhoCorasick(self._patterns, store_patterns=False)

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, text: Folded) -> Iterator[tuple[int, int, tuple[Candidate, ...]]]:
        """Every name that stands between word boundaries: start and end in ``text.hay``, and what it may mean."""
        hay, candidates, patterns = text.hay, self._candidates, self._patterns
        for index, start, end in self._matcher.find_matches_as_indexes(hay, overlapping=True):
            if patterns[index][0] != " ":
                yield start, end, candidates[index]
            elif hay[end] == " ":
                yield start + 1, end, candidates[index]

    def named(self, name: str) -> tuple[Candidate, ...]:
        """What a whole name may mean."""
        return next((c for p, c in zip(self._patterns, self._candidates, strict=True) if p.strip() == folded(name)), ())


def _patterns(name: str) -> set[str]:
    """The folded forms of a name: as written, and with single spaces where dots or commas made two (*St. Lucia*)."""
    hay = fold(name).hay.strip()
    if not hay:
        return set()
    if unicodedata.name(hay[0], "").startswith(_UNSPACED):
        return {hay}
    return {f" {hay}", f" {folded(name)}"}


def _candidate(alias: Alias, entity: Entity, pattern: str) -> Candidate:
    word = "".join(c for c in alias.text if c.isalpha())
    acronym = len(word) > 1 and word.isupper() and " " not in alias.text.strip()
    return Candidate(
        entity=entity,
        how=alias.how,
        strong=alias.strength == "strong",
        capitals=_capitals(alias.text, pattern.strip()),
        titled=acronym and len(word) >= SHORTEST_TITLED and word == alias.text,
        acronym=acronym,
        foreign=alias.lang not in (None, "", "en", "und") and word.isascii() and not acronym,
        lang=alias.lang,
    )


def _capitals(name: str, pattern: str) -> tuple[int, ...]:
    """Offsets in the pattern at which the name has capitals."""
    letters = [c for c in name if fold(c).hay.strip()]
    places = [index for index, c in enumerate(pattern) if c != " "]
    if len(letters) != len(places):  # a letter folds to two: only the first is sure
        return (0,) if name[0].isupper() else ()
    return tuple(place for place, letter in zip(places, letters, strict=True) if letter.isupper())


def _distinct(candidates: list[Candidate]) -> Iterator[Candidate]:
    """One candidate an entity and manner: the strong one, the English one first."""
    seen = set()
    for candidate in sorted(candidates, key=lambda c: (not c.strong, c.foreign, c.entity.id)):
        key = (candidate.entity.id, candidate.capitals, candidate.acronym)
        if key not in seen:
            seen.add(key)
            yield candidate
