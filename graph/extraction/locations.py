"""Places within states, as the article states or implies them.

Every place that the text names as a place, not as a metonym for a government, lies where the catalogue puts it; the
claim rests on the sentence that names it first.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction import nations
from graph.linking.document import LinkedArticle
from graph.model import Claim, EntityKind, Evidence, Location, Mention, Recognition, Span


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """One claim for each place of the article, at its first mention."""
    seen: set[str] = set()
    for mention in linked.mentions:
        if mention.entity in seen or not _is_place(mention, linked):
            continue
        within = nations.state_of(linked.entities[mention.entity], linked)
        if within is not None:
            seen.add(mention.entity)
            yield _claim(mention, within, linked)


def _is_place(mention: Mention, linked: LinkedArticle) -> bool:
    return linked.entities[mention.entity].kind is EntityKind.PLACE and mention.how is not Recognition.CAPITAL


def _claim(mention: Mention, within: str, linked: LinkedArticle) -> Claim:
    named = linked.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    sentence = Span(named.sent.start_char, named.sent.end_char)
    return Claim(
        statement=Location(place=mention.entity, within=within),
        evidence=Evidence(sentence, sentence.of(linked.article.text), (mention.span,)),
        rule="location.catalog",
        confidence=0.9,
    )
