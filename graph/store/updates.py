"""The dataset of an update request (``using-graph-uri``, ``using-named-graph-uri``), written into the update.

SPARQL 1.1 Protocol, section 2.2.3: the parameters act as if every operation with a WHERE had these USING and USING
NAMED clauses; with an update that has its own USING or WITH they are an error.
"""

from __future__ import annotations

import pyoxigraph as ox

from graph.errors import QueryError
from graph.store.lexer import Token, tokens, unescaped, words
from graph.store.store import Dataset


def with_dataset(sparql: str, dataset: Dataset) -> str:
    """The update with the dataset in it. Raises QueryError when it has one of its own."""
    if not dataset.given:
        return sparql
    if words(sparql) & {"USING", "WITH"}:
        raise QueryError("the dataset is given twice: by using-graph-uri and by USING or WITH in the update")
    text = unescaped(sparql)
    clauses = " ".join(
        [f"USING {ox.NamedNode(iri)}" for iri in dataset.default_graphs or ()]
        + [f"USING NAMED {ox.NamedNode(iri)}" for iri in dataset.named_graphs or ()]
    )
    edits = [edit for place in _wheres(list(tokens(sparql))) for edit in _edits(text, *place, clauses)]
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _wheres(found: list[Token]) -> list[tuple[Token, Token | None, Token]]:
    """Each WHERE outside braces, the DELETE straight before it (``DELETE WHERE``), and the brace that ends it."""
    places, depth, where, delete = [], 0, None, None
    previous: Token | None = None
    for token in found:
        if token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
            if depth == 0 and where is not None:
                places.append((where, delete, token))
                where = None
        elif depth == 0 and token.is_word("WHERE"):
            where, delete = token, previous if previous is not None and previous.is_word("DELETE") else None
        previous = token
    return places


def _edits(text: str, where: Token, delete: Token | None, end: Token, clauses: str) -> list[tuple[int, int, str]]:
    if delete is None:
        return [(where.start, where.start, clauses + " ")]
    pattern = text[where.end : end.end]  # DELETE WHERE { P } is short for DELETE { P } WHERE { P }
    return [(where.start, where.start, f"{pattern} {clauses} ")]
