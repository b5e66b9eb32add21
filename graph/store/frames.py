"""Messages between the service and its store processes: a kind (one byte), a length, a body, over a Unix socket.

b"?" request (JSON)     b"d" data (bytes)       b"h" head of an answer (JSON)
b"." done (JSON)        b"!" error (JSON)
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import graph.errors
from graph.errors import EntenteError, QuerySyntaxError, StoreUnavailable

REQUEST, DATA, HEAD, DONE, ERROR = b"?", b"d", b"h", b".", b"!"
_HEAD = struct.Struct("!cI")
CHUNK = 1 << 16


class Gone(StoreUnavailable):
    """The process at the other end has ended."""


class Channel:
    """One end of a conversation; used by one thread at a time, but closed by any."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self._buffer = bytearray()
        self._held = b""
        self._using = threading.Lock()

    def hold(self, kind: bytes, body: bytes | Mapping[str, Any] = b"") -> None:
        """Send one frame together with the next one that is sent: fewer wake-ups at the other end."""
        self._held += _frame(kind, body)

    def send(self, kind: bytes, body: bytes | Mapping[str, Any] = b"") -> None:
        """Send one frame; a mapping goes as JSON. Raises Gone."""
        held, self._held = self._held, b""
        try:
            with self._using:
                self.socket.settimeout(None)
                self.socket.sendall(held + _frame(kind, body))
        except OSError as error:
            raise Gone(f"the store process has ended: {error}") from error

    def receive(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """The next frame. Raises Gone, or TimeoutError after ``timeout`` seconds without progress (nothing is lost)."""
        self._fill(_HEAD.size, timeout)
        kind, length = _HEAD.unpack(bytes(self._buffer[: _HEAD.size]))
        self._fill(_HEAD.size + length, timeout)
        body = bytes(self._buffer[_HEAD.size : _HEAD.size + length])
        del self._buffer[: _HEAD.size + length]
        return kind, body

    def _fill(self, size: int, timeout: float | None) -> None:
        while len(self._buffer) < size:
            try:
                with self._using:
                    self.socket.settimeout(timeout)
                    data = self.socket.recv(max(CHUNK * 4, size - len(self._buffer)))
            except TimeoutError:
                raise
            except OSError as error:
                raise Gone(f"the store process has ended: {error}") from error
            if not data:
                raise Gone("the store process has ended")
            self._buffer += data

    def close(self) -> None:
        """Close this end; the other one sees it, and so does a thread that waits here."""
        with suppress(OSError):  # the other end has gone already
            self.socket.shutdown(socket.SHUT_RDWR)  # wakes a waiting thread, as closing would not
        with self._using:
            self.socket.close()


def _frame(kind: bytes, body: bytes | Mapping[str, Any]) -> bytes:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return _HEAD.pack(kind, len(data)) + data


def error_frame(error: EntenteError) -> dict[str, Any]:
    """An error of ours as JSON."""
    frame: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    if isinstance(error, QuerySyntaxError):
        frame |= {"line": error.line, "column": error.column}
    return frame


def read_error(frame: Mapping[str, Any]) -> EntenteError:
    """The error that ``error_frame`` described."""
    kind = getattr(graph.errors, str(frame["kind"]), EntenteError)
    if kind is QuerySyntaxError:
        return QuerySyntaxError(frame["message"], line=frame.get("line", 0), column=frame.get("column", 0))
    error = kind(frame["message"])
    return error if isinstance(error, EntenteError) else EntenteError(frame["message"])
