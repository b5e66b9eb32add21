"""The grammar of a clause as the parse gives it: subjects, objects, complements, auxiliaries.

Only what holds for English at large is here; which words mean what is in the lexicon. The functions repair what the
small parser does most often: infinitives hung on as adverbial clauses, conjoined verbs without a subject of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

CLIMB = 6  # governing verbs that are asked for a subject

_CLAUSAL = frozenset(["ROOT", "ccomp", "conj", "advcl", "relcl"])
_OBJECT_CONTROL = frozenset(["of", "for", "from", "against", "into", "over"])
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INNER = frozenset(
    [
        "prep", "prt", "dobj", "pobj", "compound", "amod", "advmod", "acomp", "oprd", "nsubjpass", "agent", "dative",
        "pcomp", "attr", "npadvmod", "nmod", "poss", "conj", "neg", "appos", "xcomp", "intj",
    ]
)  # fmt: skip


def is_verb(token: Token) -> bool:
    """Whether the token heads a clause: it is a verb, or has a subject, whatever the tagger made of it."""
    if token.pos_ in ("VERB", "AUX"):
        return True
    if token.dep_ not in _CLAUSAL or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    return any(each.dep_ in ("nsubj", "nsubjpass") for each in token.lefts)


def is_main_despite_parse(verb: Token) -> bool:
    """Whether a noun was taken for the root and its verb for a participle (*An official newspaper called on ...*)."""
    noun = verb.head
    return verb.dep_ == "acl" and noun.dep_ == "ROOT" and verb.tag_ in ("VBN", "VBD") and verb.i > noun.i


def is_passive(verb: Token) -> bool:
    """Whether the verb's own clause is passive, or it is a past participle that modifies a noun."""
    if is_main_despite_parse(verb):
        return child(verb, "agent") is not None
    if any(child.dep_ in ("nsubjpass", "auxpass", "csubjpass") for child in verb.lefts):
        return True
    if verb.dep_ in ("acl", "amod", "advcl") and verb.tag_ == "VBN":
        return not any(child.dep_ in ("aux", "dobj") for child in verb.children)
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("aux", *_SUBJECTS) for c in verb.lefts):
        return verb.head.tag_ == "VBN" and is_passive(verb.head)
    return False


def child(token: Token, *labels: str) -> Token | None:
    """The first child with one of the labels."""
    return next((each for each in token.children if each.dep_ in labels), None)


def children(token: Token, *labels: str) -> list[Token]:
    """The children with one of the labels, in order."""
    return [each for each in token.children if each.dep_ in labels]


def grammatical_subject(verb: Token) -> Token | None:
    """The subject as the sentence has it; of a relative clause the noun that it hangs on."""
    own = child(verb, "nsubj", "nsubjpass")
    if own is None:
        if verb.dep_ == "acl" and verb.head.pos_ != "VERB":
            return verb.head
        return None
    if own.tag_ in ("WDT", "WP") or (own.lower_ == "that" and own.pos_ == "PRON"):
        clause = relative(verb)
        return clause.head if clause is not None else own
    return own


def relative(verb: Token) -> Token | None:
    """The relative clause in which the verb stands, by its own verb or the one that it is joined to."""
    token = verb
    for _ in range(CLIMB):
        if token.dep_ == "relcl":
            return token
        if token.dep_ not in ("conj", "xcomp", "ccomp", "advcl"):
            return None
        token = token.head
    return None


def doer(verb: Token) -> Token | None:
    """Who acts: the subject, the agent of a passive, or the subject of the clause that governs this one."""
    if is_passive(verb):
        agent = child(verb, "agent")
        return child(agent, "pobj") if agent is not None else None
    own = grammatical_subject(verb)
    return own if own is not None else inherited_subject(verb)


def inherited_subject(verb: Token) -> Token | None:
    """The subject that a clause without its own takes from the clause above."""
    token = verb
    for _ in range(CLIMB):
        if token.head.i == token.i or token.dep_ == "relcl":
            return None
        controller = _controller(token)
        if controller is not None:
            return controller
        token = token.head
        if is_verb(token):
            own = grammatical_subject(token)
            if own is not None:
                return own
    return None


def _controller(clause: Token) -> Token | None:
    """The object of the verb above, where it is the one who acts (*accused rebels of attacking*, *told him to go*)."""
    above = clause.head
    if clause.dep_ == "pcomp" and above.lower_ in _OBJECT_CONTROL:
        verb = above.head if is_verb(above.head) else above.head.head
    elif clause.dep_ == "xcomp" and is_infinitive(clause):
        verb = above
    else:
        return None
    if not is_verb(verb) or is_passive(verb):
        return None
    return next((each for each in children(verb, "dobj", "dative") if each.i < clause.i), None)


