"""Versions of a store: checked when it is opened; an older layout is migrated, a newer one refused with words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graph.errors import StoreError
from graph.store.layout import FORMAT, Layout, read_versions, write_versions

MIGRATIONS: Mapping[int, Callable[[Layout], None]] = {}
"""What turns layout N into layout N + 1; layout 1 is the first."""


def check(layout: Layout) -> dict[str, Any]:
    """The store's versions, after migrating an older layout. Raises StoreError for one that we cannot read."""
    versions = read_versions(layout)
    found = versions.get("format", FORMAT)
    if found > FORMAT:
        raise StoreError(
            f"the store {layout.root} has format {found} and this Entente knows formats up to {FORMAT}: "
            "use a newer Entente, or restore an older backup"
        )
    while found < FORMAT:
        if found not in MIGRATIONS:
            raise StoreError(
                f"the store {layout.root} has format {found}, which no migration leads from: ingest its articles again"
            )
        MIGRATIONS[found](layout)
        found += 1
        versions |= {"format": found}
        write_versions(layout, versions)
    return versions


def record(layout: Layout, **versions: str) -> None:
    """Note which schema (``schema``) and catalogue (``catalog``) the store was written with."""
    write_versions(layout, read_versions(layout) | versions)
