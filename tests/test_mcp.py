"""The tools as an agent calls them, over the seeded store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mcp.server import MCPServer

from api.mcp import create_server
from api.observability import Metrics
from api.services import Services
from api.settings import load
from tests.seeded import KAZAKH_MISSION, seeded_store


@pytest.fixture(scope="module")
def server() -> Iterator[MCPServer]:
    services = Services.start(load({}, read_only=True), Metrics(), seeded_store())
    yield create_server(services)
    services.stop()


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def _call(server: MCPServer, tool: str, **arguments: Any) -> Any:
    result = _run(server.call_tool(tool, arguments))
    return json.loads(result.content[0].text)


def test_the_tools_have_names_and_descriptions(server: MCPServer) -> None:
    tools = {tool.name: tool for tool in _run(server.list_tools())}
    assert {"ask", "search", "entity", "contributions", "claims_about", "path", "sparql"} <= tools.keys()
    assert all(tool.description for tool in tools.values())


def test_a_question_comes_back_with_sentences(server: MCPServer) -> None:
    answer = _call(server, "ask", question="which states contributed forces to the CSTO mission in Kazakhstan?")
    assert "Armenia" in answer["text"]
    assert answer["evidence"]


def test_names_stand_for_ids(server: MCPServer) -> None:
    found = _call(server, "contributions", host="Kazakhstan")["contributions"]
    assert {one["operation"]["id"] for one in found} == {KAZAKH_MISSION}


def test_a_path_has_evidence_for_every_hop(server: MCPServer) -> None:
    hops = _call(server, "path", start="Armenia", end="Kazakhstan")["hops"]
    assert all(hop["evidence"] for hop in hops)
