"""A child process as the service sees it: started, talked to, killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import graph
from graph.errors import StoreUnavailable
from graph.store.frames import DONE, ERROR, REQUEST, Channel, read_error

START = 20.0  # seconds that a child may take to start (a slow disk, a log to replay)


class Lifeline:
    """A pipe that the children watch: it closes when this process ends, however it ends."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe()

    def close(self) -> None:
        """Tell the children to end."""
        os.close(self._writer)
        os.close(self.reader)


class Child:
    """One process and one or two conversations with it. ``quiet``: what it says when it dies is of no interest.

    ``network``: it may fetch, as far as the platform can forbid it.
    """

    def __init__(
        self,
        module: str,
        lifeline: Lifeline,
        *,
        memory: int = 0,
        stack: int = 0,
        directory: Path | None = None,
        channels: int = 1,
        keep: tuple[int, ...] = (),
        quiet: bool = False,
        network: bool = False,
    ) -> None:
        pairs = [socket.socketpair() for _ in range(channels)]
        theirs = [pair[1].fileno() for pair in pairs]
        command = [sys.executable, "-P", "-m", module, "--lifeline", str(lifeline.reader)]
        command += [f"--socket={number}" for number in theirs]
        command += [f"--memory={memory}", f"--stack={stack}", f"--directory={directory or ''}"]
        command += ["--network"] * network
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            pass_fds=(*theirs, lifeline.reader, *keep),
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if quiet else None,
            env=os.environ | {"PYTHONPATH": _import_path(), "MALLOC_ARENA_MAX": "2"},
        )
        for _, other in pairs:
            other.close()
        self.channels = tuple(Channel(pair[0]) for pair in pairs)

    def greet(self) -> Mapping[str, Any]:
        """Wait until it is ready; what it says of itself. Raises what it raised, or StoreUnavailable."""
        return self.reply(0, START)

    def call(self, request: Mapping[str, Any], *bodies: bytes, channel: int = 0, timeout: float | None) -> Any:
        """Ask and wait for the reply. Raises TimeoutError when there is none in time (the child is then unusable)."""
        self.channels[channel].send(REQUEST, request)
        for body in bodies:
            self.channels[channel].send(b"d", body)
        return self.reply(channel, timeout)

    def reply(self, channel: int, timeout: float | None) -> Mapping[str, Any]:
        """The reply to a request that was sent."""
        kind, body = self.channels[channel].receive(timeout)
        if kind == ERROR:
            raise read_error(json.loads(body))
        if kind != DONE:
            raise StoreUnavailable(f"the store process answered out of turn ({kind!r})")
        value = json.loads(body)
        assert isinstance(value, dict)  # noqa: S101 - our own child wrote it
        return value

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def kill(self) -> None:
        """End it at once and wait until it is gone."""
        if self.alive:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for channel in self.channels:
            channel.close()

    def stop(self, patience: float = 5.0) -> None:
        """Close the conversations, which ends it; kill it if it does not."""
        for channel in self.channels:
            channel.close()
        deadline = time.monotonic() + patience
        while self.alive and time.monotonic() < deadline:
            time.sleep(0.005)
        self.kill()


def _import_path() -> str:
    """Where the children find this package, however we were started."""
    here = str(Path(next(iter(graph.__path__))).parent)
    inherited = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(part for part in (here, inherited) if part)
