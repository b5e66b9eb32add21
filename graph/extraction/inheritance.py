"""Countries that an actor inherits: *police* and *protesters* in an article about Nepal are Nepal's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.linking.document import LinkedArticle
from graph.model import Actor, EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Span

_LANDS = frozenset([EntityKind.STATE, EntityKind.TERRITORY, EntityKind.PLACE])


def inherit(
    sources: Sequence[Actor], targets: Sequence[Actor], linked: LinkedArticle, sentence: Span
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Sources and targets with their open countries filled: from each other, else the sentence, else the article."""
    known = [actor.country for actor in (*sources, *targets) if _is_land(actor.country)]
    fallback = next(iter(known), None) or dominant(linked, sentence)
    return tuple(_fill(actor, fallback) for actor in sources), tuple(_fill(actor, fallback) for actor in targets)


def _fill(actor: Actor, country: str | None) -> Actor:
    return actor if actor.country is not None or country is None else replace(actor, country=country)


def _is_land(code: str | None) -> bool:
    return code is not None and code not in ("IGO", "NGO", "MNC", "IMG")


def dominant(linked: LinkedArticle, sentence: Span) -> str | None:
    """The country that the sentence speaks of most, else the article."""
    for span in (sentence, linked.doc[:]):
        countries = [linked.entities[mention.entity] for mention in linked.mentions_in(span)]
        counted = Counter(e.country for e in countries if e.kind in _LANDS and e.country is not None)
        if counted:
            return counted.most_common(1)[0][0]
    return None
