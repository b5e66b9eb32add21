"""What a clause says is done: the predicate that fits best, its complement read the same way, and the modalities.

*refused to lift the curfew* is read from the inside: *curfew* is an act, *lift* stops it, *refuse* refuses that. Each
word contributes a step; the codebook says what the stack of steps is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import actors, clauses
from graph.extraction.codebook import HOSTILE, Operator, State, apply, done
from graph.extraction.lexicon import table
from graph.extraction.predicates import ANY, CONDITIONS, Predicate, belongs, candidates, classes, lemma
from graph.linking.document import LinkedArticle
from graph.model import EntityKind, EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 6  # modalities and support verbs that are stacked


@dataclass(frozen=True, slots=True)
class Step:
    """A word of the lexicon at work in a sentence; ``clause`` is the clause or noun that completes it."""

    predicate: Predicate
    token: Token
    clause: Token | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An act under its modalities. ``steps`` stand from the outermost word to the one that names the act.

    ``rank`` compares readings of the same word; ``must`` marks a clause of obligation, which is a demand once
    somebody is said to say it; ``fallback`` a modality whose act the lexicon does not know; ``modal`` that auxiliaries
    or a negation of the outermost verb have become part of the act.
    """

    state: State
    steps: tuple[Step, ...]
    rank: int
    must: bool = False
    fallback: bool = False
    modal: bool = False

    @property
    def head(self) -> Token:
        """The outermost word."""
        return self.steps[0].token

    @property
    def core(self) -> Token:
        """The word that names the act."""
        return self.steps[-1].token

    def under(self, operator: Operator) -> Reading | None:
        """The same act under one modality more."""
        state = apply(operator, self.state)
        return None if state is None else replace(self, state=state)


@cache
def _modals() -> dict[str, str]:
    return {row["word"]: row["operator"] for row in table("modals", "word", "operator")}


def modality(verb: Token) -> tuple[set[str], bool]:
    """The modal operators of a verb, and whether it is negated."""
    helpers = clauses.auxiliaries(verb)
    modals = {_modals()[each.lower_] for each in helpers if each.lower_ in _modals()}
    negated = any(each.dep_ == "neg" for each in helpers) or any(
        each.lower_ in classes()["negatives"] for each in verb.lefts
    )
    return modals, negated


def read(token: Token, linked: LinkedArticle, depth: int = DEPTH) -> Reading | None:
    """What the clause or noun phrase that the token heads says is done; None where the lexicon knows nothing.

    Readings are remembered with the document: a clause is looked at from above, from its roles and for itself, and
    without memory a chain of modalities would be read once for every way to reach its end.
    """
    memory: dict[tuple[int, int], Reading | None] = token.doc.user_data.setdefault(_MEMORY, {})
    key = token.i, depth
    if key not in memory:
        memory[key] = _read(token, linked, depth) if depth else None
    return memory[key]


_MEMORY = "graph.extraction.readings"


