"""Keeps the origins in a store right as articles come and go.

Support is counted by origins, so a copy must know its origin, and the copies left behind by a correction or a
retraction must find a new one. The origin is a function of the articles that are in the store, not of their history.
"""

from __future__ import annotations

from dataclasses import replace

from graph.articles.syndication import Syndication
from graph.model import Article
from graph.queries.run import select
from graph.queries.values import required, text
from graph.rdf.iris import Namespace
from graph.rdf.quads import origin_triples
from graph.store import Store
from ontology import terms as t


class Origins:
    """Who copies whom among the articles of a store; read from it once, then kept up."""

    def __init__(self, store: Store, iris: Namespace) -> None:
        self._store = store
        self._iris = iris
        self._syndication = Syndication()
        for row in select(store, "article_texts"):
            known = Article(id=required(row, "id"), text=required(row, "text"), published=text(row, "published"))
            self._syndication.add(known)

    def place(self, article: Article) -> Article:
        """The article with its origin, which an explicit one decides; its copies follow if that changes theirs."""
        before = self._others(article.id)
        self._syndication.add(article)
        group = self._syndication.group(article.id)
        origin = self._syndication.origin(group)
        self._settle((before | group) - {article.id})
        return article if article.origin is not None else replace(article, origin=origin)

    def forget(self, article_id: str) -> None:
        """An article has left the store: its copies settle among themselves."""
        others = self._others(article_id)
        self._syndication.remove(article_id)
        self._settle(others)

    def _others(self, article_id: str) -> frozenset[str]:
        if article_id not in self._syndication:
            return frozenset()
        return self._syndication.group(article_id) - {article_id}

    def _settle(self, article_ids: frozenset[str]) -> None:
        for article_id in sorted(article_ids):
            origin = self._syndication.origin(self._syndication.group(article_id))
            self._store.update(self._correction(article_id, origin))

    def _correction(self, article_id: str, origin: str) -> str:
        node = self._iris.article(article_id)
        triples = " . ".join(str(triple) for triple in origin_triples(article_id, origin, self._iris))
        return f"""
            DELETE {{ GRAPH {node} {{ {node} {t.ORIGIN} ?origin ; {t.ORIGIN_IDENTIFIER} ?id }} }}
            WHERE {{ GRAPH {node} {{ {node} {t.ORIGIN} ?origin OPTIONAL {{ {node} {t.ORIGIN_IDENTIFIER} ?id }} }} }} ;
            INSERT DATA {{ GRAPH {node} {{ {triples} }} }}"""
