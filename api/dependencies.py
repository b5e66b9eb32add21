"""The dependencies of routes, named once. Those that only hand something on are async: others cost a thread each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Query, Request

from api.services import Services
from api.settings import Settings
from graph.linking.catalog import Catalog
from graph.rdf.iris import Namespace
from graph.store import Store


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(_services)]


async def _store(services: ServicesDep) -> Store:
    return services.store


def _known_store(
    services: ServicesDep,
    known_on: Annotated[
        str | None,
        Query(pattern=r"^\d{4}-\d\d-\d\d$", description="Answer as on this day: published by then, not yet corrected"),
    ] = None,
) -> Iterator[Store]:
    if known_on is None:
        yield services.store
        return
    with services.past.on(known_on) as known:
        yield known


async def _catalog(services: ServicesDep) -> Catalog:
    return services.catalog


async def _iris(services: ServicesDep) -> Namespace:
    return services.iris


async def _settings(services: ServicesDep) -> Settings:
    return services.settings


async def _writer(request: Request, services: ServicesDep) -> None:
    services.gatekeeper.require_write(request)


StoreDep = Annotated[Store, Depends(_store)]
KnownStoreDep = Annotated[Store, Depends(_known_store)]
CatalogDep = Annotated[Catalog, Depends(_catalog)]
NamespaceDep = Annotated[Namespace, Depends(_iris)]
SettingsDep = Annotated[Settings, Depends(_settings)]
MayWrite = Depends(_writer)
