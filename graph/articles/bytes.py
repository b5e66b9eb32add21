"""Bytes -> text, or a clear word why not."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from graph.errors import ArticleError

LARGEST = 20_000_000  # bytes of one article; the longest newspaper feature is about 100 kB

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Text and notes about what had to be guessed.

    ``declared`` is the encoding that a header or a meta tag names. Raises ArticleError for empty or binary data and
    for an encoding that nobody can tell.
    """
    if not data.strip():
        raise ArticleError("it is empty: nothing to read")
    if len(data) > LARGEST:
        raise ArticleError(
            f"it has {len(data):,} bytes, more than the {LARGEST:,} that one article may have: "
            "split it, one article a file, or give JSON lines, one article a line"
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding), ()
    if _is_binary(data):
        raise ArticleError("it is binary, not text: give plain text, HTML, JSON, JSON lines or a feed")
    for encoding in filter(None, ("utf-8", declared)):
        try:
            return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _is_binary(data: bytes) -> bool:
    head = data[:8192]
    return b"\0" in head or sum(byte in _CONTROLS for byte in head) > len(head) * 0.02


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as cause:
        raise ArticleError(
            f"its byte-order mark says {encoding}, but byte {cause.start} is not: save it again"
        ) from cause


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise ArticleError("nobody can tell its encoding: save it as UTF-8")
    text = data.decode(best.encoding, errors="replace")
    return text, (f"not UTF-8: read as {best.encoding}",)
