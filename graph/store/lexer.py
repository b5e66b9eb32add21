"""Reads SPARQL as tokens, no further: enough to see what a request would do without parsing it.

A full parser in Python costs ten milliseconds a query and recurses; this is one regular expression. Tokens follow
section 19.8 of SPARQL 1.1 Query; code point escapes are undone first (section 19.2), as the engine does.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from graph.errors import QueryRefused
from graph.store.store import Form

_TOKEN = re.compile(
    r"""
      (?P<string> \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
                | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<iri>    <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<skip>   \#[^\n\r]* | \\. )
    | (?P<name>   [?$@][\w.-]* | [\w.-]*:(?:[\w.:%-]|\\.)* )
    | (?P<word>   \w+ )
    | (?P<mark>   \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_FORMS = {"SELECT": Form.SELECT, "ASK": Form.ASK, "CONSTRUCT": Form.GRAPH, "DESCRIBE": Form.GRAPH}
_FETCHING = re.compile(r"service|load", re.IGNORECASE)
_LAST_CODE_POINT = 0x10FFFF


class Token(NamedTuple):
    """A token: its kind (``string``, ``iri``, ``name``, ``word``, ``mark``), and where it stands in ``unescaped``."""

    kind: str
    text: str
    start: int
    end: int

    def is_word(self, word: str) -> bool:
        """Whether it is this bare word, in any case."""
        return self.kind == "word" and self.text.upper() == word


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens, comments left out."""
    for match in _TOKEN.finditer(unescaped(sparql)):
        if match.lastgroup != "skip":
            yield Token(str(match.lastgroup), match.group(), match.start(), match.end())


def unescaped(sparql: str) -> str:
    """The text with ``\\u00e9`` and ``\\U000000e9`` undone, wherever they stand."""
    return _ESCAPE.sub(_character, sparql) if "\\u" in sparql or "\\U" in sparql else sparql


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= _LAST_CODE_POINT else escape[0]


def form_of(sparql: str) -> Form | None:
    """What the query asks for, by its first query word; ``None`` when there is none."""
    words = (text.upper() for kind, text, *_ in tokens(sparql) if kind == "word")
    return next((_FORMS[word] for word in words if word in _FORMS), None)


def words(sparql: str) -> set[str]:
    """The bare words of a request, in upper case."""
    return {text.upper() for kind, text, *_ in tokens(sparql) if kind == "word"}


def refuse_fetching(sparql: str, allowed: Collection[str] = ()) -> None:
    """Refuse SERVICE and LOAD of hosts that are not ``allowed``: the server must not fetch for strangers.

    Raises QueryRefused, naming the host.
    """
    if not _FETCHING.search(unescaped(sparql)):
        return
    fetching = ""
    for kind, text, *_ in tokens(sparql):
        word = text.upper() if kind == "word" else ""
        if word in ("SERVICE", "LOAD"):
            fetching = word
        elif fetching and word != "SILENT":
            _check_target(fetching, kind, text, allowed)
            fetching = ""
    if fetching:
        raise QueryRefused(f"{fetching} is not allowed here")


def _check_target(word: str, kind: str, text: str, allowed: Collection[str]) -> None:
    host = urlsplit(text[1:-1]).hostname if kind == "iri" else None
    if host is None or host not in allowed:
        known = f"only for {', '.join(sorted(allowed))}" if allowed else "this service fetches nothing"
        raise QueryRefused(f"{word} of {text} is not allowed here: {known}")
