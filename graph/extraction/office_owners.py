"""Of which state, organisation or operation an office is: named by words beside it, or implied by context."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extraction import missions, nations, scenes
from graph.linking.catalog import Catalog
from graph.linking.document import LinkedArticle
from graph.model import Entity, EntityKind, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWNERS = frozenset(
    {EntityKind.STATE, EntityKind.TERRITORY, EntityKind.ORGANIZATION, EntityKind.OPERATION, EntityKind.GROUP}
)


_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "ADP", "CCONJ", "PUNCT"})


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of a person, ``tokens[start:end]`` of its sentence."""

    entity: str
    mention: Mention
    tokens: list[Token]
    start: int
    end: int


def owner(entity: Entity, linked: LinkedArticle) -> str | None:
    """The owner that an entity is or belongs to: a place stands for its state."""
    if entity.kind in _OWNERS:
        return entity.id
    if entity.kind is EntityKind.PERSON:
        return None
    if entity.kind is EntityKind.BODY and (parent := Catalog.load().parent_of(entity.id)) is not None:
        return linked.introduce(Catalog.load().entity(parent)).id
    return nations.state_of(entity, linked)


def named(token: Token, linked: LinkedArticle) -> str | None:
    """The owner that the mention covering the token names."""
    entity = linked.entity_at(token)
    return None if entity is None else owner(entity, linked)


def meant(token: Token, linked: LinkedArticle) -> str | None:
    """The owner for which a pronoun or definite description stands."""
    return next((found for entity in linked.referents_of(token) if (found := owner(entity, linked))), None)


def after_of(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> str | None:
    """The owner behind *of* (*president of the Republic of Kenya*, *head of the UN mission*)."""
    if index >= len(tokens) or tokens[index].lower_ not in ("of", "for", "to", "at"):
        return None
    found = None
    for at in range(index + 1, min(index + 9, len(tokens))):
        operation = missions.operation_nouns().at(tokens, at)
        if operation is not None and linked.mention_at(tokens[at]) is None:
            return scenes.read(linked)[1].operation or found
        here = named(tokens[at], linked)
        if here is not None:
            found = found or here
        elif found is not None or tokens[at].text == "," or tokens[at].pos_ not in _INSIDE:
            break
    return found or (meant(tokens[index + 2], linked) if index + 2 < len(tokens) else None)


def object_of(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> str | None:
    """The organisation or operation that the object at ``tokens[index]`` names (*heads the mission*)."""
    for at in range(index, min(index + 6, len(tokens))):
        here = named(tokens[at], linked) or meant(tokens[at], linked)
        if here is not None and here.startswith(("operation/", "organization/")):
            return here
        if missions.operation_nouns().at(tokens, at) is not None:
            return scenes.read(linked)[1].operation
        if tokens[at].pos_ not in _INSIDE:
            return None
    return None


def implied(person: Person, of: str, linked: LinkedArticle) -> str | None:
    """The owner of an office that no word beside it names.

    A person of the catalogue belongs to a country. Otherwise *Poland will not send troops, Prime Minister Tusk said*
    means the state of which the sentence speaks, else the one of which the sentence before speaks.
    """
    if of == "stated":
        return None
    if of == "operation":
        return scenes.read(linked)[1].operation
    if of == "organization":
        return _last_organization(person, linked)
    entity = linked.entities[person.entity]
    country = nations.state_of(entity, linked)
    if entity.known and country is not None:
        return country
    return _subject_before(person, linked) or country or _most_named(person, linked)


def _last_organization(person: Person, linked: LinkedArticle) -> str | None:
    earlier = (mention.entity for mention in reversed(_earlier(person, linked)))
    return next((e for e in earlier if linked.entities[e].kind is EntityKind.ORGANIZATION), None)


def _earlier(person: Person, linked: LinkedArticle) -> tuple[Mention, ...]:
    """The mentions before a person, as far back as a reader remembers (and the work stays linear)."""
    index = bisect_left(linked.mentions, person.mention.span.start, key=lambda mention: mention.span.start)
    return linked.mentions[max(0, index - MEMORY) : index]


MEMORY = 200  # mentions


def _subject_before(person: Person, linked: LinkedArticle) -> str | None:
    """The state that is subject before the person, in this sentence or the one before."""
    start = person.tokens[0].i
    before = linked.doc[max(0, start - 1)].sent if start else None
    for tokens in (person.tokens[: person.start], list(before) if before is not None else []):
        subjects = [token for token in tokens if token.dep_ in ("nsubj", "nsubjpass", "poss") and _leads_clause(token)]
        for token in reversed(subjects):
            state = next(iter(nations.denoted(token, linked)), None)
            if state is not None and state.startswith("state/"):
                return state
    return None


def _leads_clause(token: Token) -> bool:
    """Whether the token is, or owns, the subject of a clause."""
    return token.dep_ != "poss" or token.head.dep_ in ("nsubj", "nsubjpass")


def _most_named(person: Person, linked: LinkedArticle) -> str | None:
    states = (EntityKind.STATE, EntityKind.TERRITORY)
    named = [m.entity for m in _earlier(person, linked) if linked.entities[m.entity].kind in states]
    return Counter(named).most_common(1)[0][0] if named else None
