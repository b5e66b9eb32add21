"""Request bodies, bounded."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import HTTPException, Request


async def read(request: Request, limit: int) -> bytes:
    """The body, up to ``limit`` bytes; raises 413 for more, before it is all here."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _too_large(limit: int) -> HTTPException:
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body is larger than {limit} bytes")
