"""A store with the catalogue and the gold of the seeds, for tests of queries, questions and network: no model needed.

The memberships that the tests ask for stand here with their sources, so that they hold whatever the catalogue lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from graph import records
from graph.linking.catalog import Catalog
from graph.linking.facts import DatedMembership
from graph.model import Extraction, MembershipStatus
from graph.rdf.catalog import catalog_quads, membership_triples
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import Store, open_store

GOLD = Path(__file__).parent / "gold" / "deployments_seeds.jsonl"
CSTO = "organization/CSTO"
KAZAKH_MISSION = "operation/csto-kaz-2022"
MEMBERS = {"ARM": "2002", "BLR": "2002", "KAZ": "2002", "KGZ": "2002", "RUS": "2002", "TJK": "2002"}
CHARTER = "Charter of the Collective Security Treaty Organization, 7 October 2002"


def gold() -> Iterator[Extraction]:
    """The gold of every seed as an extraction."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        yield records.read(json.loads(line))


@cache
def catalog() -> Catalog:
    """The catalogue, read once."""
    return Catalog.load()


@cache
def background() -> tuple[Quad, ...]:
    """The catalogue without its thousands of cities, with the memberships that the tests speak of."""
    quads = [quad for quad in catalog_quads(catalog(), OURS) if not _is_city(quad)]
    for code, start in MEMBERS.items():
        row = DatedMembership(
            member=f"state/{code}",
            organization=CSTO,
            status=MembershipStatus.MEMBER,
            start=start,
            end=None,
            source=CHARTER,
            verified=False,
        )
        triples = membership_triples(row, OURS)
        quads += [Quad(each.subject, each.predicate, each.object, OURS.catalog_graph) for each in triples]
    return tuple(quads)


def _is_city(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and "/id/place/" in quad.subject.value


def seeded_store() -> Store:
    """A fresh store in memory with all of it."""
    store = open_store(None)
    store.load(background())
    for extraction in gold():
        store.replace_graph(OURS.article(extraction.article.id).value, to_quads(extraction, OURS))
    return store
