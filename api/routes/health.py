"""Is it alive, can it answer, how is it doing."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dependencies import ServicesDep, StoreDep

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Alive")
async def healthz() -> dict[str, str]:
    """The process answers. Says nothing about the store."""
    return {"status": "alive"}


@router.get("/readyz", summary="Can answer")
def readyz(store: StoreDep) -> dict[str, str]:
    """The store answers a query; 503 with the reason where it does not."""
    store.query("ASK {}", timeout=5)
    return {"status": "ready"}


@router.get("/metrics", summary="Prometheus metrics", response_class=Response)
def metrics(request: Request, services: ServicesDep) -> Response:
    """Requests, latencies, ingest, and the store's own figures."""
    request.app.state.metrics.observe_store(services.store.metrics)
    text = request.app.state.metrics.exposition()
    return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")
