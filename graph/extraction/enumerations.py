"""Lists of contributors, read word by word: *from Russia, Belarus (100) and Armenia*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import counts, nations
from graph.extraction.lexicon import table
from graph.extraction.phrases import Phrases
from graph.linking.document import LinkedArticle
from graph.model import EntityKind, Quantity, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Listed:
    """Contributors named one after another; ``end`` is the index in the document after the last.

    ``numbers`` holds, for each of ``givers``, the number in brackets behind it.
    """

    givers: tuple[str, ...]
    numbers: tuple[Quantity | None, ...]
    organization: str | None
    end: int


@cache
def _words() -> Phrases[str]:
    return Phrases((row["words"], row["sort"]) for row in table("list_words", "words", "sort"))


def origin(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> Listed | None:
    """The list after *from*, or *of the army of*, that starts at ``tokens[index]``, adverbs before it skipped."""
    while index < len(tokens) and (tokens[index].pos_ == "ADV" or tokens[index].lower_ in (",", "drawn", "coming")):
        index += 1
    if index + 1 >= len(tokens) or tokens[index].lower_ not in ("from", "of"):
        return None
    listed = read(tokens, index + 1, linked)
    if listed is not None and tokens[index].lower_ == "of" and listed.end < tokens[0].i + len(tokens):
        return listed if linked.mention_at(linked.doc[listed.end - 1]) is not None else None
    return listed


def read(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> Listed | None:
    """The list of contributors that starts at ``tokens[index]``; None where no contributor stands there."""
    givers: list[str] = []
    numbers: list[Quantity | None] = []
    organization = None
    end = index
    while (at := _next(tokens, index, linked)) is not None:
        after = _after_mention(tokens, at, linked)
        if after < len(tokens) and tokens[after].tag_ == "POS" and not _armed(tokens, after + 1):
            break
        one = nations.named(tokens[at], linked)
        mention = linked.mention_at(tokens[at])
        if one is None or mention is None or mention.how is Recognition.CAPITAL:
            break
        after = _skip_army(tokens, after)
        number, after = _bracket(tokens, after)
        if one.startswith("organization/"):
            organization = organization or one
        elif one not in givers:
            givers.append(one)
            numbers.append(number)
        end, index = after, _separator(tokens, after)
        if index == after:
            break
    if not givers and organization is None:
        return None
    return Listed(tuple(givers), tuple(numbers), organization, tokens[0].i + end)


def _next(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> int | None:
    """Where the next name of the list stands: articles and *neighbouring*, *countries such as* are passed over."""
    for at in range(index, min(index + 9, len(tokens))):
        mention = linked.mention_at(tokens[at])
        if mention is not None and linked.entities[mention.entity].kind is not EntityKind.PLACE:
            return at
        match = _words().at(tokens, at)
        passable = match is not None and match.meaning in ("pass", "separator") and at >= index
        if not passable and tokens[at].pos_ not in ("ADJ", "NUM") and not _within_phrase(tokens, index, at):
            return None
    return None


def _within_phrase(tokens: Sequence[Token], index: int, at: int) -> bool:
    """Whether the token is the rest of a phrase of several words that may be passed over."""
    for start in range(max(index, at - 3), at):
        match = _words().at(tokens, start)
        if match is not None and match.end - tokens[0].i > at:
            return True
    return False


def _after_mention(tokens: Sequence[Token], index: int, linked: LinkedArticle) -> int:
    mention = linked.mention_at(tokens[index])
    while index < len(tokens) and linked.mention_at(tokens[index]) is mention:
        index += 1
    return index


def _armed(tokens: Sequence[Token], index: int) -> bool:
    match = _words().at(tokens, index) if index < len(tokens) else None
    return match is not None and match.meaning == "army"


def _skip_army(tokens: Sequence[Token], index: int) -> int:
    """*from the Kenyan army*, *from Kenya's armed forces*."""
    at = index + 1 if index < len(tokens) and tokens[index].tag_ == "POS" else index
    match = _words().at(tokens, at) if at < len(tokens) else None
    return match.end - tokens[0].i if match is not None and match.meaning == "army" else index


def _bracket(tokens: Sequence[Token], index: int) -> tuple[Quantity | None, int]:
    """*(400)*, *(400 troops)* behind a name, and the index after it."""
    if index + 2 >= len(tokens) or tokens[index].text != "(":
        return None, index
    count = counts.read(tokens, index + 1)
    if count is None:
        return None, index
    close = next((at for at in range(index, min(index + 8, len(tokens))) if tokens[at].text == ")"), None)
    return (None, index) if close is None else (count.quantity, close + 1)


def _separator(tokens: Sequence[Token], index: int) -> int:
    """The index after commas, *and*, *as well as*; ``index`` itself where the list ends."""
    while index < len(tokens):
        match = _words().at(tokens, index)
        if match is None or match.meaning != "separator":
            break
        index = match.end - tokens[0].i
    return index


def around(token: Token, linked: LinkedArticle) -> tuple[str, ...]:
    """The contributors of the list in which the name at ``token`` stands, those before it included."""
    tokens = list(token.sent)
    start = token.i - tokens[0].i
    while (before := _previous(tokens, start, linked)) is not None:
        start = before
    listed = read(tokens, start, linked)
    return () if listed is None else listed.givers


def _previous(tokens: Sequence[Token], start: int, linked: LinkedArticle) -> int | None:
    """Where the name before the one at ``start`` begins, if only separators stand between the two."""
    mention = linked.mention_at(tokens[start])
    at = start - 1
    while at >= 0 and linked.mention_at(tokens[at]) is mention:
        at -= 1
    separators = 0
    while at >= 0 and (tokens[at].lower_ in ("and", ",", "the", "both") or tokens[at].pos_ == "CCONJ"):
        separators += tokens[at].lower_ in ("and", ",")
        at -= 1
    if at < 0 or not separators or nations.named(tokens[at], linked) is None:
        return None
    left = linked.mention_at(tokens[at])
    while at > 0 and linked.mention_at(tokens[at - 1]) is left:
        at -= 1
    placed = at > 0 and tokens[at - 1].tag_ == "IN"
    return None if placed else at
