"""SERVICE and LOAD would let a stranger make the server fetch: they are disarmed unless the host is allowed.

Disarmed, a request still parses and runs as the specification says for a fetch that fails: SILENT ones do nothing,
others fail. SERVICE asks an unbound variable instead of an address; LOAD becomes an operation that always fails, and
with it the whole update, or one that does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from graph.errors import EntenteError, QueryError, QueryRefused, StoreError
from graph.store.lexer import Token, tokens, unescaped

_FETCHING = re.compile(r"service|load", re.IGNORECASE)
_NOBODY = "?entente_fetches_nothing"
_FAILS = "DROP GRAPH <urn:x-entente:fetches-nothing>"
_DOES_NOTHING = "DROP SILENT GRAPH <urn:x-entente:fetches-nothing>"
_Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Disarmed:
    """A request that fetches only from allowed hosts; ``refused`` names what it wanted otherwise."""

    text: str
    refused: tuple[str, ...] = ()

    @contextmanager
    def explaining(self) -> Iterator[None]:
        """A failure inside for want of a fetch is raised as QueryRefused; any other one as it is."""
        try:
            yield
        except EntenteError as error:
            if self.refused and type(error) in (QueryError, QueryRefused, StoreError):
                raise self.error() from error
            raise

    def error(self) -> QueryRefused:
        """What to raise when it fails for that."""
        return QueryRefused(f"{', '.join(self.refused)}: not allowed here, this service does not fetch from there")


def disarm(sparql: str, allowed: Collection[str] = ()) -> Disarmed:
    """The request with every fetch from a host that is not ``allowed`` made harmless."""
    if not _FETCHING.search(unescaped(sparql)):
        return Disarmed(sparql)
    text, edits, refused = unescaped(sparql), [], []
    for word, silent, target, end in _fetches(list(tokens(sparql))):
        if _allowed(target, allowed):
            continue
        if not silent:
            refused.append(f"{word.text.upper()} {target.text}")
        edits.append(_edit(word, silent, target, end))
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return Disarmed(text, tuple(refused))


@contextmanager
def disarming(sparql: str, allowed: Collection[str] = ()) -> Iterator[str]:
    """The disarmed text; see ``Disarmed.explaining``."""
    disarmed = disarm(sparql, allowed)
    with disarmed.explaining():
        yield disarmed.text


def refuse(sparql: str, allowed: Collection[str] = ()) -> None:
    """Raise QueryRefused for a request that would fetch at all: for engines that are not ours."""
    for word, _, target, _ in _fetches(list(tokens(sparql))):
        if not _allowed(target, allowed):
            raise Disarmed("", (f"{word.text.upper()} {target.text}",)).error()


def _fetches(found: list[Token]) -> Iterator[tuple[Token, bool, Token, int]]:
    """Each SERVICE or LOAD with a target: the word, whether it is SILENT, the target, where the operation ends."""
    for position, (word, after) in enumerate(pairwise(found)):
        if not (word.is_word("SERVICE") or word.is_word("LOAD")):
            continue
        silent = after.is_word("SILENT")
        rest = found[position + 1 + silent : position + 5 + silent]
        if rest and rest[0].kind in ("iri", "name"):
            into = len(rest) == 4 and rest[1].is_word("INTO") and rest[2].is_word("GRAPH") and rest[3].kind != "mark"
            yield word, silent, rest[0], rest[3].end if into else rest[0].end


def _allowed(target: Token, allowed: Collection[str]) -> bool:
    if target.kind != "iri":
        return False
    return urlsplit(target.text[1:-1]).hostname in allowed


def _edit(word: Token, silent: bool, target: Token, end: int) -> _Edit:
    if word.is_word("SERVICE"):
        return target.start, target.end, _NOBODY
    return word.start, end, _DOES_NOTHING if silent else _FAILS
