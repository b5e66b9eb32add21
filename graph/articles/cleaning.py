"""Blocks of a scraped page -> title, paragraphs once each, publication time.

A scrape repeats itself and carries the page's furniture. What is done about it, in this order:

1. characters: no controls, no zero-width characters, one kind of space;
2. lines that only date the page, and notices of the site (``ontology/lexicon/page_furniture.tsv``), are taken out;
3. a block that is other blocks glued together is dropped; where the glued one is all there is, its sentences are
   parted again;
4. a block that stands in full elsewhere is dropped, the first standing;
5. tags (a few lower-case words between paragraphs) are dropped; the headline becomes the title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.articles import dates

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_SPACES = re.compile(r"[^\S\n]+")
_GLUED = re.compile(r"(?<=[a-z\d)][.!?])(?=[A-Z][a-z])|(?<=[a-z][.!?][\"\u201d])(?=[A-Z][a-z])")
_ENDS_SENTENCE = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)]*$")
_TAG = re.compile(r"[^\W\d_A-Z][^\d.!?:;]*")

TEASER = 40  # characters from which a block that stands inside another one counts as repeated
GLUED_SHARE = 0.9  # of a block that must be made of other blocks before it counts as their concatenation


@dataclass(frozen=True, slots=True)
class Page:
    """What is left of a scrape. ``notes`` says what was repaired."""

    title: str | None
    paragraphs: tuple[str, ...]
    published: str | None
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """Paragraphs separated by blank lines."""
        return "\n\n".join(self.paragraphs)


def clean(blocks: Iterable[str], *, title: str | None = None, published: str | None = None) -> Page:
    """Clean the blocks (lines or paragraphs) of one page.

    ``title`` and ``published`` are what the page's metadata said; they win over what the text shows.
    """
    notes: list[str] = []
    lines = [line for line in map(tidy, blocks) if line]
    lines, moments = _take_dates(lines)
    kept = _noted(notes, "left out the site's notices", lines, [line for line in lines if not _is_furniture(line)])
    kept = _noted(notes, "left out paragraphs glued together", kept, _without_glued(kept))
    kept = [_part(line, notes) for line in kept]
    kept = _noted(notes, "left out repeated blocks", kept, _once(kept))
    found, body = _headline(kept) if title is None else (tidy(title), kept)
    body = [line for line in body if found is None or _squeeze(line) != _squeeze(found)]
    body = _noted(notes, "left out tags", body, [line for line in body if not _is_tag(line)])
    published = published or _most_precise(moments) or (dates.dateline(body[0]) if body else None)
    return Page(found, tuple(body), published, tuple(notes))


def tidy(line: str) -> str:
    """Composed characters, no invisible ones, single spaces."""
    line = _INVISIBLE.sub("", unicodedata.normalize("NFC", line))
    line = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in line)
    return _SPACES.sub(" ", line).strip()


def _noted(notes: list[str], what: str, before: Sequence[str], after: list[str]) -> list[str]:
    if len(after) < len(before):
        notes.append(what)
    return after


def _take_dates(lines: list[str]) -> tuple[list[str], list[str]]:
    kept, moments = [], []
    for line in lines:
        if (moment := dates.alone(line)) is not None:
            moments.append(moment)
        elif (headed := dates.leading(line)) is not None:
            moments.append(headed[0])
            kept.append(headed[1].strip())
        else:
            kept.append(line)
    return [line for line in kept if line], moments


def _most_precise(moments: list[str]) -> str | None:
    """The first of the most precise moments: pages show when they were published before when they were updated."""
    return max(moments, key=len, default=None)


@cache
def _furniture() -> re.Pattern[str]:
    table = files("ontology").joinpath("lexicon/page_furniture.tsv").read_text("utf-8").splitlines()[1:]
    patterns = [row.split("\t")[0] for row in table if row and not row.startswith("#")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _is_furniture(line: str) -> bool:
    return _furniture().fullmatch(line) is not None


def _squeeze(line: str) -> str:
    return "".join(line.split())


def _without_glued(lines: list[str]) -> list[str]:
    squeezed = [_squeeze(line) for line in lines]
    return [line for index, line in enumerate(lines) if not _is_glued(index, squeezed)]


def _is_glued(index: int, squeezed: list[str]) -> bool:
    """Whether a block is (nearly) nothing but two or more of the other blocks."""
    whole = squeezed[index]
    parts = {part for part in squeezed if TEASER <= len(part) < len(whole) and part in whole}
    return len(parts) > 1 and sum(map(len, parts)) >= GLUED_SHARE * len(whole)


def _part(line: str, notes: list[str]) -> str:
    parted = _GLUED.sub(" ", line)
    if parted != line and "parted glued sentences" not in notes:
        notes.append("parted glued sentences")
    return parted


def _once(lines: list[str]) -> list[str]:
    squeezed = [_squeeze(line) for line in lines]
    kept = []
    for index, line in enumerate(lines):
        mine = squeezed[index]
        repeated = mine in squeezed[:index]
        teaser = len(mine) >= TEASER and any(len(mine) < len(other) and mine in other for other in squeezed)
        if not repeated and not teaser:
            kept.append(line)
    return kept


def _headline(lines: list[str]) -> tuple[str | None, list[str]]:
    """The first line is the headline where it does not end as a sentence does and more follows."""
    if len(lines) > 1 and not _ENDS_SENTENCE.search(lines[0]) and 3 <= len(lines[0].split()) <= 30:
        return lines[0], lines[1:]
    return None, lines


def _is_tag(line: str) -> bool:
    return len(line.split()) <= 4 and _TAG.fullmatch(line) is not None
