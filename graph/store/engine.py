"""The engine's calls with our errors: shared by every process that holds an Oxigraph store.

Imports nothing but the standard library, pyoxigraph and our errors, so that a worker starts quickly.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import pyoxigraph as ox

from graph.errors import (
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
)
from graph.store.formats import Format
from graph.store.store import Dataset, Form, Results, Writable
from graph.store.tables import write_table
from graph.store.updates import with_dataset

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Functions = dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]]
T = TypeVar("T")
_UNKNOWN_FUNCTION = re.compile(r"custom function <([^>]*)> is not supported")
_MOST_FUNCTIONS = 20  # each costs one more parse
_POSITION = re.compile(r"error at (\d+):(\d+): ", re.ASCII)
_LOCKED = re.compile(r"lock hold by|No locks available|Resource temporarily unavailable", re.IGNORECASE)
_FULL = re.compile(r"No space left|Disk quota|File too large", re.IGNORECASE)
_READ_ONLY = re.compile(
    r"Read-only file system|Permission denied|Not implemented: Not supported operation", re.IGNORECASE
)
_EXPECTED_SHOWN = 12


def open_engine(path: Path | None, *, read_only: bool = False) -> ox.Store:
    """Open the engine's directory (``None``: in memory). Raises StoreLocked, StoreCorrupt, StoreFull."""
    with engine_errors(path):
        if path is None:
            return ox.Store()
        return ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))


@contextmanager
def engine_errors(path: Path | str | None = None) -> Iterator[None]:
    """Turn what the engine raises into StoreError and QueryError, saying what to do."""
    try:
        yield
    except SyntaxError as error:
        raise syntax_error(error) from error
    except MemoryError as error:
        raise QueryError(f"not enough memory: {error}") from error
    except OSError as error:
        raise storage_error(error, path) from error
    except (RuntimeError, ValueError) as error:
        if "Corruption" in str(error):
            raise storage_error(OSError(str(error)), path) from error
        raise evaluation_error(error) from error


def syntax_error(error: SyntaxError) -> QuerySyntaxError:
    """The parser's message, shortened, with its line and column (both from 1; 0 where it gives none)."""
    message = str(error)
    position = _POSITION.match(message)
    line, column = (int(position[1]), int(position[2])) if position else (0, 0)
    message = message[position.end() :] if position else message
    where = f"line {line}, column {column}: " if line else ""
    return QuerySyntaxError(where + _shorten(message), line=line, column=column)


def _shorten(message: str) -> str:
    """The engine lists every character that could follow: say the first dozen, without character classes."""
    start, separator, rest = message.partition("expected one of ")
    if not separator:
        return message
    choices = [choice for choice in rest.replace("\n", " ").split(", ") if not choice.startswith("[")]
    more = ", ..." if len(choices) > _EXPECTED_SHOWN else ""
    return f"{start}{separator}{', '.join(choices[:_EXPECTED_SHOWN])}{more}"


def storage_error(error: OSError, path: Path | str | None) -> StoreError:
    """What a failure of the disk means, and what to do about it."""
    message, where = str(error), f" at {path}" if path else ""
    if _LOCKED.search(message):
        return StoreLocked(f"the store{where} is held by another process: send changes to it, or stop it first")
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or _FULL.search(message):
        return StoreFull(f"no room left on the disk of the store{where}: free some, then try again ({message})")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) or _READ_ONLY.search(message):
        return StoreFull(f"the store{where} cannot be written: read-only or no permission ({message})")
    if "orruption" in message or "Invalid" in message or "No such file" in message or "does not exist" in message:
        return StoreCorrupt(f"the store{where} is damaged: restore a backup with `entente restore` ({message})")
    return StoreError(f"the store{where} failed: {message}")


def evaluation_error(error: Exception) -> QueryError:
    """A query that parses but asks for what the engine does not do."""
    message = str(error)
    if "SERVICE" in message or "service" in message.lower():
        return QueryRefused(f"SERVICE is not allowed here: {message}")
    return QueryError(message)


def evaluate(engine: ox.Store, sparql: str, dataset: Dataset, base: str | None = None) -> Answer:
    """Start a query over the dataset. Raises what the engine raises: see ``engine_errors``."""
    options: dict[str, Any] = {"base_iri": base}
    if dataset.given:
        options["default_graph"] = [ox.NamedNode(iri) for iri in dataset.default_graphs or ()]
        options["named_graphs"] = [ox.NamedNode(iri) for iri in dataset.named_graphs or ()]
    else:
        options["use_default_graph_as_union"] = dataset.default == "union"
    return _with_unknown_functions(lambda functions: engine.query(sparql, custom_functions=functions, **options))


def run_update(engine: ox.Store, sparql: str, dataset: Dataset, base: str | None = None) -> None:
    """Run an update as one transaction. Raises what the engine raises."""
    text = with_dataset(sparql, dataset)
    _with_unknown_functions(lambda functions: engine.update(text, base_iri=base, custom_functions=functions))


def _with_unknown_functions(run: Callable[[Functions], T]) -> T:
    """Run; a function that the engine does not know is an error for each solution (SPARQL 1.1 Query, section 17.6).

    The engine refuses the whole query for it, so those functions are made known, as ones that always fail.
    """
    functions: Functions = {}
    while True:
        try:
            return run(functions)
        except RuntimeError as error:
            unknown = _UNKNOWN_FUNCTION.search(str(error))
            if unknown is None or len(functions) >= _MOST_FUNCTIONS:
                raise
            functions[ox.NamedNode(unknown[1])] = _fails


def _fails(*_: object) -> None:
    """An error, in pyoxigraph's way of saying so."""


def form_of(answer: Answer) -> Form:
    """Which query form gives such an answer."""
    if isinstance(answer, ox.QueryTriples):
        return Form.GRAPH
    return Form.ASK if isinstance(answer, ox.QueryBoolean) else Form.SELECT


def write_answer(answer: Answer, format: Format, output: Writable) -> None:
    """Evaluate to the end, writing as it goes. Raises what the engine raises."""
    target = cast("IO[bytes]", output)
    if isinstance(answer, ox.QueryTriples):
        answer.serialize(target, format=format.rdf)
    elif isinstance(answer, ox.QuerySolutions) and format.name in ("csv", "tsv"):
        write_table(answer, format.name, output)
    else:
        answer.serialize(target, format=format.result)


def results(answer: Answer) -> Results:
    """Evaluate to the end, into memory."""
    if isinstance(answer, ox.QueryBoolean):
        return Results(Form.ASK, boolean=bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return Results(Form.GRAPH, triples=list(answer))
    variables = tuple(variable.value for variable in answer.variables)
    return Results(Form.SELECT, variables, [tuple(row) for row in answer])


def replacement(iri: str, quads: Iterable[ox.Quad | ox.Triple]) -> str:
    """One update that makes the graph ``iri`` hold exactly these: the engine runs it as one transaction."""
    name = str(ox.NamedNode(iri))
    body = ntriples(quads)
    return f"DROP SILENT GRAPH {name}" + (f" ; INSERT DATA {{ GRAPH {name} {{ {body} }} }}" if body else "")


def ntriples(quads: Iterable[ox.Quad | ox.Triple]) -> str:
    """The triples of these quads as N-Triples, which is also SPARQL."""
    triples = (quad.triple if isinstance(quad, ox.Quad) else quad for quad in quads)
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
