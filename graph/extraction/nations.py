"""Which contributor a word stands for: a state by name, demonym or metonym, its government, army, minister or leader.

Everything is told as entity ids of states, territories, organisations and groups. A person or body stands for the
country it belongs to; a place stands for nothing unless linking took it as a metonym (*Moscow agreed*).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.linking.catalog import Catalog
from graph.model import Entity, EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graph.linking.document import LinkedArticle

_GIVERS = frozenset({EntityKind.STATE, EntityKind.ORGANIZATION, EntityKind.GROUP})
_OWNERS = frozenset({"amod", "compound", "poss", "nmod", "appos"})


@cache
def _catalog() -> Catalog:
    return Catalog.load()


def state_of(entity: Entity, linked: LinkedArticle) -> str | None:
    """The state an entity belongs to, made known to the article; a state, or a territory of none, is its own."""
    if entity.kind is EntityKind.STATE:
        return entity.id
    state = None if entity.country is None else _catalog().get(f"state/{entity.country}")
    if state is not None:
        return linked.introduce(state).id
    return entity.id if entity.kind is EntityKind.TERRITORY else None


def giver(entity: Entity, linked: LinkedArticle) -> str | None:
    """Who gives forces when this entity is said to."""
    if entity.kind in _GIVERS:
        return entity.id
    if entity.kind in (EntityKind.PERSON, EntityKind.BODY, EntityKind.TERRITORY):
        return state_of(entity, linked)
    return None


def named(token: Token, linked: LinkedArticle) -> str | None:
    """The contributor that the mention covering the token names, if it names one."""
    mention = linked.mention_at(token)
    if mention is None:
        return None
    return giver(linked.entities[mention.entity], linked)


def denoted(token: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors for which the noun phrase headed by the token stands, coordination included."""
    heads = (token, *token.conjuncts) if token.dep_ != "conj" else (token,)
    return tuple(dict.fromkeys(one for head in heads for one in _denoted(head, linked)))


def _denoted(token: Token, linked: LinkedArticle) -> tuple[str, ...]:
    meant = tuple(g for entity in linked.referents_of(token) if (g := giver(entity, linked)) is not None)
    if meant:
        return meant
    here = named(token, linked)
    if here is not None:
        return (here,)
    return _owner(token, linked)


def _owner(token: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """*the Kenyan government*, *Kenya's parliament*, *ministers in Warsaw*, *the government of Kenya*."""
    for child in token.children:
        if child.dep_ in _OWNERS and (found := _plain(child, linked) or _owner(child, linked)):
            return found
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "from"):
            for noun in child.children:
                if noun.dep_ == "pobj" and (found := _plain(noun, linked, places=True)):
                    return found
    return ()


def _plain(token: Token, linked: LinkedArticle, *, places: bool = False) -> tuple[str, ...]:
    entity = linked.entity_at(token)
    if entity is None:
        return tuple(
            g for one in linked.referents_of(token) if token.pos_ == "PRON" and (g := giver(one, linked)) is not None
        )
    one = state_of(entity, linked) if places and entity.kind is EntityKind.PLACE else giver(entity, linked)
    return () if one is None else (one,)
