"""Who does what a predicate says: subjects through control, coordination, relative clauses, passives and nouns."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import enumerations, nations
from graph.extraction.lexicon import table
from graph.linking.document import LinkedArticle
from graph.model import Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token

_UPWARD = frozenset(
    {"conj", "xcomp", "pcomp", "prep", "dobj", "advcl", "acomp", "attr", "ccomp", "pobj", "oprd", "dep", "nsubjpass"}
)
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


def givers(token: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors that do what the predicate at ``token`` says."""
    beside = _left_neighbour(token, linked) if any(child.dep_ == "aux" for child in token.children) else ()
    if beside:
        return beside
    for head in _agents(token):
        found = _expanded(head, linked) or speaker(head, linked)
        if found:
            return found
    return _left_neighbour(token, linked)


def _left_neighbour(verb: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The name right before a finite verb and its auxiliaries, where the parse gave the verb no subject."""
    if verb.pos_ != "VERB" or any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return ()
    at = verb.i - 1
    while at > verb.sent.start and verb.doc[at].pos_ in ("AUX", "ADV", "PART"):
        at -= 1
    finite = verb.tag_ in ("VBZ", "VBP", "VBD") or at < verb.i - 1
    name = verb.doc[at]
    mention = linked.mention_at(name)
    if not finite or mention is None or mention.how is not Recognition.NAME or nations.named(name, linked) is None:
        return ()
    return () if _placed(name, linked) else enumerations.around(name, linked)


def _placed(name: Token, linked: LinkedArticle) -> bool:
    at = name.i
    while at > name.sent.start and linked.mention_at(name.doc[at - 1]) is linked.mention_at(name):
        at -= 1
    return at > name.sent.start and name.doc[at - 1].tag_ in ("IN", "TO")


def speaker(pronoun: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """*Britain said it would send*: a pronoun that linking left open means who speaks, if anybody in the sentence."""
    if pronoun.lemma_.lower() not in ("it", "they", "we", "he", "she", "its", "their", "our", "his", "her"):
        return ()
    return _subject_above(pronoun.head, pronoun, linked)


def antecedent(relative: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """*Australia, whose 1,550 troops took over*: the noun on which the relative clause hangs."""
    current = relative
    for _ in range(5):
        if current.dep_ == "relcl":
            return _expanded(current.head, linked)
        if current.head is current:
            break
        current = current.head
    return ()


def announcer(verb: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """*Ruto said that another 600 would follow*: who says of forces that they are to come gives them."""
    return _subject_above(verb, verb, linked) if verb.dep_ in ("ccomp", "xcomp", "acl", "advcl") else ()


def _subject_above(verb: Token, inside: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors that are subject of a clause above the verb and stand before the token ``inside``."""
    current = verb
    for _ in range(5):
        if current.head is current:
            return ()
        current = current.head
        subject = next((child for child in current.children if child.dep_ == "nsubj" and child.i < inside.i), None)
        if subject is not None:
            return _expanded(subject, linked)
    return ()


def _agents(token: Token) -> list[Token]:
    """Candidates for the agent, best first."""
    current = token
    found: list[Token] = []
    for _ in range(7):
        found += _own(current) if current is token else [*_own(current), *_raised_subject(current)]
        if found or current.dep_ not in _UPWARD | {"acl", "relcl"}:
            return found
        if current.dep_ in ("acl", "relcl") and current.pos_ in ("VERB", "AUX"):
            if current.tag_ != "VBN" or current.dep_ == "relcl":
                found.append(current.head)
            if current.tag_ != "VB":
                return found
        current = current.head
    return found


def _raised_subject(verb: Token) -> list[Token]:
    """The subject of a passive whose complement it does (*Benin is expected to send*)."""
    return [child for child in verb.children if child.dep_ == "nsubjpass"]


def _own(token: Token) -> list[Token]:
    passive = any(child.dep_ == "auxpass" for child in token.children) or (
        token.tag_ == "VBN" and not any(child.dep_ == "aux" for child in token.children)
    )
    agents = [
        noun for child in token.children if child.lower_ == "by" for noun in child.children if noun.dep_ == "pobj"
    ]
    if token.pos_ not in ("VERB", "AUX"):
        owners = [child for child in token.children if child.dep_ in ("poss", "amod", "compound") and _is_name(child)]
        return [*owners, *agents] if owners or agents else []
    if passive:
        return agents or ([*_raised_subject(token)] if token.lemma_ in _patient_verbs() else [])
    return [
        token.head if child.tag_ in _RELATIVE and token.dep_ == "relcl" else child
        for child in token.children
        if child.dep_ == "nsubj"
    ]


@cache
def _patient_verbs() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("patient_verbs", "verb"))


def _is_name(token: Token) -> bool:
    return (
        token.pos_ in ("PROPN", "PRON")
        or (token.tag_ in ("PRP$", "JJ") and token.text[:1].isupper())
        or token.dep_ == "poss"
    )


def _expanded(head: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors of a subject. A list of names is read word by word, since long ones break parsers."""
    meant = nations.denoted(head, linked)
    if not meant or nations.named(head, linked) is None:
        return meant
    return tuple(dict.fromkeys((*enumerations.around(head, linked), *meant)))
