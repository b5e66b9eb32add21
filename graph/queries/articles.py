"""The articles of a store, newest first, in pages that continue from a key."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.errors import NotFound
from graph.queries.run import Bindings, select
from graph.queries.values import required, text, until_end_of
from graph.rdf.iris import OURS, Namespace
from graph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article without its text. ``iri`` names it and its graph; ``origin`` is the IRI of the article it repeats."""

    iri: str
    id: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str
    origin: str
    revision: str

    @property
    def key(self) -> str:
        """Its place in the order of articles; the cursor of a page that ends here."""
        return f"{self.published or ''} {self.iri}"


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some articles, and where to go on (None: these were the last)."""

    articles: tuple[ArticleRow, ...]
    cursor: str | None


def articles(
    store: Store,
    *,
    limit: int = 50,
    cursor: str | None = None,
    publisher: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> ArticlePage:
    """The newest articles that come after the cursor; ``since`` and ``until`` are days of publication."""
    rows = select(
        store,
        "articles",
        from_publisher=None if publisher is None else Literal(publisher),
        published_after=None if since is None else Literal(since),
        published_before=until_end_of(until),
        key_before=None if cursor is None else Literal(cursor),
    )
    newest = heapq.nlargest(limit + 1, map(_article, rows), key=lambda article: article.key)
    page = tuple(newest[:limit])
    return ArticlePage(page, page[-1].key if len(newest) > limit and page else None)


def articles_by_iri(store: Store, iris: Iterable[str]) -> Mapping[str, ArticleRow]:
    """The articles with these IRIs, as far as the store holds them."""
    wanted = [NamedNode(iri) for iri in sorted(set(iris))]
    rows = map(_article, select(store, "articles", article=wanted)) if wanted else ()
    return {article.iri: article for article in rows}


def article(store: Store, article_id: str, *, iris: Namespace = OURS) -> ArticleRow:
    """One article by its id. Raises NotFound."""
    iri = iris.article(article_id).value
    found = articles_by_iri(store, [iri])
    if iri not in found:
        raise NotFound(f"the store holds no article {article_id!r}: list them to see which there are")
    return found[iri]


def _article(row: Bindings) -> ArticleRow:
    return ArticleRow(
        iri=required(row, "article"),
        id=required(row, "identifier"),
        title=text(row, "title"),
        url=text(row, "url"),
        publisher=text(row, "publisher"),
        published=text(row, "published"),
        language=required(row, "language"),
        origin=required(row, "origin"),
        revision=required(row, "revision"),
    )
