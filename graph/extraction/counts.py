"""Numbers read word by word, for places where the parse of a list cannot be trusted.

*up to 1,200*, *some 2,000*, *between 300 and 400*, *850 to 1,100*, *two dozen*. "About" and "some" leave a number
exact; "up to", "more than" and their like make it a range; *hundreds* and *several hundred* give none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction.lexicon import table
from graph.extraction.phrases import Match, Phrases
from graph.model import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the text: tokens ``start`` to ``end`` (indexes in the document) and what they mean."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class _Word:
    sort: str
    value: int


@cache
def _words() -> Phrases[_Word]:
    rows = table("number_words", "words", "sort", "value")
    return Phrases((row["words"], _Word(row["sort"], row.read("value", int))) for row in rows)


def _at(tokens: Sequence[Token], index: int) -> Match[_Word] | None:
    """The number word at ``tokens[index]``; a plural (*hundreds*) is vague, whatever its lemma."""
    match = _words().at(tokens, index)
    if match is not None and match.meaning.sort == "scale" and tokens[index].lower_.endswith("s"):
        return Match(match.start, match.end, _Word("vague", match.meaning.value))
    return match


def read(tokens: Sequence[Token], index: int) -> Count | None:
    """The number that starts at ``tokens[index]``, bounds included (*at least 300*)."""
    bound, after = _bound(tokens, index)
    number = _number(tokens, after)
    if number is None:
        return None
    low, high, end = number
    if bound == "between" or (end < len(tokens) and tokens[end].lower_ in _TO):
        second = _number(tokens, end + 1) if end < len(tokens) else None
        if second is not None and low is not None and second[0] is not None and second[0] >= low:
            high, end = second[1], second[2]
    quantity = _bounded(bound, low, high, _text(tokens, index, end))
    return Count(tokens[index].i, tokens[end - 1].i + 1, quantity)


def last(tokens: Sequence[Token], start: int, end: int) -> Count | None:
    """The last number that starts between the two indexes of ``tokens``."""
    found, index = None, start
    while index < end:
        match = _at(tokens, index)
        if match is not None and match.meaning.sort == "vague":
            scale = _scale(tokens, index + match.end - match.start)
            index = scale[1] if scale is not None else index + match.end - match.start
            continue
        count = read(tokens, index)
        found = count or found
        index = index + 1 if count is None else index + count.end - count.start
    return found


def part(tokens: Sequence[Token], start: int, end: int) -> Count | None:
    """The number that counts what follows: the last, or of a part and its whole (*200 of 1,000*) the part."""
    whole = last(tokens, start, end)
    if whole is None:
        return None
    at = whole.start - tokens[0].i - 1
    while at > start and tokens[at].pos_ in ("DET", "ADJ", "VERB", "PRON"):
        at -= 1
    return (last(tokens, start, at) or whole) if at > start and tokens[at].lower_ == "of" else whole


_TO = frozenset({"to", "and", "-", "–", "or"})


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    return "".join(token.text_with_ws for token in tokens[start:end]).strip()


def _bounded(bound: str, low: int | None, high: int | None, text: str) -> Quantity:
    if bound == "most":
        return Quantity(None, high, text)
    if bound == "least":
        return Quantity(low, None, text)
    return Quantity(low, high, text)


def _bound(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    bound = ""
    while index < len(tokens):
        match = _at(tokens, index)
        if match is None or match.meaning.sort not in ("about", "most", "least", "between"):
            break
        bound = match.meaning.sort if match.meaning.sort != "about" else bound
        index += match.end - match.start
    return bound, index


def _number(tokens: Sequence[Token], index: int) -> tuple[int | None, int | None, int] | None:
    """Low, high and the index after the number that starts at ``index``."""
    if index >= len(tokens):
        return None
    digits = _DIGITS.fullmatch(tokens[index].text)
    if digits is not None:
        return _scaled(tokens, index + 1, float(tokens[index].text.replace(",", "")))
    match = _at(tokens, index)
    if match is None:
        return None
    if match.meaning.sort in ("number", "scale") and tokens[index].pos_ != "PRON":
        return _spelled(tokens, index)
    return None


def _scaled(tokens: Sequence[Token], index: int, value: float) -> tuple[int, int, int]:
    scale = _scale(tokens, index)
    if scale is not None:
        return round(value * scale[0]), round(value * scale[0]), scale[1]
    return round(value), round(value), index


def _scale(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    match = _at(tokens, index) if index < len(tokens) else None
    if match is None or match.meaning.sort != "scale":
        return None
    return match.meaning.value, index + match.end - match.start


def _spelled(tokens: Sequence[Token], index: int) -> tuple[int, int, int] | None:
    """Number words: *two hundred and fifty*, *a dozen*, *twenty-five*."""
    total, current = 0, 0
    while index < len(tokens):
        match = _at(tokens, index)
        if match is None or match.meaning.sort not in ("number", "scale"):
            if tokens[index].lower_ in ("and", "-") and current and _continues(tokens, index + 1):
                index += 1
                continue
            break
        if match.meaning.sort == "scale":
            current = max(current, 1) * match.meaning.value
            if match.meaning.value >= 1000:
                total, current = total + current, 0
        else:
            current += match.meaning.value
        index += match.end - match.start
    value = total + current
    return (value, value, index) if value else None


def _continues(tokens: Sequence[Token], index: int) -> bool:
    """Whether *and* or a hyphen goes on with the same number (*hundred and fifty*, not *ten and fifty*)."""
    if index >= len(tokens):
        return False
    match = _at(tokens, index)
    before = _at(tokens, index - 2)
    if match is None or match.meaning.sort != "number" or before is None:
        return False
    if tokens[index - 1].lower_ == "-":
        return before.meaning.value in range(20, 100, 10) and match.meaning.value < 10
    return before.meaning.sort == "scale" and before.meaning.value >= 100
