"""Entities: what the store knows of one, how much is said about it, and those that no catalogue lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.errors import NotFound
from graph.model import Entity, EntityKind
from graph.queries.claims import KINDS
from graph.queries.identity import Identities
from graph.queries.memberships import Standing, standings
from graph.queries.offices import Holding, holdings
from graph.queries.run import select
from graph.queries.values import nodes, number, required, span_of, text
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from graph.store.store import Term
from ontology import terms as t


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a language (None: not said), and what sort: label, alias, weak alias, demonym."""

    text: str
    language: str | None
    sort: str


@dataclass(frozen=True, slots=True)
class Count:
    """How much is said: claims, and independent articles that make them."""

    claims: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityDetails:
    """All about an entity as of a day. ``ids`` holds every id that a curator judged to be this entity."""

    id: str
    ids: tuple[str, ...]
    kind: EntityKind
    label: str
    names: tuple[Name, ...]
    country: str | None
    acronym: str | None
    identifiers: Mapping[str, str]
    point: tuple[float, float] | None
    within: tuple[str, ...]
    part_of: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    known: bool
    verified: bool
    memberships: tuple[Standing, ...]
    members: tuple[Standing, ...]
    offices: tuple[Holding, ...]
    counts: Mapping[str, Count]


def entity(
    store: Store, entity_id: str, *, on: str | None = None, known_on: str | None = None, iris: Namespace = OURS
) -> EntityDetails:
    """What the store knows of an entity. Raises NotFound."""
    identities = Identities.of(store, iris)
    ids = identities.spread(entity_id) or []
    facts = _facts(store, ids, iris)
    if not facts[t.TYPE]:
        raise NotFound(f"no entity has the id {entity_id!r}: search for a name to find ids")
    own = iris.entity(identities.one(entity_id))
    names = sorted(_names(facts), key=lambda name: (name.sort != "label", name.language != "en", name.text))
    return EntityDetails(
        id=identities.one(entity_id),
        ids=tuple(ids),
        kind=EntityKind(entity_id.partition("/")[0]),
        label=names[0].text if names else own.value,
        names=tuple(names),
        country=_first(facts[t.COUNTRY_CODE]),
        acronym=_first(facts[t.ACRONYM]),
        identifiers=dict(_identifiers(facts)),
        point=_point(facts),
        within=_ids(facts[t.WITHIN], iris),
        part_of=_ids(facts[t.PART_OF], iris),
        notes=tuple(sorted(_texts(facts[t.NOTE]))),
        sources=tuple(sorted(_texts(facts[t.CITATION]))),
        known="false" not in set(_texts(facts[t.KNOWN])),
        verified="false" not in set(_texts(facts[t.VERIFIED])),
        memberships=tuple(standings(store, member=entity_id, on=on, known_on=known_on, iris=iris)),
        members=tuple(standings(store, organization=entity_id, on=on, known_on=known_on, iris=iris)),
        offices=tuple(_offices(store, entity_id, on, known_on, iris)),
        counts=counts(store, entity_id, iris=iris),
    )


def counts(store: Store, entity_id: str, *, iris: Namespace = OURS) -> Mapping[str, Count]:
    """How much is said about an entity, by kind of statement (the keys of ``claims.KINDS``)."""
    rows = select(store, "entity_counts", entity=nodes(iris, Identities.of(store, iris).spread(entity_id)))
    return {
        _KIND_OF[kind]: Count(number(row, "claims") or 0, number(row, "origins") or 0)
        for row in rows
        if (kind := text(row, "kind")) in _KIND_OF
    }


_KIND_OF: Mapping[str | None, str] = {node.value: kind for kind, node in KINDS.items()}


def _offices(store: Store, entity_id: str, on: str | None, known_on: str | None, iris: Namespace) -> Iterator[Holding]:
    is_person = entity_id.startswith(f"{EntityKind.PERSON}/")
    of, person = (None, entity_id) if is_person else (entity_id, None)
    yield from holdings(store, of=of, person=person, on=on, known_on=known_on, iris=iris)


