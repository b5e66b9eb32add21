"""Organisations that the catalogue does not know: by the head noun of their name, or by an acronym in brackets.

*The Liberian Peace Council (LPC)*: the noun *Council* makes it an organisation, the brackets introduce a short name
for the rest of the article. Names of ordinary organs (*Foreign Ministry*, *Supreme Court*) name no organisation of
their own: they belong to the state beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.linking import words
from graph.linking.ledger import Ledger, is_country
from graph.linking.slugs import slug
from graph.linking.words import Head
from graph.model import Entity, EntityKind, Recognition

_LONGEST = 14  # tokens
_ACRONYM = range(2, 12)  # letters
_NAMED = frozenset(EntityKind) - {EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE, EntityKind.PERSON}
_LINKS = frozenset({"of", "for", "the", "and", "&", "to", "on", "-", "against", "in"})
_ORDINARY = Head(EntityKind.ORGANIZATION, None, False)


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    head: Head


def link(ledger: Ledger) -> None:
    """Add unknown organisations and the acronyms that brackets introduce."""
    short: dict[str, Entity] = {}
    heads, brackets = [], []
    for index, token in enumerate(ledger.doc):
        if token.text == "(":
            brackets.append(index)
            _introduce(ledger, index, short)
        elif token.text[0].isupper() and token.lower_ in words.heads() and token.pos_ == "PROPN":
            heads.append(index)
    for index in heads:
        if index not in ledger.by_token:
            name = _around(ledger, index)
            if name is not None and _is_distinct(ledger, name):
                _add(ledger, name, None)
    for index in brackets:  # what the head nouns have found may be introduced, too
        if index + 1 not in ledger.by_token:
            _introduce(ledger, index, short)
    if short:
        _apply(ledger, short)


def _introduce(ledger: Ledger, bracket: int, short: dict[str, Entity]) -> None:
    """*Long Name (LN)*: the two are one; whichever the catalogue knows tells who it is."""
    doc = ledger.doc
    if bracket == 0 or bracket + 2 >= len(doc) or doc[bracket + 2].text != ")":
        return
    acronym = doc[bracket + 1].text
    if len(acronym) not in _ACRONYM or not acronym[:2].isupper():
        return
    before = ledger.by_token.get(bracket - 1)
    if before is not None and ledger.entities[before.entity].kind in _NAMED:
        short[acronym] = ledger.entities[before.entity]
        if bracket + 1 not in ledger.by_token:
            ledger.cover(bracket + 1, bracket + 2, short[acronym], Recognition.COREFERENCE)
        return
    start = _spelt(ledger, bracket, acronym)
    if start is None:
        return
    inside = ledger.by_token.get(bracket + 1)
    if inside is not None and ledger.entities[inside.entity].kind in _NAMED:
        ledger.cover(start, bracket, ledger.entities[inside.entity], Recognition.APPOSITION)
        return
    short[acronym] = _add(ledger, _Name(start, bracket, _head(ledger, start, bracket)), acronym)
    ledger.cover(bracket + 1, bracket + 2, short[acronym], Recognition.COREFERENCE)


def _spelt(ledger: Ledger, end: int, acronym: str) -> int | None:
    """Where the words begin whose initials are the acronym's letters, if they stand before a token."""
    doc = ledger.doc
    letters = [letter for letter in acronym if letter.isalpha()]
    index = end - 1
    while index >= max(0, end - _LONGEST) and letters:
        text = doc[index].text
        if text[0].isupper() and text[0].upper() == letters[-1].upper():
            letters.pop()
            if not letters:
                return index
        elif text[0].isupper() or text.lower() not in _LINKS:
            return None
        index -= 1
    return None


def _around(ledger: Ledger, head: int) -> _Name | None:
    """The whole name around its head noun."""
    doc = ledger.doc
    start = head
    while start > 0 and head - start < _LONGEST and _joins(ledger, start - 1):
        start -= 1
    while start < head and (doc[start].lower_ in _LINKS or doc[start].lower_ in words.classes()["initial"]):
        start += 1
    end = head + 1
    while end < len(doc) and end - head < _LONGEST and doc[end].text[0].isupper() and _joins(ledger, end):
        end += 1
    end = _complement(ledger, end, head + _LONGEST)
    return _Name(start, end, words.heads()[doc[head].lower_]) if end - start > 1 else None


