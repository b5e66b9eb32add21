"""One way to open every kind of store.

Each kind is imported when it is asked for: the store's child processes import this package too and must start fast.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graph.store.limits import Limits
from graph.store.store import Store


def open_store(
    location: Path | str | None = None,
    *,
    read_only: bool = False,
    workers: int = 0,
    limits: Limits | None = None,
    token: str | None = None,
) -> Store:
    """Open a store: in memory (``None``), a directory, or an ``http(s)://`` endpoint.

    With ``workers`` a directory is served by an owner process and that many query workers for short queries, more for
    long ones (see ``limits``). With 0 it is opened in this process, which suits tests and one-shot commands but cannot
    stop a runaway query; ``read_only`` then also works beside a service. ``token`` is for endpoints. Raises StoreLocked
    (another process writes to it), StoreCorrupt, StoreFull (read-only disk), StoreError.
    """
    if isinstance(location, str) and location.startswith(("http://", "https://")):
        from graph.store.remote import RemoteStore

        return RemoteStore(location, token=token, limits=limits)
    if location is None:
        from graph.store.inline import InlineStore

        return InlineStore()
    if workers:
        from graph.store.embedded import EmbeddedStore, House

        return EmbeddedStore(House(Path(location), replace(limits or Limits(), quick=workers)))
    from graph.store.directory import open_directory

    return open_directory(Path(location), read_only=read_only)
