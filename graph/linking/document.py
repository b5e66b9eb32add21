"""A parsed article with its mentions: what linking hands to extraction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.model import Article, Entity, Mention, Sector

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True, slots=True)
class Title:
    """What the words around a name say of the person: *former Portuguese President* Mario Soares.

    ``words`` are the title in lower case (``president``), ``of`` the id of the state or organisation if the text
    says which, ``start`` and ``end`` the tokens of the title.
    """

    words: str
    sector: Sector | None
    of: str | None
    former: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article, its parse, and who is meant by which words.

    ``mentions`` are sorted and do not overlap. ``referents`` maps the index of a token that heads a noun phrase or is
    a pronoun to the ids of the entities it stands for (several for *they* or *the two countries*): named mentions by
    the root token of their span, pronouns and definite descriptions as coreference resolved them. ``entities`` holds
    every entity that these ids name, and grows by :meth:`introduce`. ``titles`` says, by the root token of a person's
    mention, which title stood beside it.
    """

    article: Article
    doc: Doc
    mentions: tuple[Mention, ...]
    entities: dict[str, Entity]
    by_token: Mapping[int, Mention]
    referents: Mapping[int, tuple[str, ...]]
    titles: Mapping[int, Title] = field(default_factory=dict)

    def introduce(self, entity: Entity) -> Entity:
        """Add an entity that follows from the article (an operation no catalogue lists); the first one stands."""
        return self.entities.setdefault(entity.id, entity)

    def mention_at(self, token: Token) -> Mention | None:
        """The mention that covers the token."""
        return self.by_token.get(token.i)

    def entity_at(self, token: Token) -> Entity | None:
        """The entity named by the mention that covers the token."""
        mention = self.by_token.get(token.i)
        return None if mention is None else self.entities[mention.entity]

    def referents_of(self, token: Token) -> tuple[Entity, ...]:
        """The entities for which the phrase headed by the token stands."""
        return tuple(self.entities[entity] for entity in self.referents.get(token.i, ()))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions inside a sentence or phrase."""
        return tuple(m for m in self.mentions if span.start_char <= m.span.start and m.span.end <= span.end_char)
