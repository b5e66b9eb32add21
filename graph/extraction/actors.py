"""Noun phrases -> actors with their PLOVER codes: who is denoted, of which country, in which sector.

A name brings its country from the catalogue; a common noun brings its sector from the table of agent nouns and takes
its country from whom it belongs to: a word before it (*Latvian judges*, *Latvia's judges*), a phrase after it (*judges
of Latvia*, *judges in Riga*), an apposition. Where the phrase has none, the country stays open (None) and
:func:`graph.extraction.inheritance.inherit` fills it from the event, the sentence or the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.extraction import nounphrases, sectors
from graph.extraction.sectors import Agent, Kind
from graph.linking.document import LinkedArticle
from graph.model import Actor, Entity, EntityKind, Mention, Recognition, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 6  # nested phrases that are followed (members of groups of supporters of ...)

# The sectors in which an actor acts for its state; in the others (rebels, crowds) it merely belongs to it.
STATE_SECTORS = frozenset([Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY, Sector.JUD, Sector.LEG])

_PLACES = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_PERSONAL = frozenset(["PRP", "PRP$"])
_RELATIVE = frozenset(["WDT", "WP", "WP$"])
_NEEDS_OWNER = frozenset([Kind.SITE, Kind.FORCE])
_NO_ACTOR = frozenset([Kind.MODIFIER, Kind.FORMER, Kind.PREFIX, Kind.LED])


@dataclass(frozen=True, slots=True)
class Owner:
    """To whom a common noun belongs: an entity, or only a country code."""

    entity: Entity | None
    country: str | None
    sector: Sector | None = None


def read(head: Token, linked: LinkedArticle) -> tuple[Actor, ...]:
    """The actors denoted by the noun phrase that the token heads, coordinated ones included; empty when it is none."""
    return _unique(actor for noun in nounphrases.coordinated(head) for actor in _denoted(noun, linked, DEPTH))


def is_actor(token: Token, linked: LinkedArticle) -> bool:
    """Whether the phrase that the token heads denotes an actor."""
    return bool(_denoted(token, linked, DEPTH))


def behind(head: Token, linked: LinkedArticle) -> tuple[Actor, ...]:
    """The actors behind a thing or deed: whose it is (*Serbia's plan*, *the Serbian plan*, *a plan by Serbia*)."""
    words = nounphrases.before(head)
    for word in words:
        if word.dep_ == "poss" and (owners := _denoted(word, linked, DEPTH)):
            return _unique(owners)
    for word in words:
        agent = sectors.at(word)
        if agent is not None and agent.kind not in (_NO_ACTOR | _NEEDS_OWNER):
            return _unique(_common(word, agent, linked, DEPTH))
    named = [Actor(entity=e.id, country=e.country, sector=e.sector, text=t) for e, t in _names(words, linked)]
    if named:
        return _unique(named)
    for noun in nounphrases.complements(head, "by", "from", "of"):
        if owners := read(noun, linked):
            return owners
    return ()


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple({(actor.entity, actor.country, actor.sector): actor for actor in actors}.values())


def _denoted(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    if depth == 0:
        return ()
    if token.tag_ in _RELATIVE:
        return _antecedent(token, linked, depth)
    if token.tag_ in _PERSONAL:
        return tuple(_of_entity(entity, token.text) for entity in linked.referents_of(token))
    mention = linked.mention_at(token)
    if mention is not None:
        return _named(token, mention, linked, depth)
    agent = sectors.at(token)
    if agent is None or agent.kind in _NO_ACTOR or token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return ()
    return _common(token, agent, linked, depth)


def _antecedent(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    """The noun that a relative clause hangs on: *who* in *rebels who fled*."""
    clause = token
    while clause.dep_ != "relcl" and clause.head.i != clause.i:
        clause = clause.head
    return _denoted(clause.head, linked, depth - 1) if clause.dep_ == "relcl" else ()


def _of_entity(entity: Entity, text: str) -> Actor:
    return Actor(entity=entity.id, country=entity.country, sector=entity.sector, text=text)


def _named(token: Token, mention: Mention, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    referents = linked.referents_of(token) or (linked.entities[mention.entity],)
    entity = referents[0]
    if entity.kind is EntityKind.PERSON:
        return (_person(token, mention, entity, linked),)
    if mention.how in (Recognition.CAPITAL, Recognition.OFFICE):
        return (replace(_of_entity(entity, mention.text), sector=entity.sector or Sector.GOV),)
    if mention.how is Recognition.DEMONYM and token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NNS", "NNPS"):
        return _people(token, entity, linked, depth)
    return tuple(_of_entity(each, mention.text) for each in referents)


def _people(token: Token, entity: Entity, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    owners = _owners(token, None, linked, depth, own=Owner(entity, entity.country))
    return tuple(Actor(entity=None, country=o.country, sector=Sector.CVL, text=_text(token)) for o in owners)


def _person(token: Token, mention: Mention, entity: Entity, linked: LinkedArticle) -> Actor:
    first = linked.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    start = first[0] if first is not None else token
    titles = nounphrases.before(start)
    sector = _sector_of(titles)
    owners = [owner for owner, _ in _names(titles, linked)]
    country = entity.country or next((owner.country for owner in owners), None)
    for other in nounphrases.beside(token):
        if linked.mention_at(other) is None and (actors := _denoted(other, linked, 1)):
            sector, country = sector or actors[0].sector, country or actors[0].country
    text = linked.doc[titles[-1].i if titles else start.i : token.i + 1].text
    return Actor(entity=entity.id, country=country, sector=sector or entity.sector, text=text)


def _sector_of(words: Sequence[Token]) -> Sector | None:
    """The sector of a title or noun, given its words with the last one first."""
    agents = list(_agents(words))
    if not agents:
        return None
    head, rest = agents[0], agents[1:]
    sector = sectors.decide(head, rest)
    ended = any(agent.kind is Kind.FORMER for agent in agents)
    return Sector.ELI if ended and sector in (Sector.GOV, Sector.LEG, Sector.JUD, Sector.PTY) else sector


def _agents(words: Sequence[Token]) -> Iterator[Agent]:
    covered = 0
    for word in words:
        if covered > 0:
            covered -= 1
            continue
        agent, length = sectors.agent_and_length(word)
        if agent is not None:
            covered = length - 1
            yield agent


def _common(token: Token, agent: Agent, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    if agent.kind is Kind.PART:
        for noun in nounphrases.complements(token, "of"):
            if inner := read(noun, linked):
                return inner
    sector = _sector_of([token, *nounphrases.before(token)])
    owners = _owners(token, agent, linked, depth)
    if not owners:
        if agent.kind in _NEEDS_OWNER or (sector is None and agent.code is None):
            return ()
        owners = (Owner(None, agent.code),)
    return tuple(_role(owner, sector, _text(token)) for owner in owners)


def _role(owner: Owner, sector: Sector | None, text: str) -> Actor:
    sector = owner.sector or sector
    acts = owner.entity is not None and (sector in STATE_SECTORS or owner.entity.kind not in _PLACES)
    entity = owner.entity.id if acts and owner.entity is not None else None
    return Actor(entity=entity, country=owner.country, sector=sector, text=text)


def _text(token: Token) -> str:
    words = nounphrases.before(token)
    return str(token.doc[words[-1].i if words else token.i : token.i + 1].text)


def _names(words: Sequence[Token], linked: LinkedArticle) -> Iterator[tuple[Entity, str]]:
    """The entities named by the words before a noun, without those turned away (pro-Iranian, Russian-made)."""
    seen = set()
    for word in words:
        mention = linked.mention_at(word)
        if mention is not None and mention not in seen and not nounphrases.is_turned_away(word):
            seen.add(mention)
            yield (linked.referents_of(word) or (linked.entities[mention.entity],))[0], mention.text


def _owners(
    token: Token, agent: Agent | None, linked: LinkedArticle, depth: int, own: Owner | None = None
) -> tuple[Owner, ...]:
    words = nounphrases.before(token)
    if agent is None or agent.kind is not Kind.RELATION:
        for word in words:
            if word.tag_ == "PRP$":
                return tuple(Owner(e, e.country) for e in linked.referents_of(word))
        named = [Owner(entity, entity.country, _group_sector(entity)) for entity, _ in _names(words, linked)]
        if named:
            return tuple(named)
    for prepositions in (("of",), ("in", "from", "at", "near", "on", "for", "to")):
        for noun in nounphrases.complements(token, *prepositions):
            if (country := _country(noun, linked, depth)) is not None and (own is None or nounphrases.is_ethnic(token)):
                return (country,)
    if own is not None:
        return (own,)
    for word in nounphrases.clauses(token, linked):
        entity = linked.entity_at(word)
        if entity is not None and entity.country is not None:
            return (Owner(entity, entity.country),)
    led = [word for word in words if nounphrases.is_leading(word)]
    return tuple(Owner(entity, entity.country) for word in led if (entity := linked.entity_at(word)) is not None)


def _group_sector(entity: Entity) -> Sector | None:
    return entity.sector if entity.kind is EntityKind.GROUP else None


def _country(noun: Token, linked: LinkedArticle, depth: int) -> Owner | None:
    """Whose the place or body is that a preposition names: *in Darfur*, *of the northern city of Kirkuk*."""
    entity = linked.entity_at(noun)
    if entity is not None:
        return None if entity.country is None else Owner(entity, entity.country)
    if depth == 0:
        return None
    for entity, _ in _names(nounphrases.before(noun), linked):
        return Owner(entity, entity.country)
    for inner in nounphrases.complements(noun):
        if (owner := _country(inner, linked, depth - 1)) is not None:
            return owner
    return None
