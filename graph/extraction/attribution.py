"""Who says what a clause says: *X said that ...*, *..., X told Y*, *according to X*, *X was quoted as saying*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import actors, lexicon
from graph.linking.document import LinkedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 12  # governing clauses that are looked at
_SUBJECTLESS = frozenset(["advcl", "conj", "xcomp", "pcomp"])


@cache
def _sayings() -> frozenset[str]:
    return _words("say") | _words("deny") | _words("doubt") | _words("think")


@cache
def _words(kind: str) -> frozenset[str]:
    rows = lexicon.table("stance_cues", "kind", "words")
    return frozenset(word for row in rows if row["kind"] == kind for word in row.words("words"))


def of(trigger: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The ids of those to whom the clause is attributed, the nearest speaker first; empty: the article itself."""
    ids: dict[str, None] = {}
    for speaker in speakers(trigger):
        for actor in actors.read(speaker, linked):
            if actor.entity is not None:
                ids.setdefault(actor.entity)
    return tuple(ids)


def speakers(trigger: Token) -> Iterator[Token]:
    """The heads of the phrases that name who says so, the nearest first."""
    token = trigger
    for _ in range(DEPTH):
        yield from _according(token)
        head = token.head
        if head.i == token.i:
            break
        if token.dep_ in ("ccomp", "xcomp", "parataxis", "pcomp") and head.lemma_.lower() in _sayings():
            yield from _speaker(head)
        token = head


def _speaker(verb: Token) -> Iterator[Token]:
    """The subject of a verb of saying, or of the verb whose subject it shares (*said ..., adding that ...*)."""
    for _ in range(DEPTH):
        found = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "agent")]
        if found or verb.dep_ not in _SUBJECTLESS:
            break
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head  # was quoted as saying
    passive = any(child.dep_ == "auxpass" for child in verb.lefts) and verb.lemma_.lower() not in _words("quoted")
    for child in found:
        if child.dep_ == "agent":
            yield from (noun for noun in child.rights if noun.dep_ == "pobj")
        elif not passive:
            yield child


def _according(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.lower_ in _words("according"):
            for inner in child.rights:
                if inner.dep_ in ("pobj", "dobj"):
                    yield inner
                elif inner.dep_ == "prep":
                    yield from (noun for noun in inner.rights if noun.dep_ == "pobj")
