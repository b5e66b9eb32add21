"""Commands that ask a store: ``ask``, ``sparql``, ``path``, ``export``, ``entities``, ``articles``."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from api.commands.storing import StoreOption, opened
from api.console import guarded, out
from graph.errors import EntenteError, NotFound
from graph.linking.catalog import Catalog
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    from graph.network import Hop
    from graph.questions import Answer, Sentence
    from graph.rdf.iris import Namespace
    from graph.store import Store


@guarded
def ask(
    question: Annotated[str, typer.Argument(help='Such as "who is president of Kazakhstan?"')],
    store: StoreOption = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also show the SPARQL behind the answer")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON")] = False,
) -> None:
    """Ask a question in words; the answer comes with the sentences that support it.

        entente ask "which states contributed forces to the CSTO mission in Kazakhstan?"
        entente ask "which members of the CSTO did not contribute to the mission in Kazakhstan?"
        entente ask "how many soldiers did Kenya send to Haiti?"

    A question that cannot be answered is refused with what can be asked.
    """
    from graph.questions import answer

    with opened(store, read_only=True) as (opened_store, iris, _):
        found = answer(question, opened_store, Catalog.load(), iris=iris)
    if as_json:
        typer.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
        return
    out.print(f"[bold]{escape(found.text)}[/]")
    if len(found.rows) > 1:
        out.print(_rows(found))
    for number, sentence in enumerate(found.sentences, start=1):
        out.print(_sentence(number, sentence))
    if explain:
        out.print("\n[bold]SPARQL[/]")
        out.print(re.sub(r"^\s*#\?.*\n", "", found.sparql, flags=re.MULTILINE), markup=False)


def _rows(found: Answer) -> Table:
    """The rows without what every row repeats and without IRIs: the sentence above says it, ``--json`` shows all."""
    columns = [name for name in dict.fromkeys(name for row in found.rows for name in row) if _tells(name, found)]
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in found.rows:
        table.add_row(*("" if row.get(name) is None else escape(str(row[name])) for name in columns))
    return table


def _tells(column: str, found: Answer) -> bool:
    values = [row.get(column) for row in found.rows]
    technical = all(isinstance(value, str) and re.match(r"https?://|[a-z]+/\S+$", value) for value in values)
    return not technical and len(set(values)) > 1


def _sentence(number: int, sentence: Sentence) -> str:
    source = ", ".join(filter(None, (sentence.title or sentence.article, sentence.publisher, sentence.published)))
    said = "" if sentence.stance == "asserted" else f" ({sentence.stance})"
    speakers = f" according to {', '.join(sentence.attributed_to)}" if sentence.attributed_to else ""
    return f"\n[{number}] {escape(sentence.text.strip())}{said}\n    [dim]{escape(source + speakers)}[/]"


def _plain(found: Answer) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(found)


@guarded
def sparql(
    query: Annotated[str, typer.Argument(metavar="QUERY|FILE", help="SPARQL text, or a file that holds it")],
    store: StoreOption = None,
    timeout: Annotated[float, typer.Option(help="Seconds that it may take")] = 30.0,
) -> None:
    """Run a SPARQL query; rows come as tab-separated values, graphs as Turtle.

        entente sparql "SELECT ?state WHERE { ?state ent:memberOf ?o } LIMIT 5"

    The prefixes of the vocabulary need not be declared.
    """
    text = Path(query).read_text("utf-8") if _is_file(query) else query
    with opened(store, read_only=True) as (opened_store, _, _configured):
        accepted = ("text/tab-separated-values", "text/turtle")
        stream = opened_store.stream(_with_prefixes(text), accepted, timeout=timeout)
        for part in stream:
            typer.echo(part, nl=False)


def _with_prefixes(text: str) -> str:
    declared = {name.lower() for name in re.findall(r"\bprefix\s+([\w-]*):", text, re.IGNORECASE)}
    needed = [(name, iri) for name, iri in PREFIXES.items() if f"{name}:" in text and name.lower() not in declared]
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in needed) + text


def _is_file(query: str) -> bool:
    return len(query) < 1000 and "\n" not in query and Path(query).is_file()


@guarded
def path(
    start: Annotated[str, typer.Argument(metavar="A", help="A name or an id")],
    end: Annotated[str, typer.Argument(metavar="B", help="A name or an id")],
    store: StoreOption = None,
) -> None:
    """Show how two actors hang together: the shortest path, every step with its sentences.

    entente path Armenia Kazakhstan
    """
    from graph.network import path as way

    with opened(store, read_only=True) as (opened_store, iris, _):
        a, b = (entity_named(name, opened_store, iris) for name in (start, end))
        hops = way(opened_store, a, b, iris=iris)
        names = _labels(hops, opened_store, iris)
    for hop in hops:
        relation = hop.relation
        out.print(
            f"[bold]{escape(names[relation.source])}[/] {relation.name} [bold]{escape(names[relation.target])}[/]"
        )
        for claim in hop.claims:
            source = claim.article.title or claim.article.id
            out.print(f"    {escape(claim.claim.evidence.text.strip())}\n    [dim]{escape(source)}[/]")


def _labels(hops: list[Hop], store: Store, iris: Namespace) -> dict[str, str]:
    from graph.queries.labels import labels

    found = labels(store, [end for hop in hops for end in (hop.source, hop.target)], iris=iris)
    return {key: one.label for key, one in found.items()}


def entity_named(name: str, store: Store, iris: Namespace) -> str:
    """The id that a user means by a name: an id as it is, else the linker's reading, else a name of this store's own.

    Raises NotFound.
    """
    from graph.linking.linker import Linker
    from graph.queries.entities import unknown

    catalog = Catalog.load()
    if "/" in name:
        return name
    mentions = Linker.load(catalog).find(name)
    if len(mentions) == 1 and len(mentions[0].text) >= len(name.strip()) - 2:
        return mentions[0].entity
    met = [one.id for one in unknown(store, iris=iris).values() if one.label.casefold() == name.casefold()]
    if met:
        return met[0]
    raise NotFound(f"nobody here is known as {name!r}: 'entente entities {name}' searches for names")


@guarded
def export(
    format: Annotated[str, typer.Option("--format", "-f", help="html, graphml, gexf, json, csv, ttl or trig")],
    store: StoreOption = None,
    around: Annotated[list[str] | None, typer.Option(help="Only what is related to this actor (repeatable)")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; else standard output")] = None,
) -> None:
    """Write the graph for other tools: an HTML page, GraphML, GEXF, node-link JSON, CSV, Turtle; trig writes all quads.

    entente export --format html --around Kazakhstan -o kazakhstan.html
    """
    with opened(store, read_only=True) as (opened_store, iris, _):
        text = _exported(format, opened_store, iris, around or [])
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
        out.print(f"wrote {output}", markup=False)


def _exported(format: str, store: Store, iris: Namespace, around: list[str]) -> str:
    from graph.network import html_page, projection
    from graph.network.export import FORMATS
    from graph.network.relations import endpoints, relations

    if format == "trig":
        return _quads(store)
    among = None
    if around:
        centres = [entity_named(name, store, iris) for name in around]
        near = [one for centre in centres for one in relations(store, iris=iris, touching=centre)]
        among = list(dict.fromkeys([*centres, *endpoints(near)]))
    graph = projection(store, iris=iris, among=among)
    if format == "html":
        try:
            return html_page(graph)
        except ValueError as cause:
            raise EntenteError(f"{cause}: --around chooses the surroundings of an actor") from cause
    if format not in FORMATS:
        raise EntenteError(f"--format {format}: use html, trig, {', '.join(FORMATS)}")
    return FORMATS[format][1](graph)


def _quads(store: Store) -> str:
    from pyoxigraph import NamedNode, Quad

    from graph.rdf.serialisation import Syntax, serialise

    quads = (
        Quad(triple.subject, triple.predicate, triple.object, NamedNode(name))
        for name in store.graphs()
        for triple in store.graph(name)
    )
    return serialise(quads, Syntax.TRIG).decode()


@guarded
def articles(
    store: StoreOption = None,
    limit: Annotated[int, typer.Option(help="How many")] = 50,
    since: Annotated[str | None, typer.Option(help="Published on or after this day")] = None,
    until: Annotated[str | None, typer.Option(help="Published on or before this day")] = None,
) -> None:
    """List the articles of a store, newest first."""
    from graph.queries.articles import articles as listed

    with opened(store, read_only=True) as (opened_store, _, _configured):
        page = listed(opened_store, limit=limit, since=since, until=until)
    table = Table("published", "id", "title", box=None, header_style="bold", pad_edge=False)
    for one in page.articles:
        table.add_row(one.published or "", escape(one.id), escape(one.title or ""))
    out.print(table)


@guarded
def entities(
    text: Annotated[str | None, typer.Argument(help="The beginning of a name, in any language")] = None,
    store: StoreOption = None,
    unlinked: Annotated[bool, typer.Option("--unlinked", help="Those that no catalogue lists, with contexts")] = False,
    limit: Annotated[int, typer.Option(help="How many")] = 20,
) -> None:
    """Search entities by name, or list those that articles name and no catalogue knows."""
    from graph.queries.entities import unknown
    from graph.queries.entities import unlinked as list_unlinked
    from graph.queries.search import Search

    with opened(store, read_only=True) as (opened_store, iris, _):
        if unlinked:
            for one in list_unlinked(opened_store, limit=limit, iris=iris):
                out.print(f"[bold]{escape(one.label)}[/]  {one.id}  {one.mentions} mentions in {one.articles} articles")
                for context in one.contexts:
                    out.print(f"    …{escape(context)}…")
            return
        hits = Search(Catalog.load(), unknown(opened_store, iris=iris)).find(text or "", limit=limit)
    table = Table("id", "name", "found by", "", box=None, header_style="bold", pad_edge=False)
    for hit in hits:
        marks = ", ".join(
            mark
            for mark, holds in (("in no catalogue", not hit.entity.known), ("unverified", not hit.entity.verified))
            if holds
        )
        table.add_row(hit.entity.id, escape(hit.entity.label), escape(hit.name), marks)
    out.print(table if hits else "no name begins so; give the beginning of a name")
