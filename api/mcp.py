"""The same answers as MCP tools, for agents: every tool returns the sentences that support what it says.

``entente mcp`` speaks over standard input and output (Model Context Protocol). The tools only read.
"""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server import MCPServer
from pydantic import Field

from api.commands.asking import entity_named
from api.routes import claims as claim_routes
from api.routes import entities as entity_routes
from api.routes import network as network_routes
from api.routes import questions as question_routes
from api.schemas import SuggestionOut
from api.services import Services
from graph import __version__
from graph.model import EntityKind

INSTRUCTIONS = """Entente is a knowledge graph of geopolitical news. Every claim carries the sentence it rests on, who
said so, its stance and a confidence. Quote the sentences; do not state what none of them supports. Ids look like
state/KAZ, organization/CSTO, operation/minusma; use `search` to find them."""

Name = Annotated[str, Field(description="A name (Kazakhstan, CSTO) or an id (state/KAZ)")]
Day = Annotated[str | None, Field(description="ISO date, such as 2022-01-06")]


def create_server(services: Services) -> MCPServer:
    """The tools over the given services."""
    server = MCPServer("entente", version=__version__, instructions=INSTRUCTIONS)
    store, iris = services.store, services.iris

    def named(name: str | None) -> str | None:
        return None if name is None else entity_named(name, store, iris)

    @server.tool()
    def ask(question: str) -> dict[str, Any]:
        """Answer a question in words, such as 'which states contributed forces to the CSTO mission in Kazakhstan?'."""
        return question_routes.ask(question, store, services.catalog, iris).model_dump(mode="json")

    @server.tool()
    def search(text: str, limit: int = 10) -> dict[str, Any]:
        """Find entities by the beginning of any of their names, in any language."""
        hits = services.lookup.find(text, limit=limit, kinds=frozenset())
        return {"entities": [SuggestionOut.from_hit(hit).model_dump(mode="json") for hit in hits]}

    @server.tool()
    def entity(name: Name, on: Day = None) -> dict[str, Any]:
        """All about an entity as of a day: names, identifiers, memberships, offices, how much is said about it."""
        kind, _, key = entity_named(name, store, iris).partition("/")
        return entity_routes.details(EntityKind(kind), key, store, iris, on).model_dump(mode="json")

    @server.tool()
    def contributions(
        host: Name | None = None,
        contributor: Name | None = None,
        operation: Name | None = None,
        organization: Name | None = None,
        on: Day = None,
    ) -> dict[str, Any]:
        """Who contributed forces to what, with status, personnel, independent origins and sentences."""
        found = claim_routes.list_contributions(
            store,
            iris,
            host=named(host),
            contributor=named(contributor),
            operation=named(operation),
            organization=named(organization),
            on=on,
        )
        return found.model_dump(mode="json")

    @server.tool()
    def claims_about(name: Name, limit: int = 20) -> dict[str, Any]:
        """Everything that articles say about an entity, newest first, with sentences."""
        found = claim_routes.list_claims(entity_named(name, store, iris), store, iris, limit=limit)
        return found.model_dump(mode="json")

    @server.tool()
    def path(start: Name, end: Name) -> dict[str, Any]:
        """How two actors hang together: the shortest path, every step with its sentences."""
        hops = network_routes.shortest(entity_named(start, store, iris), entity_named(end, store, iris), store, iris)
        return {"hops": [hop.model_dump(mode="json") for hop in hops["hops"]]}

    @server.tool()
    def sparql(query: str, timeout: Annotated[float, Field(gt=0, le=60)] = 20.0) -> str:
        """Run a SPARQL 1.1 query (read only); rows come as tab-separated values, graphs as Turtle."""
        stream = store.stream(query, ("text/tab-separated-values", "text/turtle"), timeout=timeout)
        return b"".join(stream).decode()

    return server
