"""When something held or happened, as its sentence says it, resolved against the day of publication.

Which of the dates of a sentence belongs to a trigger follows from the tree: the one that hangs on the trigger or on
what the trigger hangs on within its clause (*sent troops on Monday*, *launched on Monday a raid*).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from graph.extraction import datephrases
from graph.extraction.datephrases import Phrase, Reference
from graph.linking.document import LinkedArticle
from graph.model import Article, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 8  # words between a date and what it dates

# What shares its time with the word that it hangs on: objects and other arguments of a light verb, a coordinated verb,
# a participle that tells what followed (..., killing ten).
_SHARING = frozenset(
    ["dobj", "pobj", "prep", "agent", "attr", "nsubj", "nsubjpass", "conj", "advcl", "xcomp", "amod", "compound", "acl"]
)


def of(trigger: Token, linked: LinkedArticle) -> Time | None:
    """The time of the clause that the trigger heads, if its sentence gives one that can be resolved."""
    phrase = phrase_of(trigger)
    return None if phrase is None else datephrases.resolve(phrase, reference(linked.article, ahead=_is_ahead(trigger)))


def reference(article: Article, *, ahead: bool = False) -> Reference | None:
    """What relative dates of an article count from; None where its date of publication is not known."""
    published = (article.published or "")[:10]
    try:
        day = date.fromisoformat(published + "2000-01-01"[len(published) :]) if published else None
    except ValueError:
        return None
    return None if day is None else Reference(day, len(published), ahead)


def phrase_of(trigger: Token) -> Phrase | None:
    """The phrase that dates the clause of the trigger."""
    sentence = trigger.sent
    dated: dict[int, Phrase] = {}
    for phrase in datephrases.find(sentence.text):
        span = sentence.doc.char_span(
            sentence.start_char + phrase.start, sentence.start_char + phrase.end, alignment_mode="expand"
        )
        if span is not None:
            for governor in _governors(span.root):
                dated.setdefault(governor, phrase)
    return next((dated[token.i] for token in _chain(trigger) if token.i in dated), None) if dated else None


def _governors(root: Token) -> Iterator[int]:
    """What the date may date: the words that it hangs on up to the first verb."""
    token = root
    for _ in range(DEPTH):
        if token.head.i == token.i:
            return
        token = token.head
        yield token.i
        if token.pos_ in ("VERB", "AUX"):
            return


def _chain(trigger: Token) -> Iterator[Token]:
    token = trigger
    for _ in range(DEPTH):
        yield token
        if token.head.i == token.i or token.dep_ not in _SHARING or _is_apart(token):
            return
        token = token.head


def _is_apart(token: Token) -> bool:
    """Whether a clause or noun has another time than what it hangs on.

    So has an aim (*agreed on Monday to send*), and what an *after* or *before* sets apart.
    """
    if token.dep_ == "xcomp":
        return any(child.tag_ == "TO" for child in token.lefts)
    if token.dep_ == "pobj":
        return datephrases.sets_apart(token.head.lower_)
    return token.dep_ == "advcl" and any(
        child.dep_ in ("mark", "prep", "advmod") and datephrases.sets_apart(child.lower_) for child in token.lefts
    )


def _is_ahead(trigger: Token) -> bool:
    token = trigger
    for _ in range(DEPTH):
        if any(child.tag_ in ("MD", "TO") and child.dep_ == "aux" for child in token.lefts):
            return True
        if token.head.i == token.i or token.pos_ in ("VERB", "AUX"):
            return False
        token = token.head
    return False
