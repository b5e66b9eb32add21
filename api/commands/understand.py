"""Commands that need no store: ``extract``, ``link``, ``evaluate``."""

from __future__ import annotations

import json
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Column, Table

from api import settings
from api.console import err, guarded, out, progress, report_failures, status_of
from graph import articles, records
from graph.articles import Failure
from graph.evaluation import Scorecard, load
from graph.extraction.extractor import Extractor
from graph.model import Article, Extraction
from graph.rdf.iris import Namespace
from graph.rdf.quads import to_quads
from graph.rdf.serialisation import Syntax, serialise


class Format(StrEnum):
    """What ``extract`` writes."""

    JSONL = "jsonl"
    TRIG = "trig"
    TURTLE = "turtle"


@guarded
def extract(
    sources: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders or pages")],
    format: Annotated[Format, typer.Option("--format", "-f", help="One JSON object an article, or RDF")] = Format.JSONL,
    model: Annotated[str | None, typer.Option(help="Another spaCy model for English")] = None,
) -> None:
    """Say what articles say: events, contributions, memberships, offices, operations, locations.

    Needs no store and changes nothing. Lines of JSON keep their ids:

        echo '{"id": "1", "text": "Fiji sent 60 soldiers to the Golan."}' > a.jsonl && entente extract a.jsonl
    """
    configured = settings.load(model=model)
    extractor = Extractor.load(configured.model)
    failures: list[Failure] = []
    done = 0
    with progress("reading", articles.count(sources)) as advance:
        articles_read = _readable(sources, failures, advance)
        for extraction in extractor.extract(articles_read, lambda a, e: failures.append(Failure(a.id, repr(e)))):
            _write(extraction, format, configured.base)
            done += 1
    report_failures(failures)
    if status := status_of(done, failures):
        raise typer.Exit(status)


def _readable(sources: list[str], failures: list[Failure], advance: Any) -> Any:
    for item in articles.read(sources):
        advance()
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield item


def _write(extraction: Extraction, format: Format, base: str) -> None:
    if format is Format.JSONL:
        typer.echo(json.dumps(records.write(extraction), ensure_ascii=False))
        return

    quads = to_quads(extraction, Namespace(base))
    typer.echo(serialise(quads, Syntax(format.value)), nl=False)


@guarded
def link(
    text: Annotated[str, typer.Argument(help="A sentence or more; - reads standard input")],
    published: Annotated[str | None, typer.Option(help="When it was published: decides between namesakes")] = None,
) -> None:
    """Show who and what a text names, and by which entity each is known here."""
    text = typer.get_text_stream("stdin").read() if text == "-" else text
    (extraction,) = Extractor.load(settings.load().model).extract([Article(id="text", text=text, published=published)])
    table = Table("words", "entity", "known as", "recognised by", box=None, header_style="bold")
    for mention in extraction.mentions:
        entity = extraction.entities[mention.entity]
        label = entity.label if entity.known else f"{entity.label} (in no catalogue)"
        table.add_row(mention.text, mention.entity, label, mention.how.value)
    out.print(table if table.row_count else "nothing in this text is known here")


@guarded
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files or folders (see tests/gold)")],
    split: Annotated[str | None, typer.Option(help="Only lines of this split, such as dev or held")] = None,
    by_rule: Annotated[bool, typer.Option("--by-rule", help="Also say how often each rule was right")] = False,
    wrong: Annotated[int, typer.Option(help="Show so many of the errors of each measure")] = 0,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the figures as a Markdown table")] = False,
    save: Annotated[Path | None, typer.Option(help="Store this run, to compare a later one with")] = None,
    against: Annotated[Path | None, typer.Option(help="Say what changed since a stored run")] = None,
) -> None:
    """Score the extraction on gold: precision, recall and F1 for each kind of claim, with 95 % intervals.

    The gold format is that of 'entente extract --format jsonl' with the sections that are to be scored, so that
    you can score your own articles: write down what is right, and leave out what you do not want scored.
    """
    card = Scorecard()
    lines = load(gold, split=split)
    with progress("scoring", len(lines)) as advance:
        extractions = Extractor.load(settings.load().model).extract(line.article for line in lines)
        for line, extraction in zip(lines, extractions, strict=True):
            card.add(line, extraction)
            advance()
    if markdown:
        typer.echo(_markdown(card))
    else:
        out.print(_figures(card))
    if card.false_contributions is not None:
        out.print(f"false contributions in an article that has none: {card.false_contributions:.2f} an article")
    if by_rule:
        out.print(_rules(card))
    _show_wrong(card, wrong)
    if against is not None:
        _compare(card, json.loads(against.read_text("utf-8")))
    if save is not None:
        save.write_text(json.dumps(card.dump(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        err.print(f"stored this run in {save}")


def _markdown(card: Scorecard) -> str:
    rows = ["| measure | precision | recall | F1 | 95 % interval | right | wrong | missed |", "| --- |" + " ---: |" * 7]
    for name, f in card.figures().items():
        shares = " | ".join(f"{share:.3f}" for share in (f.precision, f.recall, f.f1))
        interval = f"{f.interval[0]:.3f}-{f.interval[1]:.3f}"
        rows.append(f"| {name} | {shares} | {interval} | {f.right} | {f.wrong} | {f.missed} |")
    return "\n".join(rows)


def _figures(card: Scorecard) -> Table:
    table = Table(Column("measure", no_wrap=True), header_style="bold", box=None)
    for column in ("precision", "recall", "F1", "95 % interval", "right", "wrong", "missed"):
        table.add_column(column, justify="right")
    for name, f in card.figures().items():
        interval = f"{f.interval[0]:.3f}-{f.interval[1]:.3f}"
        shares = (f"{share:.3f}" for share in (f.precision, f.recall, f.f1))
        table.add_row(name, *shares, interval, str(f.right), str(f.wrong), str(f.missed))
    return table


def _rules(card: Scorecard) -> Table:
    table = Table(Column("rule", no_wrap=True), header_style="bold", box=None)
    for column in ("precision", "right", "wrong"):
        table.add_column(column, justify="right")
    for rule, (right, false) in card.rules().items():
        table.add_row(rule, f"{right / (right + false):.2f}", str(right), str(false))
    return table


def _show_wrong(card: Scorecard, most: int) -> None:
    for name in card.figures() if most else ():
        errors = (
            (article, mark, " ".join(item))
            for article, measures in card.outcomes.items()
            if name in measures
            for mark, items in (("wrong", measures[name].wrong), ("missed", measures[name].missed))
            for item in sorted(items)
        )
        for article, mark, item in islice(errors, most):
            out.print(f"{name}\t{mark}\t{article}\t{item}", markup=False)


def _compare(card: Scorecard, earlier: Any) -> None:
    changes = list(card.against(earlier))
    for change, name, article, item in changes:
        out.print(f"{change}\t{name}\t{article}\t{item}", markup=False)
    if not changes:
        out.print("nothing changed since the stored run")
