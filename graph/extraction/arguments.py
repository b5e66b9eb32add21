"""Who does it to whom: the actors that fill the roles of a reading.

The source is the doer of the outermost word (who refuses, who demands), the target stands where the words of the
reading expect it, the outermost first: *rejected Senegal's plan*, *accused the army of attacking villagers*. A thing
stands for whoever is behind it (*a Senegalese plan*). The rest is in the tables: column ``roles``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph.extraction import actors, clauses, readings, sources
from graph.extraction.codebook import HOSTILE, Operator, State, acts, done
from graph.extraction.denotation import Found, denoted
from graph.extraction.predicates import classes
from graph.extraction.readings import Reading, Step
from graph.extraction.sources import subject_above
from graph.linking.document import LinkedArticle
from graph.model import Actor, EntityKind, EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

# Where else a target may stand when none of the expected places has one, likeliest first.
_ANYWHERE = (
    "obj",
    "iobj",
    "against",
    "to",
    "with",
    "on",
    "from",
    "at",
    "for",
    "of",
    "between",
    "into",
    "over",
    "in",
    "near",
)
_AROUND = ("off", "through", "across", "around", "along", "outside", "inside", "towards", "toward", "onto", "within")
_MEMORY = "graph.extraction.arguments"
_PLACED = ("near", "in", "at", "outside", "on")
_LANDS = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])
_MUTUAL = frozenset([EventType.AGREE, EventType.CONSULT, EventType.COOPERATE])
_DOMESTIC = frozenset([EventType.COERCE, EventType.CONCEDE])
_MUTUAL_CODES = frozenset(["057", "125", "127"])


@dataclass(frozen=True, slots=True)
class Roles:
    """The filled roles; ``state`` because who is acted on may decide what it is called."""

    source: Found
    target: Found
    state: State


def fill(reading: Reading, linked: LinkedArticle) -> Roles:
    """Sources and targets of a reading."""
    source = sources.find(reading, linked)
    if reading.state.type is EventType.MOBILIZE and len({actor.country for actor in source}) > 1:
        return Roles(source, (), done(acts()["exercise"]))  # two countries' forces together train
    if reading.state.code in ("053", "113") and _operator(reading) is Operator.ASK:
        return _rallied(reading, source, linked)
    if _is_asked(reading):
        return Roles(source, _asked(reading, source, linked), reading.state)
    if len({(actor.country, actor.sector) for actor in source}) > 1 and _is_mutual(reading):
        return Roles(source, _partners(reading, source, linked), reading.state)
    target = _target(reading, source, linked, anywhere=True)
    if reading.state.type is EventType.AGREE and _is_home(target, source):
        target = ()  # whoever promises something for the own country promises it to nobody abroad
    return Roles(source, target or _subjects(reading, source), reading.state)


def _subjects(reading: Reading, source: Found) -> Found:
    """On whom a state lays or eases burdens when nobody is named: its own people."""
    if not clauses.is_verb(reading.head):
        return ()
    if reading.state.type is EventType.PROTEST:
        return tuple(replace(actor, entity=None, sector=None) for actor in source if actor.country is not None)
    if reading.state.type not in _DOMESTIC:
        return ()
    ruling = (a for a in source if a.country is not None and a.sector in (None, *actors.STATE_SECTORS))
    return tuple(replace(actor, entity=None, sector=None) for actor in ruling)


def _is_home(target: Found, source: Found) -> bool:
    countries = {actor.country for actor in source}
    return all(actor.country in countries and actor.sector is None for actor in target)


def _operator(reading: Reading) -> Operator | None:
    return reading.steps[0].predicate.operator


def _is_asked(reading: Reading) -> bool:
    operators = [step.predicate.operator for step in reading.steps]
    return reading.state.type is EventType.REQUEST and Operator.ASK in operators


def _partners(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    """With whom those who act together do it (*France and Italy signed a treaty with Libya*)."""
    for step in reading.steps:
        if found := _by_roles(reading, step, ("with", "against"), source, linked):
            return found
    return ()


def _is_mutual(reading: Reading) -> bool:
    return reading.state.type in _MUTUAL or reading.state.code in _MUTUAL_CODES


def _rallied(reading: Reading, source: Found, linked: LinkedArticle) -> Roles:
    """Asking to support or oppose a third party is about the third party, else an ordinary request."""
    third = _target(replace(reading, steps=reading.steps[1:]), source, linked, anywhere=False)
    if third:
        return Roles(source, third, reading.state)
    return Roles(source, _asked(reading, source, linked), State(acts()["ask"], "102"))


def place(reading: Reading, linked: LinkedArticle) -> str | None:
    """Where it happened, as an entity: the first place that a preposition of place hangs on one of the words."""
    for step in reading.steps:
        for preposition in (*_PLACED, "to"):
            for noun in _nouns(step, preposition):
                entity = linked.entity_at(noun)
                if entity is not None and entity.kind in _LANDS:
                    return entity.id
    return None


def _asked(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    for step in reading.steps:
        if step.predicate.operator is Operator.ASK:
            found = _by_roles(reading, step, (*step.predicate.roles, "clause"), source, linked)
            if found:
                return found
    for step in reading.steps[1:]:
        subject = clauses.grammatical_subject(step.token) if clauses.is_verb(step.token) else None
        if subject is not None and (found := _others(actors.read(subject, linked), source)):
            return found
    return _target(reading, source, linked, anywhere=True)


def _target(reading: Reading, source: Found, linked: LinkedArticle, *, anywhere: bool) -> Found:
    for step in sorted(reading.steps, key=lambda step: step.predicate.operator is Operator.DO):
        if found := _by_roles(reading, step, step.predicate.roles, source, linked):
            return found
    if not anywhere:
        return ()
    if reading.state.type is EventType.THREATEN and (found := _conditioned(reading, source, linked)):
        return found
    for step in reversed(reading.steps):
        found = _by_roles(reading, step, _ANYWHERE + _AROUND, source, linked)
        if known := tuple(actor for actor in found if actor.country is not None):
            return known
    return (
        _in_purpose(reading, source, linked)
        or _shared(reading, source, linked)
        or _addressed(reading.head, source, linked)
        or _occasioned(reading, source, linked)
    )


def _occasioned(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    """Against whom force is shown or threatened, where only the occasion tells (*as Russian tanks rolled in*)."""
    if reading.state.type not in (EventType.MOBILIZE, EventType.THREATEN):
        return ()
    countries = {actor.country for actor in source}
    for token in reading.head.subtree:
        if token.i > reading.head.i and linked.mention_at(token) is not None and token.dep_ not in ("compound", "poss"):
            foreign = [each for each in actors.read(token, linked) if each.country not in (None, *countries)]
            if foreign:
                return tuple(foreign)
    return ()


def _addressed(verb: Token, source: Found, linked: LinkedArticle) -> Found:
    """Whoever was told so: *told Egypt that it was willing to*."""
    for above in verb.ancestors:
        if above.lemma_ not in classes()["reporting"]:
            return ()
        for noun in clauses.children(above, "dative", "dobj"):
            if noun.i < verb.i and (found := _others(actors.read(noun, linked), source)):
                return tuple(actor for actor in found if actor.country is not None)
    return ()


def _in_purpose(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    """Whom the purpose or the occasion names: *struck to protest against*, *is willing to send arms to help*."""
    for step in reading.steps:
        for clause in _purposes(step.token):
            inner = readings.read(clause, linked, 3)
            roles = ("obj", "against", "at", "over", "from", "of", "to", "with", "by", "on")
            inner_steps = inner.steps if inner is not None else (replace(step, token=clause, clause=None),)
            for each in inner_steps:
                if found := _by_roles(inner or reading, each, (*each.predicate.roles, *roles), source, linked):
                    return found
    return ()


def _purposes(token: Token) -> Iterator[Token]:
    for each in token.rights:
        if each.dep_ == "xcomp" or (each.dep_ in ("advcl", "acl") and each.tag_ in ("VB", "VBG")):
            yield each
        elif each.dep_ in ("dobj", "prep", "pobj"):
            yield from _purposes(each)
            if each.dep_ == "pobj" and each.head.lower_ == "in":
                yield each  # in protest against


def _shared(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    """The target that a conjoined verb names for both (*has ties with and an embassy in Tehran*)."""
    token = reading.head
    phrases = [each for word in (token, *clauses.undergoers(token)) for each in clauses.children(word, "prep")]
    dangling = any(not any(True for _ in each.children) for each in phrases)
    if not dangling and (clauses.undergoers(token) or clauses.children(token, "prep")):
        return ()
    for other in clauses.children(token, "conj"):
        inner = readings.read(other, linked, 3)
        if inner is not None and (found := _target(inner, source, linked, anywhere=True)):
            return found
    return ()


def _conditioned(reading: Reading, source: Found, linked: LinkedArticle) -> Found:
    """Whose conduct a threat depends on: the subject of *if* and *unless*."""
    for step in reading.steps:
        for clause in clauses.children(step.token, "advcl"):
            subject = clauses.grammatical_subject(clause)
            if subject is not None and (found := _others(actors.read(subject, linked), source)):
                return found
    return ()


def _by_roles(reading: Reading, step: Step, roles: Iterable[str], source: Found, linked: LinkedArticle) -> Found:
    deeds = {each.token.i for each in reading.steps}
    for role in roles:
        for noun in _nouns(step, role):
            for each in denoted(noun, linked, deed=noun.i in deeds):
                found = _others(each, source, strict=role != "obj")
                if found and not _is_own(noun, found, source):
                    return found
                if each and reading.state.type in HOSTILE and clauses.is_possessed(noun):
                    return _speakers_own(each, step, source, linked)
    return ()


def _speakers_own(found: Found, step: Step, source: Found, linked: LinkedArticle) -> Found:
    """Those of the one who speaks of the deed: *Kenya said that Somalia had attacked its troops*."""
    above = subject_above(step.token)
    speakers = _others(actors.read(above[1], linked), source) if above is not None else ()
    if not speakers or any(actor.sector not in actors.STATE_SECTORS for actor in found):
        return ()
    return tuple(replace(actor, country=speakers[0].country, entity=None) for actor in found)


def _is_own(noun: Token, found: Found, source: Found) -> bool:
    """Whether it is the source's own (*its leader*, *their forces*)."""
    countries = {None, *(actor.country for actor in source)}
    return clauses.is_possessed(noun) and all(actor.country in countries for actor in found)


