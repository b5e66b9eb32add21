"""The HTTP service: a factory that puts the doors together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.middleware.cors import CORSMiddleware

from api import errors
from api.observability import Metrics, Observed, telemetry
from api.routes import ROUTERS
from api.security import LoopbackOnly, SecureHeaders
from api.services import Services
from api.settings import Settings
from graph import __version__
from graph.store import Store

DESCRIPTION = """Who did what with whom, where, when, and **who says so**.

Every answer comes with the sentences that support it. Reads are open; writes need a bearer token unless the service
listens on loopback only. Errors are problem details (RFC 9457). Lists are paged with `cursor` and `limit`.
"""


def create_app(settings: Settings, *, store: Store | None = None) -> FastAPI:
    """The app for these settings; ``store`` replaces the one that the settings name (tests)."""
    app = FastAPI(
        title="Entente",
        version=__version__,
        description=DESCRIPTION,
        lifespan=_lifespan(settings, store),
        docs_url=None,
        redoc_url=None,
        telemetry=telemetry(settings.otlp_endpoint),
    )
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(settings.cors_origins),
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["Link", "Query-Limits", "Retry-After", "X-Request-Id"],
        )
    app.add_middleware(SecureHeaders)
    if settings.on_loopback:
        app.add_middleware(LoopbackOnly)
    app.state.metrics = Metrics()
    app.add_middleware(Observed, metrics=app.state.metrics)
    return app


def _lifespan(settings: Settings, store: Store | None) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        services = await run_in_threadpool(Services.start, settings, app.state.metrics, store)
        app.state.services = services
        app.state.store = services.store
        services.announce(getattr(app.state, "url", None))
        try:
            yield
        finally:
            await run_in_threadpool(services.stop)

    return lifespan
