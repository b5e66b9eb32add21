"""What a store can do, wherever its quads live.

    with open_store("var/store") as store:
        store.replace_graph("https://example.org/id/article/a1", quads)
        for row in store.query("SELECT ?s WHERE { ?s ?p ?o }"):
            ...

Three stores answer to :class:`Store` and pass the same behaviour test: :class:`~graph.store.inline.InlineStore`
(in this process: tests, one-shot commands), :class:`~graph.store.embedded.EmbeddedStore` (an owner process and query
workers: the service) and :class:`~graph.store.remote.RemoteStore` (any SPARQL 1.1 endpoint).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Event
from typing import Literal, Protocol, Self, runtime_checkable

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
DefaultGraph = Literal["union", "own"]


class Form(StrEnum):
    """The four query forms, by what they return: CONSTRUCT and DESCRIBE are both ``GRAPH``."""

    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The dataset a query asks (protocol parameters ``default-graph-uri`` and ``named-graph-uri``).

    ``None`` for both means the store's own dataset, where ``default`` says whether the default graph is the union of
    all graphs or the graph without a name.
    """

    default: DefaultGraph = "union"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None

    @property
    def given(self) -> bool:
        """Whether the request itself describes the dataset."""
        return self.default_graphs is not None or self.named_graphs is not None


@dataclass(frozen=True, slots=True)
class Results:
    """The whole answer to a query, in memory.

    SELECT: ``variables`` and ``rows`` (tuples in the order of the variables, ``None`` where unbound). ASK:
    ``boolean``. CONSTRUCT and DESCRIBE: ``triples``. Iterating gives rows or triples; ``bool()`` of an ASK is its
    answer, of anything else whether there is an answer at all.
    """

    form: Form
    variables: tuple[str, ...] = ()
    rows: Sequence[Row] = ()
    boolean: bool | None = None
    triples: Sequence[ox.Triple] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.triples if self.form is Form.GRAPH else self.rows)

    def __bool__(self) -> bool:
        return self.boolean if self.boolean is not None else len(self) > 0

    def bindings(self) -> Iterator[dict[str, Term]]:
        """Each row as a mapping of the variables that are bound in it."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}


class Writable(Protocol):
    """All that an answer needs to be written to."""

    def write(self, data: bytes, /) -> int: ...

    def flush(self) -> None: ...


class Stream(Protocol):
    """An answer as bytes on their way. Leaving it before its end stops the query."""

    form: Form
    media_type: str

    def __iter__(self) -> Iterator[bytes]:
        """Yield the bytes; raises QueryError when the answer cannot be finished: it is then incomplete."""
        ...

    def close(self) -> None:
        """Give up what is left of the answer."""
        ...


@runtime_checkable
class Store(Protocol):
    """Where the quads live. Every method may raise StoreError; ``query`` and ``stream`` also QueryError.

    Times are seconds. What ``update``, ``replace_graph``, ``drop_graph`` and ``load`` have returned from is stored.
    """

    @property
    def history(self) -> Store | None:
        """The store of superseded and retracted revisions beside this one, where there is one."""
        ...

    @property
    def metrics(self) -> dict[str, float]:
        """Plain numbers for whoever publishes them: counters, sums of seconds, what runs now."""
        ...

    def query(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        default_graph: DefaultGraph = "union",
        dataset: Dataset | None = None,
        fresh: bool = True,
    ) -> Results:
        """Answer a query in memory. ``fresh``: see every write acknowledged before the call (may wait 0.3 s)."""
        ...

    def stream(
        self,
        sparql: str,
        accept: Sequence[str],
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
        fresh: bool = True,
        client: str = "",
        cancelled: Event | None = None,
    ) -> Stream:
        """Answer as bytes, in the first media type of ``accept`` that fits the form. Raises NotAcceptable.

        ``client`` is who asks: queueing is fair between clients. Setting ``cancelled`` stops the query.
        """
        ...

    def update(
        self,
        sparql: str,
        *,
        timeout: float | None = None,
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> None:
        """Run a SPARQL update: all of it or none of it."""
        ...

    def replace_graph(self, iri: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        """Make the named graph hold exactly these, in one transaction. The graph of each quad is overridden."""
        ...

    def drop_graph(self, iri: str) -> bool:
        """Remove the named graph; whether there was one."""
        ...

    def load(self, quads: Iterable[ox.Quad]) -> int:
        """Add many quads to the graphs that they name; how many were given. Not one transaction."""
        ...

    def graph(self, iri: str | None) -> Sequence[ox.Triple]:
        """The triples of the named graph (``None``: of the graph without a name); empty where there is none."""
        ...

    def has_graph(self, iri: str) -> bool:
        """Whether there is a graph of this name."""
        ...

    def graphs(self) -> Sequence[str]:
        """The names of the named graphs."""
        ...

    def close(self) -> None:
        """Let go of the store; what was written stays."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