def _nouns(step: Step, role: str) -> Iterator[Token]:
    """The nouns in a role of a word: of a verb also where the parser hung the phrase on the object."""
    token = step.token
    verbal = clauses.is_verb(token)
    match role:
        case "obj":
            if verbal:
                yield from clauses.children(token, "dative")
                yield from clauses.undergoers(token)
        case "iobj":
            yield from clauses.children(token, "dative")
        case "subj":
            subject = clauses.grammatical_subject(token)
            yield from [subject] if subject is not None else []
        case "clause":
            clause = step.clause or next(clauses.clausal(token), None)
            subject = clauses.grammatical_subject(clause) if clause is not None else None
            yield from [subject] if subject is not None else []
        case _:
            if role not in _words(token):
                return
            yield from clauses.prepositional(token, role)
            inner = clauses.undergoers(token) if verbal else []
            for each in (*inner, *clauses.children(token, "prep", "prt", "advmod", "acomp", "oprd")):
                if each.lower_ not in classes()["attribution"]:
                    yield from clauses.prepositional(each, role)
                if each.lower_ in step.predicate.others:  # spoke by telephone with
                    for deep in clauses.children(each, "pobj"):
                        yield from clauses.prepositional(deep, role)


def _words(token: Token) -> frozenset[str]:
    """The words of the token's sentence: most prepositions that are asked for are not among them."""
    memory: dict[int, frozenset[str]] = token.doc.user_data.setdefault(_MEMORY, {})
    sentence = token.sent
    if sentence.start not in memory:
        memory[sentence.start] = frozenset(each.lower_ for each in sentence)
    return memory[sentence.start]


def _others(found: Found, source: Found, *, strict: bool = True) -> Found:
    """Those who are not the source itself; an object is not, even of the same kind (*rebels killed rebels*)."""
    own = {(actor.country, actor.sector) for actor in source if strict or actor.sector is None or actor.entity}
    return tuple(
        actor
        for actor in found
        if (actor.country or actor.sector)
        and (actor.country, actor.sector) not in own
        and not any(_is_same(actor, each) for each in source)
    )


def _is_same(actor: Actor, other: Actor) -> bool:
    """Whether two actors are one entity in one role; a state may police its own capital."""
    roles = {actor.sector, other.sector}
    return actor.entity is not None and actor.entity == other.entity and (len(roles) == 1 or None in roles)
