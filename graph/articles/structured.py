"""JSON objects, JSON lines and feeds -> articles. Their text is taken as it stands: somebody has cleaned it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import feedparser
from lxml import html

from graph.articles import cleaning, dates
from graph.errors import ArticleError
from graph.model import Article

# What exporters of news call the same thing, in order of preference.
_FIELDS = {
    "text": ("text", "body", "content", "articleBody", "maintext"),
    "title": ("title", "headline", "name"),
    "url": ("url", "link", "canonical_url"),
    "published": ("published", "datePublished", "date_publish", "published_at", "publishedAt", "pubDate", "date"),
    "publisher": ("publisher", "source", "source_domain", "site", "outlet"),
    "language": ("language", "lang", "inLanguage"),
}


def article(data: object, *, fallback_id: str) -> Article:
    """The article that one JSON object describes.

    The id is its ``id``, else its URL, else ``fallback_id``. Raises ArticleError that names the field.
    """
    if not isinstance(data, Mapping):
        raise ArticleError(f'an article is an object like {{"id": ..., "text": ...}}, not {_kind(data)}')
    values = {field: _field(data, field) for field in _FIELDS}
    text = values["text"]
    if text is None or not text.strip():
        raise ArticleError('it has no text: an article needs a field "text" (or "body", "content") that is not empty')
    published = values["published"]
    if published is not None and (moment := dates.normalize(published)) is None:
        raise ArticleError(f'"published" is {published!r}: give an ISO 8601 date such as 2022-01-06T09:54:00Z')
    return Article(
        id=_id(data) or values["url"] or fallback_id,
        text=text,
        title=values["title"],
        url=values["url"],
        publisher=values["publisher"],
        published=moment if published is not None else None,
        language=values["language"] or "en",
    )


def feed(text: str, *, fallback_id: str) -> list[Article]:
    """The articles of an RSS or Atom feed, as far as it carries their text. Raises ArticleError for an empty one."""
    parsed = feedparser.parse(text)
    if not parsed.entries:
        raise ArticleError("it is XML, but no RSS or Atom feed with entries")
    publisher = parsed.feed.get("title")
    return [_entry(entry, publisher, f"{fallback_id}#{n}") for n, entry in enumerate(parsed.entries, start=1)]


def _entry(entry: Any, publisher: str | None, fallback_id: str) -> Article:
    contents = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    blocks = [line for content in contents for line in _without_tags(content).split("\n")]
    page = cleaning.clean(blocks, title=entry.get("title"))
    return Article(
        id=entry.get("id") or entry.get("link") or fallback_id,
        text=page.text or str(entry.get("title", "")),
        title=page.title,
        url=entry.get("link"),
        publisher=publisher,
        published=dates.normalize(entry.get("published") or entry.get("updated") or ""),
        notes=page.notes,
    )


def _without_tags(markup: str) -> str:
    if not markup.strip():
        return ""
    tree = html.fragment_fromstring(markup, create_parent="div")
    for block in tree.iter("p", "br", "li", "div"):
        block.tail = "\n" + (block.tail or "")
    return str(tree.text_content())


def _id(data: Mapping[str, Any]) -> str | None:
    value = data.get("id")
    if value is None or value == "":
        return None
    if not isinstance(value, str | int):
        raise ArticleError(f'"id" is {_kind(value)}: it must be a string')
    return str(value)


def _field(data: Mapping[str, Any], field: str) -> str | None:
    for name in _FIELDS[field]:
        value = data.get(name)
        if isinstance(value, Mapping):  # schema.org writes {"publisher": {"name": ...}}
            value = value.get("name")
        if value is None or value == "":
            continue
        if not isinstance(value, str):
            raise ArticleError(f'"{name}" is {_kind(value)}: it must be a string')
        return value
    return None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