def _facts(store: Store, ids: list[str], iris: Namespace) -> Mapping[NamedNode, list[Term]]:
    found: dict[NamedNode, list[Term]] = defaultdict(list)
    for row in select(store, "entity", entity=nodes(iris, ids)):
        found[NamedNode(required(row, "property"))].append(row["value"])
    return found


_SORTS = {t.LABEL: "label", t.ALT_LABEL: "alias", t.HIDDEN_LABEL: "weak alias", t.DEMONYM: "demonym"}


def _names(facts: Mapping[NamedNode, list[Term]]) -> Iterator[Name]:
    for predicate, sort in _SORTS.items():
        for term in facts[predicate]:
            if isinstance(term, Literal):
                yield Name(term.value, term.language, sort)


def _identifiers(facts: Mapping[NamedNode, list[Term]]) -> Iterator[tuple[str, str]]:
    for iso3 in _texts(facts[t.ISO3]):
        yield "iso3", iso3
    for other in sorted(term.value for term in facts[t.SAME_AS] if isinstance(term, NamedNode)):
        if other.startswith(t.WIKIDATA):
            yield "wikidata", other.removeprefix(t.WIKIDATA)
        elif other.startswith(t.GEONAMES):
            yield "geonames", other.removeprefix(t.GEONAMES).rstrip("/")


def _point(facts: Mapping[NamedNode, list[Term]]) -> tuple[float, float] | None:
    latitude, longitude = _first(facts[t.LATITUDE]), _first(facts[t.LONGITUDE])
    return None if latitude is None or longitude is None else (float(latitude), float(longitude))


def _texts(terms: list[Term]) -> list[str]:
    return [term.value for term in terms if isinstance(term, Literal)]


def _first(terms: list[Term]) -> str | None:
    return min(_texts(terms), default=None)


def _ids(terms: list[Term], iris: Namespace) -> tuple[str, ...]:
    return tuple(sorted(iris.id_of(term) for term in terms if isinstance(term, NamedNode)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlinked:
    """An entity that articles name and no catalogue knows, with some of the words around its mentions."""

    id: str
    label: str
    mentions: int
    articles: int
    contexts: tuple[str, ...]


def unlinked(store: Store, *, limit: int = 100, context: int = 60, iris: Namespace = OURS) -> list[Unlinked]:
    """The most mentioned unknown entities; ``context`` is how many characters to show on each side."""
    rows = sorted(
        ((-(number(row, "mentions") or 0), required(row, "entity"), row) for row in select(store, "unlinked")),
        key=lambda ranked: ranked[:2],
    )[:limit]
    around = _contexts(store, [iri for _, iri, _ in rows], context)
    return [
        Unlinked(
            id=iris.id_of(iri),
            label=required(row, "label"),
            mentions=-mentions,
            articles=number(row, "articles") or 0,
            contexts=tuple(around[iri][:3]),
        )
        for mentions, iri, row in rows
    ]


def _contexts(store: Store, entities: list[str], width: int) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    if not entities:
        return found
    rows = select(store, "contexts", entity=[NamedNode(iri) for iri in entities])
    for row in sorted(rows, key=lambda row: required(row, "mention")):
        span, body = span_of(required(row, "mention")), required(row, "text")
        found[required(row, "entity")].append(body[max(0, span.start - width) : span.end + width].strip())
    return found


def unknown(store: Store, *, iris: Namespace = OURS) -> Mapping[str, Entity]:
    """Every entity that articles name and no catalogue knows, by id: for searching beside the catalogue."""
    found: dict[str, Entity] = {}
    for row in sorted(select(store, "unknown"), key=lambda row: required(row, "label")):
        key = iris.id_of(required(row, "entity"))
        kind, label = EntityKind(key.partition("/")[0]), required(row, "label")
        found.setdefault(key, Entity(id=key, kind=kind, label=label, country=text(row, "code"), known=False))
    return found
