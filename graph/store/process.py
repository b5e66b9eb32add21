"""What the store's child processes have in common: their start, their limits, and ending when the service ends."""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

from graph.store.frames import Channel

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # linux/sched.h
_BASE = 512 << 20  # address space that Python and the engine reserve before any work (most of it is never touched)


@dataclass(frozen=True, slots=True)
class Arguments:
    """How a child was started: sockets (file descriptors), limits in bytes, the directory of the store."""

    sockets: tuple[int, ...]
    lifeline: int
    memory: int
    stack: int
    directory: str
    network: bool


def run(main: Callable[[Arguments, Channel], None]) -> None:
    """Read the arguments, set the limits, and run ``main`` until the service is gone."""
    arguments = _parse()
    if not arguments.network:
        give_up_the_network()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group: the service decides
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if arguments.memory:
        space = arguments.memory + arguments.stack + _BASE
        resource.setrlimit(resource.RLIMIT_AS, (space, space))
    threading.Thread(target=_die_with_the_service, args=(arguments.lifeline,), daemon=True).start()
    main(arguments, channel(arguments.sockets[0]))
    os._exit(0)  # an engine thread may still run; nothing here is worth waiting for


def give_up_the_network() -> bool:
    """Move into a network of our own, which has nothing in it, where the platform lets us; whether it did.

    Before any thread starts. What must not fetch is disarmed already (``graph.store.fetching``): a second lock.
    """
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    if unshare is None:
        return False
    return any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def channel(descriptor: int) -> Channel:
    """The conversation over an inherited socket."""
    return Channel(socket.socket(fileno=descriptor))


def _die_with_the_service(lifeline: int) -> None:
    """The service holds the other end of this pipe and never writes: reading ends when the service does."""
    while os.read(lifeline, 1):
        pass
    os._exit(1)


def _parse() -> Arguments:
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket", type=int, action="append", required=True)
    parser.add_argument("--lifeline", type=int, required=True)
    parser.add_argument("--memory", type=int, default=0)
    parser.add_argument("--stack", type=int, default=0)
    parser.add_argument("--directory", default="")
    parser.add_argument("--network", action="store_true")
    given = parser.parse_args()
    return Arguments(tuple(given.socket), given.lifeline, given.memory, given.stack, given.directory, given.network)
