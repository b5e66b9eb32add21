"""Kills a store at random instants while it is written, and looks at what is left.

    python -m tests.store_killing write --store DIRECTORY --first N     writes until it is killed, says what is stored

``rounds`` does the killing; CI does a few, ``make soak`` many.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from graph.errors import StoreError
from graph.store import Limits, Store, open_store
from graph.store.embedded import EmbeddedStore

SIZE = 150  # triples in an article's graph
AGAIN = 40  # so many different articles: later ones replace earlier ones


def article(number: int) -> tuple[str, list[ox.Triple]]:
    """The graph that write ``number`` leaves behind: every triple says which write it is of."""
    subject = ox.NamedNode(f"http://example.org/a{number % AGAIN}")
    return subject.value, [
        ox.Triple(subject, ox.NamedNode(f"http://example.org/p{each}"), ox.Literal(str(number))) for each in range(SIZE)
    ]


def check(store: Store, acknowledged: dict[str, int]) -> None:
    """Every graph is whole, and of the acknowledged write or of one that was on its way after it."""
    for graph in store.graphs():
        facts = store.graph(graph)
        written = {int(fact.object.value) for fact in facts if isinstance(fact.object, ox.Literal)}
        assert len(facts) == SIZE, f"{graph} has {len(facts)} of {SIZE} triples"
        assert len(written) == 1, f"{graph} is a mixture of writes {written}"
        assert written.pop() >= acknowledged.get(graph, 0), f"{graph} has lost an acknowledged write"
    missing = set(acknowledged) - set(store.graphs())
    assert not missing, f"acknowledged and lost: {missing}"


def write(folder: Path, first: int, workers: int) -> None:
    """Write articles until killed; a line on standard output for each one stored."""
    store = open_store(folder, workers=workers, limits=Limits(slow=1))
    number = first
    while True:
        store.replace_graph(*article(number))
        print(number, flush=True)
        number += 1


def kill_the_service(folder: Path, acknowledged: dict[str, int], chance: random.Random, workers: int) -> float:
    """One round: a process writes, is killed, and the store is opened again; seconds that opening took."""
    first = max(acknowledged.values(), default=0) + AGAIN
    command = [sys.executable, "-m", "tests.store_killing", "--store", str(folder), "--first", str(first)]
    root = Path(__file__).parent.parent
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    threading.Timer(chance.uniform(0.01, 0.6), process.send_signal, [signal.SIGKILL]).start()
    lines = [said, *process.stdout]
    process.wait()
    process.stdout.close()
    for line in lines:
        if line.endswith("\n"):
            name, _ = article(int(line))
            acknowledged[name] = int(line)
    started = time.monotonic()
    with reopened(folder) as store:
        seconds = time.monotonic() - started
        check(store, acknowledged)
    return seconds


def reopened(folder: Path) -> Store:
    """The store, once the killed service's children have noticed that it is gone."""
    deadline = time.monotonic() + 5
    while True:
        try:
            return open_store(folder)
        except StoreError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def kill_the_owner(store: EmbeddedStore, acknowledged: dict[str, int], chance: random.Random) -> None:
    """One round: the owner process alone is killed while articles are written through it."""
    stop = threading.Event()
    first = max(acknowledged.values(), default=0) + AGAIN

    def work() -> None:
        number = first
        while not stop.is_set():
            name, facts = article(number)
            try:
                store.replace_graph(name, facts)
            except StoreError:
                number += 1
                continue
            acknowledged[name] = number
            number += 1

    writer = threading.Thread(target=work)
    writer.start()
    time.sleep(chance.uniform(0.05, 0.4))
    os.kill(store.house.keeper.pid, signal.SIGKILL)
    time.sleep(0.3)
    stop.set()
    writer.join()
    check(store, acknowledged)


def rounds(count: int, once: Callable[[random.Random], None], seed: int = 1) -> None:
    """Do it again and again, at other instants each time."""
    chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
    for _ in range(count):
        once(chance)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    write(given.store, given.first, given.workers)
