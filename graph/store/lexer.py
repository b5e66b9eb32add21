"""Reads SPARQL as tokens, no further: enough to see what a request would do without parsing it.

A full parser in Python costs ten milliseconds a query and recurses; this is one regular expression. Tokens follow
section 19.8 of SPARQL 1.1 Query; code point escapes are undone first (section 19.2), as the engine does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

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
