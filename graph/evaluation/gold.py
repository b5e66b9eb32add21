"""Gold files: one JSON object a line, in the format of ``entente extract`` with the fields that matter.

``{"article": {...}, "split": "dev", "contributions": [...], "events": [...]}``: a section that is present is complete
(an empty list means that there is none), one that is absent is not scored.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.articles import structured
from graph.errors import ArticleError
from graph.model import Article
from graph.records import SECTIONS

Items = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Gold:
    """What is right for one article. ``sections`` maps a section's name to its complete items."""

    article: Article
    split: str
    sections: Mapping[str, Items]


def load(paths: Iterable[Path], *, split: str | None = None) -> list[Gold]:
    """The gold of all files, and of all ``*.jsonl`` files below folders, in order.

    Only lines of ``split`` where one is named. Raises ArticleError with file and line for a line that is not gold.
    """
    lines = [gold for path in paths for file in _files(path) for gold in _read(file)]
    return [gold for gold in lines if split is None or gold.split == split]


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise ArticleError(f"{path}: no such file or folder")
    return sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]


def _read(file: Path) -> Iterator[Gold]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            yield _gold(data, fallback_id=f"{file.name}#{number}")
        except (ValueError, TypeError, ArticleError) as cause:
            raise ArticleError(f"{file}:{number}: this line is no gold: {cause}") from cause


def _gold(data: Any, *, fallback_id: str) -> Gold:
    if not isinstance(data, dict) or "article" not in data:
        raise ArticleError('it needs an object with "article" and the sections that are to be scored')
    sections = {name: data[name] for name in (*SECTIONS, "mentions") if name in data}
    return Gold(structured.article(data["article"], fallback_id=fallback_id), data.get("split", "dev"), sections)
