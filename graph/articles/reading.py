"""Paths, folders and URLs -> articles. One that cannot be read is a Failure, and the rest goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.articles import cleaning, pages, plain, structured, web
from graph.articles.bytes import LARGEST, decode
from graph.errors import ArticleError
from graph.model import Article

SUFFIXES = frozenset([".txt", ".md", ".html", ".htm", ".json", ".jsonl", ".ndjson", ".xml", ".rss", ".atom"])
FEWEST_WORDS = 8  # of a page or text file that is an article; JSON may hold single sentences

_URL = re.compile(r"https?://", re.IGNORECASE)
_HTML = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:RDF)\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: where it stands, and what to do about it."""

    source: str
    reason: str


def read(sources: Iterable[str | Path]) -> Iterator[Article | Failure]:
    """The articles of all sources, in order: files, folders (walked in the order of names) and http(s) URLs."""
    for source in sources:
        if isinstance(source, str) and _URL.match(source):
            yield from _guarded(source, _read_url(source))
            continue
        for path in _files(Path(source)):
            yield from _guarded(str(path), _read_file(path))


def count(sources: Iterable[str | Path]) -> int:
    """How many files and URLs there are to read (a file may hold many articles)."""
    return sum(1 if isinstance(source, str) and _URL.match(source) else len(_files(Path(source))) for source in sources)


def _guarded(source: str, articles: Iterator[Article | Failure]) -> Iterator[Article | Failure]:
    try:
        yield from articles
    except ArticleError as error:
        yield Failure(source, str(error))


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = [file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.name != "README.md"]
    return sorted(file for file in found if file.is_file() and not _hidden(file.relative_to(path)))


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_url(url: str) -> Iterator[Article | Failure]:
    data, declared, final = web.fetch(url)
    text, notes = decode(data, declared)
    yield from _articles(text, source=final, kind=_kind(text, Path(final.split("?")[0]).suffix.lower()), notes=notes)


def _read_file(path: Path) -> Iterator[Article | Failure]:
    source = path.as_posix()
    suffix = path.suffix.lower()
    try:
        if suffix in (".jsonl", ".ndjson"):
            yield from _lines(path, source)
            return
        if path.stat().st_size > LARGEST:
            raise ArticleError(f"it has {path.stat().st_size:,} bytes; one article may have {LARGEST:,}: split it")
        data = path.read_bytes()
    except OSError as cause:
        raise ArticleError(_why_unreadable(cause)) from cause
    text, notes = decode(data)
    yield from _articles(text, source=source, kind=_kind(text, suffix), notes=notes)


def _why_unreadable(cause: OSError) -> str:
    if isinstance(cause, FileNotFoundError):
        return "no such file or folder: check the path"
    if isinstance(cause, PermissionError):
        return "it may not be read by this user: check its permissions"
    return f"it cannot be read: {cause.strerror or cause}"


def _kind(text: str, suffix: str) -> str:
    """What the text is, whatever its name says: pages are saved as .txt, and feeds as .html."""
    if _FEED.match(text):
        return "feed"
    if _HTML.match(text) or suffix in (".html", ".htm"):
        return "html"
    if suffix in (".jsonl", ".ndjson"):
        return "lines"
    return "json" if suffix == ".json" else "text"


def _articles(text: str, *, source: str, kind: str, notes: tuple[str, ...]) -> Iterator[Article | Failure]:
    match kind:
        case "feed":
            yield from structured.feed(text, fallback_id=source)
        case "html":
            yield _from_html(text, source, notes)
        case "json":
            yield from _from_json(text, source)
        case "lines":
            yield from _from_lines(text.splitlines(), source)
        case _:
            yield _from_text(text, source, notes)


def _from_html(text: str, source: str, notes: tuple[str, ...]) -> Article:
    page = pages.read(text)
    _require_prose(page.text)
    url = page.url or (source if _URL.match(source) else None)
    return Article(
        id=url or source,
        text=page.text,
        title=page.title,
        url=url,
        publisher=page.publisher,
        published=page.published,
        notes=notes + page.notes,
    )


def _from_text(text: str, source: str, notes: tuple[str, ...]) -> Article:
    page = cleaning.clean(plain.blocks(text))
    _require_prose(page.text)
    return Article(id=source, text=page.text, title=page.title, published=page.published, notes=notes + page.notes)


def _require_prose(text: str) -> None:
    words = len(text.split())
    if words < FEWEST_WORDS:
        raise ArticleError(f"it holds no article: only {words} words of running text are left after cleaning")


def _from_json(text: str, source: str) -> Iterator[Article | Failure]:
    try:
        data = json.loads(text)
    except ValueError as cause:
        raise ArticleError(f"it is not valid JSON: {cause}. Is the file complete?") from cause
    if isinstance(data, dict) and isinstance(data.get("articles"), list):
        data = data["articles"]
    if not isinstance(data, list):
        yield structured.article(data, fallback_id=source)
        return
    for number, item in enumerate(data, start=1):
        yield _one(item, f"{source}#{number}")


def _lines(path: Path, source: str) -> Iterator[Article | Failure]:
    with path.open("rb") as stream:
        yield from _from_lines((_decoded(line) for line in stream), source)


def _decoded(line: bytes) -> str:
    return line.decode("utf-8-sig", errors="replace")


def _from_lines(lines: Iterable[str], source: str) -> Iterator[Article | Failure]:
    empty = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        empty = False
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as cause:
            yield Failure(f"{source}:{number}", f"this line is not valid JSON: {cause}. Is the file complete?")
            continue
        yield _one(item, f"{source}#{number}", where=f"{source}:{number}")
    if empty:
        raise ArticleError("it is empty: nothing to read")


def _one(item: object, fallback_id: str, *, where: str | None = None) -> Article | Failure:
    try:
        return structured.article(item, fallback_id=fallback_id)
    except ArticleError as error:
        return Failure(where or fallback_id, str(error))
