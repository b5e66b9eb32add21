"""The command ``entente``."""

from __future__ import annotations

import typer

from api.commands import asking, serving, storing, understand

app = typer.Typer(
    name="entente",
    help="A geopolitical knowledge graph from news, with the sentence behind every statement.",
    epilog="Exit status: 0 done, 1 failed, 2 wrong usage, 3 partly done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command(rich_help_panel="Understand")(understand.extract)
app.command(rich_help_panel="Understand")(understand.link)
app.command(rich_help_panel="Understand")(understand.evaluate)
app.command(rich_help_panel="Ask")(asking.ask)
app.command(rich_help_panel="Ask")(asking.sparql)
app.command(rich_help_panel="Ask")(asking.path)
app.command(rich_help_panel="Ask")(asking.entities)
app.command(rich_help_panel="Ask")(asking.articles)
app.command(rich_help_panel="Ask")(asking.export)
app.command(rich_help_panel="Store")(storing.ingest)
app.command(rich_help_panel="Store")(storing.retract)
app.command(rich_help_panel="Store")(storing.validate)
app.command(rich_help_panel="Store")(storing.same)
app.command(rich_help_panel="Store")(storing.different)
app.command(rich_help_panel="Store")(storing.backup)
app.command(rich_help_panel="Store")(storing.restore)
app.command(rich_help_panel="Store")(storing.compact)
app.command(rich_help_panel="Store")(storing.stats)
app.command(rich_help_panel="Serve")(serving.serve)
app.command(rich_help_panel="Serve")(serving.mcp)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
