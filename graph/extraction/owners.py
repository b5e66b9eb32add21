"""Whose a common noun is: *Latvian judges*, *Latvia's judges*, *judges of Latvia*, *judges in Riga*.

The nearest evidence counts, in this order: a name before the noun, a possessive pronoun, *of*, a place (*in*, *from*,
*near*), the clause that follows (*guerrillas operating in Macedonia*), a people (*Kurdish rebels*), who leads it
(*Vietnamese-led forces*), what coreference found for the phrase (*the government*).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extraction import nounphrases, peoples
from graph.extraction.sectors import Agent, Kind, words
from graph.linking.document import LinkedArticle
from graph.model import Entity, EntityKind, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 4  # nested phrases that are followed to a place (the north of the province of X)

_PLACING = ("in", "at", "near", "on", "outside", "around", "within", "inside", "across", "throughout")
_LANDS = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_BODIES = frozenset([EntityKind.GROUP, EntityKind.BODY, EntityKind.ORGANIZATION])


@dataclass(frozen=True, slots=True)
class Owner:
    """To whom a common noun belongs: an entity, or only a country code. ``sector`` is that of a group's members."""

    entity: Entity | None
    country: str | None
    sector: Sector | None = None

    @classmethod
    def of(cls, entity: Entity) -> Owner:
        """The entity as owner."""
        return cls(entity, entity.country, entity.sector if entity.kind in _BODIES else None)


def of(
    noun: Token, agent: Agent | None, linked: LinkedArticle, before: Sequence[Token] | None = None
) -> tuple[Owner, ...]:
    """The owners of what the noun denotes; several for *Serb and Croat leaders*, none where the phrase has none."""
    name = linked.mention_at(noun)
    words = [
        word
        for word in (nounphrases.before(noun) if before is None else before)
        if name is None or linked.mention_at(word) is not name  # a name does not own itself
    ]
    related = agent is not None and agent.kind is Kind.RELATION
    return (
        _named(words, linked, related)
        or (() if related else _pronoun(words, linked))
        or _shared(noun, agent, linked)
        or _placed(noun, linked)
        or _followed(noun, linked)
        or _people(words, linked)
        or _leading(words, linked)
        or (() if name is not None else tuple(Owner.of(entity) for entity in linked.referents_of(noun)))
    )


def around(noun: Token, linked: LinkedArticle) -> tuple[Owner, ...]:
    """Where the phrases after the noun put it: *Albanians in Serbia*."""
    return _placed(noun, linked) or _followed(noun, linked)


def _pronoun(words: Sequence[Token], linked: LinkedArticle) -> tuple[Owner, ...]:
    for word in words:
        if word.tag_ == "PRP$" and (entities := linked.referents_of(word)):
            return tuple(Owner.of(entity) for entity in entities)
    return ()


def _named(words: Sequence[Token], linked: LinkedArticle, related: bool) -> tuple[Owner, ...]:
    found = [(entity, word) for entity, word in names(words, linked) if not (related and word.dep_ == "poss")]
    return tuple(Owner.of(entity) for entity in _principal(found))


def names(words: Sequence[Token], linked: LinkedArticle) -> Iterator[tuple[Entity, Token]]:
    """The entities named before a noun with their first words met, without those turned away (*pro-Iranian*)."""
    seen = set()
    for word in words:
        mention = linked.mention_at(word)
        if mention is None or mention in seen:
            continue
        seen.add(mention)
        if not nounphrases.is_turned_away(word) and not nounphrases.is_ethnic(word):
            yield (linked.referents_of(word) or (linked.entities[mention.entity],))[0], word


def _principal(found: Sequence[tuple[Entity, Token]]) -> list[Entity]:
    """Of several names before a noun those that own it, the nearest first.

    Coordinated ones all do; of two that stand side by side the first does (*Bosnian Serb leaders*), of two that 's
    parts the second (*Israel's Palestinian prisoners*); a country does rather than an organisation.
    """
    chosen: list[tuple[Entity, Token]] = []
    for entity, word in found:
        link = _between(word, chosen[-1][1]) if chosen else ""
        if not chosen or (not _is_land(chosen[0][0]) and link != "and" and _is_land(entity)):
            chosen = [(entity, word)]
        elif link == "and":
            chosen.append((entity, word))
        elif link == "" and entity.kind is not EntityKind.GROUP and _is_land(entity):
            chosen[-1] = (entity, word)
        else:
            break
    return [entity for entity, _ in chosen]


