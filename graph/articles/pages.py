"""HTML -> article. The main text comes from trafilatura, the publication instant from the page's own metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from graph.articles import cleaning, dates
from graph.errors import ArticleError

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date.issued' or @name='pubdate']/@content",
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
)
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
_PUBLISHER = ("//meta[@property='og:site_name']/@content", "//meta[@name='publisher']/@content")


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page's article and what its metadata says."""

    title: str | None
    text: str
    published: str | None
    url: str | None
    publisher: str | None
    notes: tuple[str, ...]


def read(html: str) -> HtmlPage:
    """Read one page. Raises ArticleError where it holds no article (a menu, a list of links, a log-in form)."""
    tree = _tree(html)
    extracted = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    if not extracted:
        raise ArticleError("no article was found on this page: is it a list of links, or a log-in form?")
    about = trafilatura.extract_metadata(_tree(html))
    published = _published(tree) or (dates.normalize(about.date) if about and about.date else None)
    page = cleaning.clean(extracted.split("\n"), title=about.title if about else None, published=published)
    return HtmlPage(
        title=page.title,
        text=page.text,
        published=page.published,
        url=_first(tree, _CANONICAL),
        publisher=_first(tree, _PUBLISHER) or (about.sitename if about else None),
        notes=page.notes,
    )


def _tree(html: str) -> Any:
    try:
        return lxml_html.fromstring(html.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as cause:
        raise ArticleError(f"it is not HTML that can be read: {cause}") from cause


def _first(tree: Any, paths: tuple[str, ...]) -> str | None:
    for path in paths:
        for value in tree.xpath(path):
            if str(value).strip():
                return str(value).strip()
    return None


def _published(tree: Any) -> str | None:
    candidates = [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    candidates.extend(_from_json_ld(tree))
    moments = [moment for candidate in candidates if (moment := dates.normalize(candidate))]
    return max(moments, key=len, default=None)


def _from_json_ld(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(str(script))
        except ValueError:
            continue  # broken metadata is common and says nothing about the article
        for node in _nodes(data):
            if isinstance(node.get("datePublished"), str):
                yield node["datePublished"]


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item)
    elif isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph", []))
