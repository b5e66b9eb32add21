"""Answers of the store as HTTP responses: whole ones with a length, large ones in pieces, failed ones cut off.

A transfer that cannot be finished is broken, never ended politely: the client must not take a part for the whole.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import TypeVar

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.errors import EntenteError
from graph.store import Stream

SLOWEST = 60.0  # seconds in which a client has to take the next piece

_log = logging.getLogger("entente.sparql")
T = TypeVar("T")


class StreamedAnswer(Response):
    """Sends a stream piece by piece; on an error the response is left unfinished, so that the server cuts it off."""

    def __init__(self, stream: Stream, headers: Mapping[str, str]) -> None:
        super().__init__(status_code=200, headers=dict(headers), media_type=None)
        self._stream = stream
        # a length would be that of the empty body
        self.raw_headers = [(name, value) for name, value in self.raw_headers if name != b"content-length"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        try:
            async for chunk in iterate_in_threadpool(self._stream):
                with anyio.fail_after(SLOWEST):
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except EntenteError as error:
            _log.warning("answer broken off: %s", error)
        except (TimeoutError, OSError) as error:
            _log.info("client too slow or gone: %s", type(error).__name__)
        finally:
            self._stream.close()


async def answer(stream: Stream, headers: Mapping[str, str]) -> Response:
    """The response for a stream: with a length where the whole answer is here already."""
    named = dict(headers) | {"Content-Type": stream.media_type}
    if getattr(stream, "whole", False):
        body = b"".join(stream)
        return Response(body, headers=named)
    return StreamedAnswer(stream, named)


async def while_connected(
    request: Request, work: Callable[[threading.Event], T], limiter: CapacityLimiter | None = None
) -> T:
    """Do the work in a thread; its event is set when the client hangs up. Raises what the work raises.

    The request's body must have been read.
    """
    gone = threading.Event()
    outcome: list[T] = []
    failure: list[Exception] = []

    def run() -> None:
        try:
            outcome.append(work(gone))
        except EntenteError as error:
            failure.append(error)

    async with anyio.create_task_group() as group:
        group.start_soon(_watch, request, gone)
        await to_thread.run_sync(run, limiter=limiter)
        group.cancel_scope.cancel()
    if failure:
        raise failure[0]
    return outcome[0]


async def _watch(request: Request, gone: threading.Event) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    gone.set()
