"""Who may write, and who may talk to a service on loopback.

Reads are open. Writes need the bearer token; on loopback they need none unless one is set, and there a foreign
``Host`` or ``Origin`` is refused, so that no web page can forge a request or rebind a name to this machine.
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import problem
from api.settings import Settings

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1", "[::1]", "testserver"})


class Gatekeeper:
    """Decides who may write. Tokens are compared in constant time and never logged."""

    def __init__(self, settings: Settings) -> None:
        self._secret = settings.secret()
        self._read_only = settings.read_only
        self._on_loopback = settings.on_loopback

    def require_write(self, request: Request) -> None:
        """Raise 401 or 403 unless the request may write."""
        if self._read_only:
            raise HTTPException(HTTPStatus.FORBIDDEN, "this service is read-only")
        if self._secret is None:
            if not self._on_loopback:
                raise HTTPException(HTTPStatus.FORBIDDEN, "writing is closed: the service was started without a token")
            return
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._secret.encode()):
            challenge = {"WWW-Authenticate": 'Bearer realm="entente"'}
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "writing needs the bearer token", headers=challenge)


class LoopbackOnly:
    """Middleware of a service on loopback: refuses a foreign Host, and a foreign Origin where something is changed."""

    def __init__(self, app: ASGIApp, safe_methods: frozenset[str] = frozenset({"GET", "HEAD", "OPTIONS"})) -> None:
        self._app = app
        self._safe = safe_methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (reason := self._refusal(scope)) is not None:
            await problem(HTTPStatus.FORBIDDEN, reason, instance=scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if _name(f"//{headers.get(b'host', '')}") not in _LOOPBACK_NAMES:
            return "this service listens on loopback only and answers only to its own name"
        origin = headers.get(b"origin")
        if origin is None or (scope["method"] in self._safe) or _name(origin) in _LOOPBACK_NAMES:
            return None
        return "this service listens on loopback only and takes no writes from other sites' pages"


def _name(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_HEADER_PAIRS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class SecureHeaders:
    """Middleware that adds HEADERS to every answer that has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = [(name, value) for name, value in _HEADER_PAIRS if name not in present]
                message = {**message, "headers": [*message["headers"], *extra]}
            await send(message)

        await self._app(scope, receive, send_with_headers)
