"""Answers of the store as HTTP responses: whole ones with a length, large ones in pieces, failed ones cut off.

A transfer that cannot be finished is broken, never ended politely: the client must not take a part for the whole.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import anyio
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.errors import EntenteError
from graph.store import Stream

SLOWEST = 60.0  # seconds in which a client has to take the next piece

_SHORT = 0.05  # seconds in which nobody looks whether the client is still there: most work is done by then
_threads = ThreadPoolExecutor(96, thread_name_prefix="store")  # those that wait in the store's queue included

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


async def while_connected(request: Request, work: Callable[[threading.Event], T]) -> T:
    """Do the work in a thread; its event is set when the client hangs up. Raises what the work raises.

    The request's body must have been read.
    """
    gone = threading.Event()
    done = asyncio.get_running_loop().run_in_executor(_threads, work, gone)
    await asyncio.wait({done}, timeout=_SHORT)
    if not done.done():
        await _watched(request, done, gone)
    return await done


async def _watched(request: Request, done: asyncio.Future[T], gone: threading.Event) -> None:
    """Wait for the work, with an eye on the client."""
    watch = asyncio.ensure_future(_hung_up(request))
    both: set[asyncio.Future[Any]] = {done, watch}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if watch.done():
        gone.set()
    else:
        watch.cancel()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
