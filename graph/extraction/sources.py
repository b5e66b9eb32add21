"""The source of an event: who does it, as the grammar of the outermost word tells.

The subject, the agent of a passive, whoever is behind a deed that is the subject; for what is received, the giver; for
troops that *were withdrawn*, they themselves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extraction import actors, clauses, readings
from graph.extraction.denotation import DEPTH, Found, agents, before, within
from graph.extraction.predicates import classes
from graph.extraction.readings import Reading
from graph.linking.document import LinkedArticle
from graph.model import Actor, EventType, Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACED = ("near", "in", "at", "outside", "on")
_SELF_MOVED = frozenset([EventType.RETREAT, EventType.MOBILIZE])


def find(reading: Reading, linked: LinkedArticle) -> Found:
    step = reading.steps[0]
    if not clauses.is_verb(step.token) and step.token.pos_ != "ADJ":
        return agents(reading, linked)
    if "subj" in step.predicate.roles:
        if reading.state.type is EventType.THREATEN:
            return _givers(step.token, linked) or _threatening(reading, step.token, linked)
        return _givers(step.token, linked) or _custodians(step.token, linked)
    if "act-subject" in step.predicate.conditions:
        return agents(replace(reading, steps=reading.steps[1:]), linked) or _givers(step.token, linked)
    verb = step.token if clauses.is_verb(step.token) else step.token.head
    if "conditional" in step.predicate.conditions:
        above = subject_above(verb)
        return resolve(above[1], above[0], linked) if above is not None else ()
    subject = clauses.doer(verb)
    if subject is not None:
        return resolve(subject, verb, linked)
    return _hidden(reading, linked) or _self_moved(reading, verb, linked) or _threatening(reading, verb, linked)


def resolve(subject: Token, verb: Token, linked: LinkedArticle) -> Found:
    """The actors that a subject denotes: itself, the speaker it refers back to, or whoever is behind the thing."""
    for _ in range(3):
        found = actors.read(subject, linked)
        if found:
            return found
        if subject.lower_ not in classes()["pronouns"]:
            break
        above = subject_above(verb)
        if above is None:
            return ()
        verb, subject = above
    return actors.behind(subject, linked) or _senders(subject, linked) or _unknown_attacker(subject, linked)


def subject_above(verb: Token) -> tuple[Token, Token] | None:
    for token in verb.ancestors:
        if clauses.is_verb(token):
            subject = clauses.doer(token)
            if subject is not None and subject.i < verb.i and not verb.is_ancestor(subject):
                return token, subject
    return None


def _unknown_attacker(subject: Token, linked: LinkedArticle) -> Found:
    """A bomb has somebody behind it, armed and unknown, of the place where it goes off."""
    reading = readings.read(subject, linked, 2)
    if reading is None or reading.state.type is not EventType.ASSAULT:
        return ()
    for noun in clauses.prepositional(subject, *_PLACED):
        for actor in actors.read(noun, linked) or within(noun, linked, DEPTH):
            if actor.country is not None:
                return (Actor(entity=None, country=actor.country, sector=Sector.UAF, text=subject.text),)
    return ()


def _senders(thing: Token, linked: LinkedArticle) -> Found:
    """Whose tool a participle says that it is: *bulldozers sent by the army*, *a shell fired from Syrian lines*."""
    for clause in clauses.children(thing, "acl"):
        if clause.tag_ == "VBN":
            for noun in clauses.prepositional(clause, "by", "from"):
                if found := actors.read(noun, linked) or actors.behind(noun, linked):
                    return found
    return ()


def _threatening(reading: Reading, verb: Token, linked: LinkedArticle) -> Found:
    """Who says what will be done by nobody in particular threatens it (*said that strikers would be dismissed*)."""
    if reading.state.type is not EventType.THREATEN or verb.dep_ != "ccomp":
        return ()
    speaker = clauses.doer(verb.head) if verb.head.lemma_ in classes()["reporting"] else None
    return resolve(speaker, verb.head, linked) if speaker is not None else ()


def _givers(verb: Token, linked: LinkedArticle) -> Found:
    """From whom something is received."""
    for word in (verb, *clauses.undergoers(verb)):
        for noun in clauses.prepositional(word, "from", "by"):
            if found := actors.read(noun, linked) or actors.behind(noun, linked):
                return found
    return next((found for noun in clauses.undergoers(verb) if (found := before(noun, linked))), ())


def _custodians(verb: Token, linked: LinkedArticle) -> Found:
    """Who had power over somebody who died: *in police custody*, *at the hands of soldiers*."""
    subject = clauses.grammatical_subject(verb)
    for noun in verb.subtree:
        if (
            noun.dep_ == "pobj"
            and noun.head.i > verb.i
            and noun is not subject
            and (found := actors.read(noun, linked) or actors.behind(noun, linked))
        ):
            return found
    return ()


def _hidden(reading: Reading, linked: LinkedArticle) -> Found:
    """The doer of a passive without *by*: named before the noun (*was killed in an Israeli raid*)."""
    verb = reading.head
    for noun in clauses.prepositional(verb, "in", "during", "after", "at"):
        inner = readings.read(noun, linked, 2)
        if inner is not None and (found := agents(inner, linked)):
            return found
    if reading.state.type is not EventType.ASSAULT:
        return ()
    for clause in (
        each for word in (verb, *clauses.children(verb, "conj")) for each in clauses.children(word, "advcl")
    ):
        inner = readings.read(clause, linked, 2)  # were killed when a bomb exploded, when police opened fire
        if inner is not None and inner.state.type is EventType.ASSAULT and (found := find(inner, linked)):
            return found
    return ()


def _self_moved(reading: Reading, verb: Token, linked: LinkedArticle) -> Found:
    """Troops that *were withdrawn* or *were put on alert* act themselves as far as anybody is told."""
    if reading.state.type not in _SELF_MOVED or reading.steps[-1].predicate.act is None:
        return ()
    for noun in clauses.undergoers(verb):
        if found := actors.read(noun, linked) or actors.behind(noun, linked):
            return found
    return ()
