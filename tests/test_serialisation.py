"""Quads as text: every syntax reads back as what was written, in rdflib too, and JSON-LD in our own words."""

from __future__ import annotations

import json

import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib.compare import to_isomorphic

from graph.model import Extraction
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.rdf.serialisation import Syntax, context, serialise
from ontology import terms as t
from tests.extractions import extractions


@given(extractions())
@settings(max_examples=15, deadline=None)
def test_trig_reads_back(extraction: Extraction) -> None:
    quads = list(to_quads(extraction, OURS))
    written = serialise(quads, Syntax.TRIG)
    assert set(parse(written, format=RdfFormat.TRIG)) == set(quads)
    assert serialise(reversed(quads), Syntax.TRIG) == written


@given(extractions())
@settings(max_examples=10, deadline=None)
def test_json_ld_says_the_same_as_the_quads(extraction: Extraction) -> None:
    quads = list(to_quads(extraction, OURS))
    written = serialise(quads, Syntax.JSONLD)
    assert {_plain(quad) for quad in parse(written, format=RdfFormat.JSON_LD)} == {_plain(quad) for quad in quads}


def _plain(quad: Quad) -> str:
    return str(quad)


@pytest.mark.parametrize("syntax", [Syntax.TURTLE, Syntax.NTRIPLES, Syntax.RDFXML])
@given(extractions())
@settings(max_examples=5, deadline=None)
def test_rdflib_reads_what_we_write(syntax: Syntax, extraction: Extraction) -> None:
    name = {Syntax.TURTLE: "turtle", Syntax.NTRIPLES: "nt", Syntax.RDFXML: "xml"}[syntax]
    quads = [quad for quad in to_quads(extraction, OURS) if syntax is not Syntax.RDFXML or _xml_can_say(quad)]
    ours = rdflib.Graph().parse(data=serialise(quads, syntax), format=name)
    theirs = rdflib.Graph().parse(data=serialise(quads, Syntax.NTRIPLES), format="nt")
    assert len(to_isomorphic(ours)) == len(theirs)


def _xml_can_say(quad: Quad) -> bool:
    return all(character.isprintable() for character in str(quad.object))


def test_json_ld_uses_our_words() -> None:
    terms = context()
    assert terms["contributor"] == {"@id": "ent:contributor", "@type": "@id"}
    assert terms["status"]["@type"] == "@vocab"
    quads = [
        Quad(OURS.node("claim", "a-1"), t.TYPE, t.CLAIM, OURS.article("a")),
        Quad(OURS.node("claim", "a-1"), t.STATUS, t.STATUSES["pledged"], OURS.article("a")),
    ]
    graph = json.loads(serialise(quads, Syntax.JSONLD))["@graph"][0]
    assert graph["@graph"] == [{"id": f"{OURS.base}id/claim/a-1", "type": "Claim", "status": "Pledged"}]


def test_the_context_knows_every_term_of_the_ontology() -> None:
    ontology_terms = {
        node.value
        for value in vars(t).values()
        for node in (value.values() if isinstance(value, dict) else [value])
        if isinstance(node, NamedNode) and node.value.startswith(t.ENT)
    }
    in_context = {
        (value["@id"] if isinstance(value, dict) else value).replace("ent:", t.ENT)
        for name, value in context().items()
        if not name.startswith("@") and name not in t.PREFIXES
    }
    assert ontology_terms <= in_context
