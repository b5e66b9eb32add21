"""``docs/reference.md``, made from the code: commands, settings, routes, vocabulary.

    python -m api.reference > docs/reference.md

A test compares the file with what this prints, so that the docs cannot drift.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import typer.main
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from api.app import create_app
from api.cli import app
from api.settings import PREFIX, Settings
from ontology.terms import ENT


def reference() -> str:
    """The whole document."""
    parts = [
        "# Reference\n\nMade from the code by `python -m api.reference`; do not edit.\n",
        "## Commands\n",
        *_commands(),
        "\n## Settings\n\nVariables of `entente serve`; most are flags too.\n",
        *_settings(),
        "\n## Routes\n",
        *_routes(),
        "\n## Vocabulary\n\n`ent:` is `https://w3id.org/entente/ns#`.\n",
        *_vocabulary(),
    ]
    return "\n".join(parts) + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _commands() -> Iterator[str]:
    yield _row("command", "what it does") + "\n| --- | --- |"
    group = typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):  # type: ignore[attr-defined]
        yield _row(f"`entente {name}`", _first_line(command.help))
        for parameter in command.params:
            flags = [flag for flag in parameter.opts if flag.startswith("--")]
            if flags and parameter.name != "help":
                yield _row(f"&nbsp;&nbsp;`{flags[0]}`", _first_line(getattr(parameter, "help", "")))


def _first_line(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]


def _settings() -> Iterator[str]:
    yield _row("variable", "default", "meaning") + "\n| --- | --- | --- |"
    for name, field in Settings.model_fields.items():
        default = ", ".join(sorted(field.default)) if isinstance(field.default, frozenset) else field.default
        yield _row(f"`{PREFIX}{name.upper()}`", f"`{default}`" if default not in (None, "") else "", field.description)


def _routes() -> Iterator[str]:
    yield _row("route", "what it answers") + "\n| --- | --- |"
    schema = create_app(Settings()).openapi()["paths"]
    for path, methods in sorted(schema.items()):
        for method, operation in sorted(methods.items()):
            yield _row(f"`{method.upper()} {path}`", operation.get("summary", ""))


def _vocabulary() -> Iterator[str]:
    graph = Graph().parse(data=(files("ontology") / "entente.ttl").read_text("utf-8"), format="turtle")
    yield _row("term", "kind", "meaning") + "\n| --- | --- | --- |"
    kinds = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property"}
    for kind, shown in kinds.items():
        for term in sorted(graph.subjects(RDF.type, kind), key=str):
            if isinstance(term, URIRef) and str(term).startswith(ENT):
                yield _row(f"`ent:{str(term).removeprefix(ENT)}`", shown, graph.value(term, RDFS.comment) or "")


if __name__ == "__main__":
    print(reference(), end="")  # noqa: T201  # this is what the module is for
