"""Places within states, as the article states or implies them.

A place that the text names as a place, not as a metonym for a government, lies where the catalogue puts it; a town that
no catalogue lists (*the northern town of Zvecan*) lies in the country of its phrase, else in the one that the article
is about. The claim rests on the sentence that names the place first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import evidence, missions, nations, scenes
from graph.extraction.lexicon import table
from graph.extraction.phrases import Phrases
from graph.linking.document import LinkedArticle
from graph.model import Claim, Entity, EntityKind, Location, Mention, Recognition, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@cache
def _place_nouns() -> Phrases[str]:
    return Phrases((row["noun"], row["noun"]) for row in table("place_nouns", "noun"))


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """One claim for each place of the article, at its first mention."""
    seen: set[str] = set()
    for mention in linked.mentions:
        if mention.entity in seen or linked.entities[mention.entity].kind is not EntityKind.PLACE:
            continue
        token = _first_token(mention, linked)
        within = nations.state_of(linked.entities[mention.entity], linked)
        if within is not None and token is not None and _is_meant_as_place(token, mention, linked):
            seen.add(mention.entity)
            yield _claim(mention.entity, within, token, mention.span, "location.catalog", linked)
    yield from _unlisted(linked, seen)


def _first_token(mention: Mention, linked: LinkedArticle) -> Token | None:
    span = linked.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    return None if span is None else span[0]


def _is_meant_as_place(token: Token, mention: Mention, linked: LinkedArticle) -> bool:
    """Capitals often stand for governments: they are places in datelines, behind prepositions of place, as objects."""
    if mention.how is not Recognition.CAPITAL or mention.text.isupper():
        return True
    tokens = list(token.sent)
    if missions.stands_where(tokens, token.i - tokens[0].i, linked):
        return True
    root = linked.doc[mention_root(token, mention, linked)]
    if root.dep_ == "dobj":
        return True
    return root.dep_ == "pobj" and root.head.lower_ == "of" and _place_nouns().at([root.head.head], 0) is not None


def mention_root(token: Token, mention: Mention, linked: LinkedArticle) -> int:
    """Index of the token that heads a mention starting at ``token``."""
    index = token.i
    while index + 1 < len(linked.doc) and linked.by_token.get(index + 1) is mention:
        index += 1
    return index


def _unlisted(linked: LinkedArticle, seen: set[str]) -> Iterator[Claim]:
    """*the northern town of Zvecan*: a name that no catalogue lists behind a noun for places."""
    for of in linked.doc:
        if of.lower_ != "of" or of.i == 0 or of.i + 1 >= len(linked.doc):
            continue
        if _place_nouns().at([linked.doc[of.i - 1]], 0) is None:
            continue
        end = of.i + 1
        while end < len(linked.doc) and linked.doc[end].pos_ == "PROPN" and linked.mention_at(linked.doc[end]) is None:
            end += 1
        name = linked.doc[of.i + 1 : end]
        within = _country_of_phrase(of, linked) if end > of.i + 1 and name.text[:1].isupper() else None
        place = None if within is None else _introduce(name.text, within, linked)
        if place is not None and within is not None and place not in seen:
            seen.add(place)
            span = Span(name.start_char, name.end_char)
            yield _claim(place, within, name[0], span, "location.unlisted", linked)


def _country_of_phrase(of: Token, linked: LinkedArticle) -> str | None:
    """*the Serbian town of*: the demonym before the noun, else the country the article is about."""
    for token in linked.doc[max(of.sent.start, of.i - 5) : of.i]:
        entity = linked.entity_at(token)
        if entity is not None and entity.kind is EntityKind.STATE:
            return entity.id
    return scenes.read(linked)[1].host


def _introduce(name: str, within: str, linked: LinkedArticle) -> str:
    state = linked.entities[within]
    place = f"place/{_slug(name)}-{within.partition('/')[2].lower()}"
    entity = Entity(id=place, kind=EntityKind.PLACE, label=name, country=state.country, known=False, verified=False)
    return linked.introduce(entity).id


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _NOT_LETTERS.sub("-", plain).strip("-")


def _claim(place: str, within: str, token: Token, named: Span, rule: str, linked: LinkedArticle) -> Claim:
    return Claim(
        statement=Location(place=place, within=within),
        evidence=evidence.of(token.sent, [named], linked),
        rule=rule,
        confidence=0.9,
    )
