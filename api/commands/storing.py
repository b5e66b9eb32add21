"""Commands that change or look after a store: ``ingest``, ``retract``, ``validate``."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import settings
from api.console import err, guarded, out, progress, report_failures, status_of
from graph import articles
from graph.errors import SettingsError
from graph.linking.catalog import Catalog
from graph.rdf.iris import Namespace
from graph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store

StoreOption = Annotated[str | None, typer.Option("--store", help="Directory or endpoint  [default: var/store]")]


@contextmanager
def opened(store: str | None, *, read_only: bool = False) -> Iterator[tuple[Store, Namespace, settings.Settings]]:
    """The configured store, with the current catalogue in it unless it is only read."""
    from graph.ingest import prepare

    configured = settings.load(store=store)
    iris = Namespace(configured.base)
    missing = not configured.store.startswith("http") and not Path(configured.store).exists()
    if read_only and missing:
        err.print(f"[yellow]note:[/] there is no store at {configured.store} yet; 'entente ingest seeds' makes one")
    with open_store(configured.store, read_only=read_only and not missing) as opened_store:
        if not read_only or missing:
            prepare(opened_store, Catalog.load(), iris)
        yield opened_store, iris, configured


@guarded
def ingest(
    sources: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or pages")],
    store: StoreOption = None,
    model: Annotated[str | None, typer.Option(help="Another spaCy model for English")] = None,
) -> None:
    """Read articles into the store.

    Reading an article again changes nothing; a corrected one replaces exactly its own statements. One that cannot be
    read is reported, and the others go on (exit status 3).
    """
    from graph.extraction.extractor import Extractor
    from graph.ingest import Ingestor

    total = articles.count(sources)
    with opened(store) as (opened_store, iris, configured), progress("reading", total) as advance:
        extractor = Extractor.load(model or configured.model)
        report = Ingestor(opened_store, extractor, iris).ingest(sources, lambda _: advance())
    counted = ", ".join(f"{number} {outcome.value}" for outcome, number in report.counts.items() if number)
    out.print(f"{counted or 'nothing to read'}; {report.claims} claims")
    report_failures(report.failures)
    if status := status_of(sum(report.counts.values()) - len(report.failures), report.failures):
        raise typer.Exit(status)


@guarded
def retract(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Article ids, as 'entente articles' lists them")],
    store: StoreOption = None,
) -> None:
    """Take articles out of the current store, and exactly what rested on them alone. History keeps them."""
    from graph.extraction.extractor import Extractor
    from graph.ingest import Ingestor

    with opened(store) as (opened_store, iris, configured):
        ingestor = Ingestor(opened_store, Extractor.load(configured.model), iris)
        failures = [articles.Failure(name, "no article has this id") for name in ids if not ingestor.retract(name)]
    retracted = len(ids) - len(failures)
    out.print(f"{retracted} retracted")
    report_failures(failures)
    if status := status_of(retracted, failures):
        raise typer.Exit(status)


@guarded
def validate(store: StoreOption = None) -> None:
    """Check everything that is stored against the shapes (SHACL); exit status 1 where something is wrong."""
    from graph.rdf.validation import validate_store

    with opened(store, read_only=True) as (opened_store, _, _configured):
        report = validate_store(opened_store)
    for one in report.violations:
        out.print(f"{one.graph}\t{one.node}\t{one.path}\t{one.value}\t{one.message}", markup=False)
    out.print(f"{report.graphs} graphs, {len(report.violations)} violations")
    if not report.conforms:
        raise typer.Exit(1)


@guarded
def same(
    first: Annotated[str, typer.Argument(metavar="A", help="Entity id")],
    second: Annotated[str, typer.Argument(metavar="B", help="Entity id")],
    by: Annotated[str, typer.Option(help="Who judges")],
    reason: Annotated[str | None, typer.Option(help="Why")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Withdraw the judgement")] = False,
    store: StoreOption = None,
) -> None:
    """Judge that two ids are one entity; queries follow it."""
    _judge("same", first, second, by, reason, undo, store)


@guarded
def different(
    first: Annotated[str, typer.Argument(metavar="A", help="Entity id")],
    second: Annotated[str, typer.Argument(metavar="B", help="Entity id")],
    by: Annotated[str, typer.Option(help="Who judges")],
    reason: Annotated[str | None, typer.Option(help="Why")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Withdraw the judgement")] = False,
    store: StoreOption = None,
) -> None:
    """Judge that two ids are two entities."""
    _judge("different", first, second, by, reason, undo, store)


def _judge(verdict: str, first: str, second: str, by: str, reason: str | None, undo: bool, store: str | None) -> None:
    from graph.queries.identity import Judgement, Verdict, judge, withdraw

    with opened(store) as (opened_store, iris, _):
        if undo:
            out.print(
                "withdrawn" if withdraw(opened_store, first, second, iris=iris) else "there was no such judgement"
            )
            return
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        judge(
            opened_store,
            Judgement(verdict=Verdict(verdict), first=first, second=second, by=by, at=now, reason=reason),
            iris=iris,
        )
    out.print(f"recorded: {first} and {second} are {verdict}", markup=False)


@guarded
def backup(
    target: Annotated[Path, typer.Argument(help="New directory for the copy")], store: StoreOption = None
) -> None:
    """Copy the store, history included, to a new directory and verify the copy; works beside a running service."""
    from graph.store import maintenance

    counted = maintenance.backup(_directory(store), target)
    out.print(f"{target}: " + ", ".join(f"{number:,} quads {name}" for name, number in counted.items()), markup=False)


@guarded
def restore(
    source: Annotated[Path, typer.Argument(help="Directory that 'entente backup' wrote")], store: StoreOption = None
) -> None:
    """Put a verified backup in the place of the store, which no process may hold."""
    from graph.store import maintenance

    counted = maintenance.restore(source, _directory(store))
    out.print("restored " + ", ".join(f"{number:,} quads {name}" for name, number in counted.items()), markup=False)


@guarded
def compact(store: StoreOption = None) -> None:
    """Merge the files of a store that no process holds."""
    from graph.store import maintenance

    before, after = maintenance.compact(_directory(store))
    out.print(f"{before / 1e6:.1f} MB before, {after / 1e6:.1f} MB after")


@guarded
def stats(store: StoreOption = None) -> None:
    """Count what a store holds, now and in the past; works beside a running service."""
    from dataclasses import asdict

    from graph.store import maintenance

    for name, value in asdict(maintenance.stats(_directory(store))).items():
        out.print(f"{name.replace('_', ' ')}: {value}", markup=False)


def _directory(store: str | None) -> Path:
    configured = settings.load(store=store).store
    if configured.startswith(("http://", "https://")):
        raise SettingsError(f"{configured} is an endpoint: use the tools of the store behind it")
    return Path(configured)
