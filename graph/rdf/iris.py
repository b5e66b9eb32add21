"""Identity: which IRI a thing has. Nothing else in the house makes one.

A node's IRI is a hash of its identifying tuple and nothing else (ARCHITECTURE, *Identity*); what sources can differ
on belongs to the claim. Two articles that report the same thing therefore describe the same node.

    contribution    contributor, operation (else lead organisation and host)
    event           type, mode, sources, targets, state of the place, day; without a day also its article
    membership      member, organisation
    office-holding  person, office, of
    containment     place, within
    operation       itself: a report about an operation is about the operation's own node
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from graph.model import (
    Actor,
    Entity,
    Event,
    ForceContribution,
    Location,
    Membership,
    OfficeHolding,
    OperationReport,
    Span,
    Statement,
)

DEFAULT_BASE = "http://127.0.0.1:8000/"

_PLAIN_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")
_DIGEST = re.compile(r"[0-9a-f]{20}")
_ISO3 = re.compile(r"[A-Z]{3}")
_NOT_COUNTRIES = frozenset({"IGO", "NGO", "NGM", "MNC", "IMG"})  # PLOVER's codes for actors that belong to no country


def digest(*parts: object) -> str:
    """Twenty hexadecimal digits (80 bits) that stand for a tuple of strings, numbers, None and nested tuples."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def article_key(article_id: str) -> str:
    """The last part of an article's IRI: the id itself where it is plain and short, else its digest."""
    plain = _PLAIN_KEY.fullmatch(article_id) and not _DIGEST.fullmatch(article_id)
    return article_id if plain else digest(article_id)


def state_of(entity: Entity | None) -> str | None:
    """The id of the state (or territory with a code of its own) in which an entity lies; None where it has none."""
    if entity is None:
        return None
    if entity.iso3 is not None or entity.id.startswith("state/"):
        return entity.id
    country = entity.country
    if country is None or country in _NOT_COUNTRIES or not _ISO3.fullmatch(country):
        return None
    return f"state/{country}"


@dataclass(frozen=True, slots=True)
class Namespace:
    """All IRIs below one base. ``base`` ends in a slash; ``{base}id/{kind}/{key}`` is where things live."""

    base: str = DEFAULT_BASE

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+/", self.base):
            raise ValueError(f"base {self.base!r} is not an http(s) IRI that ends in a slash")

    def node(self, kind: str, key: str) -> NamedNode:
        """The node with a kind and a key; the key is percent-encoded where an IRI demands it."""
        plain = key if _UNRESERVED.fullmatch(key) else quote(key, safe="-._~")
        return NamedNode(f"{self.base}id/{kind}/{plain}")

    # Entities

    def entity(self, entity_id: str) -> NamedNode:
        """``state/KAZ`` -> ``{base}id/state/KAZ``."""
        kind, _, key = entity_id.partition("/")
        return self.node(kind, key)

    def id_of(self, iri: NamedNode | str) -> str:
        """The id below ``{base}id/``: ``state/KAZ``. Raises ValueError for an IRI of somebody else."""
        value = iri if isinstance(iri, str) else iri.value
        prefix = f"{self.base}id/"
        if not value.startswith(prefix):
            raise ValueError(f"{value} does not lie under {prefix}")
        return unquote(value[len(prefix) :])

    def actor(self, actor: Actor) -> NamedNode:
        """An entity (or only a country) in a sector; the words used do not count."""
        return self.node("actor", digest(actor.entity, actor.country, actor.sector))

    # Articles

    def article(self, article_id: str) -> NamedNode:
        """The article and, by the same IRI, its named graph."""
        return self.node("article", article_key(article_id))

    def sentence(self, article: NamedNode, span: Span) -> NamedNode:
        """A stretch of an article's text, as RFC 5147 addresses it."""
        return NamedNode(f"{article.value}#char={span.start},{span.end}")

    def claim(self, article_id: str, position: int) -> NamedNode:
        """The claim at a position (from 1) in its article."""
        return self.node("claim", f"{article_key(article_id)}-{position}")

    def past_revision(self, article_id: str, revision: str) -> NamedNode:
        """The graph of a superseded or retracted revision, in the history store."""
        return self.node("revision", f"{article_key(article_id)}-{revision}")

    # Statements

    def statement(self, statement: Statement, *, article_id: str, entities: Mapping[str, Entity]) -> NamedNode:
        """The node of a statement; ``entities`` tell in which state an event's place lies."""
        match statement:
            case ForceContribution():
                return self.contribution(statement)
            case Event():
                return self.event(statement, article_id=article_id, entities=entities)
            case Membership():
                return self.membership(statement.member, statement.organization)
            case OfficeHolding():
                return self.office_holding(statement.person, statement.office, statement.of)
            case OperationReport():
                return self.entity(statement.operation)
            case Location():
                return self.node("containment", digest(statement.place, statement.within))

    def contribution(self, statement: ForceContribution) -> NamedNode:
        """By contributor and operation, else by contributor, lead organisation and host."""
        if statement.operation is not None:
            return self.node("contribution", digest(statement.contributor, statement.operation))
        key = digest(statement.contributor, statement.organization, statement.host)
        return self.node("contribution", key)

    def event(self, event: Event, *, article_id: str, entities: Mapping[str, Entity]) -> NamedNode:
        """By what, who, whom, where (state) and which day."""
        day = event.time.day if event.time else None
        key = digest(
            event.type,
            event.mode,
            sorted({self.actor(actor).value.rpartition("/")[2] for actor in event.source}),
            sorted({self.actor(actor).value.rpartition("/")[2] for actor in event.target}),
            state_of_event(event, entities),
            day,
            None if day else article_id,
        )
        return self.node("event", key)

    def membership(self, member: str, organization: str) -> NamedNode:
        """By member and organisation."""
        return self.node("membership", digest(member, organization))

    def office_holding(self, person: str, office: str, of: str) -> NamedNode:
        """By person, office, and whose office it is."""
        return self.node("office-holding", digest(person, office, of))

    def record(self, *row: object) -> NamedNode:
        """A row of the catalogue, by everything it says."""
        return self.node("record", digest(*row))

    def judgement(self, verdict: str, first: str, second: str) -> NamedNode:
        """A curator's judgement about two ids, whichever is named first."""
        return self.node("judgement", digest(verdict, *sorted((first, second))))

    # Graphs of our own

    @property
    def catalog_graph(self) -> NamedNode:
        """What is known before any article."""
        return self.node("graph", "catalog")

    @property
    def judgements_graph(self) -> NamedNode:
        """What curators decided."""
        return self.node("graph", "judgements")

    @property
    def ingest_graph(self) -> NamedNode:
        """When which article was recorded, by which run and versions."""
        return self.node("graph", "ingest")

    @property
    def history_graph(self) -> NamedNode:
        """In the history store: what each past revision was, and the tombstones."""
        return self.node("graph", "history")


def state_of_event(event: Event, entities: Mapping[str, Entity]) -> str | None:
    """The state in which an event happened; the exact place where no state is known; None without a place."""
    if event.place is None:
        return None
    return state_of(entities.get(event.place)) or event.place


OURS = Namespace()
