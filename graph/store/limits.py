"""What a query may cost. Times in seconds, sizes in bytes."""

from __future__ import annotations

from dataclasses import dataclass

MiB = 1 << 20
BULK = 100_000  # quads; from here on the bulk loader, which writes files of its own, beats one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The defaults suit two processors and a public endpoint.

    ``quick`` lanes serve short queries; after ``moment`` seconds a query moves to one of the ``slow`` lanes, or has to
    stop at ``grace`` when those are taken. ``memory`` bounds what a worker may allocate, beside its ``stack``.
    SERVICE and LOAD may reach ``fetch_hosts`` only.
    """

    timeout: float = 30.0
    longest_timeout: float = 120.0
    update_timeout: float = 60.0
    rows: int = 1_000_000
    bytes: int = 256 * MiB
    memory: int = 1024 * MiB
    stack: int = 512 * MiB
    quick: int = 2
    slow: int = 5
    moment: float = 0.25
    grace: float = 1.0
    waiting: int = 64
    patience: float = 10.0
    fetch_hosts: frozenset[str] = frozenset()

    def deadline(self, asked: float | None) -> float:
        """The time a query gets: what was asked for, up to the longest, else the usual."""
        return self.timeout if asked is None else min(asked, self.longest_timeout)
