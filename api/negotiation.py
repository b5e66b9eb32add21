"""What a client accepts and what it sends: ``Accept`` and ``Content-Type`` (RFC 9110, sections 12.5.1 and 8.3)."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import QueryError


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type in lower case, and its ``charset`` and ``boundary`` if given."""

    media_type: str
    charset: str = "utf-8"
    boundary: str | None = None


def accepted(header: str | None) -> tuple[str, ...]:
    """The media types and ranges of an ``Accept`` header, the preferred first; empty where anything will do.

    Ordered by quality, then the specific before ranges, then as written; those of quality 0 are left out.
    """
    wanted = []
    for position, item in enumerate((header or "").split(",")):
        media_type, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = _quality(parameters)
        if media_type and quality > 0:
            wanted.append((-quality, media_type.count("*"), position, media_type))
    return tuple(media_type for *_, media_type in sorted(wanted))


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0


def content_type(header: str | None) -> ContentType | None:
    """A ``Content-Type`` header read; ``None`` where there is none."""
    if not header:
        return None
    # commas between parameters are wrong but are what the W3C's own graph store tests send
    media_type, *rest = (part.strip() for part in header.replace(",", ";").split(";"))
    parameters = dict(part.split("=", 1) for part in rest if "=" in part)
    named = {name.strip().lower(): value.strip().strip('"') for name, value in parameters.items()}
    return ContentType(media_type.lower(), named.get("charset", "utf-8").lower(), named.get("boundary"))


def decoded(body: bytes, charset: str) -> str:
    """SPARQL text is UTF-8 and nothing else (SPARQL 1.1 Protocol, section 2.1.3). Raises QueryError."""
    if charset.replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise QueryError(f"SPARQL must be sent as UTF-8, not {charset}")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise QueryError(f"the request is not UTF-8: {error}") from error
