"""An answer between the worker that writes it and the client that reads it.

The worker writes at its own speed, so that a slow client does not hold it; what the client has not taken waits in
memory, and beyond a limit in a temporary file.
"""

from __future__ import annotations

import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO, cast

from graph.errors import EntenteError

IN_MEMORY = 4 << 20
_CHUNK = 1 << 18


class Spool:
    """One writer (``write`` ..., then ``finish``), one reader (iteration, then ``close``)."""

    def __init__(self) -> None:
        self._chunks: deque[bytes] = deque()
        self._size = 0  # of the chunks
        self._file: BinaryIO | None = None  # once there is one, everything further goes through it
        self._written = self._read = 0  # positions in the file
        self._finished = self._closed = False
        self._error: EntenteError | None = None
        self._changed = threading.Condition()

    def write(self, data: bytes) -> None:
        """Add bytes; ignored after the reader has left."""
        with self._changed:
            if self._closed:
                return
            if self._file is None and self._size + len(data) > IN_MEMORY:
                self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed with the spool
            if self._file is None:
                self._chunks.append(data)
                self._size += len(data)
            else:
                self._file.seek(self._written)
                self._file.write(data)
                self._written += len(data)
            self._changed.notify()

    def finish(self, error: EntenteError | None = None) -> None:
        """Nothing more comes; with an error, what came is incomplete."""
        with self._changed:
            self._finished, self._error = True, error
            self._changed.notify()

    def __iter__(self) -> Iterator[bytes]:
        try:
            while chunk := self._next():
                yield chunk
        finally:
            self.close()

    def close(self) -> None:
        """The reader leaves."""
        with self._changed:
            self._closed = True
            self._chunks.clear()
            if self._file is not None:
                self._file.close()
                self._file = None
            self._changed.notify()

    def _next(self) -> bytes:
        """The next bytes, once there are some; empty at the end. Raises what ``finish`` was given."""
        with self._changed:
            self._changed.wait_for(self._something)
            if self._error is not None:
                raise self._error
            if self._chunks:
                chunk = self._chunks.popleft()
                self._size -= len(chunk)
                return chunk
            if self._file is None:
                return b""
            self._file.seek(self._read)
            chunk = self._file.read(min(_CHUNK, self._written - self._read))
            self._read += len(chunk)
            return chunk

    def _something(self) -> bool:
        return bool(self._chunks) or self._written > self._read or self._finished or self._closed
