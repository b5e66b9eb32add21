"""What a store holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from graph.queries.run import select
from graph.queries.values import number, text
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Summary:
    """Articles, their claims, and the first and last publication."""

    articles: int
    claims: int
    first: str | None
    last: str | None

    def __str__(self) -> str:
        if not self.articles:
            return "The store holds no articles yet."
        period = f", published from {self.first[:10]} to {self.last[:10]}" if self.first and self.last else ""
        return f"The store holds {self.claims:,} claims from {self.articles:,} articles{period}."


def summary(store: Store) -> Summary:
    """Count what is there."""
    row = next(iter(select(store, "summary")), {})
    return Summary(number(row, "articles") or 0, number(row, "claims") or 0, text(row, "first"), text(row, "last"))
