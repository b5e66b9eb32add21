"""Who may run now: fair between clients, short before long."""

from __future__ import annotations

import threading
import time

import pytest

from graph.errors import EntenteError, Overloaded, QueryTimeout
from graph.store.lanes import Lanes
from graph.store.spool import IN_MEMORY, Spool


def soon() -> float:
    return time.monotonic() + 5


def test_clients_take_turns() -> None:
    lanes, order = Lanes(quick=1, slow=1), []
    lanes.enter("first", soon())

    def wait(client: str) -> None:
        lanes.enter(client, soon())
        order.append(client)
        lanes.leave()

    threads = []
    for number, client in enumerate(["greedy", "greedy", "greedy", "modest"], 1):
        threads.append(threading.Thread(target=wait, args=(client,)))
        threads[-1].start()
        while lanes.queued < number:
            time.sleep(0.001)
    lanes.leave()
    for thread in threads:
        thread.join()
    assert order == ["greedy", "modest", "greedy", "greedy"]


def test_a_full_queue_says_when_to_come_back() -> None:
    lanes = Lanes(quick=1, slow=1, waiting=0, patience=3)
    lanes.enter("a", soon())
    with pytest.raises(Overloaded) as caught:
        lanes.enter("b", soon())
    assert caught.value.retry_after == 3


def test_nobody_waits_for_ever() -> None:
    lanes = Lanes(quick=1, slow=1, patience=0.05)
    lanes.enter("a", soon())
    with pytest.raises(Overloaded):
        lanes.enter("b", soon())
    assert lanes.queued == 0
    lanes.leave()
    lanes.enter("b", soon())


def test_long_queries_make_room_for_short_ones_and_no_client_takes_every_slow_lane() -> None:
    lanes = Lanes(quick=1, slow=3)
    for _ in range(2):
        lanes.enter("a", soon())
        assert lanes.turn_slow("a")
    lanes.enter("a", soon())
    assert not lanes.turn_slow("a")
    assert lanes.turn_slow("b")
    assert lanes.slow_running == 3
    lanes.leave_slow("a")
    assert lanes.slow_running == 2


def test_a_spool_hands_on_everything_in_order() -> None:
    spool = Spool()
    pieces = [bytes([number % 256]) * 100_000 for number in range(3 * IN_MEMORY // 100_000)]

    def write() -> None:
        for piece in pieces:
            spool.write(piece)
        spool.finish()

    writer = threading.Thread(target=write)
    writer.start()
    assert b"".join(spool) == b"".join(pieces)
    writer.join()


def test_a_broken_answer_raises_at_its_reader() -> None:
    spool = Spool()
    spool.write(b"half")
    spool.finish(QueryTimeout("too late"))
    with pytest.raises(EntenteError, match="too late"):
        list(spool)


def test_a_reader_that_leaves_stops_the_collecting() -> None:
    spool = Spool()
    spool.close()
    spool.write(b"x" * (2 * IN_MEMORY))
    spool.finish()
    assert list(spool) == []
