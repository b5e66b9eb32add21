"""Running the .rq files: reading them, putting values in, getting typed terms out.

Every file runs alone, unrestricted. A line that starts with ``#?`` is a condition that waits for a value:

    #? VALUES ?host { $host } ?claim ent:host ?host .

With a value for ``host`` the line counts, and ``$host`` stands for the serialised term or terms; without one it stays a
comment, as does a line that waits for two values and gets one. This is the only way in which a value gets into a query.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from graph.store import Store
from graph.store.store import Term

Value = NamedNode | Literal | Iterable[NamedNode | Literal] | None
Bindings = Mapping[str, Term]

_CONDITION = re.compile(r"^(?P<indent>\s*)#\? (?P<pattern>.*)$", re.MULTILINE)
_VALUE = re.compile(r"\$(\w+)")


@cache
def text_of(name: str) -> str:
    """The query in ``graph/queries/{name}.rq``."""
    return (files("graph.queries") / f"{name}.rq").read_text(encoding="utf-8")


def parameters(query: str) -> frozenset[str]:
    """The names for which the query takes values."""
    return frozenset(name for match in _CONDITION.finditer(query) for name in _VALUE.findall(match["pattern"]))


def bind(query: str, values: Mapping[str, Value]) -> str:
    """The query with its conditions switched on for which there are values. Raises ValueError for unknown names."""
    given = {name: _serialised(value) for name, value in values.items() if value is not None}
    unknown = given.keys() - parameters(query)
    if unknown:
        raise ValueError(f"the query has no parameter {', '.join(sorted(unknown))}")

    def condition(match: re.Match[str]) -> str:
        if not given.keys() >= set(_VALUE.findall(match["pattern"])):
            return match[0]
        return match["indent"] + _VALUE.sub(lambda value: given[value[1]], match["pattern"])

    return _CONDITION.sub(condition, query)


def _serialised(value: NamedNode | Literal | Iterable[NamedNode | Literal]) -> str:
    if isinstance(value, NamedNode | Literal):
        return str(value)
    return " ".join(str(term) for term in value)


def sparql(name: str, **values: Value) -> str:
    """The text of a query with its values, ready to be shown or run."""
    return bind(text_of(name), values)


def select(store: Store, name: str, **values: Value) -> Iterator[Bindings]:
    """The rows of a SELECT query, each as a mapping of its bound variables."""
    return store.query(sparql(name, **values)).bindings()


def ask(store: Store, name: str, **values: Value) -> bool:
    """The answer to an ASK query."""
    return bool(store.query(sparql(name, **values)))
