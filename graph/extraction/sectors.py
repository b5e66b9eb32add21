"""Agent nouns: which words denote actors, and which sector of PLOVER they play.

The words and their strengths are data (``ontology/lexicon/agents.tsv``). In *rebel commanders* the word before the
noun decides, in *government newspaper* the noun itself: of all the words of a phrase the strongest one does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from graph.extraction import lexicon
from graph.model import Sector

if TYPE_CHECKING:
    from spacy.tokens import Token

WEAK = 3  # nouns of this strength (leader, official, commander) take the sector of the group that they belong to
_OFFICIAL = frozenset([Sector.GOV, Sector.LEG, Sector.JUD])  # sectors of offices that end
_PARTS = re.compile(r"\w+|[^\w\s]")


class Kind(StrEnum):
    """What a word of the table does; the head of the table explains each."""

    ROLE = "role"
    ORGAN = "organ"
    OFFICE = "office"
    FORCE = "force"
    DEED = "deed"
    SITE = "site"
    PART = "part"
    MODIFIER = "mod"
    NAME = "name"
    FORMER = "former"
    RELATION = "relation"
    PREFIX = "prefix"
    LED = "led"
    PLIGHT = "plight"
    STRANGER = "stranger"
    EXAMPLE = "example"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class Agent:
    """What a word says about the actor: ``code`` is set where the word gives the actor code itself (NGO, VAT)."""

    kind: Kind
    sector: Sector | None
    code: str | None
    head: int
    modifier: int


@cache
def _agents() -> Mapping[str, Agent]:
    found: dict[str, Agent] = {}
    second = (
        Kind.RELATION,
        Kind.STRANGER,
        Kind.EXAMPLE,
        Kind.ADJECTIVE,
    )  # kinds of words that may have another meaning beside it
    for row in lexicon.table("agents", "sector", "kind", "head", "modifier", "words"):
        sector, code = row.read("sector", _sector_and_code)
        agent = Agent(
            kind=row.read("kind", Kind),
            sector=sector,
            code=code,
            head=row.read("head", int),
            modifier=row.read("modifier", int),
        )
        for word in row.words("words"):
            if found.setdefault(word, agent) is not agent and agent.kind not in second:
                row.fail(f"{word!r} stands in two rows: a word has one meaning here")
    return MappingProxyType(found)


def _sector_and_code(cell: str) -> tuple[Sector | None, str | None]:
    """``REB``, ``NGO`` or ``REL VAT``: a sector, an actor code, or both."""
    parts = [part for part in cell.split() if part != "-"]
    named = [part for part in parts if part in set(Sector)]
    codes = [part for part in parts if part not in named]
    if len(named) > 1 or len(codes) > 1 or any(len(code) != 3 for code in codes):
        raise ValueError("one sector, one code of three letters, or both")
    return Sector(named[0]) if named else None, codes[0] if codes else None


@cache
def words(kind: Kind) -> frozenset[str]:
    """The words of a kind."""
    rows = lexicon.table("agents", "sector", "kind", "head", "modifier", "words")
    return frozenset(word for row in rows if row["kind"] == kind for word in row.words("words"))


def forms(token: Token) -> tuple[str, ...]:
    """The shapes under which a word may stand in a table: as written, in small letters, its lemma, without plural s."""
    lower, lemma = token.lower_, token.lemma_.lower()
    written = (token.text, lower) if token.text != lower else (lower,)
    return (*written, lemma, lower[:-1]) if lower.endswith("s") else (*written, lemma)


def at(token: Token) -> Agent | None:
    """What the longest entry that ends with this token says."""
    return agent_and_length(token)[0]


def agent_and_length(token: Token) -> tuple[Agent | None, int]:
    """The longest entry that ends with this token, and its number of tokens (0: there is none)."""
    agents, endings = _agents(), _endings()
    adjective = token.tag_ == "JJ" and token.dep_ == "amod"
    for shape in forms(token):
        if (before := endings.get(shape)) is not None:
            for length in before.get(token.nbor(-1).lower_, ()) if token.i else ():
                if length <= token.i + 1 and (agent := agents.get(_entry(token, shape, length))) is not None:
                    return agent, length
        if (agent := agents.get(shape)) is not None and not (adjective and shape in words(Kind.ADJECTIVE)):
            return agent, 1
    return None, 0


def _entry(token: Token, shape: str, length: int) -> str:
    before = str(token.doc[token.i - length + 1 : token.i].text_with_ws)
    return (before if shape[0].isupper() else before.lower()) + shape


@cache
def _endings() -> Mapping[str, Mapping[str, tuple[int, ...]]]:
    """Of entries of several words: by their last two words their numbers of tokens, the longest first."""
    found: dict[str, dict[str, list[int]]] = {}
    for entry in _agents():
        parts = _PARTS.findall(entry)
        if len(parts) > 1:
            found.setdefault(parts[-1], {}).setdefault(parts[-2].lower(), []).append(len(parts))
    return {
        last: {word: tuple(sorted(set(lengths), reverse=True)) for word, lengths in before.items()}
        for last, before in found.items()
    }


def decide(head: Agent | None, before: Sequence[Agent]) -> Sector | None:
    """The sector of a phrase: its strongest word's, the noun's own where two are equally strong."""
    best, strength = (head.sector, head.head) if head is not None else (None, 0)
    for agent in before:
        if agent.kind is not Kind.FORMER and agent.sector is not None and agent.modifier > strength:
            best, strength = agent.sector, agent.modifier
    return best


def of_words(words: Sequence[Token]) -> Sector | None:
    """The sector of a title or noun phrase, given its words with the last one first."""
    found = list(agents(words))
    if not found:
        return None
    sector = decide(found[0], found[1:])
    ended = sector in _OFFICIAL and any(agent.kind is Kind.FORMER for agent in found)
    return Sector.ELI if ended and found[0].kind in (Kind.OFFICE, Kind.ROLE) else sector


def agents(words: Sequence[Token]) -> Iterator[Agent]:
    """The entries among the words, the last one first, none inside another."""
    covered = 0
    for word in words:
        if covered > 0:
            covered -= 1
            continue
        agent, length = agent_and_length(word)
        if agent is not None:
            covered = length - 1
            yield agent
