"""What the failures of an endpoint mean, and which of them may pass."""

from __future__ import annotations

import re

import httpx

from graph.errors import (
    EntenteError,
    QuerySyntaxError,
    QueryTimeout,
    StoreError,
    StoreUnavailable,
)

_POSITION = re.compile(r"(?:error at |line )(\d+)(?::|, column )(\d+)")
_BUSY = frozenset({429, 502, 503, 504})
_SHOWN = 300


class EndpointFailure(StoreUnavailable):
    """The endpoint failed in a way that may pass. ``sent``: it may have done what was asked all the same."""

    def __init__(self, message: str, *, sent: bool, pause: float | None = None) -> None:
        super().__init__(message)
        self.sent, self.pause = sent, pause


def transport_failure(location: str, error: httpx.HTTPError) -> EntenteError:
    """The endpoint could not be reached, or not in time, or hung up."""
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return EndpointFailure(f"the store at {location} does not answer: is it running? ({error})", sent=False)
    if isinstance(error, httpx.TimeoutException):
        return QueryTimeout(f"the store at {location} did not answer in time ({type(error).__name__})")
    return EndpointFailure(f"the store at {location} broke off: {error}", sent=True)


def status_failure(location: str, response: httpx.Response) -> EntenteError:
    """The endpoint answered, and said no."""
    code, said = response.status_code, response.text.strip()[:_SHOWN]
    if code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return StoreError(
            f"the store at {location} refuses our credentials ({code}): set user and password, or a token"
        )
    if code == httpx.codes.BAD_REQUEST:
        position = _POSITION.search(said)
        line, column = (int(position[1]), int(position[2])) if position else (0, 0)
        return QuerySyntaxError(f"the store at {location} does not understand: {said}", line=line, column=column)
    if code in _BUSY:
        pause = response.headers.get("Retry-After", "")
        return EndpointFailure(
            f"the store at {location} is not available ({code}): {said}",
            sent=code != httpx.codes.TOO_MANY_REQUESTS,
            pause=float(pause) if pause.isdigit() else None,
        )
    if code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
        return StoreError(f"there is no SPARQL endpoint at {response.url} ({code})")
    return StoreError(f"the store at {location} failed ({code}): {said}")


def incomplete(location: str, why: str) -> EndpointFailure:
    """The answer was cut short although the status was good."""
    return EndpointFailure(f"the answer of the store at {location} is not complete: {why}", sent=True)
