"""One error body everywhere: problem details (RFC 9457), for REST, SPARQL and uploads alike.

``{"type": "about:blank", "title": ..., "status": 400, "detail": ..., "instance": ...}`` with ``line`` and ``column``
where a query or a file is at fault. Only here do our errors meet HTTP statuses.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from graph import errors

MEDIA_TYPE = "application/problem+json"

# The first class that an error belongs to decides.
STATUSES: tuple[tuple[type[errors.EntenteError], HTTPStatus], ...] = (
    (errors.NotFound, HTTPStatus.NOT_FOUND),
    (errors.QuestionNotUnderstood, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.ArticleError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.ValidationError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (errors.QuerySyntaxError, HTTPStatus.BAD_REQUEST),
    (errors.QueryRefused, HTTPStatus.FORBIDDEN),
    (errors.QueryTimeout, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.QueryTooLarge, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.NotAcceptable, HTTPStatus.NOT_ACCEPTABLE),
    (errors.Overloaded, HTTPStatus.TOO_MANY_REQUESTS),
    (errors.QueryError, HTTPStatus.BAD_REQUEST),
    (errors.StoreFull, HTTPStatus.INSUFFICIENT_STORAGE),
    (errors.StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (errors.ModelError, HTTPStatus.SERVICE_UNAVAILABLE),
)

_log = logging.getLogger("entente")


def problem(
    status: int, detail: str, *, instance: str | None = None, headers: Mapping[str, str] | None = None, **more: Any
) -> JSONResponse:
    """A problem details response."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if instance is not None:
        body["instance"] = instance
    return JSONResponse(body | more, status_code=status, headers=headers, media_type=MEDIA_TYPE)


def status_of(error: errors.EntenteError) -> HTTPStatus:
    """The HTTP status of one of our errors."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


def install(app: FastAPI) -> None:
    """Let every error of the app leave as problem details."""
    app.add_exception_handler(errors.EntenteError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _request)
    app.add_exception_handler(Exception, _unexpected)


def of(error: errors.EntenteError, *, instance: str | None = None) -> JSONResponse:
    """The response that one of our errors becomes."""
    more: dict[str, Any] = {}
    headers: dict[str, str] = {}
    if isinstance(error, errors.QuerySyntaxError):
        more = {"line": error.line or None, "column": error.column or None}
    if isinstance(error, errors.Overloaded):
        headers["Retry-After"] = str(max(1, round(error.retry_after)))
    return problem(status_of(error), str(error), instance=instance, headers=headers, **more)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, errors.EntenteError)  # noqa: S101  # registered for nothing else
    return of(error, instance=request.url.path)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101  # registered for nothing else
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = f"nothing is at {request.url.path}; see /docs for what there is"
    return problem(error.status_code, detail, instance=request.url.path, headers=error.headers)


async def _request(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # registered for nothing else
    faults = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "; ".join(faults), instance=request.url.path)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    _log.error("unexpected error at %s", request.url.path, exc_info=error)
    detail = "something went wrong that should not have; the log of the service says what"
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, detail, instance=request.url.path)
