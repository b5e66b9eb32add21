"""The SPARQL side of the service alone, for tests: no catalogue, no language model.

    python -m tests.sparql_service --store DIRECTORY --port N [--default-graph own] [...]

``app`` gives the same in this process.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api import errors
from api.routes import description, graph_store, sparql
from api.security import Gatekeeper, LoopbackOnly
from api.settings import Settings
from graph.store import Limits, Store, open_store
from tests.store_servers import free_port, wait_for


@dataclass(frozen=True, slots=True)
class _Services:
    settings: Settings
    store: Store
    gatekeeper: Gatekeeper


def app(settings: Settings, store: Store) -> FastAPI:
    """An app with the SPARQL routes over this store."""

    @asynccontextmanager
    async def lifespan(service: FastAPI) -> AsyncIterator[None]:
        service.state.services = _Services(settings, store, Gatekeeper(settings))
        yield
        store.close()

    service = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None)
    errors.install(service)
    for module in (sparql, description, graph_store):
        service.include_router(module.router)
    if settings.on_loopback:
        service.add_middleware(LoopbackOnly)
    return service


@contextmanager
def running(folder: Path | str, *options: str, port: int | None = None) -> Iterator[str]:
    """The service as a process; its address."""
    process, address = start(folder, *options, port=port)
    try:
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def start(folder: Path | str, *options: str, port: int | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Start the service as a process and wait until it answers."""
    port = port or free_port()
    command = [sys.executable, "-m", "tests.sparql_service", "--store", str(folder), "--port", str(port), *options]
    root = Path(__file__).parent.parent
    process = subprocess.Popen(command, cwd=root, env=os.environ | {"PYTHONPATH": str(root)})
    wait_for(port, process, seconds=60)
    return process, f"http://127.0.0.1:{port}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--default-graph", choices=["union", "own"], default="union")
    parser.add_argument("--token")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=30.0)
    parser.add_argument("--max-timeout", type=float, default=120.0)
    parser.add_argument("--memory", type=int, default=Limits().memory)
    given = parser.parse_args()
    settings = Settings(
        store=given.store,
        port=given.port,
        base=f"http://127.0.0.1:{given.port}/",
        default_graph=given.default_graph,
        token=given.token,
        timeout=given.timeout,
        max_timeout=given.max_timeout,
    )
    limits = Limits(timeout=given.timeout, longest_timeout=given.max_timeout, memory=given.memory)
    store = open_store(given.store, workers=given.workers, limits=limits)
    uvicorn.run(app(settings, store), host="127.0.0.1", port=given.port, log_level="warning", lifespan="on")


if __name__ == "__main__":
    main()
