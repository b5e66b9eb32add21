"""Who could have contributed and did not: members of an organisation on a day, less those with a contribution."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal

from graph.model import ContributionStatus
from graph.queries.contributions import contributions
from graph.queries.identity import Identities
from graph.queries.memberships import Standing, members
from graph.queries.run import sparql
from graph.queries.values import nodes
from graph.rdf.iris import OURS, Namespace
from graph.store import Store

_GAVE = (ContributionStatus.DEPLOYED, ContributionStatus.PLEDGED, ContributionStatus.WITHDRAWN)
_LATEST = "9999"  # sorts after every day: who is a member now


def non_contributors(
    store: Store,
    organization: str,
    *,
    operation: str | Iterable[str] | None = None,
    host: str | Iterable[str] | None = None,
    on: str | None = None,
    known_on: str | None = None,
    iris: Namespace = OURS,
) -> list[Standing]:
    """Members on the day of which nobody asserts that they contributed to the operation, or to any in the host."""
    found = contributions(
        store, operation=operation, host=host, organization=None if operation else organization, known_on=known_on,
        status=_GAVE, iris=iris,
    )  # fmt: skip
    gave = {each.contributor for each in found if each.stance.supports}
    return [each for each in members(store, organization, on, known_on=known_on, iris=iris) if each.member not in gave]


def non_contributors_sparql(
    store: Store,
    organization: str,
    *,
    operation: str | Iterable[str] | None = None,
    host: str | Iterable[str] | None = None,
    on: str | None = None,
    iris: Namespace = OURS,
) -> str:
    """The same in one query over the catalogue's memberships (without what only articles say of membership)."""
    identities = Identities.of(store, iris)
    return sparql(
        "non_contributors",
        organization=nodes(iris, identities.spread(organization)),
        operation=nodes(iris, identities.spread(operation)),
        host=nodes(iris, identities.spread(host)),
        lead=None if operation else nodes(iris, identities.spread(organization)),
        on=Literal(on or _LATEST),
    )
