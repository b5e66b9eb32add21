"""Of which state, organisation or operation an office is, where words beside it name the owner or context implies it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extraction import missions, nations, scenes
from graph.linking.document import LinkedArticle
from graph.model import Entity, EntityKind, Mention, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

_OWNERS = frozenset(
    {EntityKind.STATE, EntityKind.TERRITORY, EntityKind.ORGANIZATION, EntityKind.OPERATION, EntityKind.GROUP}
)


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
        elif tokens[at].pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PART", "ADP", "CCONJ", "PUNCT"):
            break
        elif found is not None or tokens[at].text == ",":
            break
    return found or (meant(tokens[index + 2], linked) if index + 2 < len(tokens) else None)


def implied(person: Person, of: str, linked: LinkedArticle) -> str | None:
    """The owner of an office that no word beside it names: the person's country, else the last state named before."""
    if of == "operation":
        return scenes.read(linked)[1].operation
    entity = linked.entities[person.entity]
    country = nations.state_of(entity, linked)
    if of in ("state", "either") and country is not None:
        return country
    wanted = (EntityKind.ORGANIZATION,) if of == "organization" else (EntityKind.STATE, EntityKind.TERRITORY)
    earlier = [m for m in linked.mentions if m.span.start < person.mention.span.start]
    fitting = [
        m.entity for m in earlier if linked.entities[m.entity].kind in wanted and m.how is not Recognition.CAPITAL
    ]
    near = [m.entity for m in earlier if m.entity in fitting and m.span.start >= person.tokens[0].idx]
    if near:
        return near[-1]
    return Counter(fitting).most_common(1)[0][0] if fitting else None
