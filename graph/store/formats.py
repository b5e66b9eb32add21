"""The formats of answers and graphs: media types, the engine's names for them, file suffixes.

Sources: SPARQL 1.1 Results JSON, XML, CSV and TSV (W3C 2013); RDF 1.1 serialisations and their IANA registrations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.errors import NotAcceptable
from graph.store.store import Form


@dataclass(frozen=True, slots=True)
class Format:
    """``media_type`` is what we send, ``accepts`` what else we understand by it."""

    media_type: str
    accepts: tuple[str, ...]
    name: str
    suffix: str
    result: ox.QueryResultsFormat | None = None
    rdf: ox.RdfFormat | None = None

    @property
    def header(self) -> str:
        """The value of ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type

    @property
    def named_graphs(self) -> bool:
        """Whether it can hold named graphs."""
        return self.rdf is not None and self.rdf.supports_datasets


_R, _F = ox.QueryResultsFormat, ox.RdfFormat

RESULTS: tuple[Format, ...] = (
    Format("application/sparql-results+json", ("application/json", "text/json"), "json", "srj", result=_R.JSON),
    Format("application/sparql-results+xml", ("application/xml", "text/xml"), "xml", "srx", result=_R.XML),
    Format("text/csv", (), "csv", "csv", result=_R.CSV),
    Format("text/tab-separated-values", ("text/tsv",), "tsv", "tsv", result=_R.TSV),
)
GRAPHS: tuple[Format, ...] = (
    Format("text/turtle", ("application/x-turtle", "application/turtle"), "turtle", "ttl", rdf=_F.TURTLE),
    Format("application/n-triples", ("text/plain",), "ntriples", "nt", rdf=_F.N_TRIPLES),
    Format("application/rdf+xml", ("application/xml", "text/xml"), "rdfxml", "rdf", rdf=_F.RDF_XML),
    Format("application/ld+json", ("application/json",), "jsonld", "jsonld", rdf=_F.JSON_LD),
    Format("application/trig", ("application/x-trig",), "trig", "trig", rdf=_F.TRIG),
    Format("application/n-quads", ("text/x-nquads", "text/nquads"), "nquads", "nq", rdf=_F.N_QUADS),
)


def names(format: Format) -> tuple[str, ...]:
    """Every media type that means this format, the one we send first."""
    return (format.media_type, *format.accepts)


def find(media_type: str, formats: Sequence[Format]) -> Format | None:
    """The format that this media type (no parameters, lower case) or short name means."""
    for format in formats:
        if media_type in names(format) or media_type == format.name:
            return format
    return None


def choose_for(form: Form, accept: Sequence[str]) -> Format:
    """The first acceptable format for the answer to a query of this form. Raises NotAcceptable."""
    if form is Form.GRAPH:
        return choose(accept, GRAPHS, "graphs")
    return choose(accept, RESULTS, "results of SELECT and ASK")


def choose(accept: Sequence[str], formats: Sequence[Format], what: str) -> Format:
    """The first acceptable format; ``accept`` is in order of preference, media ranges allowed, empty means any.

    Raises NotAcceptable, naming what there is.
    """
    for wanted in accept or ("*/*",):
        if wanted == "*/*":
            return formats[0]
        if wanted.endswith("/*"):
            found = next((each for each in formats if each.media_type.startswith(wanted[:-1])), None)
        else:
            found = find(wanted, formats)
        if found is not None:
            return found
    raise NotAcceptable(
        f"{what} come as {', '.join(format.media_type for format in formats)}, not as {', '.join(accept)}"
    )
