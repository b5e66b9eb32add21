"""How the command line speaks: results to standard output, everything else to standard error.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 partly done.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from graph.articles import Failure
from graph.errors import EntenteError

FAILED = 1
WRONG_USAGE = 2
PARTLY = 3

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

P = ParamSpec("P")
R = TypeVar("R")


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """A command whose expected errors become one clear message and exit status 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except EntenteError as error:
            err.print(f"[bold red]entente:[/] {_escape(str(error))}")
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as interrupt:
            err.print("interrupted; what was stored stays stored")
            raise typer.Exit(130) from interrupt
        except BrokenPipeError as closed:  # the reader has seen enough: head, a pager
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from closed

    return run


def _escape(text: str) -> str:
    return text.replace("[", r"\[")


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Callable[[], None]]:
    """A bar on standard error while work goes on; the yielded function moves it by one. None without a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)


def report_failures(failures: list[Failure]) -> None:
    """Say which articles failed, and why."""
    for failure in failures:
        err.print(f"[red]failed[/] {_escape(failure.source)}: {_escape(failure.reason)}")


def status_of(done: int, failures: list[Failure]) -> int:
    """The exit status of a batch: partly done where some failed and some did not."""
    if not failures:
        return 0
    return PARTLY if done else FAILED
