"""The one place that walks through all the stages: sources in, a store that holds what they say out.

An article is stored in one transaction or not at all; one that cannot be read is reported and the rest goes on.
Reading an article again changes nothing; a corrected one replaces exactly its own statements.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from pyoxigraph import Literal, Quad

from graph import __version__, articles
from graph.articles import Failure
from graph.extraction.extractor import Extractor
from graph.linking.catalog import Catalog
from graph.model import Article, Extraction
from graph.origins import Origins
from graph.rdf.catalog import catalog_quads
from graph.rdf.history import recording
from graph.rdf.iris import Namespace
from graph.rdf.quads import to_quads
from graph.store import Store
from graph.store.history import Change, put_article, retract_article
from ontology.terms import CATALOG_VERSION

_log = logging.getLogger("entente.ingest")


def prepare(store: Store, catalog: Catalog, iris: Namespace) -> bool:
    """Bring the store's copy of the catalogue up to date; whether it had to be replaced.

    The version goes in last: an update that was cut short is done again.
    """
    node = iris.catalog_graph
    version = Quad(node, CATALOG_VERSION, Literal(catalog.version), node)
    if store.query(f"ASK {{ GRAPH {node} {{ {version.triple} }} }}"):
        return False
    store.drop_graph(node.value)
    store.load(quad for quad in catalog_quads(catalog, iris) if quad.predicate != CATALOG_VERSION)
    store.load([version])
    return True


class Outcome(StrEnum):
    """What became of an article."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Step:
    """One article done: for progress bars and logs."""

    source: str
    outcome: Outcome
    claims: int = 0
    reason: str = ""


@dataclass(slots=True)
class Report:
    """What an ingest did. ``failures`` names what could not be read and why."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    claims: int = 0
    failures: list[Failure] = field(default_factory=list)

    def add(self, step: Step) -> None:
        """Count one step."""
        self.counts[step.outcome] += 1
        self.claims += step.claims
        if step.outcome is Outcome.FAILED:
            self.failures.append(Failure(step.source, step.reason))

    @property
    def stored(self) -> int:
        """How many articles were added or replaced."""
        return self.counts[Outcome.ADDED] + self.counts[Outcome.REPLACED]


class Ingestor:
    """Reads sources into a store."""

    def __init__(
        self, store: Store, extractor: Extractor, iris: Namespace, *, now: Callable[[], str] | None = None
    ) -> None:
        """``now`` is the clock (ISO 8601, UTC, to the second), the system's unless given."""
        self._now = now or _utc_now
        self._store = store
        self._extractor = extractor
        self._iris = iris
        self._origins = Origins(store, iris)

    def ingest(self, sources: Iterable[str | Path], on_step: Callable[[Step], None] | None = None) -> Report:
        """Read, understand and store all sources; ``on_step`` hears of every article as it is done."""
        report = Report()
        for step in self.steps(articles.read(sources)):
            report.add(step)
            if on_step is not None:
                on_step(step)
        return report

    def steps(self, items: Iterable[Article | Failure]) -> Iterator[Step]:
        """Store one article after another, saying what became of each."""
        failures: list[Failure] = []

        def failed(article: Article, error: Exception) -> None:
            _log.error("reading %s failed", article.id, exc_info=error)
            failures.append(Failure(article.id, f"a rule failed on it, please report this: {error!r}"))

        for extraction in self._extractor.extract(_good(items, failures), failed):
            yield from _failed(failures)
            yield self._store_one(extraction)
        yield from _failed(failures)

    def retract(self, article_id: str) -> bool:
        """Remove an article and exactly its support; whether there was one. History keeps it."""
        retracted = retract_article(self._store, article_id, self._iris, at=self._now())
        if retracted:
            self._origins.forget(article_id)
        return retracted

    def _store_one(self, extraction: Extraction) -> Step:
        extraction = replace(extraction, article=self._origins.place(extraction.article))
        article_id, at = extraction.article.id, self._now()
        change = put_article(self._store, article_id, to_quads(extraction, self._iris), self._iris, at=at)
        if change is Change.ADDED:
            self._store.load(recording(extraction, self._iris, at=at, versions=[f"entente {__version__}"]))
        return Step(article_id, Outcome(change.value), len(extraction.claims))


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _good(items: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    for item in items:
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item


def _failed(failures: list[Failure]) -> Iterator[Step]:
    while failures:
        failure = failures.pop(0)
        yield Step(failure.source, Outcome.FAILED, reason=failure.reason)