def _joins(ledger: Ledger, index: int) -> bool:
    """Whether a token may be part of an organisation's name: capitalised, no title, no full name of its own."""
    token = ledger.doc[index]
    mention = ledger.by_token.get(index)
    if mention is not None:
        return ledger.entities[mention.entity].kind not in _NAMED | {EntityKind.PERSON} and not token.is_sent_end
    if token.text in ("&", "-"):
        return True
    return token.text[0].isupper() and token.is_alpha and token.pos_ in ("PROPN", "ADJ", "NOUN", "VERB")


def _complement(ledger: Ledger, end: int, limit: int) -> int:
    """Take in *of the Sovereign State of Biafra*, *for Peace and Progress* behind the head noun."""
    doc = ledger.doc
    while end + 1 < min(limit, len(doc)) and doc[end].lower_ in ("of", "for", "on", "against"):
        following = end + 2 if doc[end + 1].lower_ == "the" else end + 1
        if following >= len(doc) or not doc[following].text[0].isupper() or not _joins(ledger, following):
            break
        end = following + 1
        while end < min(limit, len(doc)) and (_carries_on(ledger, end) or _pairs(ledger, end)):
            end += 1
    return end


def _carries_on(ledger: Ledger, index: int) -> bool:
    return ledger.doc[index].text[0].isupper() and _joins(ledger, index)


def _pairs(ledger: Ledger, index: int) -> bool:
    """*Peace **and** Progress*: the word between two capitalised ones that name nothing by themselves."""
    following = index + 1
    if ledger.doc[index].lower_ != "and" or following >= len(ledger.doc) or following in ledger.by_token:
        return False
    return _carries_on(ledger, following)


def _is_distinct(ledger: Ledger, name: _Name) -> bool:
    """Whether the words name one organisation: something besides the head noun that is not merely usual."""
    if name.head.generic:
        return False
    usual = words.classes()["notname"]
    own = [token for token in ledger.doc[name.start : name.end] if token.text[0].isupper()]
    distinct = [token for token in own if token.i not in ledger.by_token and token.lower_ not in usual]
    titled = own[0].lower_ in words.titles()
    return bool(distinct) and len(own) > 1 and not titled


def _head(ledger: Ledger, start: int, end: int) -> Head:
    for token in reversed(ledger.doc[start:end]):
        head = words.heads().get(token.lower_)
        if head is not None:
            return head
    return _ORDINARY


def _add(ledger: Ledger, name: _Name, acronym: str | None) -> Entity:
    """Record an unknown organisation."""
    country = _country(ledger, name)
    label = ledger.doc[name.start : name.end].text
    key = f"{name.head.kind}/{slug(label)}"
    known = ledger.entities.get(key)
    entity = known or Entity(
        id=key, kind=name.head.kind, label=label, country=country, sector=name.head.sector, acronym=acronym, known=False
    )
    ledger.cover(name.start, name.end, entity, Recognition.NAME)
    return entity


def _country(ledger: Ledger, name: _Name) -> str | None:
    """The country in the name or right before it, else the only one of the article."""
    for index in (*range(name.start, name.end), name.start - 1, name.start - 2):
        entity = ledger.entity_at(index) if index >= 0 else None
        if entity is not None and is_country(entity.country):
            return entity.country
    return ledger.only_country()


def _apply(ledger: Ledger, short: dict[str, Entity]) -> None:
    """The introduced acronyms, wherever else they stand."""
    for index, token in enumerate(ledger.doc):
        entity = short.get(token.text)
        if entity is None:
            continue
        mention = ledger.by_token.get(index)
        if mention is None or (mention.entity != entity.id and mention.text == token.text):
            ledger.cover(index, index + 1, entity, Recognition.COREFERENCE)
