"""The operation that an article is about: its host, lead organisation and identity, gathered from all sentences.

A sentence of an article seldom repeats all of it (*the mission*, *the joint forces*, *there*). What sentences say is
counted; a host or lead stands for the article only when it leads the others clearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import nations, operation_identity
from graph.extraction.lexicon import table
from graph.extraction.phrases import Match, Phrases
from graph.linking.document import LinkedArticle
from graph.model import EntityKind, Mention, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class OperationNoun:
    kind: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """Host, lead and operation, of a sentence or an article, as far as known; ``mission``: it names some operation."""

    host: str | None = None
    lead: str | None = None
    operation: str | None = None
    mission: bool = False


@cache
def operation_nouns() -> Phrases[OperationNoun]:
    rows = table("operation_nouns", "noun", "kind", "strength")
    return Phrases((row["noun"], OperationNoun(row["kind"], row["strength"] == "strong")) for row in rows)


@cache
def _places() -> Phrases[str]:
    return Phrases((row["words"], row["sort"]) for row in table("place_words", "words", "sort"))


@cache
def _place_nouns() -> Phrases[str]:
    return Phrases((row["noun"], row["noun"]) for row in table("place_nouns", "noun"))


def operations_in(sentence: Span, linked: LinkedArticle) -> Iterator[str]:
    """The catalogued operations that a sentence names."""
    for mention in linked.mentions_in(sentence):
        if linked.entities[mention.entity].kind is EntityKind.OPERATION:
            yield operation_identity.meant(mention.entity, mention.text, linked)


@dataclass(frozen=True, slots=True)
class Site:
    """A name that says where: its first token, the state it lies in, and whether forces leave from it."""

    token: Token
    host: str
    source: bool


def sites_in(sentence: Span, linked: LinkedArticle) -> Iterator[Site]:
    """Names of countries, or of places in them, that stand where something happens: *to Haiti*, *in northern Mali*."""
    tokens = list(sentence)
    for index, token in enumerate(tokens):
        mention = linked.mention_at(token)
        if mention is None or (index and linked.mention_at(tokens[index - 1]) is mention):
            continue
        if mention.how is Recognition.DEMONYM or not _is_site(linked, mention) or _qualifies(tokens, index, linked):
            continue
        host = nations.state_of(linked.entities[mention.entity], linked)
        if host is not None and _names_mission(tokens, index, linked):
            yield Site(token, host, source=False)
            continue
        preposition = _preposition(tokens, index, linked) or _verb_of_place(tokens, index)
        if preposition is not None and host is not None and not _is_where_spoken(preposition):
            source = preposition.lower_ == "from" or preposition.lemma_ in ("leave", "exit", "quit")
            yield Site(token, host, source or _from_mission(preposition))


def _from_mission(preposition: Token) -> bool:
    """*transferred from the mission in Haiti*: the place is that of what they leave."""
    before = preposition.doc[max(0, preposition.i - 4) : preposition.i]
    return any(token.lower_ == "from" for token in before) and operation_nouns().at([before[-1]], 0) is not None


def _continues_place(tokens: Sequence[Token], at: int, index: int, linked: LinkedArticle) -> bool:
    """Whether the name after a comma or *and* is still where: *in Mali and Niger*, *in Honiara, Solomon Islands*."""
    before, name = linked.entity_at(tokens[at - 1]), linked.entity_at(tokens[index])
    if _opens_clause(tokens, index, linked):
        return False
    if tokens[at].text == ",":
        if before is None or name is None:
            return before is None and tokens[at - 1].pos_ == "NOUN"
        return nations.state_of(before, linked) == nations.state_of(name, linked)
    return before is not None


def _opens_clause(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> bool:
    """*in the country, France 1,500*, *to East Timor and the Philippines will ship*: the name does or has something."""
    mention = linked.mention_at(tokens[index])
    while index < len(tokens) and linked.mention_at(tokens[index]) is mention:
        index += 1
    if index >= len(tokens):
        return False
    finite = tokens[index].pos_ in ("VERB", "AUX") and tokens[index].tag_ not in ("VBN", "VBG", "VB")
    return finite or tokens[index].tag_ == "CD"


def stands_where(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> bool:
    """Whether the name that starts at ``tokens[index]`` says where, were it only where somebody spoke."""
    return _preposition(tokens, index, linked) is not None


def helped_in(sentence: Span, linked: LinkedArticle) -> Iterator[str]:
    """Countries whose people forces work with: *assisting the Kazakh authorities*, *fights beside Malian soldiers*."""
    for token in sentence:
        mention = linked.mention_at(token)
        if mention is None or mention.how is not Recognition.DEMONYM:
            continue
        head = token.head
        helped = head.dep_ == "dobj" and _sort_of(head.head) == "help"
        beside = head.dep_ == "pobj" and _sort_of(head.head) == "beside"
        host = nations.state_of(linked.entities[mention.entity], linked)
        if host is not None and (helped or beside):
            yield host


def _sort_of(token: Token) -> str | None:
    match = _places().at([token], 0)
    return None if match is None else match.meaning


def _qualifies(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> bool:
    """*the Kenya-led force*: a name bound to a participle says who, not where."""
    mention = linked.mention_at(tokens[index])
    while index < len(tokens) and linked.mention_at(tokens[index]) is mention:
        index += 1
    return index + 1 < len(tokens) and tokens[index].text in ("-", "–") and not tokens[index].whitespace_


def _names_mission(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> bool:
    """*the Somalia mission*, *its Mali operation*: the country's name stands right before the noun."""
    mention = linked.mention_at(tokens[index])
    while index < len(tokens) and linked.mention_at(tokens[index]) is mention:
        index += 1
    return index < len(tokens) and operation_nouns().at(tokens, index) is not None


