"""What is known of an article while it is being linked: who is meant by which tokens, so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.linking.catalog import Catalog
from graph.linking.document import LinkedArticle, Title
from graph.model import Article, Entity, EntityKind, Mention, Recognition, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

CODE = 3  # letters of an ISO 3166 alpha-3 code; what is no country has another actor code (IGO, NGO, IMG)
_NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG", "NGM"})


@dataclass(slots=True)
class Ledger:
    """Grows while the stages of linking run, and becomes a :class:`LinkedArticle` at the end."""

    article: Article
    doc: Doc
    catalog: Catalog
    by_token: dict[int, Mention] = field(default_factory=dict)
    referents: dict[int, tuple[str, ...]] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    titles: dict[int, Title] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    _roots: dict[Mention, int] = field(default_factory=dict)

    def add(self, span: Span, entity: Entity, how: Recognition, *, stands_for: Entity | None = None) -> int | None:
        """Record a mention; what it covered before is taken back. The root token's index, None if no token fits."""
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            return None
        self._clear(tokens)
        mention = Mention(span, entity.id, how, span.of(self.article.text))
        root = tokens.root.i if len(tokens) > 1 else tokens.start
        for index in range(tokens.start, tokens.end):
            self.by_token[index] = mention
        self._roots[mention] = root
        meant = stands_for or entity
        self.entities[entity.id], self.entities[meant.id] = entity, meant
        self.referents[root] = (meant.id,)
        if is_country(meant.country) and meant.kind is not EntityKind.PERSON:
            self.countries[meant.country or ""] += _weight(entity)
        return root

    def cover(self, start: int, end: int, entity: Entity, how: Recognition, *, stands_for: Entity | None = None) -> int:
        """Record a mention of the tokens ``start`` up to ``end``."""
        tokens = self.doc[start:end]
        span = Span(tokens.start_char, tokens.end_char)
        root = self.add(span, entity, how, stands_for=stands_for)
        return start if root is None else root

    def entity_at(self, index: int) -> Entity | None:
        """The entity for which the mention over this token stands (a capital: its state)."""
        mention = self.by_token.get(index)
        if mention is None:
            return None
        meant = self.referents.get(self._roots[mention], (mention.entity,))
        return self.entities[meant[0]]

    def root_of(self, mention: Mention) -> int:
        """The token that heads a mention."""
        return self._roots[mention]

    def tokens_of(self, mention: Mention) -> tuple[int, int]:
        """The tokens that a mention covers, wholly or in part."""
        start = end = self._roots[mention]
        while self.by_token.get(start - 1) == mention:
            start -= 1
        while self.by_token.get(end) == mention:
            end += 1
        return start, end

    def mentions(self) -> list[Mention]:
        """The mentions in order."""
        return sorted(self._roots)

    def country_entity(self, code: str | None) -> Entity | None:
        """The state or territory of an actor code, if the catalogue has it."""
        if not is_country(code):
            return None
        return self.catalog.get(f"state/{code}") or self.catalog.get(f"territory/{code}")

    def only_country(self) -> str | None:
        """The country this article is about: the only one it names, or one named twice as often as any other."""
        ranked = self.countries.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        return ranked[0][0]

    def close(self) -> LinkedArticle:
        """What was found."""
        return LinkedArticle(
            self.article,
            self.doc,
            tuple(self.mentions()),
            self.entities,
            self.by_token,
            self.referents,
            self.titles,
        )

    def _clear(self, tokens: Tokens) -> None:
        for index in range(tokens.start, tokens.end):
            mention = self.by_token.get(index)
            if mention is not None:
                self.remove(mention)

    def remove(self, mention: Mention) -> None:
        """Take a mention back."""
        start, end = self.tokens_of(mention)
        root = self._roots.pop(mention)
        for meant in self.referents.pop(root, ()):
            country = self.entities[meant].country
            if country is not None and country in self.countries:
                self.countries[country] -= _weight(self.entities[mention.entity])
        for index in range(start, end):
            del self.by_token[index]


def _weight(entity: Entity) -> int:
    """How much a mention says about the country an article is about: a state by its name more than its towns."""
    return 2 if entity.kind in (EntityKind.STATE, EntityKind.TERRITORY) else 1


def is_country(code: str | None) -> bool:
    """Whether an actor code is that of a state or territory."""
    return code is not None and len(code) == CODE and code not in _NO_COUNTRY