def _read(token: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    best: Reading | None = None
    constructions: list[Predicate] = []
    for predicate in candidates(token):
        if predicate.head == ANY:
            constructions.append(predicate)
            continue
        reading = _fit(predicate, token, linked, depth)
        if reading is not None and (best is None or reading.rank > best.rank):
            best = reading
    if best is None and not clauses.is_verb(token) and (token.like_num or lemma(token) in classes()["containers"]):
        best = next(filter(None, (read(each, linked, depth - 1) for each in clauses.prepositional(token, "of"))), None)
    if best is None and clauses.is_verb(token):
        best = _general(constructions, token, linked, depth)
    if best is None or not clauses.is_verb(token):
        return best.under(Operator.NOT) if best is not None and _is_none(token) else best
    return best if best.steps[0].predicate.head == ANY else _inflected(best, token)


def _general(constructions: list[Predicate], verb: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    """What a verb says that no row of its own fits: linking verbs by what follows, others by their clause."""
    if lemma(verb) in classes()["linking"]:
        return _predicative(verb, linked, depth)
    if lemma(verb) in classes()["reporting"]:
        return None
    return next(filter(None, (_fit(each, verb, linked, depth) for each in constructions)), None)


def _is_none(noun: Token) -> bool:
    """*no intention*, *no plans*."""
    return any(each.dep_ == "det" and each.lower_ == "no" for each in noun.lefts)


def _inflected(reading: Reading, verb: Token) -> Reading | None:
    """The reading under the verb's own auxiliaries and negation."""
    modals, negated = modality(verb)
    changed: Reading | None = reading
    if negated:
        changed = reading.under(Operator.NOT)
    if changed is not None and "will" in modals:
        changed = changed.under(Operator.WILL)
    elif changed is not None and "may" in modals and not _is_perfect(verb):
        changed = changed.under(Operator.MAY)
    if changed is None:
        return None
    return replace(changed, must="must" in modals, modal=changed.state != reading.state)


def _is_perfect(verb: Token) -> bool:
    """*may have attacked* is a guess about the past."""
    return any(each.lemma_ == "have" for each in clauses.auxiliaries(verb))


def _predicative(verb: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    """*is ready to*, *are in revolt*: the act stands in what follows the linking verb."""
    for each in verb.children:
        if each.dep_ in ("acomp", "attr", "oprd", "xcomp", "advmod") and each.i > verb.i:
            reading = read(each, linked, depth - 1)
            if reading is not None and (each.pos_ == "ADJ" or clauses.is_verb(each)):
                return reading
            if each.dep_ == "attr":  # the first to recognise
                inner = (read(clause, linked, depth - 1) for clause in clauses.clausal(each))
                if (reading := next((found for found in inner if found is not None), None)) is not None:
                    return replace(reading, steps=(Step(reading.steps[0].predicate, verb), *reading.steps))
    return None


def _fit(predicate: Predicate, token: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    conditions = [c for c in predicate.conditions if c not in _COMPLEMENTS]
    if not all(_holds(condition, predicate, token, linked) for condition in conditions):
        return None
    if predicate.operator is None:
        return _plain(predicate, token, linked, depth)
    return _operated(predicate, predicate.operator, token, linked, depth)


_COMPLEMENTS = CONDITIONS


def _plain(predicate: Predicate, token: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    if predicate.act is None:
        return None
    clause = None
    if any(condition in _COMPLEMENTS for condition in predicate.conditions):
        found = next(_complements(predicate, token), None)
        if found is None or not _accepts(predicate, found, linked, depth):
            return None
        clause = found
    step = Step(predicate, token, clause)
    return Reading(done(predicate.act), (step,), _rank(predicate))


def _accepts(predicate: Predicate, complement: Token, linked: LinkedArticle, depth: int) -> bool:
    if "hostile-clause" in predicate.conditions:
        reading = read(complement, linked, depth - 1)
        return reading is not None and _is_hostile(reading)
    if "future-clause" in predicate.conditions:
        return "will" in modality(complement)[0]
    if "act" in predicate.conditions or "act-subject" in predicate.conditions:
        return read(complement, linked, depth - 1) is not None
    return True


def _is_hostile(reading: Reading) -> bool:
    return reading.state.type in HOSTILE or reading.state.type is EventType.THREATEN


def _rank(predicate: Predicate) -> int:
    classed = sum(1 for condition in predicate.conditions if "@" in condition and "!" not in condition)
    return predicate.specificity + 3 * classed


def _operated(
    predicate: Predicate, operator: Operator, token: Token, linked: LinkedArticle, depth: int
) -> Reading | None:
    first = None
    for complement in _complements(predicate, token):
        first = first or (
            complement if clauses.is_verb(complement) or not actors.is_actor(complement, linked) else None
        )
        inner = _complement_reading(complement, linked, depth)
        if inner is None or not _suits(predicate, complement, inner):
            continue
        state = apply(operator, inner.state)
        if state is not None:
            step = Step(predicate, token, complement)
            return Reading(state, (step, *inner.steps), _rank(predicate) + 2)
    if predicate.otherwise is None or (_needs(predicate) and first is None):
        return None
    if "must-clause" in predicate.conditions and not (first is not None and _is_must(first)):
        return None
    if "hostile-clause" in predicate.conditions:
        return None
    step = Step(predicate, token, first)
    return Reading(done(predicate.otherwise), (step,), _rank(predicate) - (1 if first is None else 0), fallback=True)


def _needs(predicate: Predicate) -> bool:
    return any(condition in _COMPLEMENTS for condition in predicate.conditions)


def _complement_reading(complement: Token, linked: LinkedArticle, depth: int) -> Reading | None:
    """The complement's own reading, else that of a clause joined to it (*unite and mobilize against*)."""
    best = read(complement, linked, depth - 1)
    for other in clauses.children(complement, "conj"):
        second = read(other, linked, depth - 1)
        if (
            other.tag_ == complement.tag_
            and second is not None
            and (best is None or best.fallback or second.rank > best.rank)
        ):
            best = second
    return best


def _suits(predicate: Predicate, complement: Token, inner: Reading) -> bool:
    if "must-clause" in predicate.conditions:
        return inner.must or _is_must(complement)
    if "hostile-clause" in predicate.conditions:
        return _is_hostile(inner)
    return True


def _is_must(verb: Token) -> bool:
    return "must" in modality(verb)[0] or (
        lemma(verb) in classes()["obligations"] and clauses.child(verb, "xcomp") is not None
    )


def _complements(predicate: Predicate, token: Token) -> Iterator[Token]:
    """The clauses and nouns in which the act of an operator is looked for."""
    conditions = predicate.conditions
    if "act-subject" in conditions:
        subject = clauses.grammatical_subject(token)
        # riots spread; riots engulfed the city, where the phrase takes an object (*rioters spread rumours* is no riot)
        barred = ("xcomp", "ccomp") if "obj" in predicate.roles else ("dobj", "xcomp", "ccomp")
        if subject is not None and not clauses.children(token, *barred):
            yield subject
        return
    if not clauses.is_verb(token) and token.pos_ != "ADJ":
        yield from _noun_complements(token)
        return
    if "act" not in conditions:
        yield from _clausal_complements(predicate, token)
    if not {"clause", "other-clause", "must-clause", "infinitive"} & set(conditions):
        for noun in clauses.undergoers(token):
            yield from (noun, *noun.conjuncts)
        prepositions = [word for word in ("for", "to", "on", "upon", "in", "of", "with", "against", "from")
                        if word in predicate.others or (not predicate.others and "act" not in conditions)]  # fmt: skip
        yield from clauses.prepositional(token, *prepositions)
        for each in clauses.children(token, "dobj", "prep"):  # put pressure on X for, take part in
            yield from clauses.prepositional(each, *prepositions)


def _clausal_complements(predicate: Predicate, token: Token) -> Iterator[Token]:
    for clause in clauses.clausal(token):
        if "infinitive" in predicate.conditions and not clauses.is_infinitive(clause):
            continue
        if "other-clause" in predicate.conditions and clauses.child(clause, "nsubj", "nsubjpass") is None:
            continue
        yield clause
    if token.pos_ == "ADJ" and token.dep_ in ("acomp", "attr", "oprd"):
        yield from clauses.clausal(token.head)


def _noun_complements(noun: Token) -> Iterator[Token]:
    yield from (clause for clause in noun.rights if clause.dep_ in ("acl", "relcl") and clauses.is_infinitive(clause))
    yield from clauses.prepositional(noun, "of", "for", "to", "on", "against", "in", "at", "from", "with")
    yield from clauses.children(noun, "compound", "amod", "nmod")


def _holds(condition: str, predicate: Predicate, token: Token, linked: LinkedArticle) -> bool:
    if condition.startswith("subj:@"):
        return _subject_belongs(token, condition.partition("@")[2], linked)
    if condition.startswith("clause:@"):
        words = classes()[condition.partition("@")[2]]
        return any(lemma(clause) in words for clause in clauses.clausal(token))
    if condition.startswith("prep:"):
        nouns = [token, *(noun for each in clauses.undergoers(token) for noun in (each, *each.conjuncts))]
        return any(True for noun in nouns for _ in clauses.prepositional(noun, condition[5:]))
    if condition.startswith("!@"):
        return not belongs(_objects(predicate, token), condition[2:])
    if condition.startswith("@"):
        return belongs(_objects(predicate, token), condition[1:])
    if condition == "actor":
        return any(actors.is_actor(noun, linked) for noun in _objects(predicate, token))
    if condition == "to-place":
        return not clauses.children(token, "dobj") and _leads_somewhere(token, linked)
    if condition == "to-actor":
        return _leads_somewhere(token, linked)
    if condition == "conditional":
        return "will" in modality(token)[0] and _is_conditional(token)
    if condition == "jointly":
        near = (each for word in (token, *clauses.undergoers(token)) for each in word.children)
        return any(each.lower_ in classes()["joint"] for each in near)
    if condition == "refused-future":
        return modality(token) == ({"will"}, True) and clauses.relative(token) is None
    if condition == "subj:official":
        return _is_official(token, linked)
    if condition == "peace-frame":
        return _keeps_peace(token, linked)
    if condition == "future":
        return "will" in modality(token)[0]
    return _is_violent(token, linked)


def _keeps_peace(token: Token, linked: LinkedArticle) -> bool:
    """Whether the sentence is about a peace operation: troops that are sent then threaten nobody."""
    sentence = token.sent
    if any(linked.entities[each.entity].kind is EntityKind.OPERATION for each in linked.mentions_in(sentence)):
        return True
    return any(each.lower_ in classes()["peace-frame"] for each in sentence)


def _objects(predicate: Predicate, token: Token) -> list[Token]:
    found = [*clauses.undergoers(token), *clauses.prepositional(token, *sorted(predicate.others))]
    if not found:  # allowed inspectors to enter
        subjects = (clauses.child(clause, "nsubj", "nsubjpass") for clause in clauses.clausal(token))
        found = [subject for subject in subjects if subject is not None]
    return found


def _subject_belongs(verb: Token, name: str, linked: LinkedArticle) -> bool:
    subject = clauses.doer(verb)
    if subject is None:
        return False
    if belongs([subject], name):
        return True
    sectors = classes().get(f"{name}-sectors", frozenset())
    return any(actor.sector in sectors for actor in actors.read(subject, linked))


def _is_conditional(verb: Token) -> bool:
    """Whether the clause holds on a condition (*if*, *unless*)."""
    conditions = (each for clause in clauses.children(verb, "advcl") for each in clause.lefts)
    return any(each.dep_ == "mark" and each.lower_ in classes()["conditionals"] for each in conditions)


def _leads_somewhere(verb: Token, linked: LinkedArticle) -> bool:
    places = clauses.prepositional(verb, "to", "into", "in", "for", "at", "on")
    return any(actor.country for noun in places for actor in actors.read(noun, linked))


def _is_official(verb: Token, linked: LinkedArticle) -> bool:
    """Whether whoever acts may do so for a country: not a crowd or refugees."""
    subject = clauses.doer(verb)
    if subject is None:
        return False
    found = actors.read(subject, linked)
    return not found or any(actor.sector not in classes()["turned-away"] for actor in found)


def _is_violent(verb: Token, linked: LinkedArticle) -> bool:
    """Whether what led to it is an act of violence (*died in an attack*, *as a result of torture*)."""
    for noun in clauses.near(verb, 5):
        if noun.dep_ == "pobj" and noun.pos_ == "NOUN":
            reading = read(noun, linked, 2)
            if reading is not None and reading.state.type is EventType.ASSAULT:
                return True
    return False
