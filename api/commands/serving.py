"""``entente serve``: the HTTP service."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from api import settings
from api.console import err, guarded
from api.settings import Settings
from graph.errors import SettingsError

_ENVIRONMENT = "\n".join(
    f"    {settings.PREFIX}{name.upper()}: {field.description}" for name, field in Settings.model_fields.items()
)


@guarded
def serve(
    store: Annotated[str | None, typer.Option(help="Directory of the embedded store, or URL of an endpoint")] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on  [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on  [default: 8000]")] = None,
    base: Annotated[str | None, typer.Option(help="Where resource IRIs begin")] = None,
    token_file: Annotated[Path | None, typer.Option(help="File with the token that writes need")] = None,
    default_graph: Annotated[str | None, typer.Option(help="union or own  [default: union]")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Refuse every write")] = False,
    workers: Annotated[int | None, typer.Option(help="Query processes  [default: 2]")] = None,
    log_format: Annotated[str | None, typer.Option(help="text or json  [default: text]")] = None,
) -> None:
    configured = settings.load(
        store=store,
        host=host,
        port=port,
        base=base,
        token_file=token_file,
        default_graph=default_graph,
        read_only=read_only or None,
        workers=workers,
        log_format=log_format,
    )
    _run(configured)


serve.__doc__ = f"""Serve the graph: viewer, REST, SPARQL and linked data.

Every setting is also a variable (the token only there or in a file):

\b
{_ENVIRONMENT}
"""


def _run(configured: Settings) -> None:
    import uvicorn

    from api.app import create_app
    from api.observability import log_config

    listener = _listen(configured)
    shown = f"http://{_authority(configured.host, listener.getsockname()[1])}/"
    err.print(f"[bold]Entente[/] at {shown}   viewer {shown}viewer/   SPARQL {shown}sparql   docs {shown}docs")
    app = create_app(configured)
    app.state.url = shown.rstrip("/")
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=log_config(configured.log_format),
            timeout_graceful_shutdown=5,
            server_header=False,
        )
    )
    server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(1)


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _listen(configured: Settings) -> socket.socket:
    """Bind before anything heavy is loaded, so that a taken port is said at once."""
    family = socket.AF_INET6 if ":" in configured.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((configured.host, configured.port))
    except OSError as cause:
        listener.close()
        raise SettingsError(
            f"cannot listen on {_authority(configured.host, configured.port)}: {cause.strerror}; "
            "choose another port with --port, or stop what listens there"
        ) from cause
    return listener


@guarded
def mcp(
    store: Annotated[str | None, typer.Option(help="Directory of the embedded store, or an endpoint")] = None,
) -> None:
    """Answer as MCP tools over standard input and output, for agents.

    The tools read only. A store that a service holds is read beside it.
    """
    from api.mcp import create_server
    from api.observability import Metrics
    from api.services import Services

    services = Services.start(settings.load(store=store, read_only=True, workers=0), Metrics())
    try:
        create_server(services).run("stdio")
    finally:
        services.stop()
