"""Runs of capitalised words that no name of the catalogue covers: where unknown persons and organisations stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.linking import words
from graph.linking.ledger import Ledger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PROPER = frozenset({"PROPN"})
_MISTAGGED = frozenset({"NOUN", "ADJ", "VERB", "X", "INTJ", "ADV"})
LONGEST = 8  # tokens; the longest personal names of agency prose have seven


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens ``start`` up to ``end`` of the document."""

    start: int
    end: int

    def words(self, doc: Doc) -> list[str]:
        """Its words; the parts of *Kassym-Jomart* are one."""
        return doc[self.start : self.end].text.split()


def find(ledger: Ledger) -> Iterator[Run]:
    """Every run of capitalised words outside mentions, in order."""
    doc, covered = ledger.doc, ledger.by_token
    index, length = 0, len(doc)
    while index < length:
        token = doc[index]
        if index not in covered and _begins(token):
            end = _end(ledger, index)
            yield Run(index, end)
            index = end
        else:
            index += 1


def _begins(token: Token) -> bool:
    text = token.text
    if not text[0].isupper():
        return False
    pos = token.pos_
    if pos in _PROPER:
        return True
    return pos in _MISTAGGED and not token.is_sent_start and text not in words.classes()["initial"]


def _end(ledger: Ledger, start: int) -> int:
    """Where the run that begins here ends: capitalised words, small words of names between them, hyphens."""
    doc, covered = ledger.doc, ledger.by_token
    end = start + 1
    while end < len(doc) and end - start < LONGEST + 4:
        if end in covered or (doc[end].is_sent_start and not doc[end - 1].is_alpha):
            break  # the parser may see a sentence begin within a name; punctuation decides
        text = doc[end].text
        if text[0].isupper() and (doc[end].pos_ in _PROPER or doc[end].pos_ in _MISTAGGED):
            end += 1
        elif text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_ and end + 1 < len(doc):
            end += 2 if end + 1 not in covered else 1
        elif text in words.particles() and end + 1 < len(doc) and _continues(ledger, end + 1):
            end += 1
        else:
            break
    while end > start + 1 and doc[end - 1].text == "-":
        end -= 1
    return end


def _continues(ledger: Ledger, index: int) -> bool:
    doc = ledger.doc
    if doc[index].text == "-" and index + 1 < len(doc) and not doc[index].whitespace_:
        index += 1  # al-Bashir
    text = doc[index].text
    return index not in ledger.by_token and text[0].isupper() and ledger.doc[index].pos_ in _PROPER
