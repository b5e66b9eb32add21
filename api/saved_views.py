"""Views that were too large for a URL, by the digest of their content."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Lock

MOST = 10_000  # views kept; the oldest go first


class SavedViews:
    """A small table beside the store, or in memory where the store is elsewhere."""

    def __init__(self, directory: Path | None) -> None:
        where = ":memory:" if directory is None else str(directory / "views.sqlite")
        self._database = sqlite3.connect(where, check_same_thread=False)
        self._lock = Lock()
        with self._lock, self._database:
            self._database.execute("CREATE TABLE IF NOT EXISTS views (key TEXT PRIMARY KEY, state TEXT NOT NULL)")

    def put(self, key: str, state: str) -> str:
        """Keep a view; its key."""
        with self._lock, self._database:
            self._database.execute("INSERT OR IGNORE INTO views VALUES (?, ?)", (key, state))
            self._database.execute("DELETE FROM views WHERE rowid <= (SELECT MAX(rowid) FROM views) - ?", (MOST,))
        return key

    def get(self, key: str) -> str | None:
        """The view, or None."""
        with self._lock:
            row = self._database.execute("SELECT state FROM views WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Let go of the table."""
        self._database.close()
