"""A query worker: a process that answers queries over read-only snapshots, and may be killed at any moment.

Started by ``graph.store.workers``. It evaluates in one thread with a deep stack (the engine parses and optimises by
recursion), under a limit on its address space. It never sees the live directory: opening that beside a writer is
undefined behaviour.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.errors import EntenteError, QueryTooLarge
from graph.store.engine import Answer, engine_errors, evaluate, form_of, open_engine, write_answer
from graph.store.formats import Format, choose_for
from graph.store.frames import CHUNK, DATA, DONE, ERROR, HEAD, Channel, Gone, error_frame
from graph.store.process import Arguments, run
from graph.store.store import Dataset

_ROW_MARKS = {"json": b',{"', "xml": b"<result>", "csv": b"\n", "tsv": b"\n", "rdfxml": b"<rdf:Description"}


class Worker:
    """Answers one request after the other."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._engines: dict[str, ox.Store] = {}

    def serve(self) -> None:
        """Greet, then answer until the service goes away."""
        self._channel.send(DONE, {"thread": threading.get_native_id()})
        while True:
            try:
                _, body = self._channel.receive()
                self._answer(json.loads(body))
            except Gone:
                return

    def _answer(self, request: Mapping[str, Any]) -> None:
        try:
            if request["do"] == "open":
                self._engines[request["name"]] = open_engine(Path(request["path"]), read_only=True)
                self._channel.send(DONE, {})
            else:
                self._query(request)
        except Gone:
            raise
        except EntenteError as error:
            self._channel.send(ERROR, error_frame(error))

    def _query(self, request: Mapping[str, Any]) -> None:
        dataset = Dataset(request["default"], _names(request["default_graphs"]), _names(request["named_graphs"]))
        with engine_errors():
            answer = evaluate(self._engines[request["name"]], request["sparql"], dataset, request["base"])
        format = choose_for(form_of(answer), request["accept"])
        output = _Output(self._channel, answer, format, request["max_bytes"], request["max_rows"])
        with engine_errors(), output:
            write_answer(answer, format, output)
        output.last()
        self._channel.send(DONE, {"rows": output.rows, "bytes": output.bytes})


def _names(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


class _Output:
    """What the engine writes to: collects chunks, counts bytes and rows (by the marks between them), stops at a cap."""

    def __init__(self, channel: Channel, answer: Answer, format: Format, max_bytes: int, max_rows: int) -> None:
        self._channel = channel
        self._head = {"form": form_of(answer), "media_type": format.header, "format": format.name}
        self._mark = _ROW_MARKS.get(format.name, b"\n")
        self._max_bytes, self._max_rows = max_bytes, max_rows
        self._buffer = bytearray()
        self._begun = False
        self._stop: EntenteError | None = None
        self.rows = self.bytes = 0

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._stop is not None:
            raise self._stop

    def write(self, data: bytes) -> int:
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """Nothing: the engine flushes at its end, and what is left then goes with the end (``last``)."""

    def last(self) -> None:
        """Hold what is left, to go with the end. Raises QueryTooLarge."""
        try:
            chunk = self._next()
        except OSError:
            assert self._stop is not None  # noqa: S101 - the only reason
            raise self._stop from None
        self._channel.hold(DATA, chunk)

    def _pass_on(self) -> None:
        chunk = self._next()
        try:
            self._channel.send(DATA, chunk)
        except Gone as gone:
            self._refuse(gone)

    def _next(self) -> bytes:
        if not self._begun:
            self._channel.hold(HEAD, self._head)
            self._begun = True
        chunk = bytes(self._buffer)
        self._buffer.clear()
        self.bytes += len(chunk)
        self.rows += chunk.count(self._mark)
        self._check()
        return chunk

    def _check(self) -> None:
        if self.bytes > self._max_bytes:
            self._refuse(
                QueryTooLarge(f"the answer is larger than {self._max_bytes} bytes: ask for less, or page by key")
            )
        if self.rows > self._max_rows:
            self._refuse(QueryTooLarge(f"the answer has more than {self._max_rows} rows: ask for less, or page by key"))

    def _refuse(self, error: EntenteError) -> None:
        """Stop the engine; it reports our exception as one of its own, so the real one is kept aside."""
        self._stop = error
        raise OSError(str(error))


def main(arguments: Arguments, channel: Channel) -> None:
    """Serve in a thread with a deep stack."""
    threading.stack_size(arguments.stack)
    thread = threading.Thread(target=Worker(channel).serve, name="query")
    thread.start()
    thread.join()


if __name__ == "__main__":
    run(main)
