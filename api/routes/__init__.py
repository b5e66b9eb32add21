"""The routes, one module a door; each has a ``router``."""

from fastapi import APIRouter

from api.routes import (
    articles,
    claims,
    description,
    entities,
    graph_store,
    health,
    linked_data,
    network,
    questions,
    reconcile,
    sparql,
    views,
)

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    articles.router,
    entities.router,
    claims.router,
    network.router,
    questions.router,
    reconcile.router,
    sparql.router,
    description.router,
    graph_store.router,
    linked_data.router,
    views.router,
)
