"""How the source of a clause stands to it: asserted, denied, hedged or planned.

Read from the clause itself (negation, auxiliaries, adverbs, adjectives before a noun) and then from what governs it,
clause by clause upwards: complements are in the scope of their verb (*refused to send*, *may have agreed to withdraw*),
relative and adverbial clauses are not (*the minister, who attacked Iran, will resign*). Who said so is read by
``graph.extraction.attribution``. The words are data: ``ontology/lexicon/stance_cues.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import attribution, lexicon
from graph.linking.document import LinkedArticle
from graph.model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 12  # governing clauses that are looked at
_IN_SCOPE = frozenset(
    ["ccomp", "xcomp", "dobj", "pobj", "pcomp", "prep", "nsubjpass", "attr", "acomp", "oprd", "dative"]
)
_STRENGTH = {Stance.ASSERTED: 0, Stance.PLANNED: 1, Stance.HEDGED: 2, Stance.DENIED: 3}
_ABOVE = {
    "deny": Stance.DENIED,
    "doubt": Stance.HEDGED,
    "think": Stance.HEDGED,
    "fail": Stance.DENIED,
    "plan": Stance.PLANNED,
    "may": Stance.HEDGED,
}
_ON_CLAUSE = {
    "adverb-may": Stance.HEDGED,
    "adverb-not": Stance.DENIED,
    "modal-plan": Stance.PLANNED,
    "modal-may": Stance.HEDGED,
    "unless": Stance.HEDGED,
}
_ON_NOUN = {
    "adjective-may": Stance.HEDGED,
    "adjective-plan": Stance.PLANNED,
    "adjective-not": Stance.DENIED,
}


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """For each word of the table its kinds (*expect* thinks and plans)."""
    kinds: dict[str, set[str]] = {}
    for row in lexicon.table("stance_cues", "kind", "words"):
        for word in row.words("words"):
            kinds.setdefault(word, set()).add(row["kind"])
    return {word: frozenset(kind) for word, kind in kinds.items()}


def of(trigger: Token, linked: LinkedArticle) -> tuple[Stance, tuple[str, ...]]:
    """The stance of the clause that the trigger heads, and the ids of those to whom it is attributed."""
    return stance(trigger), attribution.of(trigger, linked)


def stance(trigger: Token) -> Stance:
    """The stance alone: the strongest that the clause or one that governs it gives (denied, hedged, planned)."""
    return max(_stances(trigger), key=_STRENGTH.__getitem__, default=Stance.ASSERTED)


def _stances(trigger: Token) -> Iterator[Stance]:
    token = trigger
    for _ in range(DEPTH):
        yield from _own(token)
        head = token.head
        if head.i == token.i:
            break
        if token.dep_ == "conj":
            yield from _shared(token)
        elif token.dep_ not in _IN_SCOPE:
            break
        else:
            yield from _governed(token, head)
        token = head


def _own(token: Token) -> Iterator[Stance]:
    table = _ON_CLAUSE if token.pos_ in ("VERB", "AUX") else _ON_NOUN
    for child in token.children:
        if child.dep_ == "neg":
            yield Stance.DENIED
        elif child.dep_ in ("aux", "advmod", "mark", "amod", "det", "npadvmod"):
            yield from (table[kind] for kind in cues().get(child.lower_, ()) if kind in table)
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_none(child):
            yield Stance.DENIED  # no troops were sent
    if (token.tag_ == "VB" and token.dep_ == "advcl") or (token.dep_ == "relcl" and _is_infinitive(token)):
        yield Stance.PLANNED


def _is_none(noun: Token) -> bool:
    return any(child.dep_ == "det" and "adjective-not" in cues().get(child.lower_, ()) for child in noun.lefts)


def _is_infinitive(token: Token) -> bool:
    return any(child.tag_ == "TO" for child in token.lefts)


def _shared(token: Token) -> Iterator[Stance]:
    """What a coordinated verb shares with the first one, unless it has a subject or auxiliary of its own."""
    if not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.lefts):
        yield from (s for s in _own(token.head) if s is Stance.PLANNED or token.tag_ == "VB")


def _governed(token: Token, head: Token) -> Iterator[Stance]:
    if head.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return
    lemma = head.lemma_.lower()
    particle = next((f"{lemma} {child.lower_}" for child in head.rights if child.dep_ == "prt"), lemma)
    kinds = cues().get(particle) or cues().get(lemma, frozenset())
    if token.dep_ == "xcomp" and "say" in kinds and any(c.dep_ == "auxpass" for c in head.lefts):
        yield Stance.HEDGED  # is said to have ...
    for kind in kinds:
        if kind == "plan" and (token.dep_ not in ("xcomp", "ccomp") or not _is_infinitive(token)):
            continue
        if kind == "think" and token.dep_ not in ("xcomp", "ccomp"):
            continue
        if kind == "fail" and token.dep_ in ("nsubjpass", "prep", "pobj"):
            continue
        if kind in _ABOVE:
            yield _ABOVE[kind]
