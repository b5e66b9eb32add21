"""The store in this very process: for tests, one-shot commands and bulk work. It cannot stop a runaway query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from threading import Event
from typing import Self

import pyoxigraph as ox

from graph.errors import EntenteError
from graph.store.engine import (
    Answer,
    engine_errors,
    evaluate,
    form_of,
    open_engine,
    replacement,
    results,
    run_update,
    write_answer,
)
from graph.store.fetching import disarming
from graph.store.formats import choose_for
from graph.store.store import Dataset, DefaultGraph, Results, Stream

_CHUNK = 1 << 16


class InlineStore:
    """An Oxigraph store in memory (``path`` None) or in a directory."""

    def __init__(self, path: Path | str | None = None, *, read_only: bool = False) -> None:
        self.path = None if path is None else Path(path)
        self._writable = not read_only
        if self.path is not None and not read_only:
            self.path.mkdir(parents=True, exist_ok=True)
        self._engine = open_engine(self.path, read_only=read_only)
        self._history: InlineStore | None = None

    @property
    def history(self) -> InlineStore:
        """The store of superseded and retracted revisions; beside a store in memory, in memory too."""
        if self._history is None:
            self._history = InlineStore()
        return self._history

    @property
    def metrics(self) -> dict[str, float]:
        return {}

    def query(
        self,
        sparql: str,
        *,
        timeout: float | None = None,  # noqa: ARG002 - nothing can stop the engine in its own process
        default_graph: DefaultGraph = "union",
        dataset: Dataset | None = None,
        fresh: bool = True,  # noqa: ARG002 - always fresh
    ) -> Results:
        try:
            with disarming(sparql) as text, engine_errors(self.path):
                return results(evaluate(self._engine, text, dataset or Dataset(default_graph)))
        except EntenteError as error:
            raise _detached(error) from error.__cause__

    def stream(
        self,
        sparql: str,
        accept: Sequence[str] = (),
        *,
        timeout: float | None = None,  # noqa: ARG002
        dataset: Dataset | None = None,
        base: str | None = None,
        fresh: bool = True,  # noqa: ARG002
        client: str = "",  # noqa: ARG002
        cancelled: Event | None = None,  # noqa: ARG002
    ) -> Stream:
        try:
            with disarming(sparql) as text, engine_errors(self.path):
                return _InlineStream(evaluate(self._engine, text, dataset or Dataset(), base), accept)
        except EntenteError as error:
            raise _detached(error) from error.__cause__

    def update(
        self,
        sparql: str,
        *,
        timeout: float | None = None,  # noqa: ARG002
        dataset: Dataset | None = None,
        base: str | None = None,
    ) -> None:
        with disarming(sparql) as text, engine_errors(self.path):
            run_update(self._engine, text, dataset or Dataset(), base)

    def replace_graph(self, iri: str, quads: Iterable[ox.Quad | ox.Triple]) -> None:
        self.update(replacement(iri, quads))

    def drop_graph(self, iri: str) -> bool:
        there = self.has_graph(iri)
        with engine_errors(self.path):
            self._engine.remove_graph(ox.NamedNode(iri))
        return there

    def load(self, quads: Iterable[ox.Quad]) -> int:
        count = 0

        def counted() -> Iterable[ox.Quad]:
            nonlocal count
            for quad in quads:
                count += 1
                yield quad

        with engine_errors(self.path):
            self._engine.bulk_extend(counted())
        return count

    def graph(self, iri: str | None) -> Sequence[ox.Triple]:
        name = ox.DefaultGraph() if iri is None else ox.NamedNode(iri)
        with engine_errors(self.path):
            return [quad.triple for quad in self._engine.quads_for_pattern(None, None, None, name)]

    def has_graph(self, iri: str) -> bool:
        with engine_errors(self.path):
            return self._engine.contains_named_graph(ox.NamedNode(iri))

    def count(self) -> int:
        """How many quads there are."""
        with engine_errors(self.path):
            return len(self._engine)

    def graphs(self) -> Sequence[str]:
        with engine_errors(self.path):
            return [name.value for name in self._engine.named_graphs()]

    def close(self) -> None:
        with engine_errors(self.path):
            if self._writable and self.path is not None:
                self._engine.flush()
            del self._engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


class _InlineStream:
    """An answer that is whole already: in one process nothing is gained by waiting."""

    def __init__(self, answer: Answer, accept: Sequence[str]) -> None:
        self.form = form_of(answer)
        format = choose_for(self.form, accept)
        self.media_type = format.header
        output = BytesIO()
        write_answer(answer, format, output)
        self._body = output.getvalue()

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), _CHUNK):
            yield self._body[start : start + _CHUNK]

    def close(self) -> None:
        self._body = b""


def _detached(error: EntenteError) -> EntenteError:
    """The error without its frames: those hold the engine's answer, which must end in this very thread."""
    link: BaseException | None = error
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return error
