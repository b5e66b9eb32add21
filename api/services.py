"""What a running service holds: opened when it starts, closed when it stops, handed to routes by ``dependencies``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from api.lookup import Lookup
from api.observability import Metrics
from api.past import Past
from api.saved_views import SavedViews
from api.security import Gatekeeper
from api.settings import Settings
from graph.extraction.extractor import Extractor
from graph.ingest import Ingestor, prepare
from graph.linking.catalog import Catalog
from graph.linking.linker import Linker
from graph.rdf.iris import Namespace
from graph.store import Limits, Store, open_store
from graph.store.embedded import EmbeddedStore


def query_limits(settings: Settings) -> Limits:
    """What the settings let a query cost."""
    return Limits(
        timeout=settings.timeout,
        longest_timeout=settings.max_timeout,
        rows=settings.max_rows,
        bytes=settings.max_bytes,
        memory=settings.worker_memory,
        fetch_hosts=settings.service_hosts,
    )


@dataclass(slots=True)
class Services:
    """The store, the catalogue, and what reading needs.

    The language model takes seconds and 300 MB: it is loaded when the first article is posted.
    """

    settings: Settings
    store: Store
    catalog: Catalog
    iris: Namespace
    gatekeeper: Gatekeeper
    lookup: Lookup
    metrics: Metrics
    views: SavedViews
    past: Past
    _ingestor: Ingestor | None = None
    _loading: Lock = field(default_factory=Lock)

    @classmethod
    def start(cls, settings: Settings, metrics: Metrics, store: Store | None = None) -> Services:
        """Open the store and bring its catalogue up to date. Raises StoreError, CatalogError, SettingsError."""
        gatekeeper = Gatekeeper(settings)
        catalog = Catalog.load()
        iris = Namespace(settings.base)
        limits = query_limits(settings)
        opened = store or open_store(
            settings.store, workers=settings.workers, read_only=settings.read_only, limits=limits
        )
        local = store is None and not settings.store.startswith(("http://", "https://")) and not settings.read_only
        views = SavedViews(Path(settings.store) if local else None)
        if not settings.read_only:
            prepare(opened, catalog, iris)
        return cls(
            settings,
            opened,
            catalog,
            iris,
            gatekeeper,
            Lookup(catalog, opened, iris),
            metrics,
            views,
            Past(opened, iris),
        )

    @property
    def linker(self) -> Linker:
        """Names to entities, without the language model."""
        return Linker.load(self.catalog)

    def ingestor(self) -> Ingestor:
        """Reads articles into the store. Raises ModelError where the language model is missing."""
        with self._loading:
            if self._ingestor is None:
                self._ingestor = Ingestor(self.store, Extractor.load(self.settings.model), self.iris)
            return self._ingestor

    def announce(self, url: str | None) -> None:
        """Tell other processes that want to write to this store where the service that holds it listens."""
        if url is not None and isinstance(self.store, EmbeddedStore):
            self.store.house.announce(url)

    def changed(self) -> None:
        """Articles have come or gone."""
        self.lookup.changed()
        self.past.changed()

    def stop(self) -> None:
        """Let go of the store."""
        self.lookup.close()
        self.views.close()
        self.past.close()
        self.store.close()
