"""The dependencies of routes, named once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.services import Services
from api.settings import Settings
from graph.linking.catalog import Catalog
from graph.rdf.iris import Namespace
from graph.store import Store


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(_services)]


def _store(services: ServicesDep) -> Store:
    return services.store


def _catalog(services: ServicesDep) -> Catalog:
    return services.catalog


def _iris(services: ServicesDep) -> Namespace:
    return services.iris


def _settings(services: ServicesDep) -> Settings:
    return services.settings


def _writer(request: Request, services: ServicesDep) -> None:
    services.gatekeeper.require_write(request)


StoreDep = Annotated[Store, Depends(_store)]
CatalogDep = Annotated[Catalog, Depends(_catalog)]
NamespaceDep = Annotated[Namespace, Depends(_iris)]
SettingsDep = Annotated[Settings, Depends(_settings)]
MayWrite = Depends(_writer)
