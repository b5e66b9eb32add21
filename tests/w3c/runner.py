"""Runs W3C cases against a service, over HTTP like any client."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pyoxigraph as ox

from tests.w3c.compare import canonical, read_rows, rows_of, same_csv, same_rows
from tests.w3c.manifests import Case, Data, path_of

_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_SYNTAX = {
    "PositiveSyntaxTest": ("query", True),
    "PositiveSyntaxTest11": ("query", True),
    "NegativeSyntaxTest": ("query", False),
    "NegativeSyntaxTest11": ("query", False),
    "PositiveUpdateSyntaxTest11": ("update", True),
    "NegativeUpdateSyntaxTest11": ("update", False),
}


class CaseError(AssertionError):
    """The service answered otherwise than the case expects."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Talks to the service whose endpoints are these."""

    client: httpx.Client
    root: Path

    def run(self, case: Case) -> None:
        """Raise CaseError unless the service passes."""
        if case.kind in _SYNTAX:
            self._syntax(case, *_SYNTAX[case.kind])
        elif case.kind == "UpdateEvaluationTest":
            self._update(case)
        else:
            self._query(case)

    def load(self, data: Data) -> None:
        """Make the store hold exactly this."""
        self.update("DROP ALL")
        triples = [triple for file in data.default for triple in self.triples(file)]
        if triples:
            self._put({"default": ""}, triples)
        for name, file in data.named:
            self._put({"graph": name}, self.triples(file))

    def triples(self, file: str, base: str | None = None) -> list[ox.Triple]:
        path = path_of(file, self.root)
        format = ox.RdfFormat.from_extension(path.suffix[1:])
        return [quad.triple for quad in ox.parse(path.read_bytes(), format, base_iri=base or file)]

    def update(self, text: str) -> None:
        response = self.client.post("/sparql/update", data={"update": text})
        if not response.is_success:
            raise CaseError(f"update: {response.status_code} {response.text}")

    def _put(self, parameters: dict[str, str], triples: Iterable[ox.Triple]) -> None:
        body = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        headers = {"Content-Type": "application/n-triples"}
        self.client.put("/rdf-graph-store", params=parameters, content=body, headers=headers).raise_for_status()

    def _text(self, case: Case) -> str:
        assert case.action is not None
        return path_of(case.action, self.root).read_text("utf-8")

    def _with_base(self, case: Case) -> str:
        return f"BASE <{case.action}>\n{self._text(case)}"

    def _syntax(self, case: Case, operation: str, good: bool) -> None:
        address = "/sparql" if operation == "query" else "/sparql/update"
        response = self.client.post(address, data={operation: self._text(case)})
        # only a syntax error says where; what parses and then fails (no such graph, no fetching) does not
        rejected = response.status_code == 400 and "line" in response.json()
        if rejected is good:
            raise CaseError(f"{response.status_code} {response.text[:300]}")

    def _query(self, case: Case) -> None:
        text = self._text(case)
        graphs = {urljoin(str(case.action), iri) for iri in _FROM.findall(text)}
        loaded = {name for name, _ in case.data.named}
        more = tuple((iri, iri) for iri in graphs if iri not in loaded and path_of(iri, self.root).exists())
        self.load(Data(case.data.default, case.data.named + more))
        assert case.result is not None
        expected = path_of(case.result, self.root)
        accept = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".srx": "application/sparql-results+xml"}
        wanted = accept.get(expected.suffix, "application/sparql-results+json, text/turtle;q=0.5")
        response = self.client.post("/sparql", data={"query": self._with_base(case)}, headers={"Accept": wanted})
        if response.status_code != 200:
            raise CaseError(f"{response.status_code} {response.text[:300]}")
        self._check(case, expected, response)

    def _check(self, case: Case, expected: Path, response: httpx.Response) -> None:
        sent = response.headers["content-type"].partition(";")[0]
        if expected.suffix == ".csv":
            good = same_csv(response.content, expected.read_bytes())
        elif sent == "text/turtle":
            found = canonical(ox.parse(response.content, ox.RdfFormat.TURTLE, base_iri="http://example.org/"))
            good = found == canonical(ox.Quad(*triple) for triple in self.triples(str(case.result)))
        else:
            suffix = {"application/sparql-results+xml": ".srx", "text/tab-separated-values": ".tsv"}.get(sent, ".srj")
            good = same_rows(rows_of(response.content, suffix), read_rows(expected, str(case.result)), lax=case.lax)
        if not good:
            raise CaseError(f"expected {expected.name}: {expected.read_text()[:600]}\nfound {response.text[:600]}")

    def _update(self, case: Case) -> None:
        self.load(case.data)
        self.update(self._with_base(case))
        after = case.result_data or Data()
        expected = [ox.Quad(*triple) for file in after.default for triple in self.triples(file)]
        for name, file in after.named:
            expected += [ox.Quad(*triple, ox.NamedNode(name)) for triple in self.triples(file)]
        found = self._everything()
        if canonical(found) != canonical(expected):
            raise CaseError(f"expected {[str(quad) for quad in expected]}\nfound {[str(quad) for quad in found]}")

    def _everything(self) -> list[ox.Quad]:
        query = "SELECT * WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        response = self.client.post("/sparql", data={"query": query})
        rows = rows_of(response.raise_for_status().content, ".srj")
        assert not isinstance(rows, bool)
        return [ox.Quad(row["s"], row["p"], row["o"], row.get("g")) for row in rows]  # type: ignore[arg-type]
