"""The routes, one module a door; each has a ``router``."""

from fastapi import APIRouter

from api.routes import health

ROUTERS: tuple[APIRouter, ...] = (health.router,)
