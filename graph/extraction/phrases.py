"""Phrases of the lexicon in running text: longest match over lemmas, in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Token

Meaning = TypeVar("Meaning")
_PARTS = re.compile(r"[a-z]{1,3}-\d+|\w+|[^\w\s]")  # the tokenizer leaves F-16 whole


@dataclass(frozen=True, slots=True)
class Match(Generic[Meaning]):
    """Tokens ``start`` to ``end`` (indexes in the document, end exclusive) and what the lexicon says of them."""

    start: int
    end: int
    meaning: Meaning


class Phrases(Generic[Meaning]):
    """Phrases of one to a few words, each with its meaning. A word matches a token by its lemma or its form."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
        for phrase, meaning in entries:
            words = tuple(_PARTS.findall(phrase.lower()))
            self._by_first.setdefault(words[0], []).append((words, meaning))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def at(self, tokens: Sequence[Token], index: int) -> Match[Meaning] | None:
        """The longest phrase that starts at ``tokens[index]``."""
        for form in _forms(tokens[index]):
            for words, meaning in self._by_first.get(form, ()):
                if len(words) == 1 or _fits(words, tokens, index):
                    start = tokens[index].i
                    return Match(start, start + len(words), meaning)
        return None

    def within(self, tokens: Sequence[Token]) -> Iterator[Match[Meaning]]:
        """All phrases in a sentence, left to right, none inside another."""
        index = 0
        while index < len(tokens):
            match = self.at(tokens, index)
            if match is not None:
                yield match
            index += 1 if match is None else match.end - match.start


def _fits(words: tuple[str, ...], tokens: Sequence[Token], index: int) -> bool:
    if index + len(words) > len(tokens):
        return False
    return all(word in _forms(tokens[index + offset]) for offset, word in enumerate(words))


def _forms(token: Token) -> tuple[str, ...]:
    return _forms_of(token.vocab.strings, token.lemma, token.lower, token.tag)


@lru_cache(maxsize=1 << 16)  # every table asks for the same words
def _forms_of(strings: StringStore, lemma: int, lower: int, tag: int) -> tuple[str, ...]:
    form, base = strings[lower], strings[lemma].lower() if lemma else strings[lower]
    if form.endswith("s") and ((tag and strings[tag] in ("NNP", "NNPS")) or not form.isalpha()):
        return (base, form, form[:-1])  # the lemmatizer leaves names alone, also where a title is in capitals
    return (base, form)
