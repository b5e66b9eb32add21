"""Plain text -> blocks."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)]*\s*$")
NARROW = 100  # characters; hard-wrapped text is narrower than this


def blocks(text: str) -> list[str]:
    """Paragraphs: lines of their own, or, where blank lines part them, hard-wrapped lines joined again."""
    paragraphs = re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return [block for paragraph in paragraphs for block in _unwrap(paragraph.strip("\n").split("\n"))]


def _unwrap(lines: list[str]) -> list[str]:
    """One paragraph where most lines break in mid-sentence near the same margin, else each line for itself."""
    inner = lines[:-1]
    broken = [line for line in inner if not _ENDS.search(line) and 40 <= len(line) <= NARROW]
    if inner and len(broken) > len(inner) / 2:
        return [" ".join(line.strip() for line in lines)]
    return lines
