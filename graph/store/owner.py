"""The owner: the one process that holds the store's directories read-write.

Started by ``graph.store.keeper``. Two conversations, each with its own thread: one for writes, in order; one for
snapshots, so that readers do not wait behind a long update. It is killed and started again when an update overruns
its deadline: the engine's log makes that safe.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox

from graph.errors import EntenteError
from graph.store.engine import engine_errors, open_engine, run_update
from graph.store.frames import DATA, DONE, ERROR, Channel, Gone, error_frame
from graph.store.process import Arguments, channel, run
from graph.store.store import Dataset


class Owner:
    """Holds the engines by name (``current``, ``history``) and does what it is told."""

    def __init__(self, root: Path, names: tuple[str, ...] = ("current", "history")) -> None:
        self._engines = {name: open_engine(root / name) for name in names}
        self._actions: dict[str, Callable[[ox.Store, Mapping[str, Any], Channel], Mapping[str, Any]]] = {
            "update": _update,
            "load": _load,
            "snapshot": _snapshot,
            "flush": _flush,
            "compact": _compact,
            "stats": _stats,
        }

    def serve(self, channel: Channel) -> None:
        """Answer until the service goes away."""
        while True:
            try:
                _, body = channel.receive()
                self._answer(channel, json.loads(body))
            except Gone:
                return

    def _answer(self, channel: Channel, request: Mapping[str, Any]) -> None:
        try:
            engine = self._engines[request["name"]]
            with engine_errors(request["name"]):
                result = self._actions[request["do"]](engine, request, channel)
            channel.send(DONE, result)
        except Gone:
            raise
        except EntenteError as error:
            channel.send(ERROR, error_frame(error))


def _update(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:
    _, text = channel.receive()
    default, named = request.get("default_graphs"), request.get("named_graphs")
    dataset = Dataset("own", None if default is None else tuple(default), None if named is None else tuple(named))
    run_update(engine, text.decode(), dataset, request.get("base"))
    return {}


def _load(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:
    """Load a file that the service can see, or the N-Quads that follow as data frames (an empty one ends them)."""
    if request.get("path"):
        engine.bulk_load(path=request["path"])
        return {}
    incoming = _Incoming(channel)
    load = engine.bulk_load if request["bulk"] else engine.load
    try:
        load(cast("IO[bytes]", incoming), ox.RdfFormat.N_QUADS)
    finally:
        incoming.drain()
    return {}


def _snapshot(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:  # noqa: ARG001
    engine.backup(request["path"])
    return {}


def _flush(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:  # noqa: ARG001
    engine.flush()
    return {}


def _compact(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:  # noqa: ARG001
    engine.flush()
    engine.optimize()
    return {}


def _stats(engine: ox.Store, request: Mapping[str, Any], channel: Channel) -> Mapping[str, Any]:  # noqa: ARG001
    return {"quads": len(engine)}


class _Incoming(RawIOBase):
    """The data frames of a load, as a file."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._rest = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def drain(self) -> None:
        """Read what was not read, so that the next frame is a request again."""
        while self.read(1 << 20):
            pass

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            kind, self._rest = self._channel.receive()
            self._ended = kind != DATA or not self._rest
        taken, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return taken


def main(arguments: Arguments, writes: Channel) -> None:
    """Open the engines, say so, and serve both conversations."""
    try:
        owner = Owner(Path(arguments.directory))
    except EntenteError as error:
        writes.send(ERROR, error_frame(error))
        return
    snapshots = channel(arguments.sockets[1])
    threading.Thread(target=owner.serve, args=(snapshots,), daemon=True).start()
    threading.stack_size(arguments.stack)
    writes.send(DONE, {})
    thread = threading.Thread(target=owner.serve, args=(writes,), name="writes")
    thread.start()
    thread.join()


if __name__ == "__main__":
    run(main)
