"""Persons by name: their sector and country by title, apposition and what the catalogue knows.

What the text says beside the name counts before what the catalogue knows: a Norwegian who speaks as NATO's secretary
general is NATO's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from graph.extraction import nounphrases, owners, sectors
from graph.extraction.owners import Owner
from graph.linking.document import LinkedArticle
from graph.model import Actor, Entity, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

_NO_LAND = frozenset(["IGO", "NGO", "MNC", "IMG"])


def read(token: Token, entity: Entity, linked: LinkedArticle, denoted: Callable[[Token], tuple[Actor, ...]]) -> Actor:
    """The person whose name covers the token; ``denoted`` reads the nouns in apposition."""
    name = _name(token, linked)
    titles = [word for word in nounphrases.before(name[-1]) if word.i < name[0].i]
    words = [*reversed(name[:-1]), *titles]  # a surname is no title: Maurice Bishop
    whose = [Owner.of(each) for each, _ in owners.names(titles, linked)]
    sector = _group(whose, titles) or sectors.of_words(words)
    country = next((owner.country for owner in whose), None)
    for other in nounphrases.beside(next((word for word in name if word.head not in name), token)):
        if linked.mention_at(other) is None and (actors := denoted(other)):
            sector = sector or actors[0].sector
            if actors[0].country in _NO_LAND:
                country = country or actors[0].country
            break
    country = country or entity.country or _code(words) or _around(token, linked, denoted)
    text = linked.doc[titles[-1].i if titles else name[0].i : name[-1].i + 1].text
    return Actor(entity=entity.id, country=country, sector=sector or entity.sector or _lead(titles, linked), text=text)


def leader(token: Token, state: Entity) -> Actor:
    """Brazil's Jair Somebody: a state's own full name without a title is one of its leaders."""
    return Actor(entity=state.id, country=state.country, sector=Sector.GOV, text=nounphrases.text(token))


def _name(token: Token, linked: LinkedArticle) -> list[Token]:
    """The words of the mention that covers the token."""
    mention, doc = linked.mention_at(token), token.doc
    first = last = token.i
    while first > 0 and mention is not None and linked.by_token.get(first - 1) is mention:
        first -= 1
    while mention is not None and linked.by_token.get(last + 1) is mention:
        last += 1
    return list(doc[first : last + 1])


def _group(whose: Sequence[Owner], titles: Sequence[Token]) -> Sector | None:
    """The sector of the group that a weak title belongs to: *Sinn Fein leader Gerry Adams*."""
    title = next(sectors.agents(titles), None)
    weak = title is not None and title.head <= sectors.WEAK
    return next((owner.sector for owner in whose if owner.sector is not None), None) if weak else None


def _code(words: Sequence[Token]) -> str | None:
    return next((agent.code for agent in sectors.agents(words) if agent.code is not None), None)


def _around(token: Token, linked: LinkedArticle, denoted: Callable[[Token], tuple[Actor, ...]]) -> str | None:
    """The country that stands behind the name: *King Hassan of Morocco*, *Mary Wafula, a Kenyan judge*."""
    for owner in owners.around(token, linked):
        return owner.country
    for other in nounphrases.beside(token):
        if linked.mention_at(other) is None and (actors := denoted(other)):
            return actors[0].country
    return None


def _lead(titles: Sequence[Token], linked: LinkedArticle) -> Sector | None:
    """Brazil's Lula: a country's own name needs no office."""
    possessed = any(word.dep_ == "poss" and linked.mention_at(word) is not None for word in titles)
    return Sector.GOV if possessed else None
