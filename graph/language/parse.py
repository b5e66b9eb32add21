"""Texts -> spaCy documents, in batches, whatever the texts are.

A paragraph break always ends a sentence, and so does a run of tokens that no writer meant as one sentence: the
parser is linear in length, but everything after it looks at sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from graph.language.model import DEFAULT_MODEL, load

if TYPE_CHECKING:
    from spacy.language import Language

CHUNK = 100_000  # code points parsed at once; spaCy's tensors grow with the text
LONGEST_SENTENCE = 250  # tokens; the longest sentence of honest agency prose that we met has 120
BATCH = 64

_PARAGRAPH_BREAK = re.compile(r"\n\s*")

# AQABA, Jordan (Agency) - : a place in capitals, perhaps its country, agency and day, then a dash.
_DATELINE = re.compile(
    r"(?:\A|\n)\s*[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w. ]{2,25})?(?:,? \([^)\n]{1,30}\))?"
    r"(?: (?:--|[-–—]) )(?=\S)"
)


class Parser:
    """A loaded language model.

    ``name`` says which model and version, for the output. Loading takes about half a second.
    """

    def __init__(self, model: str | None = None) -> None:
        self._nlp: Language = load(model or DEFAULT_MODEL)
        meta = self._nlp.meta
        self.name = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One document a text, in order; ``doc.text`` equals the text to the character."""
        numbered = ((part, index) for index, text in enumerate(texts) for part in _chunks(text))
        prepared = ((self._tokenize(part), index) for part, index in numbered)
        parsed = self._nlp.pipe(prepared, as_tuples=True, batch_size=BATCH)
        for _, parts in groupby(parsed, key=lambda pair: pair[1]):
            docs = [doc for doc, _ in parts]
            yield docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)

    def _tokenize(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        bodies = {match.end() for match in _DATELINE.finditer(text)}
        length = 0
        for token in doc:
            if token.i and (token.idx in bodies or "\n" in doc[token.i - 1].text or length >= LONGEST_SENTENCE):
                token.is_sent_start = True
                length = 0
            elif token.i and token.is_space:
                token.is_sent_start = False
            length += 1
        return doc


def _chunks(text: str) -> Iterator[str]:
    """Cut at paragraph breaks, else at spaces, so that no part is longer than CHUNK; the parts make up the text."""
    start = 0
    while len(text) - start > CHUNK:
        window = text[start : start + CHUNK]
        breaks = [match.end() for match in _PARAGRAPH_BREAK.finditer(window)]
        end = breaks[-1] if breaks else window.rfind(" ") + 1
        end = end if end > 0 else CHUNK
        yield text[start : start + end]
        start += end
    yield text[start:]
