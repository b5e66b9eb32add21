"""Operations: led by whom, where, when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.queries.identity import Identities
from graph.queries.run import Bindings, select
from graph.queries.values import local, nodes, required, text
from graph.rdf.iris import OURS, Namespace
from graph.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationRow:
    """An operation as the store describes it: every lead and host that anybody asserts."""

    id: str
    leads: tuple[str, ...]
    hosts: tuple[str, ...]
    start: str | None
    end: str | None
    mandate: str | None


def operations(
    store: Store,
    *,
    operation: str | Iterable[str] | None = None,
    lead: str | Iterable[str] | None = None,
    host: str | Iterable[str] | None = None,
    on: str | None = None,
    iris: Namespace = OURS,
) -> list[OperationRow]:
    """The operations that match, in the order of their ids; ``on`` keeps those that were under way on a day."""
    identities = Identities.of(store, iris)
    rows: dict[str, list[Bindings]] = defaultdict(list)
    for row in select(
        store,
        "operations",
        operation=nodes(iris, identities.spread(operation)),
        lead=nodes(iris, identities.spread(lead)),
        host=nodes(iris, identities.spread(host)),
    ):
        rows[identities.one(iris.id_of(required(row, "operation")))].append(row)
    found = [_operation(key, rows[key], iris) for key in sorted(rows)]
    return [each for each in found if on is None or _under_way(each, on)]


def _operation(key: str, rows: list[Bindings], iris: Namespace) -> OperationRow:
    facts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        facts[local(row, "property") or ""].add(text(row, "value") or "")

    def ids(name: str) -> tuple[str, ...]:
        return tuple(sorted(iris.id_of(value) for value in facts[name]))

    return OperationRow(
        id=key,
        leads=ids("lead"),
        hosts=ids("host"),
        start=min(facts["validFrom"], default=None),
        end=min(facts["validUntil"], default=None),
        mandate=min(facts["mandate"], default=None),
    )


def _under_way(row: OperationRow, on: str) -> bool:
    return (row.start or "") <= on and (row.end is None or row.end > on)