def _is_site(linked: LinkedArticle, mention: Mention) -> bool:
    kind = linked.entities[mention.entity].kind
    return kind in (EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE)


def _preposition(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> Token | None:
    """The preposition of place before a name, if nothing but attributes and other names stand between."""
    for at in range(index - 1, max(-1, index - 9), -1):
        token = tokens[at]
        match = _places().at(tokens, at)
        if match is not None and match.meaning in ("place", "source") and token.pos_ in ("ADP", "SCONJ", "PART", "ADV"):
            return token
        if token.lower_ == "of" and at and _place_nouns().at([tokens[at - 1]], 0) is not None:
            return token
        if token.lower_ in ("and", ","):
            if at == 0 or not _continues_place(tokens, at, index, linked):
                return None
        elif token.pos_ not in ("ADJ", "DET", "NOUN", "PART") and token.lower_ != "of" and not linked.mention_at(token):
            return None
    return None


def _verb_of_place(tokens: Sequence[Token], index: int) -> Token | None:
    """*left Iraq*, *entered the Central African Republic*: the verb takes the place as its object."""
    for at in range(index - 1, max(-1, index - 4), -1):
        if tokens[at].pos_ == "VERB":
            match = _places().at(tokens, at)
            return tokens[at] if match is not None and match.meaning in ("entered", "left") else None
        if tokens[at].pos_ not in ("DET", "ADJ"):
            return None
    return None


def _is_where_spoken(preposition: Token) -> bool:
    """*told reporters in Brussels*, *a summit in Accra*: nothing is deployed there."""
    if preposition.lower_ in ("to", "into"):
        return False
    for above in (preposition.head, preposition.head.head):
        match = _places().at([above], 0)
        if match is not None and match.meaning == "speech":
            return True
        if above.pos_ == "VERB":
            break
    return False


def leads_in(sentence: Span, linked: LinkedArticle) -> Iterator[str]:
    """Organisations and states under which a force of the sentence stands: *AU-led*, *NATO's mission*, *UN troops*."""
    tokens = list(sentence)
    for match in operation_nouns().within(tokens):
        lead = lead_of(match, tokens, linked)
        if lead is not None:
            yield lead


def lead_of(match: Match[OperationNoun], tokens: Sequence[Token], linked: LinkedArticle) -> str | None:
    """The organisation, or leading state, named before or behind an operation noun."""
    base = tokens[0].i
    for at in range(match.start - base - 1, max(-1, match.start - base - 10), -1):
        token = tokens[at]
        mention = linked.mention_at(token)
        if mention is not None:
            entity = linked.entities[mention.entity]
            suffix = _suffix(tokens, at)
            if suffix == "led" or (suffix is None and entity.kind is EntityKind.ORGANIZATION):
                return nations.giver(entity, linked)
        elif (meant := _organization(token, linked)) is not None:
            return meant
        elif token.text in ",;:" or token.pos_ not in _INSIDE_PHRASE:
            break
    return _lead_behind(match, tokens, linked)


_INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "VERB", "DET", "NUM", "PRON"})


def _organization(token: Token, linked: LinkedArticle) -> str | None:
    """The organisation behind *its mission*, *the bloc's force*."""
    entities = linked.referents_of(token) if token.tag_ in ("PRP$", "NN") else ()
    return next((entity.id for entity in entities if entity.kind is EntityKind.ORGANIZATION), None)


def _suffix(tokens: Sequence[Token], at: int) -> str | None:
    """The participle bound to a name: *led* in *Kenyan-led*."""
    if at + 2 < len(tokens) and tokens[at + 1].text in ("-", "–"):
        return str(tokens[at + 2].lower_)
    return None


def _lead_behind(match: Match[OperationNoun], tokens: Sequence[Token], linked: LinkedArticle) -> str | None:
    """*the mission of the African Union*, *peacekeepers from the CSTO*, *force led by Kenya*."""
    at = match.end - tokens[0].i
    while at < len(tokens) and tokens[at].lower_ in ("of", "from", "the", "led", "by", "headed", "run", "under"):
        at += 1
    mention = linked.mention_at(tokens[at]) if at < len(tokens) else None
    if mention is None or at == match.end - tokens[0].i:
        return None
    entity = linked.entities[mention.entity]
    led = any(tokens[i].lower_ in ("led", "headed") for i in range(match.end - tokens[0].i, at))
    return entity.id if entity.kind is EntityKind.ORGANIZATION or (led and entity.kind is EntityKind.STATE) else None
