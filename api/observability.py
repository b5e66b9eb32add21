"""What an operator sees: a request id on every answer and log line, Prometheus metrics, text or JSON logs."""

from __future__ import annotations

import json
import logging
import re
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import uuid4

from fastapi.telemetry import TelemetryConfig
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import SettingsError

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
request_id: ContextVar[str] = ContextVar("request_id", default="-")

_access = logging.getLogger("entente.access")


class Metrics:
    """The counters of one service, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "entente_http_requests_total", "Requests", ["method", "route", "status"], registry=self.registry
        )
        self.latency = Histogram(
            "entente_http_request_seconds", "Time to the last byte", ["route"], registry=self.registry
        )
        self.ingested = Counter(
            "entente_articles_total", "Articles posted, by outcome", ["outcome"], registry=self.registry
        )
        self._store: dict[str, Gauge] = {}

    def observe_store(self, figures: dict[str, float]) -> None:
        """Take over the store's own figures, each a plain number."""
        for name, value in figures.items():
            if name not in self._store:
                self._store[name] = Gauge(f"entente_store_{name}", f"Store: {name}", registry=self.registry)
            self._store[name].set(value)

    def exposition(self) -> bytes:
        """The Prometheus text format."""
        return generate_latest(self.registry)


class Observed:
    """Middleware: names the request, times it, counts it, logs it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        name = given if _REQUEST_ID.fullmatch(given) else uuid4().hex[:16]
        token = request_id.set(name)
        started, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", name.encode())]}
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            self._record(scope, status, time.perf_counter() - started)
            request_id.reset(token)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")  # never the raw path: it would make a label per article
        self._metrics.requests.labels(scope["method"], route, status).inc()
        self._metrics.latency.labels(route).observe(seconds)
        _access.info(
            "%s %s %s", scope["method"], scope["path"], status, extra={"status": status, "seconds": round(seconds, 4)}
        )


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id, and what the call added."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get(),
        }
        entry |= {name: getattr(record, name) for name in ("status", "seconds") if hasattr(record, name)}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


class WithRequestId(logging.Filter):
    """Puts the request id on the record, for text logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


def log_config(form: str) -> dict[str, object]:
    """The logging configuration that uvicorn takes: ``text`` or ``json``."""
    text = {"format": "%(asctime)s %(levelname)-7s %(name)s [%(request_id)s] %(message)s"}
    loggers = {name: {"handlers": ["stderr"], "level": "INFO", "propagate": False} for name in ("entente", "uvicorn")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": WithRequestId}},
        "formatters": {"text": text, "json": {"()": JsonLines}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": form,
                "filters": ["request_id"],
            }
        },
        "loggers": loggers | {"uvicorn.access": {"level": "CRITICAL"}},
    }


def telemetry(endpoint: str | None) -> TelemetryConfig:
    """What FastAPI traces: nothing without a collector, every request and its steps with one.

    Raises SettingsError where the extra ``otel`` is not installed.
    """
    if endpoint is None:
        return {"tracing": False, "metrics": False, "logs": False}
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as cause:
        raise SettingsError("otlp_endpoint needs the extra: pip install 'entente-kg[otel]'") from cause
    provider = TracerProvider(resource=Resource.create({"service.name": "entente"}))
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=1000))
    return {"tracer_provider": provider, "metrics": False, "logs": False}
