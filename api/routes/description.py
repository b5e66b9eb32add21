"""What the service says of itself: SPARQL 1.1 Service Description at ``/sparql``, VoID at ``/.well-known/void``."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from api.dependencies import SettingsDep, StoreDep
from api.negotiation import accepted
from api.settings import Settings
from graph.store import Store
from graph.store.formats import GRAPHS, RESULTS, choose

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
DCTERMS = "http://purl.org/dc/terms/"
FORMATS = "http://www.w3.org/ns/formats/"
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_FORMAT_NAMES = {  # the W3C's registry of formats for sd:resultFormat and sd:inputFormat
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
}
_PREFIXES = {"sd": SD, "void": VOID, "dcterms": DCTERMS, "formats": FORMATS}

router = APIRouter(tags=["sparql"])


@router.get("/.well-known/void", summary="VoID description", response_class=Response)
def void(request: Request, store: StoreDep, settings: SettingsDep) -> Response:
    """What the dataset holds, how much of it, and where to ask (VoID)."""
    response = _serialized(request, _dataset(store, settings))
    response.headers["Cache-Control"] = "max-age=600"  # it counts the whole store
    return response


def service_description(request: Request, settings: Settings) -> Response:
    """The description of the query endpoint that was asked."""
    return _serialized(request, _service(str(request.url.replace(query="")), settings))


def _service(endpoint: str, settings: Settings) -> Iterator[ox.Triple]:
    service, dataset, graph = ox.NamedNode(endpoint), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield ox.Triple(service, RDF_TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), service)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield ox.Triple(service, _sd("supportedLanguage"), _sd(language))
    if not settings.read_only:
        yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
    for format in (*RESULTS, *GRAPHS):
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(FORMATS + _FORMAT_NAMES[format.name]))
    for format in GRAPHS:
        yield ox.Triple(service, _sd("inputFormat"), ox.NamedNode(FORMATS + _FORMAT_NAMES[format.name]))
    if settings.default_graph == "union":
        yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    if settings.service_hosts:
        yield ox.Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, RDF_TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, RDF_TYPE, _sd("Graph"))


def _dataset(store: Store, settings: Settings) -> Iterator[ox.Triple]:
    dataset = ox.NamedNode(f"{settings.base}.well-known/void#dataset")
    described = ox.NamedNode(f"{settings.base}.well-known/void")
    yield ox.Triple(described, RDF_TYPE, _void("DatasetDescription"))
    yield ox.Triple(described, ox.NamedNode("http://xmlns.com/foaf/0.1/topic"), dataset)
    yield ox.Triple(dataset, RDF_TYPE, _void("Dataset"))
    yield ox.Triple(dataset, ox.NamedNode(DCTERMS + "title"), ox.Literal("Entente: who did what, and who says so"))
    yield ox.Triple(dataset, _void("sparqlEndpoint"), ox.NamedNode(f"{settings.base}sparql"))
    yield ox.Triple(dataset, _void("uriSpace"), ox.Literal(f"{settings.base}id/"))
    for name, what in (("triples", "COUNT(*)"), ("distinctSubjects", "COUNT(DISTINCT ?s)")):
        number = _number(store, what)
        yield ox.Triple(dataset, _void(name), ox.Literal(number, datatype=XSD_INTEGER))


def _number(store: Store, what: str) -> str:
    ((number,),) = store.query(f"SELECT ({what} AS ?n) WHERE {{ ?s ?p ?o }}", fresh=False).rows
    assert isinstance(number, ox.Literal)  # noqa: S101 - COUNT gives nothing else
    return number.value


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(VOID + name)


def _serialized(request: Request, triples: Iterator[ox.Triple]) -> Response:
    accept = [each for each in accepted(request.headers.get("accept")) if each != "text/html"]
    format = choose(accept or (), GRAPHS, "descriptions")
    output = BytesIO()
    ox.serialize(triples, output, format=format.rdf, prefixes=_PREFIXES if format.name == "turtle" else None)
    return Response(output.getvalue(), headers={"Content-Type": format.header, "Vary": "Accept"})
