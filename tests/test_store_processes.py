"""The store's processes: who may write, what dies when, and what survives it."""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import (
    QueryRefused,
    QueryTimeout,
    QueryTooLarge,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnavailable,
)
from graph.store import Limits, open_store
from graph.store.embedded import EmbeddedStore, House
from graph.store.layout import Layout, read_versions, write_versions
from tests import store_killing

G = "http://example.org/g"
SLOW = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def facts(count: int, word: str = "x") -> list[ox.Triple]:
    return [
        ox.Triple(
            ox.NamedNode(f"http://example.org/{n}"), ox.NamedNode("http://example.org/p"), ox.Literal(f"{word}{n}")
        )
        for n in range(count)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    limits = Limits(rows=1000, bytes=100_000, slow=2, memory=256 << 20)
    with EmbeddedStore(House(tmp_path / "store", limits)) as store:
        store.replace_graph(G, facts(2000))
        yield store


def test_a_second_writer_is_told_who_holds_the_store(store: EmbeddedStore) -> None:
    store.house.announce("http://127.0.0.1:8000")
    for workers in (0, 1):
        with pytest.raises(StoreLocked, match=rf"process {os.getpid()} .*http://127.0.0.1:8000/api/articles"):
            open_store(store.house.layout.root, workers=workers)


def test_a_reader_may_look_on(store: EmbeddedStore) -> None:
    store.query("ASK {}")
    with open_store(store.house.layout.root, read_only=True) as reader:
        assert len(reader.graph(G)) == 2000
    assert not list(store.house.layout.root.glob("reader-*"))


def test_a_query_past_its_deadline_is_killed_and_others_go_on(store: EmbeddedStore) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeout, match=r"0\.5 s"):
        store.query(SLOW, timeout=0.5)
    assert time.monotonic() - started < 1.5
    assert store.query("ASK {}").boolean
    assert store.metrics["workers_killed"] == 1
    assert store.metrics["queries_timeout"] == 1


def test_too_many_rows_and_bytes_are_refused_whole(store: EmbeddedStore) -> None:
    with pytest.raises(QueryTooLarge, match="1000 rows"):
        store.query("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(QueryTooLarge, match="100000 bytes"):
        store.query("SELECT (CONCAT(?x, ?x, ?x) AS ?y) { SELECT (GROUP_CONCAT(STR(?s)) AS ?x) WHERE { ?s ?p ?o } }")
    assert len(store.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 900")) == 900


def test_too_much_memory_kills_the_worker_only(store: EmbeddedStore) -> None:
    with pytest.raises(QueryTooLarge, match="256 MiB"):
        store.query("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", timeout=30)
    assert store.query("ASK {}").boolean


def test_an_update_past_its_deadline_leaves_nothing(store: EmbeddedStore) -> None:
    with pytest.raises(QueryTimeout):
        store.update(
            "INSERT { GRAPH <http://example.org/bad> { ?a ?b ?f } } "
            f"WHERE {{ GRAPH <{G}> {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} }}",
            timeout=0.5,
        )
    assert list(store.graphs()) == [G]
    store.replace_graph(G, facts(3))
    assert len(store.graph(G)) == 3


def test_readers_see_a_write_within_half_a_second(store: EmbeddedStore) -> None:
    store.query("ASK {}")
    waits = []
    for word in ("a", "b", "c", "d", "e"):
        store.replace_graph(G, facts(150, word))
        written = time.monotonic()
        while not store.query(f"ASK {{ ?s ?p '{word}0' }}", fresh=False).boolean:
            time.sleep(0.01)
        waits.append(time.monotonic() - written)
    assert statistics.median(waits) < 0.5


def test_readers_never_see_half_a_write(store: EmbeddedStore) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            store.replace_graph(G, facts(150, f"w{number}-"))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(12):
            rows = store.query("SELECT ?o WHERE { ?s ?p ?o }", fresh=number % 2 == 0).rows
            words = {row[0].value.partition("-")[0] for row in rows if isinstance(row[0], ox.Literal)}
            assert len(words) == 1
            assert len(rows) in {150, 1000, 2000}
    except QueryTooLarge:
        pass  # the first graph, before any write
    finally:
        stop.set()
        writer.join()


def test_leaves_no_snapshots_and_no_processes(tmp_path: Path) -> None:
    with EmbeddedStore(House(tmp_path / "store")) as store:
        for number in range(5):
            store.replace_graph(G, facts(10, str(number)))
            store.query("ASK {}")
        pid = store.house.keeper.pid
        time.sleep(0.5)
        assert len(list(store.house.layout.snapshots.iterdir())) <= 3
    assert not store.house.layout.snapshots.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_children_end_with_a_killed_service(tmp_path: Path) -> None:
    code = (
        "import sys, time; from graph.store import open_store; store = open_store(sys.argv[1], workers=2);"
        "store.query('ASK {}'); print(store.house.keeper.pid, *store.house.workers.pids(), flush=True); time.sleep(60)"
    )
    root = Path(__file__).parent.parent
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "store")], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    pids = [int(word) for word in process.stdout.readline().split()]
    process.stdout.close()
    assert len(pids) >= 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    time.sleep(0.5)
    assert not [pid for pid in pids if _runs(pid)]
    with open_store(tmp_path / "store") as store:
        assert store.graphs() == []


