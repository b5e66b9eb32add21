"""Answers that come as bytes, read into memory."""

from __future__ import annotations

import pyoxigraph as ox

from graph.store.store import Form, Results


def read_results(form: Form, body: bytes) -> Results:
    """An answer that came as JSON results or N-Triples."""
    if form is Form.GRAPH:
        return Results(form, triples=[quad.triple for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES)])
    answer = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean):
        return Results(form, boolean=bool(answer))
    names = tuple(variable.value for variable in answer.variables)
    return Results(form, names, [tuple(row) for row in answer])
