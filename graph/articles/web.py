"""A URL -> bytes, politely and within bounds."""

from __future__ import annotations

import httpx

from graph.articles.bytes import LARGEST
from graph.errors import ArticleError

TIMEOUT = 20.0  # seconds, for each step of the exchange
REDIRECTS = 5


def fetch(url: str) -> tuple[bytes, str | None, str]:
    """Bytes, declared encoding and final URL. Raises ArticleError that says what the server answered."""
    try:
        with (
            httpx.Client(follow_redirects=True, max_redirects=REDIRECTS, timeout=TIMEOUT) as client,
            client.stream("GET", url, headers={"User-Agent": "entente (+https://w3id.org/entente)"}) as response,
        ):
            response.raise_for_status()
            return _body(response), response.charset_encoding, str(response.url)
    except httpx.HTTPStatusError as cause:
        raise ArticleError(f"the server answered {cause.response.status_code}: is the address right?") from cause
    except (httpx.HTTPError, httpx.InvalidURL) as cause:
        raise ArticleError(f"it could not be fetched: {cause or type(cause).__name__}") from cause


def _body(response: httpx.Response) -> bytes:
    data = bytearray()
    for part in response.iter_bytes():
        data += part
        if len(data) > LARGEST:
            raise ArticleError(f"it is longer than {LARGEST:,} bytes: that is no article")
    return bytes(data)