def undergoers(verb: Token) -> list[Token]:
    """To whom or what it is done: objects, the subject of a passive, the noun that a participle modifies."""
    if is_passive(verb):
        own = child(verb, "nsubjpass", "nsubj")
        if own is not None and own.tag_ in ("WDT", "WP"):
            own = grammatical_subject(verb)
        elif own is None and verb.dep_ in ("acl", "amod"):
            own = verb.head
        elif own is None and verb.dep_ == "conj":
            return undergoers(verb.head) + children(verb, "dobj", "oprd")
        return ([own] if own is not None else []) + children(verb, "dobj", "oprd")
    objects = children(verb, "dobj")
    if objects and objects[0].tag_ in ("WDT", "WP"):
        clause = relative(verb)
        objects = [clause.head] if clause is not None else objects
    elif not objects and verb.dep_ == "relcl" and child(verb, "nsubj") is not None:
        subject = child(verb, "nsubj")
        if subject is not None and subject.tag_ not in ("WDT", "WP") and not _has_relative(verb):
            objects = [verb.head]  # "the village they attacked"
    objects += children(verb, "attr", "oprd")
    return objects or _taken_for_subjects(verb)


def _taken_for_subjects(verb: Token) -> list[Token]:
    """Objects that the parser took for subjects of the participle after them (*vetoed a resolution condemning*)."""
    clauses = (each for each in children(verb, "ccomp") if each.tag_ in ("VBG", "VBN") and each.i > verb.i)
    subjects = (child(each, "nsubj") for each in clauses if child(each, "aux", "mark") is None)
    return [subject for subject in subjects if subject is not None]


def _has_relative(verb: Token) -> bool:
    return any(each.tag_ in ("WDT", "WP", "WRB", "IN") for each in verb.lefts)


def clausal(token: Token) -> Iterator[Token]:
    """The clauses that complete a verb, adjective or noun: infinitives, that-clauses, gerunds after prepositions."""
    late: list[Token] = []
    for each in token.children:
        if each.i < token.i and each.dep_ != "ccomp":
            continue
        if each.dep_ in ("xcomp", "ccomp") and (is_verb(each) or each.tag_.startswith("VB")):
            yield each
        elif each.dep_ in ("advcl", "relcl", "acl") and (is_infinitive(each) or _is_wished(each)):
            late.append(each)
        elif each.dep_ in ("prep", "agent"):
            late += [inner for inner in each.children if inner.dep_ == "pcomp" and inner.tag_ == "VBG"]
            late += [deep for inner in each.children if inner.dep_ == "pobj" for deep in _infinitives(inner)]
        elif each.dep_ in ("dobj", "nsubjpass", "attr", "acomp", "dative", "oprd"):
            late += _infinitives(each)
    yield from late


def _is_wished(verb: Token) -> bool:
    """*for the others to help*: the conjunction *for* introduces what is wished."""
    return any(each.dep_ == "mark" and each.lower_ == "for" for each in verb.lefts)


def _infinitives(noun: Token) -> list[Token]:
    return [each for each in noun.rights if each.dep_ in ("acl", "relcl", "xcomp", "ccomp") and is_infinitive(each)]


def is_infinitive(verb: Token) -> bool:
    """Whether the verb is an infinitive with *to* and without a conjunction before it."""
    return verb.tag_ == "VB" and any(each.tag_ == "TO" for each in verb.lefts)


def prepositional(token: Token, *prepositions: str) -> Iterator[Token]:
    """The nouns that the prepositions hang on the token, in the order of the prepositions."""
    found = [each for each in token.children if each.dep_ in ("prep", "agent", "dative", "prt", "advmod")]
    for preposition in prepositions:
        for each in found:
            if each.lower_ == preposition:
                yield from _objects_of(each)


def _objects_of(preposition: Token) -> Iterator[Token]:
    for each in preposition.children:
        if each.dep_ in ("pobj", "pcomp"):
            yield each
        elif each.dep_ == "prep":
            yield from _objects_of(each)


def near(token: Token, depth: int = 3) -> Iterator[Token]:
    """The words that complete the token: particles, prepositions, objects and what modifies them."""
    for each in token.children:
        if each.dep_ in _INNER:
            yield each
            if depth > 1:
                yield from near(each, depth - 1)


def wishing(verb: Token) -> Iterator[Token]:
    """The conjunctions *for* that introduce what a verb wishes (*called for the others to help*)."""
    for each in verb.rights:
        if each.dep_ in ("advcl", "ccomp", "xcomp"):
            yield from (mark for mark in each.lefts if mark.dep_ == "mark" and mark.lower_ == "for")


def auxiliaries(verb: Token) -> list[Token]:
    """The auxiliaries and negations of a verb; a conjoined verb without any shares those of the first."""
    own = [each for each in verb.lefts if each.dep_ in ("aux", "auxpass", "neg")]
    own += [each for each in verb.rights if each.dep_ == "neg"]
    if not own and verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass") is None and is_verb(verb.head):
        shared = auxiliaries(verb.head)
        return shared if verb.tag_ in ("VB", "VBN", "VBG") else []
    return own


def is_possessed(noun: Token) -> bool:
    """Whether a possessive pronoun owns the noun."""
    return any(each.dep_ == "poss" and each.tag_ == "PRP$" for each in noun.lefts)
