"""Entity search for the service: the catalogue's names, indexed once, and those of entities that only articles know.

Indexing the catalogue takes seconds, so it happens in the background when the service starts; the entities of articles
are few and are indexed again when articles have come or gone.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from graph.linking.catalog import Catalog
from graph.model import EntityKind
from graph.queries.entities import unknown
from graph.queries.search import Hit, Search
from graph.rdf.iris import Namespace
from graph.store import Store


class Lookup:
    """Finds entities by the beginning of any of their names."""

    def __init__(self, catalog: Catalog, store: Store, iris: Namespace) -> None:
        self._store, self._iris = store, iris
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lookup")
        self._listed: Future[Search] = self._worker.submit(Search, catalog)
        self._met: Search | None = None
        self._lock = Lock()

    def changed(self) -> None:
        """Articles have come or gone: entities that only they know must be read again."""
        with self._lock:
            self._met = None

    def find(self, text: str, *, limit: int, kinds: frozenset[EntityKind]) -> list[Hit]:
        """The best hits: actors before places, the catalogue's before those that only articles know."""
        listed = self._listed.result().find(text, limit=limit, kinds=kinds)
        met = self._of_articles().find(text, limit=limit, kinds=kinds)
        return sorted([*listed, *met], key=lambda hit: hit.entity.kind is EntityKind.PLACE)[:limit]

    def close(self) -> None:
        """Stop indexing."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _of_articles(self) -> Search:
        with self._lock:
            if self._met is None:
                self._met = Search(None, unknown(self._store, iris=self._iris))
            return self._met
