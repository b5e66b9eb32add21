"""The sentence a claim rests on, without the space around it, and the words in it that matter most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph.linking.document import LinkedArticle
from graph.model import Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as TokenSpan
    from spacy.tokens import Token


def of(sentence: TokenSpan, highlights: Iterable[Span], linked: LinkedArticle) -> Evidence:
    """The evidence of a claim that a sentence supports. Highlights beyond it are cut off."""
    text = linked.article.text[sentence.start_char : sentence.end_char]
    start = sentence.start_char + len(text) - len(text.lstrip())
    span = Span(start, max(start, start + len(text.strip())))
    inside = {_cut(highlight, span) for highlight in highlights if highlight.overlaps(span)}
    return Evidence(span, span.of(linked.article.text), tuple(sorted(inside)))


def words(token: Token) -> Span:
    """The characters of a token."""
    return Span(token.idx, token.idx + len(token))


def _cut(highlight: Span, span: Span) -> Span:
    return Span(max(highlight.start, span.start), min(highlight.end, span.end))
