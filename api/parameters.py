"""Query parameters that several routes take, described once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

Day = Annotated[str | None, Query(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$", examples=["2022-01-06"])]
Limit = Annotated[int, Query(ge=1, le=500)]
Id = Annotated[str | None, Query(description="An entity id, or an ISO 3166 code for a state", examples=["KAZ"])]


def entity_id(value: str | None, kind: str = "state") -> str | None:
    """``KAZ`` -> ``state/KAZ``; an id stays as it is."""
    return value if value is None or "/" in value else f"{kind}/{value}"