def test_a_killed_owner_is_replaced(store: EmbeddedStore) -> None:
    acknowledged: dict[str, int] = {}
    store.drop_graph(G)
    store_killing.rounds(5, lambda chance: store_killing.kill_the_owner(store, acknowledged, chance))
    assert store.metrics["owner_restarts"] >= 5
    assert acknowledged


def _runs(pid: int) -> bool:
    """Whether the process is there and more than a zombie that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 1])
def test_a_killed_service_loses_nothing(tmp_path: Path, workers: int) -> None:
    acknowledged: dict[str, int] = {}
    seconds: list[float] = []

    def once(chance: random.Random) -> None:
        seconds.append(store_killing.kill_the_service(tmp_path / "store", acknowledged, chance, workers))

    store_killing.rounds(5, once)
    assert acknowledged
    assert max(seconds) < 2


def test_a_corrupt_store_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.replace_graph(G, facts(10))
    for path in (tmp_path / "store" / "current").glob("MANIFEST*"):
        path.write_bytes(b"nonsense")
    for workers in (0, 1):
        with pytest.raises(StoreCorrupt, match="restore"):
            open_store(tmp_path / "store", workers=workers)


def test_damaged_versions_say_so(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    (tmp_path / "store" / "store.json").write_text("{")
    with pytest.raises(StoreCorrupt, match=r"store\.json"):
        open_store(tmp_path / "store")


def test_a_newer_store_is_refused_with_words(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    layout = Layout(tmp_path / "store")
    write_versions(layout, read_versions(layout) | {"format": 99})
    with pytest.raises(StoreError, match="format 99"):
        open_store(tmp_path / "store")


def test_an_older_store_without_a_migration_is_refused(tmp_path: Path) -> None:
    open_store(tmp_path / "store").close()
    layout = Layout(tmp_path / "store")
    write_versions(layout, read_versions(layout) | {"format": 0})
    with pytest.raises(StoreError, match="ingest its articles again"):
        open_store(tmp_path / "store")


def test_an_older_store_is_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(tmp_path / "store").close()
    layout = Layout(tmp_path / "store")
    write_versions(layout, read_versions(layout) | {"format": 0})
    migrated: list[Path] = []
    monkeypatch.setattr("graph.store.versions.MIGRATIONS", {0: lambda layout: migrated.append(layout.root)})
    open_store(tmp_path / "store").close()
    assert migrated == [layout.root]
    assert json.loads(layout.versions.read_text())["format"] == 1


def test_a_place_that_cannot_be_a_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for workers in (0, 1):
        with pytest.raises(StoreError, match="file"):
            open_store(tmp_path / "file", workers=workers)
    with pytest.raises(StoreError, match="no store"):
        open_store(tmp_path / "nothing", read_only=True)


def test_a_read_only_place_says_so(tmp_path: Path) -> None:
    code = (
        "import os, sys\nfrom graph.store import open_store\nimport graph.store.directory\n"
        "from graph.errors import StoreFull\nos.chmod(sys.argv[1], 0o555); os.setuid(65534)\n"
        "try: open_store(sys.argv[1] + '/store')\nexcept StoreFull as error: print(error)"
    )
    if os.getuid() != 0:
        tmp_path.chmod(0o555)
        with pytest.raises(StoreFull, match="permission"):
            open_store(tmp_path / "store")
        return
    for parent in (tmp_path, *tmp_path.parents[:2]):
        parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parent.parent, capture_output=True, text=True
    )
    assert "permission" in done.stdout, done.stderr


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    """A limit on the size of files fails a write as a full disk does."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from graph.store import open_store\nfrom tests.test_store_processes import facts, G\n"
        "from graph.errors import StoreFull\n"
        "store = open_store(sys.argv[1])\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"
        "try:\n  for n in range(100): store.replace_graph(G + str(n), facts(1000, str(n)))\n"
        "except StoreFull as error: print('full:', error)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "s")],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("full:"), done.stdout + done.stderr


def test_fetching_is_disarmed(store: EmbeddedStore) -> None:
    with pytest.raises(QueryRefused, match=r"http://127\.0\.0\.1:1/"):
        store.query("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryRefused, match="LOAD"):
        store.update(f"DROP GRAPH <{G}> ; LOAD <http://127.0.0.1:1/>")
    assert store.has_graph(G)
    store.update("LOAD SILENT <http://127.0.0.1:1/>")
    assert len(store.query("SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }")) == 1


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = EmbeddedStore(House(tmp_path / "store"))
    store.close()
    store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        store.update("CLEAR ALL")


def test_children_import_little() -> None:
    code = (
        "import sys, graph.store.worker, graph.store.owner\n"
        "print([name for name in ('spacy', 'httpx', 'rdflib') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_children_have_no_network_where_the_platform_lets_them() -> None:
    code = (
        "import socket\nfrom graph.store.process import give_up_the_network\n"
        "listening = socket.create_server(('127.0.0.1', 0)); port = listening.getsockname()[1]\n"
        "if give_up_the_network():\n  print(socket.socket().connect_ex(('127.0.0.1', port)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() != "0"
