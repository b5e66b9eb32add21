"""Every setting of the service, declared once: name, type, default, meaning. The only reader of the environment.

A setting comes from a flag of ``entente serve``, else from the variable ``ENTENTE_<NAME>``, else from its default.
A variable that begins with ``ENTENTE_`` and names no setting, or a value that does not fit, stops the start.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from graph.errors import SettingsError

PREFIX = "ENTENTE_"


def _iri_base(value: str) -> str:
    if not value.startswith(("http://", "https://")) or not value.endswith("/"):
        raise ValueError("must begin with http:// or https:// and end with /")
    return value


class Settings(BaseModel):
    """The settings of one service. Frozen; tests make their own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Annotated[str, Field(description="Directory of the embedded store, or URL of a SPARQL 1.1 endpoint")] = (
        "var/store"
    )
    host: Annotated[str, Field(description="Address to listen on; loopback needs no token for writing")] = "127.0.0.1"
    port: Annotated[int, Field(description="Port to listen on", ge=0, le=65535)] = 8000
    base: Annotated[
        str,
        AfterValidator(_iri_base),
        Field(description="Where resource IRIs begin; they dereference at the service when it is reachable there"),
    ] = "http://127.0.0.1:8000/"
    token: Annotated[
        str | None, Field(description="Bearer token that writes need (variable only, never a flag)", repr=False)
    ] = None
    token_file: Annotated[Path | None, Field(description="File that holds the token")] = None
    default_graph: Annotated[
        Literal["union", "own"],
        Field(description="What a query without FROM asks: the union of all graphs, or the graph without a name"),
    ] = "union"
    read_only: Annotated[bool, Field(description="Refuse every write")] = False
    model: Annotated[str | None, Field(description="spaCy model for reading; the pinned one unless named")] = None
    workers: Annotated[int, Field(description="Query processes of the embedded store", ge=0, le=32)] = 2
    timeout: Annotated[float, Field(description="Seconds that a query may take unless it asks otherwise", gt=0)] = 30.0
    max_timeout: Annotated[float, Field(description="Seconds that a query may ask for", gt=0)] = 120.0
    max_rows: Annotated[int, Field(description="Rows of a SPARQL answer before it is refused", gt=0)] = 1_000_000
    max_bytes: Annotated[int, Field(description="Bytes of a SPARQL answer before it is refused", gt=0)] = 256_000_000
    max_body: Annotated[int, Field(description="Bytes of a request body", gt=0)] = 64_000_000
    worker_memory: Annotated[int, Field(description="Bytes of address space of a query process", gt=0)] = 4_000_000_000
    service_hosts: Annotated[
        frozenset[str], Field(description="Hosts that SERVICE and LOAD may reach, separated by commas")
    ] = frozenset()
    cors_origins: Annotated[
        frozenset[str], Field(description="Origins that may read from other pages, separated by commas; * is all")
    ] = frozenset(["*"])
    article_text: Annotated[
        Literal["auto", "whole", "sentences"],
        Field(description="What of an article is served: auto is the whole on loopback, else supporting sentences"),
    ] = "auto"
    otlp_endpoint: Annotated[
        str | None,
        Field(description="OpenTelemetry collector that traces go to (OTLP over HTTP); needs the extra `otel`"),
    ] = None
    log_format: Annotated[Literal["text", "json"], Field(description="Form of the log lines")] = "text"

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def serves_whole_text(self) -> bool:
        """Whether whole articles may be served."""
        return self.article_text == "whole" or (self.article_text == "auto" and self.on_loopback)

    def secret(self) -> str | None:
        """The token, from its file or variable. Raises SettingsError for a file that cannot be read or is empty."""
        if self.token_file is None:
            return self.token
        try:
            text = self.token_file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as cause:
            raise SettingsError(f"token_file: {self.token_file} cannot be read: {cause}") from cause
        if not text:
            raise SettingsError(f"token_file: {self.token_file} is empty: put one long random line into it")
        return text


_LISTS = frozenset(name for name, field in Settings.model_fields.items() if field.annotation == frozenset[str])


def load(environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """The settings of this process. ``flags`` that are None were not given.

    Raises SettingsError that names every setting that is unknown or malformed.
    """
    environ = os.environ if environ is None else environ
    values = _from_environment(environ) | {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**values)
    except ValidationError as cause:
        raise SettingsError("\n".join(_explain(error) for error in cause.errors())) from cause


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    given = {name.removeprefix(PREFIX).lower(): value for name, value in environ.items() if name.startswith(PREFIX)}
    unknown = sorted(given.keys() - Settings.model_fields.keys())
    if unknown:
        names = ", ".join(f"{PREFIX}{name.upper()}" for name in unknown)
        raise SettingsError(f"{names}: no such setting; 'entente serve --help' lists them")
    return {name: _split(value) if name in _LISTS else value for name, value in given.items()}


def _split(value: str) -> frozenset[str]:
    return frozenset(part.strip() for part in value.split(",") if part.strip())


def _explain(error: Any) -> str:
    name = ".".join(str(part) for part in error["loc"])
    shown = "" if name == "token" else f" {error['input']!r}"
    return f"{name} (variable {PREFIX}{name.upper()}):{shown}: {error['msg']}"
