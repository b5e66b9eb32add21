"""The parts of a ``multipart/form-data`` or ``multipart/mixed`` body (RFC 2046), nested ones opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP

from api.negotiation import ContentType, content_type
from graph.errors import QueryError


@dataclass(frozen=True, slots=True)
class Part:
    """A body with its media type."""

    content_type: ContentType | None
    body: bytes


def parts(body: bytes, sent: ContentType) -> Iterator[Part]:
    """Every part that is not itself multipart. Raises QueryError when there is none."""
    head = f'Content-Type: {sent.media_type}; boundary="{sent.boundary or ""}"\r\n\r\n'
    message = BytesParser(policy=HTTP).parsebytes(head.encode() + body.replace(b", boundary=", b"; boundary="))
    found = False
    for part in message.walk():
        if part.is_multipart() or part.get_content_maintype() == "multipart":
            continue
        payload = part.get_payload(decode=True)
        found = True
        yield Part(content_type(part["Content-Type"]), payload if isinstance(payload, bytes) else b"")
    if not found:
        raise QueryError("the multipart body has no parts: is its boundary right?")
