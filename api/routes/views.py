"""The viewer's files, its saved views, the API's documentation page, the vocabulary: everything served by us."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse
from pydantic import BaseModel, Field
from pyoxigraph import NamedNode

from api.dependencies import ServicesDep
from graph.errors import NotFound
from ontology import terms

router = APIRouter(tags=["viewer"])

STATIC = Path(__file__).parent.parent / "static"
ONTOLOGY = ("entente.ttl", "plover.ttl", "plover-cameo.ttl", "shapes.ttl", "context.jsonld", "extract.schema.json")
LARGEST_VIEW = 200_000  # bytes of JSON


class ViewIn(BaseModel):
    """A view too large for a URL."""

    state: Annotated[dict[str, Any], Field(description="Whatever the viewer needs to show it again")]


@router.post("/api/views", summary="Save a view")
def save_view(body: ViewIn, services: ServicesDep) -> dict[str, str]:
    """The key is a digest of the content: the same view has the same address."""
    text = json.dumps(body.state, sort_keys=True)
    if len(text) > LARGEST_VIEW:
        raise HTTPException(413, f"a view may have {LARGEST_VIEW:,} bytes")
    return {"key": services.views.put(hashlib.sha256(text.encode()).hexdigest()[:16], text)}


@router.get("/api/views/{key}", summary="A saved view")
def load_view(key: str, services: ServicesDep) -> dict[str, Any]:
    """404 where it was never saved here."""
    text = services.views.get(key)
    if text is None:
        raise NotFound(f"no view {key!r} was saved here")
    return {"state": json.loads(text)}


@router.get("/api/vocabulary", summary="The terms of the vocabulary")
def vocabulary() -> dict[str, list[str]]:
    """Prefixed names, for completion in editors."""
    names = [value for value in vars(terms).values() if isinstance(value, NamedNode)]
    return {"terms": sorted({short for node in names if (short := _prefixed(node.value)) is not None})}


def _prefixed(iri: str) -> str | None:
    for prefix, namespace in terms.PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return None


@router.get("/", include_in_schema=False)
def root(request: Request) -> RedirectResponse:
    """The viewer."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/viewer/{query}")


@router.get("/docs", include_in_schema=False)
def docs() -> FileResponse:
    """The API's documentation, its scripts served by us."""
    return _file("docs.html")


@router.get("/viewer/{path:path}", include_in_schema=False)
def viewer(path: str) -> FileResponse:
    """The viewer's page and its assets."""
    return _file(path or "index.html")


@router.get("/ontology/{name}", summary="The ontology, shapes and context")
def ontology(name: str) -> FileResponse:
    """The files as the package ships them."""
    if name not in ONTOLOGY:
        raise NotFound(f"there is {', '.join(ONTOLOGY)}")
    media_type = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}.get(Path(name).suffix, "application/json")
    return FileResponse(str(files("ontology") / name), media_type=media_type)


def _file(path: str) -> FileResponse:
    if not STATIC.exists():
        raise NotFound("the viewer was not built: 'make install' builds it")
    file = (STATIC / path).resolve()
    if not file.is_relative_to(STATIC) or not file.is_file():
        raise NotFound(f"the viewer has no file {path!r}")
    fresh = "no-cache" if file.suffix == ".html" else "public, max-age=31536000, immutable"
    return FileResponse(file, headers={"Cache-Control": fresh})
