"""A MultiDiGraph -> files that other tools read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping

import networkx as nx

from graph.rdf.iris import OURS, Namespace


def graphml(graph: nx.MultiDiGraph) -> str:
    """GraphML, for Gephi, yEd, igraph and NetworkX."""
    return "\n".join(nx.generate_graphml(graph))


def gexf(graph: nx.MultiDiGraph) -> str:
    """GEXF, for Gephi."""
    return "\n".join(nx.generate_gexf(graph))


def node_link(graph: nx.MultiDiGraph) -> str:
    """Node-link JSON, as ``networkx.node_link_graph`` and d3 read it."""
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=False, indent=1)


COLUMNS = ("source", "source_label", "relation", "target", "target_label", "family", "weight", "statements")
_MORE = ("contested", "planned", "first", "last")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(graph: nx.MultiDiGraph) -> str:
    """CSV, one row a relation; cells that a spreadsheet would run as formulas are quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, *_MORE])
    for source, target, data in sorted(
        graph.edges(data=True), key=lambda edge: (edge[0], edge[1], edge[2]["relation"])
    ):
        labels = (graph.nodes[source]["label"], graph.nodes[target]["label"])
        row = [source, labels[0], data["relation"], target, labels[1], *(data[name] for name in (*COLUMNS[5:], *_MORE))]
        writer.writerow([_plain(cell) for cell in row])
    return out.getvalue()


def _plain(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def turtle(graph: nx.MultiDiGraph, iris: Namespace = OURS) -> str:
    """The relations as plain triples with the labels of their ends; for the claims, export articles."""
    from pyoxigraph import Literal, RdfFormat, Triple, serialize

    from graph.network.relations import predicate_of
    from ontology import terms as t

    triples = [
        Triple(iris.entity(name), t.LABEL, Literal(data["label"], language="en"))
        for name, data in graph.nodes(data=True)
    ]
    triples += [
        Triple(iris.entity(source), predicate_of(data["relation"]), iris.entity(target))
        for source, target, data in graph.edges(data=True)
    ]
    return serialize(
        dict.fromkeys(triples), format=RdfFormat.TURTLE, prefixes={"ent": t.ENT, "plover": t.PLOVER}
    ).decode()  # type: ignore[union-attr]


FORMATS: Mapping[str, tuple[str, Callable[[nx.MultiDiGraph], str]]] = {
    "graphml": ("application/graphml+xml", graphml),
    "gexf": ("application/gexf+xml", gexf),
    "json": ("application/json", node_link),
    "csv": ("text/csv", table),
    "ttl": ("text/turtle", turtle),
}
