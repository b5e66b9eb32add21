"""Linked data: every IRI below ``/id/`` says what it stands for, in HTML or any RDF syntax (W3C, Cool URIs, 303)."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pyoxigraph import NamedNode, Quad, Triple

from api.dependencies import NamespaceDep, StoreDep
from api.negotiation import accepted
from graph.errors import NotFound
from graph.rdf.serialisation import Syntax, serialise
from graph.store import Store

router = APIRouter(tags=["linked data"])

SYNTAXES = {
    "text/turtle": Syntax.TURTLE,
    "application/ld+json": Syntax.JSONLD,
    "application/json": Syntax.JSONLD,
    "application/n-triples": Syntax.NTRIPLES,
    "application/rdf+xml": Syntax.RDFXML,
    "application/trig": Syntax.TRIG,
    "application/n-quads": Syntax.NQUADS,
}
_RANGES = {"*/*": "text/turtle", "application/*": "application/ld+json", "text/*": "text/html"}
MOST = 2000  # triples of a description; an entity of ten thousand articles is asked about with SPARQL


@router.get("/id/{kind}/{key:path}", summary="What an IRI stands for", response_model=None)
def describe(kind: str, key: str, request: Request, store: StoreDep, iris: NamespaceDep) -> Response:
    """Triples that have it as their subject or object; the syntax by ``Accept``, HTML for browsers."""
    node = iris.node(kind, key)
    wanted = _negotiated(request.headers.get("accept"))
    if wanted is None:
        return Response("offered: text/html, " + ", ".join(SYNTAXES), status_code=406, media_type="text/plain")
    quads = _description(store, node, with_graph=kind == "article")
    if not quads:
        raise NotFound(f"nothing is known of <{node.value}>")
    if wanted == "text/html":
        return HTMLResponse(_page(node, quads, iris.base), headers={"Vary": "Accept"})
    body = serialise(quads, SYNTAXES[wanted])
    return Response(body, media_type=wanted, headers={"Vary": "Accept"})


def _negotiated(header: str | None) -> str | None:
    for media_type in accepted(header) or ("text/turtle",):
        found = _RANGES.get(media_type, media_type)
        if found == "text/html" or found in SYNTAXES:
            return found
    return None


def _description(store: Store, node: NamedNode, *, with_graph: bool) -> list[Quad]:
    if with_graph and (triples := store.graph(node.value)):
        return [Quad(triple.subject, triple.predicate, triple.object, node) for triple in triples]
    found = store.query(
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {{ {node} ?p ?o BIND ({node} AS ?s) }} UNION "
        f"{{ ?s ?p {node} BIND ({node} AS ?o) }} }} LIMIT {MOST}"
    ).triples
    return [Quad(triple.subject, triple.predicate, triple.object) for triple in found]


def _page(node: NamedNode, quads: list[Quad], base: str) -> str:
    rows = "".join(
        f"<tr><td>{_term(triple.predicate, base)}</td><td>{_term(triple.object, base)}</td></tr>"
        if triple.subject == node
        else f"<tr><td>is {_term(triple.predicate, base)} of</td><td>{_term(triple.subject, base)}</td></tr>"
        for triple in _sorted(quads)
    )
    title = escape(node.value)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{title}</title><style>"
        "body{font:15px/1.5 system-ui;margin:2rem;max-width:70rem}td{padding:.2rem .8rem .2rem 0;vertical-align:top;"
        "overflow-wrap:anywhere}table{border-collapse:collapse}</style>"
        f"<h1>{title}</h1><p>The same as <a href='?' type='text/turtle'>Turtle, JSON-LD, RDF/XML</a> by content "
        f"negotiation; <a href='/viewer/'>the viewer</a>.</p><table>{rows}</table></html>"
    )


def _sorted(quads: list[Quad]) -> list[Triple]:
    return sorted((quad.triple for quad in quads), key=lambda triple: (str(triple.predicate), str(triple.object)))


def _term(term: Any, base: str) -> str:
    if not isinstance(term, NamedNode):
        return escape(str(getattr(term, "value", term)))
    href = term.value.removeprefix(base.rstrip("/")) if term.value.startswith(base) else term.value
    if not href.startswith(("/", "http://", "https://")):
        return escape(term.value)
    return f'<a href="{escape(href, quote=True)}">{escape(term.value)}</a>'


@router.get("/ns", include_in_schema=False)
def vocabulary() -> RedirectResponse:
    """The vocabulary, for those who look for it here."""
    return RedirectResponse("/ontology/entente.ttl")
