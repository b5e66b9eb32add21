"""Finding entities by name: any alias in any language, the beginning of any word of it, best first.

In memory, over the catalogue's aliases: it is built once a process and answers in milliseconds. Entities that only
articles know come from the store (``unknown``).
"""

from __future__ import annotations

import heapq
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from graph.linking.catalog import Catalog
from graph.model import Entity, EntityKind, Recognition

_ORDER = {kind: rank for rank, kind in enumerate(EntityKind)}  # states first, places last
_HIGH = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity and the name by which it was found."""

    entity: Entity
    name: str
    language: str


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    folded: str
    rank: tuple[int, ...]
    entity: str
    name: str
    language: str


def fold(text: str) -> str:
    """Lower case, without accents, single spaces: how names are compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


class Search:
    """Names sorted for look-up by their beginning."""

    def __init__(self, catalog: Catalog | None, unknown: Mapping[str, Entity] | None = None) -> None:
        self._catalog = catalog
        self._unknown = unknown or {}
        self._entries = sorted(self._all())
        self._starts = [entry.folded for entry in self._entries]
        self._find = lru_cache(maxsize=4096)(self._ranked)

    def find(self, text: str, *, limit: int = 20, kinds: Iterable[EntityKind] = ()) -> list[Hit]:
        """The entities whose names begin so, whole names before beginnings, states before places."""
        wanted = frozenset(kinds)
        folded = fold(text)
        if not folded:
            return []
        hits = (self._hit(entry) for entry in self._find(folded))
        return [hit for hit in hits if not wanted or hit.entity.kind in wanted][:limit]

    def _ranked(self, folded: str) -> tuple[_Entry, ...]:
        low, high = bisect_left(self._starts, folded), bisect_left(self._starts, folded + _HIGH)
        best: dict[str, tuple[tuple[int, ...], _Entry]] = {}
        for entry in self._entries[low:high]:
            rank = (entry.rank[0] > 0 or entry.folded != folded, *entry.rank)
            if entry.entity not in best or rank < best[entry.entity][0]:
                best[entry.entity] = rank, entry
        return tuple(entry for _, entry in heapq.nsmallest(200, best.values(), key=lambda found: found[0]))

    def _hit(self, entry: _Entry) -> Hit:
        entity = self._unknown.get(entry.entity)
        if entity is None and self._catalog is not None:
            entity = self._catalog.entity(entry.entity)
        assert entity is not None  # noqa: S101  # every entry was made from one of the two
        return Hit(entity, entry.name, entry.language)

    def _all(self) -> Iterator[_Entry]:
        listed = [] if self._catalog is None else self._catalog.entities()
        for entity in [*listed, *self._unknown.values()]:
            yield from self._entry(entity, entity.label, "en", 0)
            if entity.acronym:
                yield from self._entry(entity, entity.acronym, "en", 0)
        if self._catalog is None:
            return
        for alias in self._catalog.aliases(None):
            entity = self._catalog.entity(alias.entity)
            weak = alias.strength == "weak" or alias.how is not Recognition.NAME
            yield from self._entry(entity, alias.text, alias.lang, 1 + weak)

    def _entry(self, entity: Entity, name: str, language: str, weakness: int) -> Iterator[_Entry]:
        folded = fold(name)
        site = None if self._catalog is None else self._catalog.site(entity.id)
        people = -(site.population or 0) if site else 0
        words = [0, *(i + 1 for i, c in enumerate(folded) if c in " -" and i + 1 < len(folded))]
        inner = words if entity.kind is not EntityKind.PLACE else words[:1]
        for start in inner:
            yield _Entry(
                folded[start:], (int(start > 0), weakness, _ORDER[entity.kind], people, len(folded)),
                entity.id, name, language,
            )  # fmt: skip
