"""Backing up, restoring, compacting and counting a store directory."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.errors import StoreCorrupt, StoreError, StoreLocked
from graph.store import maintenance, open_store
from graph.store.layout import Layout, read_versions
from graph.store.versions import record

G = "http://example.org/g"


def facts(count: int) -> list[ox.Triple]:
    return [
        ox.Triple(ox.NamedNode(f"http://example.org/{n}"), ox.NamedNode("http://example.org/p"), ox.Literal(str(n)))
        for n in range(count)
    ]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with open_store(tmp_path / "store") as store:
        store.replace_graph(G, facts(10))
        assert store.history is not None
        store.history.replace_graph(G, facts(3))
    return tmp_path / "store"


def test_a_restored_backup_holds_what_was_backed_up(root: Path, tmp_path: Path) -> None:
    assert maintenance.backup(root, tmp_path / "backup") == {"current": 10, "history": 3}
    with open_store(root) as store:
        store.replace_graph(G, facts(1))
    assert maintenance.restore(tmp_path / "backup", root) == {"current": 10, "history": 3}
    with open_store(root, read_only=True) as store:
        assert set(store.graph(G)) == set(facts(10))
        assert store.history is not None
        assert set(store.history.graph(G)) == set(facts(3))


def test_backs_up_beside_a_service_and_refuses_to_restore_under_it(root: Path, tmp_path: Path) -> None:
    with open_store(root, workers=1) as store:
        store.replace_graph(G, facts(20))
        store.query("ASK {}")
        assert store.history is not None
        store.history.query("ASK {}")
        assert maintenance.backup(root, tmp_path / "backup") == {"current": 20, "history": 3}
        assert maintenance.stats(root).quads == 20
        with pytest.raises(StoreLocked):
            maintenance.restore(tmp_path / "backup", root)
        with pytest.raises(StoreLocked):
            maintenance.compact(root)
    maintenance.restore(tmp_path / "backup", tmp_path / "elsewhere")
    assert maintenance.stats(tmp_path / "elsewhere").quads == 20


def test_a_damaged_backup_is_not_restored(root: Path, tmp_path: Path) -> None:
    maintenance.backup(root, tmp_path / "backup")
    for path in (tmp_path / "backup" / "current").glob("*.sst"):
        path.write_bytes(path.read_bytes()[:-20])
    for path in (tmp_path / "backup" / "current").glob("*.log"):
        path.unlink()
    with pytest.raises(StoreError):
        maintenance.restore(tmp_path / "backup", root)
    assert maintenance.stats(root).quads == 10


def test_what_is_no_backup_says_so(root: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreCorrupt, match="no backup"):
        maintenance.restore(tmp_path / "nothing", root)


def test_a_backup_needs_a_new_directory(root: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="exists already"):
        maintenance.backup(root, tmp_path)


def test_compacting_keeps_everything(root: Path) -> None:
    before, after = maintenance.compact(root)
    assert before > 0
    assert after > 0
    assert maintenance.stats(root).quads == 10


def test_counts(root: Path) -> None:
    record(Layout(root), schema="1.2", catalog="2022-01")
    found = maintenance.stats(root)
    assert (found.quads, found.graphs, found.past_quads, found.past_graphs) == (10, 1, 3, 1)
    assert found.bytes > 0
    assert found.versions["schema"] == "1.2"
    assert read_versions(Layout(root))["catalog"] == "2022-01"