def _is_land(entity: Entity) -> bool:
    return entity.kind in _LANDS or entity.kind is EntityKind.GROUP


def _between(left: Token, right: Token) -> str:
    """What stands between two names: nothing (""), a coordination ("and"), or anything else ("other")."""
    tags = {word.tag_ for word in left.doc[left.i + 1 : right.i] if word.pos_ not in ("PROPN", "ADJ")}
    if not tags:
        return ""
    return "and" if tags <= {"CC", ",", "HYPH", ":", "IN"} and "IN" not in tags else "other"


def _shared(noun: Token, agent: Agent | None, linked: LinkedArticle) -> tuple[Owner, ...]:
    """The owner that a coordinated noun shares with the first one: *Israeli helicopters and tanks*."""
    first = noun.head
    if noun.dep_ != "conj" or agent is None or any(word.dep_ in ("det", "poss", "nummod") for word in noun.lefts):
        return ()
    if linked.mention_at(first) is not None or first.pos_ not in ("NOUN", "PROPN") or first.i >= noun.i:
        return ()
    return _named(nounphrases.before(first), linked, related=False)


def _placed(noun: Token, linked: LinkedArticle) -> tuple[Owner, ...]:
    for prepositions, several in ((("of",), True), (("from",), True), (_PLACING, False)):
        for inner in nounphrases.complements(noun, *prepositions):
            nouns = nounphrases.listed(inner, linked) or nounphrases.coordinated(inner)
            found = [owner for each in nouns if (owner := place(each, linked)) is not None]
            if found:
                return tuple(found) if several else tuple(found[:1])
    return _adjacent(noun, linked)


def _adjacent(noun: Token, linked: LinkedArticle) -> tuple[Owner, ...]:
    """A place right behind the noun that the parser hung elsewhere."""
    if noun.i + 2 >= noun.sent.end or noun.nbor().lower_ not in ("of", "in", "from"):
        return ()
    entity = linked.entity_at(noun.nbor(2))
    return () if entity is None or entity.kind not in _LANDS else (Owner.of(entity),)


def place(noun: Token, linked: LinkedArticle, depth: int = DEPTH) -> Owner | None:
    """Whose the place or body is that a preposition names: *in Darfur*, *of the northern city of Kirkuk*."""
    entity = linked.entity_at(noun)
    if entity is not None:
        return None if entity.country is None else Owner.of(entity)
    for entity, _ in names(nounphrases.before(noun), linked):
        return Owner.of(entity)
    if depth:
        for inner in (*nounphrases.complements(noun), *nounphrases.beside(noun)):
            if inner.i > noun.i and (owner := place(inner, linked, depth - 1)) is not None:
                return owner
    return None


def _followed(noun: Token, linked: LinkedArticle) -> tuple[Owner, ...]:
    for word in nounphrases.clauses(noun, linked):
        entity = linked.entity_at(word)
        if entity is not None and entity.kind in _LANDS and entity.country is not None and _is_place(word):
            return (Owner.of(entity),)
    return ()


def _is_place(word: Token) -> bool:
    """Whether a name in a clause tells where (*operating in Peru*), not whom (*hold a Dane*)."""
    for _ in range(DEPTH):
        if word.dep_ == "pobj":
            return word.head.lower_ in (*_PLACING, "of", "from")
        if word.dep_ == "dobj":
            return word.head.lemma_.lower() in words(Kind.PLIGHT)
        word = word.head
    return False


def _people(words: Sequence[Token], linked: LinkedArticle) -> tuple[Owner, ...]:
    for word in words:
        people = peoples.at(word)
        if people is not None and people.countries and not nounphrases.is_turned_away(word):
            return (Owner(None, home(people.countries, linked)),)
    return ()


def home(countries: Sequence[str], linked: LinkedArticle) -> str:
    """Of the usual countries of a people the one that the article names, else the usual one."""
    return next((country for country in countries if f"state/{country}" in linked.entities), countries[0])


def _leading(words: Sequence[Token], linked: LinkedArticle) -> tuple[Owner, ...]:
    led = (linked.entity_at(word) for word in words if nounphrases.is_leading(word))
    return tuple(Owner.of(entity) for entity in led if entity is not None)
