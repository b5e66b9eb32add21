"""Claims as they go over the wire, with the names of those they speak of."""

from __future__ import annotations

from collections.abc import Sequence

from api.schemas import ClaimOut, ids_in
from graph.queries.claims import FoundClaim
from graph.queries.labels import labels
from graph.rdf.iris import Namespace
from graph.store import Store


def shown(found: Sequence[FoundClaim], store: Store, iris: Namespace) -> list[ClaimOut]:
    """The claims, in their order."""
    names = labels(store, ids_in(found), iris=iris)
    return [ClaimOut.from_claim(one, names) for one in found]
