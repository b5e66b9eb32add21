"""Titles and offices beside a name: *Portuguese President* X, X*, the Zambian minister*, *Minister* X *of Iran*."""

from __future__ import annotations

from dataclasses import dataclass

from graph.linking import words
from graph.linking.document import Title
from graph.linking.ledger import Ledger
from graph.model import Entity, EntityKind, Sector

_LONGEST = 5  # words of a title
_APPOSITION = 14  # tokens
_OWNERS = frozenset(
    {EntityKind.STATE, EntityKind.TERRITORY, EntityKind.ORGANIZATION, EntityKind.BODY, EntityKind.GROUP}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A title: its tokens, and the entity it belongs to where the words say so.

    ``modified`` is the first token of the words that tell whose it is, when they follow one another before the name.
    ``elsewhere``: an office of something that nobody knows (*head of the mission*), so of no state.
    """

    words: str
    sector: Sector | None
    of: str | None
    former: bool
    start: int
    end: int
    modified: int
    elsewhere: bool = False

    def title(self) -> Title:
        """The same for extraction."""
        return Title(self.words, self.sector, self.of, self.former, self.start, self.end)


def read_title(ledger: Ledger, start: int, end: int) -> Found | None:
    """The title of the name that the tokens ``start`` up to ``end`` hold; its own first words may be the title."""
    return _before(ledger, start, end) or _after(ledger, end) or _apposition_before(ledger, start)


def _before(ledger: Ledger, start: int, end: int) -> Found | None:
    """A title in the first words of the name, or right before it."""
    doc = ledger.doc
    inner = start
    first: int | None = None
    while inner < end and (size := _title_at(ledger, inner, end)):
        first = inner if first is None else first
        inner += size
    outer = first if first is not None else start
    size = _title_ending(ledger, outer)
    if not size and first is None:
        return None
    begin = outer - size
    finish = inner if first is not None else start
    text = _clean(doc[begin : outer if size else finish].text)
    sector = _sector(text) or _sector(_clean(doc[begin:finish].text))
    of, former = _owner_before(ledger, begin)
    following = end if inner < end else finish
    of = of or owner_after(ledger, following)
    return Found(text, sector, of.id if of else None, former, begin, finish, begin)


def _clean(text: str) -> str:
    return text.lower().replace(".", "")


def _sector(text: str) -> Sector | None:
    """The sector of the longest known title that ends these words."""
    parts = text.split()
    for index in range(len(parts)):
        sector = words.titles().get(" ".join(parts[index:]))
        if sector is not None:
            return sector
    return None


def _title_at(ledger: Ledger, start: int, end: int) -> int:
    """Length in tokens of the longest title that begins here, within the run."""
    doc = ledger.doc
    for size in range(min(_LONGEST, end - start), 0, -1):
        if _clean(doc[start : start + size].text) in words.titles():
            return size
    return 0


def _title_ending(ledger: Ledger, end: int) -> int:
    """Length in tokens of the longest title that ends before a token; mentions are not part of it."""
    doc = ledger.doc
    for size in range(min(_LONGEST, end), 0, -1):
        tokens = range(end - size, end)
        if (
            not any(index in ledger.by_token for index in tokens)
            and _clean(doc[end - size : end].text) in words.titles()
        ):
            return size
    return 0


def _owner_before(ledger: Ledger, begin: int) -> tuple[Entity | None, bool]:
    """Whose title it is by the words before (*former Portuguese*, *Iran's*), and whether it is over."""
    doc, former, index = ledger.doc, False, begin - 1
    for _ in range(_LONGEST):
        if index < 0:
            break
        token = doc[index]
        entity = ledger.entity_at(index)
        if entity is not None:
            return (entity if entity.kind in _OWNERS else None), former or _is_former(ledger, index - 1)
        low = token.lower_
        former = former or low in words.classes()["former"]
        if low not in words.classes()["rank"] and token.pos_ != "ADJ" and token.tag_ != "POS":
            break
        index -= 1
    return None, former


def _is_former(ledger: Ledger, index: int) -> bool:
    return index >= 0 and ledger.doc[index].lower_ in words.classes()["former"]


def owner_after(ledger: Ledger, index: int) -> Entity | None:
    """*of Iran*, *of the African Union*, *(Portugal)* after the name."""
    doc = ledger.doc
    if index >= len(doc) or doc[index].lower_ not in ("of", "("):
        return None
    following = index + 2 if index + 1 < len(doc) and doc[index + 1].lower_ == "the" else index + 1
    entity = ledger.entity_at(following)
    return entity if entity is not None and entity.kind in _OWNERS else None


def _after(ledger: Ledger, end: int) -> Found | None:
    """An apposition behind the name: *, the Zambian foreign minister*."""
    doc = ledger.doc
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    limit = min(len(doc), end + _APPOSITION)
    begin = end + 2 if doc[end + 1].lower_ in ("the", "a", "an", "its", "his", "her") else end + 1
    of: Entity | None = None
    former = False
    for index in range(begin, limit):
        entity = ledger.entity_at(index)
        if entity is not None:
            of = of or (entity if entity.kind in _OWNERS else None)
            continue
        low = doc[index].lower_
        former = former or low in words.classes()["former"]
        size = _title_at(ledger, index, limit)
        if size:
            of = of or owner_after(ledger, index + size)
            text = _clean(doc[index : index + size].text)
            elsewhere = of is None and index + size < len(doc) and doc[index + size].lower_ == "of"
            return Found(text, _sector(text), of.id if of else None, former, index, index + size, index, elsewhere)
        if low not in words.classes()["rank"] and doc[index].pos_ not in ("ADJ", "NOUN", "PROPN", "PART", "PUNCT"):
            return None
        if doc[index].text == ",":
            return None
    return None


def _apposition_before(ledger: Ledger, start: int) -> Found | None:
    """An apposition before the name: *The Zambian foreign minister, X*."""
    doc = ledger.doc
    if start < 2 or doc[start - 1].text != ",":
        return None
    size = _title_ending(ledger, start - 1)
    if not size:
        return None
    begin = start - 1 - size
    of, former = _owner_before(ledger, begin)
    if begin == 0 or (of is None and doc[begin - 1].lower_ not in ("the", "its", "his", "her")):
        return None
    text = _clean(doc[begin : start - 1].text)
    return Found(text, _sector(text), of.id if of else None, former, begin, start - 1, begin)
