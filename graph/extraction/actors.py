"""Noun phrases -> actors with their PLOVER codes: who is denoted, of which country, in which sector.

A name brings its country from the catalogue; a common noun brings its sector from the table of agent nouns and takes
its country from whom it belongs to (``graph.extraction.owners``). Where the phrase has none, the country stays open
(None) and :func:`graph.extraction.inheritance.inherit` fills it from the event, the sentence or the article.

An actor that acts for its state keeps the state as entity (*Latvian judges*: state/LVA, JUD); one that only belongs to
it (*Latvian farmers*) has the country code alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extraction import nations, nounphrases, owners, peoples, persons, sectors
from graph.extraction.owners import Owner
from graph.extraction.sectors import Agent, Kind
from graph.linking.document import LinkedArticle
from graph.model import Actor, Entity, EntityKind, Mention, Recognition, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 6  # nested phrases that are followed (members of groups of supporters of ...)

# The sectors in which an actor acts for its state; in the others (rebels, crowds) it merely belongs to it.
STATE_SECTORS = frozenset([Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY, Sector.JUD, Sector.LEG])

_PLACES = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_SAYING_LESS = _PLACES | {EntityKind.PERSON}  # a noun that takes these up tells the sector itself
_ORGANS = frozenset([Sector.JUD, Sector.LEG, Sector.MIL, Sector.COP])
_PERSONAL = frozenset(["PRP", "PRP$"])
_OURS = frozenset(["i", "me", "my", "we", "us", "our", "you", "your"])
_THEIRS = frozenset(["they", "them", "their", "theirs", "themselves"])
_RELATIVE = frozenset(["WDT", "WP", "WP$"])
_NEEDS_OWNER = frozenset([Kind.SITE, Kind.FORCE])
_NO_ACTOR = frozenset([Kind.MODIFIER, Kind.FORMER, Kind.PREFIX, Kind.LED, Kind.PLIGHT, Kind.STRANGER, Kind.EXAMPLE])
_BODIES = frozenset([Kind.ORGAN, Kind.SITE, Kind.NAME])
_HOUSES = frozenset([Kind.ORGAN, Kind.SITE])  # bodies and buildings that a name may end with
_TITLES = frozenset([Kind.OFFICE, Kind.ROLE, Kind.ORGAN])
_ARGUMENTS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj", "dative", "attr", "appos", "conj", "ROOT"])
_NOMINAL = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON"])


def read(head: Token, linked: LinkedArticle) -> tuple[Actor, ...]:
    """The actors denoted by the noun phrase that the token heads, coordinated ones included; empty when it is none."""
    nouns = nounphrases.listed(head, linked) or nounphrases.coordinated(head)
    return _unique(actor for noun in nouns for actor in _denoted(noun, linked, DEPTH))


def one(head: Token, linked: LinkedArticle) -> tuple[Actor, ...]:
    """As :func:`read`, without what is coordinated with the head."""
    return _unique(_denoted(head, linked, DEPTH))


def is_actor(token: Token, linked: LinkedArticle) -> bool:
    """Whether the phrase that the token heads denotes an actor."""
    return bool(_denoted(token, linked, DEPTH))


def behind(head: Token, linked: LinkedArticle, depth: int = DEPTH) -> tuple[Actor, ...]:
    """The actors behind a thing or deed: whose it is (*Serbia's plan*, *the Serbian plan*, *a plan by Serbia*)."""
    if depth == 0:
        return ()
    words = nounphrases.before(head)
    for word in words:
        if word.dep_ == "poss" and (possessors := read(word, linked)):
            return possessors
    for index, word in enumerate(words):
        agent = sectors.at(word)
        if agent is not None and agent.kind in _TITLES and agent.modifier > 1 and linked.mention_at(word) is None:
            return _unique(_common(word, agent, linked, DEPTH, words[index + 1 :]))
    named = [_of_entity(entity, word.text) for entity, word in owners.names(words, linked)]
    if named:
        return _unique(named)
    for noun in nounphrases.complements(head, "by", "from", "of"):
        if found := read(noun, linked) or behind(noun, linked, depth - 1):
            return found
    return ()


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    return tuple({(actor.entity, actor.country, actor.sector): actor for actor in actors}.values())


def _denoted(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    if depth == 0:
        return ()
    if token.tag_ in _RELATIVE:
        return _antecedent(token, linked, depth)
    if token.tag_ in _PERSONAL:
        return _meant(token, linked, depth)
    mention = linked.mention_at(token)
    if mention is not None:
        return _named(token, mention, linked)
    agent = sectors.at(token)
    if found := _resumed(token, agent, linked):
        return found
    if agent is not None and agent.kind not in _NO_ACTOR and token.pos_ in _NOMINAL:
        named = agent.kind is Kind.NAME or (token.pos_ == "PROPN" and agent.kind in _HOUSES)
        found = _institution(token, agent, linked) if named else ()
        return found or (() if agent.kind is Kind.NAME else _common(token, agent, linked, depth))
    if (people := peoples.at(token)) is not None and peoples.is_noun(token):
        home = owners.home(people.countries, linked) if people.countries else None
        return _people(token, Owner(None, home), linked, people.sector)
    return _unlisted(token, linked, depth) if token.pos_ == "PROPN" else ()


def _resumed(token: Token, agent: Agent | None, linked: LinkedArticle) -> tuple[Actor, ...]:
    """What a description takes up that coreference resolved: *the bloc*, *the two countries*, not *the government*."""
    entities = linked.referents_of(token)
    if agent is not None and agent.sector is not None and all(entity.kind in _SAYING_LESS for entity in entities):
        return ()
    text = nounphrases.text(token)
    return tuple(_of_entity(entity, text) for entity in entities)


def _antecedent(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    """The noun that a relative clause hangs on: *who* in *rebels who fled*."""
    clause = token
    while clause.dep_ != "relcl" and clause.head.i != clause.i:
        clause = clause.head
    return _denoted(clause.head, linked, depth - 1) if clause.dep_ == "relcl" else ()


def _meant(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    """Who a pronoun stands for: what coreference found, and the subject of a clause above, which knows the sector."""
    subject = _subject_above(token, linked, depth)
    entities = linked.referents_of(token)
    if not entities or (len(entities) == 1 and {actor.country for actor in subject} == {entities[0].country}):
        return subject
    return tuple(_of_entity(entity, token.text) for entity in entities)


def _subject_above(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    clause = token
    while clause.head.i != clause.i:
        clause = clause.head
        for child in clause.lefts:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i and child.tag_ not in _PERSONAL:
                return _denoted(child, linked, depth - 1) if _agrees(token, child, linked) else ()
    return ()


def _agrees(pronoun: Token, noun: Token, linked: LinkedArticle) -> bool:
    entity = linked.entity_at(noun)
    if pronoun.lower_ in _OURS:
        return False
    if pronoun.lower_ in ("it", "its"):
        return noun.tag_ not in ("NNS", "NNPS") and (entity is None or entity.kind is not EntityKind.PERSON)
    return entity is None or (entity.kind is EntityKind.PERSON) is (pronoun.lower_ not in _THEIRS)


def _of_entity(entity: Entity, text: str) -> Actor:
    return Actor(entity=entity.id, country=entity.country, sector=entity.sector, text=text)


def _named(token: Token, mention: Mention, linked: LinkedArticle) -> tuple[Actor, ...]:
    referents = linked.referents_of(token) or (linked.entities[mention.entity],)
    entity = referents[0]
    if entity.kind is EntityKind.PLACE and (bearer := _unlisted(token, linked, 1)):
        return bearer  # King Hassan is not the town of Hassan
    if entity.kind is EntityKind.PERSON:
        return (persons.read(token, entity, linked, lambda other: _denoted(other, linked, 2)),)
    if entity.kind is EntityKind.PLACE and entity.country is None:
        return ()  # seas and continents do nothing
    if mention.how in (Recognition.CAPITAL, Recognition.OFFICE):
        return (replace(_of_entity(entity, mention.text), sector=entity.sector or Sector.GOV),)
    if mention.how is Recognition.DEMONYM and _is_people(token, linked):
        return _people(token, Owner(entity, entity.country), linked)
    if entity.kind in (EntityKind.BODY, EntityKind.ORGANIZATION) and not (entity.known and entity.sector):
        return (_organization(token, mention, entity, linked),)
    return tuple(_of_entity(each, mention.text) for each in referents)


def _organization(token: Token, mention: Mention, entity: Entity, linked: LinkedArticle) -> Actor:
    """A body whose sector the catalogue leaves open: courts judge, organs of unions govern; unknown ones by name."""
    agent = sectors.at(token)
    actor = _of_entity(entity, mention.text)
    if agent is not None and agent.sector in _ORGANS:
        return replace(actor, sector=agent.sector)
    if entity.known:
        return replace(actor, sector=Sector.GOV) if entity.kind is EntityKind.BODY else actor
    if agent is None or not (named := _institution(token, agent, linked)):
        return actor
    return replace(actor, country=named[0].country or actor.country, sector=named[0].sector)


def _is_people(token: Token, linked: LinkedArticle) -> bool:
    """Whether a demonym stands for persons (*Palestinians*, *a Swede*, *hungry Burmese*), not before a noun."""
    if token.tag_ in ("NNS", "NNPS") or (token.tag_ == "NNP" and token.text.endswith("s") and token.text[-2] != "s"):
        return True  # the tagger takes some Pakistanis for a name, but not the Swiss
    if token.dep_ not in _ARGUMENTS or (token.dep_ == "conj" and token.head.dep_ not in _ARGUMENTS):
        return False
    after = token.i + 2
    listed = (
        after < token.sent.end and token.nbor().tag_ in ("CC", ",") and linked.mention_at(token.nbor(2)) is not None
    )
    return not listed and (token.tag_ == "NN" or any(c.dep_ in ("det", "amod", "nummod") for c in token.lefts))


def _people(token: Token, own: Owner, linked: LinkedArticle, sector: Sector = Sector.CVL) -> tuple[Actor, ...]:
    """Members of a nation or people. Another country before or after them is where they live (*Iraqi Kurds*)."""
    words = nounphrases.before(token)
    before = [Owner.of(entity) for entity, _ in owners.names(words, linked)]
    nation = own.entity is not None and not nounphrases.is_ethnic(token)
    found = tuple(before) or (() if nation else owners.around(token, linked))
    if not found:
        found = (replace(own, country=None) if nounphrases.is_ethnic(token) else own,)
    sector = _plight(token) or sector
    return tuple(Actor(entity=None, country=o.country, sector=sector, text=nounphrases.text(token)) for o in found)


def _plight(token: Token) -> Sector | None:
    """What a clause behind the noun makes of people: *Syrians fleeing the war* are refugees."""
    for child in token.rights:
        if child.dep_ in ("acl", "relcl") and child.lemma_.lower() in sectors.words(Kind.PLIGHT):
            return Sector.REF
    return None


def _common(
    token: Token, agent: Agent, linked: LinkedArticle, depth: int, before: Sequence[Token] | None = None
) -> tuple[Actor, ...]:
    """The actors of a noun. ``before`` are its modifiers where it is a modifier itself (*opposition demands*)."""
    if agent.kind is Kind.PART or agent.head < sectors.WEAK:
        for noun in nounphrases.complements(token, "of", "for", "from"):
            inner = [actor for each in nounphrases.coordinated(noun) for actor in _denoted(each, linked, depth - 1)]
            if inner and (agent.kind is Kind.PART or _is_of(inner[0].sector, agent)):
                return tuple(inner)
    if examples := _examples(token, linked, depth):
        return examples
    words = nounphrases.before(token) if before is None else before
    sector = sectors.of_words([token, *words])
    if sector is Sector.CVL:
        sector = _plight(token) or sector
    found = owners.of(token, agent, linked, words) or _possessors(token, words, agent, linked, depth)
    if not found:
        if agent.kind in (*_NEEDS_OWNER, Kind.PART) or (sector is None and agent.code is None):
            return ()
        found = (Owner(None, agent.code or _code(words, agent, sector)),)
    told = (owner for owner in found if owner.country or owner.sector or sector)  # a region alone tells nothing
    return tuple(_role(owner, sector, nounphrases.text(token), agent, linked) for owner in told)


def _examples(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    """The named examples of a plural: *states including Kiribati and Vanuatu*."""
    if token.tag_ not in ("NNS", "NNPS"):
        return ()
    nouns = nounphrases.complements(token, *sectors.words(Kind.EXAMPLE))
    named = [each for noun in nouns for each in nounphrases.coordinated(noun) if linked.mention_at(each) is not None]
    return tuple(actor for noun in named for actor in _denoted(noun, linked, depth - 1))


def _is_of(inner: Sector | None, agent: Agent) -> bool:
    """Whether a weak noun belongs to its complement: leaders of rebels are rebels, opponents of judges no judges."""
    if agent.sector is Sector.OPP:
        return inner is Sector.REB
    return inner not in (None, agent.sector, Sector.CVL)


def _possessors(
    token: Token, words: Sequence[Token], agent: Agent, linked: LinkedArticle, depth: int
) -> tuple[Owner, ...]:
    """The country of an actor that the noun belongs to: *the president's guards*, *inspectors of the watchdog*."""
    if agent.kind is Kind.RELATION:
        return ()
    for word in (*(word for word in words if word.dep_ == "poss"), *nounphrases.complements(token, "of", "from")):
        if countries := [actor.country for actor in _denoted(word, linked, depth - 1) if actor.country]:
            return tuple(Owner(None, country) for country in countries)
    return ()


def _code(words: Sequence[Token], agent: Agent, sector: Sector | None) -> str | None:
    """The code of a body that belongs to no country: *a regional force*, *international monitors*."""
    if sector not in (None, Sector.MIL, Sector.GOV, Sector.JUD):
        return None
    body = agent.kind in _BODIES or sector is Sector.MIL
    found = (word for word in sectors.agents(words) if word.kind is Kind.MODIFIER and word.code is not None)
    return next((word.code for word in found if body or word.modifier), None)


def _role(owner: Owner, sector: Sector | None, text: str, agent: Agent, linked: LinkedArticle) -> Actor:
    if owner.sector is not None and (agent.head <= sectors.WEAK or sector in (None, Sector.UAF)):
        sector = owner.sector  # Hamas officials and Hamas gunmen, but the Taliban government
    return Actor(entity=_acting(owner.entity, sector, linked), country=owner.country, sector=sector, text=text)


def _acting(entity: Entity | None, sector: Sector | None, linked: LinkedArticle) -> str | None:
    """The entity that an actor acts for: a state through its organs, never through its people; others always."""
    if entity is None or (sector is not None and sector not in STATE_SECTORS and entity.kind in _PLACES):
        return None
    return nations.state_of(entity, linked) if entity.kind in _PLACES else entity.id


def _institution(token: Token, agent: Agent, linked: LinkedArticle) -> tuple[Actor, ...]:
    """A named body that no catalogue lists: *the Ceasefire Violations Committee*, *the International Labour Office*."""
    code = agent.code if agent.code == "NGO" else _code(nounphrases.before(token), agent, None)
    found = owners.of(token, agent, linked)
    if not found and (code is not None or (agent.kind is Kind.NAME and agent.sector is not None)):
        found = (Owner(None, code),)
        return tuple(
            _role(owner, agent.sector if code is None else None, nounphrases.text(token), agent, linked)
            for owner in found
        )
    sector = sectors.of_words([token, *nounphrases.before(token)])
    return tuple(
        _role(owner, sector, nounphrases.text(token), agent, linked) for owner in found if agent.kind is Kind.NAME
    )


def _unlisted(token: Token, linked: LinkedArticle, depth: int) -> tuple[Actor, ...]:
    """A name that no catalogue lists, by the title before it or the apposition beside it."""
    words = nounphrases.before(token)
    for index, word in enumerate(words):
        agent = sectors.at(word)
        if agent is not None and agent.kind in _TITLES:
            found = owners.of(token, None, linked) or (Owner(None, agent.code),)
            sector = sectors.of_words(words[index:])
            return tuple(
                _role(owner, sector, nounphrases.text(token), agent, linked)
                for owner in found
                if sector or owner.country
            )
        if word.pos_ != "PROPN":
            if index and word.tag_ == "POS" and (state := linked.entity_at(word.nbor(-1))) is not None:
                return (persons.leader(token, state),) if state.kind is EntityKind.STATE else ()
            break
    for other in nounphrases.beside(token):
        if linked.mention_at(other) is None and sectors.at(other) is not None:
            return tuple(replace(actor, text=token.text) for actor in _denoted(other, linked, min(depth - 1, 2)))
    return ()
