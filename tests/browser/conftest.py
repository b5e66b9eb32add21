"""A service on a free port of this machine, and a browser that may speak to nothing else.

``viewer`` is a page that fails the test where it asked another host or an error reached the console; ``visit`` opens
an address in a fresh profile with the same watch.
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from api.app import create_app
from api.settings import load
from tests.browser.world import store

STATIC = Path(__file__).parents[2] / "api" / "static" / "index.html"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds: two busy cores
QUIET = 4  # looks in a row at which no request was under way


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def missing(what: str) -> None:
    """Skip where something is not there; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}: in CI that is a failure")
    pytest.skip(what)


@dataclass
class Watched:
    """A page and what it did that it should not have done."""

    page: Page
    base: str
    strange: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    refused: tuple[str, ...] = ()  # statuses that this test provokes, and that browsers write to the console
    pending: set[Request] = field(default_factory=set)

    def watch(self) -> None:
        """Listen to requests, the console and errors."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", self._requested)
        self.page.on("requestfinished", self._answered)
        self.page.on("requestfailed", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.strange.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.strange.append("a dialog"), dialog.dismiss()))

    def _requested(self, request: Request) -> None:
        if request.url.startswith(("data:", "blob:")):
            return
        self.pending.add(request)
        self.asked.append(f"{request.method} {request.url.removeprefix(self.base)}")
        if not request.url.startswith(self.base):
            self.strange.append(f"request: {request.url}")

    def _answered(self, request: Request) -> None:
        self.pending.discard(request)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(status in message.text for status in self.refused):
            self.strange.append(f"console: {message.text}")

    def settle(self) -> None:
        """Wait until the page has stopped asking for a moment."""
        quiet = 0
        while quiet < QUIET:
            self.page.wait_for_timeout(40)
            quiet = 0 if self.pending else quiet + 1

    def open(self, address: str = "") -> Page:
        """Open the viewer and wait until it shows its first view."""
        self.page.goto(f"{self.base}/viewer/{address}")
        self.page.locator(".status").filter(has_text="nodes").wait_for()
        self.settle()
        return self.page


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    if not STATIC.exists():
        missing("the viewer was not built ('make install' builds it)")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        app = create_app(load({}, read_only=True, port=port), store=store())  # which closes it in the end
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Callable[..., Watched]]:
    """Open a fresh profile; afterwards nothing strange may have happened in it."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def fresh(**options: Any) -> Watched:
        context = browser.new_context(viewport={"width": 1400, "height": 850}, **options)
        watched = Watched(context.new_page(), base)
        watched.watch()
        opened.append((context, watched))
        return watched

    yield fresh
    strange = [each for _, watched in opened for each in watched.strange]
    for context, _ in opened:
        context.close()
    assert strange == []


@pytest.fixture
def viewer(visit: Callable[..., Watched]) -> Watched:
    """The viewer with its first view."""
    watched = visit()
    watched.open()
    return watched
