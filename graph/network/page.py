"""A MultiDiGraph -> one HTML file that opens from disk, asks nobody, and runs nothing that an article wrote (pyvis).

pyvis has not been maintained since 2023 and needs care: its resources go in line (its ``local`` still loads from the
network), what it links from elsewhere is cut out, physics is off with positions of our own, its heading and menus are
not used (they do not escape), and a policy in the page forbids every request.
"""

from __future__ import annotations

import html
import re

import networkx as nx
from pyvis.network import Network

from graph.network.layout import springs

MOST = 500  # nodes; a page of more helps nobody

_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:\">"
)
_REMOTE = re.compile(r"<(?:link|script)\b[^>]*?(?:href|src)\s*=\s*[\"']https?://[^>]*>(?:\s*</script>)?", re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_REMAINS = re.compile(r"<!--\s*<link\b.*?-->|//# sourceMappingURL=\S+(?=</script>)", re.DOTALL)  # files that nobody has
_SCALE = 900  # pixels from the middle to the edge

# Okabe and Ito's colours, as in the viewer.
_FAMILIES = {
    "contribution": "#0072b2",
    "membership": "#999999",
    "cooperation": "#009e73",
    "conflict": "#d55e00",
    "other": "#cc79a7",
}
_KINDS = {
    "state": "#2b6cb0",
    "organization": "#6b46c1",
    "operation": "#00796b",
    "person": "#b7791f",
    "group": "#c53030",
}


def pyvis_network(graph: nx.MultiDiGraph, *, height: str = "700px", notebook: bool = False) -> Network:
    """The graph as a pyvis network: for notebooks, or as the start of a page.

    Raises ValueError for more than MOST nodes: choose a part first (``projection(store, among=...)``).
    """
    if graph.number_of_nodes() > MOST:
        raise ValueError(f"{graph.number_of_nodes()} nodes are too many for one page: choose {MOST} at most")
    network = Network(height=height, width="100%", directed=True, notebook=notebook, cdn_resources="in_line")
    network.toggle_physics(False)
    positions = springs(graph)
    for name, data in graph.nodes(data=True):
        x, y = positions[name]
        network.add_node(
            name,
            label=data["label"],
            title=_safe(f"{data['label']} ({data['kind']})"),
            color=_KINDS.get(data["kind"], "#6b7785"),
            x=x * _SCALE,
            y=y * _SCALE,
            shape="dot",
            size=14,
        )
    for source, target, data in graph.edges(data=True):
        network.add_edge(
            source,
            target,
            title=_safe(f"{data['relation']}: {data['statements']} statements, {data['weight']} origins"),
            label=data["relation"],
            color=_FAMILIES[data["family"]],
            width=1 + min(6, data["weight"]),
            dashes=bool(data["contested"] or data["planned"]),
        )
    return network


def html_page(graph: nx.MultiDiGraph) -> str:
    """One self-contained HTML page. Raises ValueError for more than MOST nodes."""
    network = pyvis_network(graph)
    network.set_options(
        '{"physics": {"enabled": false}, "edges": {"smooth": {"type": "dynamic"}, "font": {"size": 10}}}'
    )
    page = network.generate_html(notebook=False)
    page = _HEADING.sub("", _REMAINS.sub("", _REMOTE.sub("", page)))
    return page.replace("<html>", '<!doctype html>\n<html lang="en">', 1).replace(
        "<head>", f'<head><meta charset="utf-8">{_POLICY}<title>Entente</title>', 1
    )


def _safe(text: str) -> str:
    """A title that can be nothing but text: pyvis makes HTML of all titles as soon as one contains ``href``."""
    return html.escape(text).replace("href", "hr\u200bef")
