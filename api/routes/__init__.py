"""The routes, one module a door; each has a ``router``."""

from fastapi import APIRouter

from api.routes import description, graph_store, health, sparql

ROUTERS: tuple[APIRouter, ...] = (health.router, sparql.router, description.router, graph_store.router)
