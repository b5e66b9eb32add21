"""What the article has just spoken of: the noun phrases that a pronoun or a description may take up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.linking import words
from graph.linking.ledger import Ledger
from graph.model import Entity, EntityKind, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset({"amod", "compound", "poss", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_LINKS = frozenset({"prep", "pobj", "conj", "cc", "det", "appos"})
_PLURAL = frozenset({"NNS", "NNPS"})
_DEEPEST = 6  # coordinated members that are followed

SUBJECT, OBJECT, OTHER = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that stands for entities.

    ``head`` and ``end`` are token indices, ``noun`` the lemma of the head where it is a common noun (*peacekeeper* of
    *Russian peacekeepers*), ``weight`` how prominent it is in its sentence, ``person`` whether it may be *he* or *she*.
    """

    head: int
    sentence: int
    entities: tuple[str, ...]
    kinds: frozenset[EntityKind]
    noun: str
    plural: bool
    person: bool
    weight: int


def phrases(ledger: Ledger, sentence: int, tokens: Iterator[Token]) -> Iterator[Phrase]:
    """The phrases of one sentence that stand for entities, by their heads, in order."""
    seen: set[int] = set()
    for token in tokens:
        if token.i not in ledger.by_token:
            continue
        if token.i not in ledger.referents:
            continue
        head = _head(token)
        if head.i != token.i and head.i in ledger.referents:
            continue  # NATO-member Norway is Norway
        if head.i not in seen:
            seen.add(head.i)
            yield _phrase(ledger, sentence, token, head)


def taken_up(ledger: Ledger, sentence: int, head: Token, entities: tuple[str, ...]) -> Phrase:
    """The phrase of a description that has been resolved: later words may take it up in turn."""
    found = [ledger.entities[entity] for entity in entities]
    noun = head.lemma_.lower()
    plural = len(entities) > 1 or head.tag_ in _PLURAL
    person = _is_person(ledger, head, found, noun) and not plural
    kinds = frozenset(entity.kind for entity in found)
    return Phrase(head.i, sentence, entities, kinds, noun, plural, person, _weight(head))


def _head(token: Token) -> Token:
    """The noun that a mention modifies (*Sudanese* government), or the mention itself."""
    while token.dep_ in _MODIFIERS and token.head.pos_ in ("NOUN", "PROPN") and token.head.i != token.i:
        token = token.head
    return token


def _phrase(ledger: Ledger, sentence: int, mention: Token, head: Token) -> Phrase:
    members = tuple(dict.fromkeys(_members(ledger, head, mention)))
    entities = [ledger.entities[member] for member in members]
    common = head.i not in ledger.by_token
    noun = head.lemma_.lower() if common else ""
    plural = len(members) > 1 or (head.tag_ in _PLURAL and (common or _is_people(ledger, head)))
    return Phrase(
        head.i,
        sentence,
        members,
        frozenset(entity.kind for entity in entities),
        noun,
        plural,
        _is_person(ledger, head, entities, noun) and not plural,
        _weight(head),
    )


def _members(ledger: Ledger, head: Token, mention: Token) -> Iterator[str]:
    """The entities of the phrase and of those coordinated with it."""
    if head.i == mention.i:
        yield from ledger.referents[mention.i]
        for _ in range(_DEEPEST):
            conjuncts = [child for child in head.children if child.dep_ == "conj" and child.i in ledger.referents]
            if not conjuncts:
                return
            head = conjuncts[0]
            yield from ledger.referents[head.i]
        return
    for child in head.children:
        if child.i in ledger.referents and child.dep_ in _MODIFIERS:
            yield from ledger.referents[child.i]
            yield from (i for c in child.conjuncts if c.i in ledger.referents for i in ledger.referents[c.i])
            return
    yield from ledger.referents[mention.i]


def _is_people(ledger: Ledger, head: Token) -> bool:
    """Whether a plural name is people (*Russians*): the *United States* is not."""
    return ledger.by_token[head.i].how is Recognition.DEMONYM


def _is_person(ledger: Ledger, head: Token, entities: list[Entity], noun: str) -> bool:
    if noun:
        return noun in words.titles() or noun in words.people()
    mention = ledger.by_token.get(head.i)
    if mention is not None and mention.how is Recognition.OFFICE:
        return True
    return any(entity.kind is EntityKind.PERSON for entity in entities)


def _weight(head: Token) -> int:
    token = head
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    if token.dep_ in _SUBJECTS:
        return SUBJECT
    if token.dep_ in ("dobj", "dative", "agent") or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return OBJECT
    return OTHER
