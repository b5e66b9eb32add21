"""The cases of the W3C manifests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

BASES = {
    "sparql11": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/",
    "dawg-data-r2": "http://www.w3.org/2001/sw/DataAccess/tests/data-r2/",
}
_MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
_PREFIXES = {
    "mf": _MF,
    "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
    "dawgt": "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}


@dataclass(frozen=True, slots=True)
class Data:
    """What is in a store: files in the default graph, and files in named graphs."""

    default: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()  # graph name, file


@dataclass(frozen=True, slots=True)
class Case:
    """One test; files are named by their IRIs."""

    iri: str
    kind: str
    name: str
    action: str | None = None
    data: Data = field(default_factory=Data)
    result: str | None = None
    result_data: Data | None = None
    lax: bool = False

    @property
    def id(self) -> str:
        """``folder/fragment``"""
        return "/".join(self.iri.split("/")[-2:]).replace("manifest#", "").replace("manifest.ttl#", "")


def path_of(iri: str, root: Path) -> Path:
    """The file that an IRI of the suites names."""
    for suite, base in BASES.items():
        if iri.startswith(base):
            return root / suite / iri.removeprefix(base)
    raise ValueError(iri)


def cases(root: Path, suite: str, skipped: frozenset[str] = frozenset()) -> Iterator[Case]:
    """Every case of a suite, folder by folder."""
    for manifest in sorted((root / suite).glob("*/manifest.ttl")):
        if manifest.parent.name not in skipped:
            yield from _cases(manifest, BASES[suite] + f"{manifest.parent.name}/manifest.ttl")


def _cases(manifest: Path, base: str) -> Iterator[Case]:
    store = ox.Store()
    store.load(path=manifest, base_iri=base)
    rows = store.query("SELECT DISTINCT ?case WHERE { ?m mf:entries/rdf:rest*/rdf:first ?case }", prefixes=_all())
    for row in rows:
        yield _case(store, str(row["case"]))


def _all() -> dict[str, str]:
    return _PREFIXES | {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}


def _case(store: ox.Store, case: str) -> Case:
    def values(path: str) -> list[str]:
        rows = store.query(f"SELECT ?x WHERE {{ {case} {path} ?x }}", prefixes=_all())
        return [row["x"].value for row in rows if not isinstance(row["x"], ox.BlankNode)]

    def first(path: str) -> str | None:
        return next(iter(values(path)), None)

    def named(path: str) -> tuple[tuple[str, str], ...]:
        rows = store.query(
            f"SELECT ?graph ?file WHERE {{ {case} {path} ?x . "
            "OPTIONAL { ?x ut:graph ?f } OPTIONAL { ?x rdfs:label ?l } "
            "BIND(COALESCE(?f, ?x) AS ?file) BIND(COALESCE(STR(?l), STR(?x)) AS ?graph) }",
            prefixes=_all(),
        )
        return tuple((row["graph"].value, row["file"].value) for row in rows)

    kinds = [kind.rpartition("#")[2] for kind in values("a")]
    has_after = bool(
        list(store.query(f"SELECT ?x WHERE {{ {case} mf:result ?x FILTER(isBlank(?x)) }}", prefixes=_all()))
    )
    return Case(
        iri=case.strip("<>"),
        kind=kinds[0] if kinds else "",
        name=first("mf:name") or "",
        action=first("mf:action/(qt:query|ut:request)") or first("mf:action"),
        data=Data(tuple(values("mf:action/(qt:data|ut:data)")), named("mf:action/(qt:graphData|ut:graphData)")),
        result=first("mf:result"),
        result_data=Data(tuple(values("mf:result/ut:data")), named("mf:result/ut:graphData")) if has_after else None,
        lax=bool(values("mf:resultCardinality")),
    )
