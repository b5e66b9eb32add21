"""The names in a question, found by the linker and put in a form that patterns can read.

*which CSTO members sent troops to Kazakhstan* becomes ``which {organization:0} members sent troops to {state:1}``.
People type carelessly, so words that are neither names nor question words as written are tried again with capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from graph.linking.linker import Linker
from graph.model import Entity

_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*", re.UNICODE)
_ARTICLES = frozenset({"a", "an", "the"})
_POSSESSIVE = re.compile(r"(?<=\})(?:'s|’s|'|’)(?!\w)")
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]*(?:(?: (?:of|the|and|de|bin|al))* [A-Z][\w'’-]*)*")


@dataclass(frozen=True, slots=True)
class Named:
    """A question with placeholders for names. ``entities`` are ids by number; ``words`` what was written."""

    text: str
    entities: tuple[str, ...]
    words: tuple[str, ...]
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    entity: str
    kind: str


def name(question: str, linker: Linker, vocabulary: Collection[str], unknown: Mapping[str, Entity]) -> Named:
    """Replace the names. ``vocabulary`` holds the words that questions themselves use; ``unknown`` the entities that
    only articles know. ``strangers`` are capitalised words that name nobody."""
    found = sorted(_choose(_all(question, linker, vocabulary, unknown)), key=lambda each: each.start)
    text, end, strangers = "", 0, []
    for number, each in enumerate(found):
        between, new = _between(question[end : each.start], vocabulary, first=end == 0)
        strangers += new
        text += f"{between}{{{each.kind}:{number}}}"
        end = each.end
    between, new = _between(question[end:], vocabulary, first=end == 0)
    return Named(
        text=_tidy(text + between),
        entities=tuple(each.entity for each in found),
        words=tuple(question[each.start : each.end] for each in found),
        strangers=(*strangers, *new),
    )


def _between(part: str, vocabulary: Collection[str], *, first: bool) -> tuple[str, list[str]]:
    strangers = [
        match[0]
        for match in _CAPITALISED.finditer(part)
        if not (first and match.start() == len(part) - len(part.lstrip()) and " " not in match[0])
        and not all(word.lower() in vocabulary for word in match[0].split())
    ]
    return part, strangers


def _all(question: str, linker: Linker, vocabulary: Collection[str], unknown: Mapping[str, Entity]) -> Iterator[_Found]:
    for mention in linker.find(question):
        yield _Found(mention.span.start, mention.span.end, mention.entity, mention.entity.partition("/")[0])
    for entity in unknown.values():
        for match in re.finditer(rf"(?<!\w){re.escape(entity.label)}(?!\w)", question, re.IGNORECASE):
            yield _Found(match.start(), match.end(), entity.id, entity.kind)
    for variant in (_recased(question, vocabulary, str.title), _recased(question, vocabulary, str.upper)):
        if len(variant) == len(question) and variant != question:
            for mention in linker.find(variant):
                written = question[mention.span.start : mention.span.end]
                if all(word.lower() not in vocabulary for word in written.split()):
                    kind = mention.entity.partition("/")[0]
                    yield _Found(mention.span.start, mention.span.end, mention.entity, kind)


def _recased(question: str, vocabulary: Collection[str], recase: Callable[[str], str]) -> str:
    def each(match: re.Match[str]) -> str:
        word = match[0]
        if word.lower() in vocabulary or not word.islower():
            return word
        return recase(word)

    return _WORD.sub(each, question)


def _choose(found: Iterator[_Found]) -> list[_Found]:
    """The longest that do not overlap; of equal ones the first found."""
    chosen: list[_Found] = []
    for each in sorted(found, key=lambda one: one.start - one.end):
        if all(each.end <= other.start or other.end <= each.start for other in chosen):
            chosen.append(each)
    return chosen


def _tidy(text: str) -> str:
    bare = _POSSESSIVE.sub("", text.replace("?", " ").replace("“", "").replace("”", "").replace('"', ""))
    words = re.sub(r"[,;!.]+(?=\s|$)|(?<=\})-", " ", bare).lower().split()
    return " ".join(word for word in words if word not in _ARTICLES)
