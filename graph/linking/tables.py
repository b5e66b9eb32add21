"""The catalogue's tables, one function a table: rows to entities, names and dated facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.linking.draft import Draft
from graph.linking.facts import DatedDeployment, DatedMembership, DatedOffice, OperationRecord, Site
from graph.linking.rows import Row, read_table
from graph.model import Entity, EntityKind, MembershipStatus, Recognition, Sector


def read_tables(folder: Path) -> Draft:
    """Read and check every table of a folder. Raises CatalogError with file and line."""
    draft = Draft()
    _read_keys(draft, folder)
    for name, columns, read in _TABLES:
        for row in read_table(folder / f"{name}.tsv", (*columns.split(), "source", "read")):
            read(draft, row)
    return draft


def read_names(draft: Draft, folder: Path) -> None:
    """Read the table of further names, once everything that it may name is there."""
    for row in read_table(folder / "names.tsv", ("entity", "names", "lang", "how", "source", "read")):
        _name(draft, row)


def _read_keys(draft: Draft, folder: Path) -> None:
    """What rows refer to: sources, actor codes, languages, and names known to be ambiguous."""
    for row in read_table(folder / "sources.tsv", ("id", "citation")):
        draft.sources[row.required("id")] = row.required("citation")
    for row in read_table(folder / "languages.tsv", ("id",)):
        draft.languages.append(row.required("id"))
    for row in read_table(folder / "ambiguous.tsv", ("name", "reading", "source", "read")):
        draft.source(row)
        draft.ambiguous.add(row.required("name").casefold())
    for row in read_table(folder / "identifiers.tsv", ("entity", "geonames", "source", "read")):
        draft.geonames[row.required("entity")] = row.required("geonames")
    for name in ("codes", "states", "territories"):
        for row in read_table(folder / f"{name}.tsv", ("id",)):
            draft.actor_codes.update((row.required("id"), row.get("country") or row.required("id")))


def _entity(draft: Draft, row: Row, kind: EntityKind, **given: str | None) -> Entity:
    """The entity of a row, by the columns that all tables of entities share, with all its names."""
    _, verified = draft.source(row)
    entity = Entity(
        id=f"{kind}/{row.required('id')}",
        kind=kind,
        label=row.required("label"),
        country=given.get("country", row.get("country")),
        sector=row.choice("sector", Sector),
        acronym=row.get("acronym"),
        iso3=given.get("iso3"),
        wikidata=row.get("wikidata"),
        geonames=draft.geonames.get(f"{kind}/{row.required('id')}"),
        verified=verified,
    )
    draft.add(entity, row)
    _names(draft, row, entity)
    if note := row.get("status") or row.get("note"):
        draft.notes[entity.id] = note
    return entity


def _names(draft: Draft, row: Row, entity: Entity) -> None:
    """Label, acronym and aliases; the label or acronym is weak where the aliases repeat it with a ``~``."""
    aliases = dict(row.names("aliases"))
    for text in (entity.label, entity.acronym):
        if text:
            draft.name(text, entity.id, row, weak=aliases.get(text, False))
    for text, weak in aliases.items():
        draft.name(text, entity.id, row, weak=weak)


def _state(draft: Draft, row: Row) -> None:
    code = row.required("id")
    entity = _entity(draft, row, EntityKind.STATE, country=code, iso3=code)
    draft.alpha2[row.required("iso2")] = entity.id


def _former_state(draft: Draft, row: Row) -> None:
    row.interval()
    entity = _entity(draft, row, EntityKind.STATE)
    draft.successors[entity.id] = draft.all_known(row.words("successors"), row)


def _territory(draft: Draft, row: Row) -> None:
    entity = _entity(draft, row, EntityKind.TERRITORY, iso3=row.get("iso3"))
    if alpha2 := row.get("iso2"):
        draft.alpha2[alpha2] = entity.id


def _region(draft: Draft, row: Row) -> None:
    entity = _entity(draft, row, EntityKind.PLACE)
    point = row.coordinates() or (None, None)
    within = row.get("within")
    draft.sites[entity.id] = Site(within=draft.known(within, row) if within else None, lat=point[0], lon=point[1])


def _capital(draft: Draft, row: Row) -> None:
    """A capital names its place, and stands for the state that governs from it."""
    state = draft.known(row.required("of"), row)
    entity = _entity(draft, row, EntityKind.PLACE, country=draft.entities[state].country)
    point = row.coordinates() or (None, None)
    draft.sites[entity.id] = Site(within=state, lat=point[0], lon=point[1])
    weak = dict(row.names("aliases"))
    for text in {entity.label: None, **weak}:
        draft.name(text, state, row, weak=weak.get(text, False), how=Recognition.CAPITAL)


def _demonym(draft: Draft, row: Row) -> None:
    draft.source(row)
    entity = draft.known(row.required("entity"), row)
    for column in ("adjectives", "nouns", "plurals"):
        for text, weak in row.names(column):
            draft.name(text, entity, row, weak=weak, how=Recognition.DEMONYM)


def _organization(draft: Draft, row: Row) -> None:
    row.interval()
    _entity(draft, row, EntityKind.ORGANIZATION)


def _body(draft: Draft, row: Row) -> None:
    parent = draft.known(row.required("of"), row)
    country = row.get("country") or draft.entities[parent].country
    entity = _entity(draft, row, EntityKind.BODY, country=country)
    draft.parents[entity.id] = parent


def _group(draft: Draft, row: Row) -> None:
    draft.all_known(row.words("countries"), row)
    _entity(draft, row, EntityKind.GROUP)


def _operation(draft: Draft, row: Row) -> None:
    start, end = row.interval()
    lead = row.get("lead")
    lead = draft.known(lead, row) if lead else None
    country = draft.entities[lead].country if lead else None
    entity = _entity(draft, row, EntityKind.OPERATION, country=country)
    draft.operations.append(
        OperationRecord(
            id=entity.id,
            label=entity.label,
            acronym=entity.acronym,
            lead=lead,
            hosts=draft.all_known(row.words("hosts"), row),
            start=start,
            end=end,
            mandate=row.get("mandate"),
            source=draft.sources.get(row.required("source"), row.required("source")),
            verified=entity.verified,
        )
    )


def _person(draft: Draft, row: Row) -> None:
    _entity(draft, row, EntityKind.PERSON)


def _office(draft: Draft, row: Row) -> None:
    source, verified = draft.source(row)
    start, end = row.interval()
    draft.offices.append(
        DatedOffice(
            person=draft.known(f"person/{row.required('person')}", row),
            office=row.required("office"),
            of=draft.known(row.required("of"), row),
            start=start,
            end=end,
            source=source,
            verified=verified,
        )
    )


def _membership(draft: Draft, row: Row) -> None:
    source, verified = draft.source(row)
    start, end = row.interval()
    organization = draft.known(row.required("organization"), row)
    status = row.choice("status", MembershipStatus) or MembershipStatus.MEMBER
    row.required("members")
    for member in draft.all_known(row.words("members"), row):
        draft.memberships.append(
            DatedMembership(
                member=member,
                organization=organization,
                status=status,
                start=start,
                end=end,
                source=source,
                verified=verified,
            )
        )


def _deployment(draft: Draft, row: Row) -> None:
    source, verified = draft.source(row)
    host, operation = row.get("host"), row.get("operation")
    draft.deployments.append(
        DatedDeployment(
            contributor=draft.known(row.required("contributor"), row),
            host=draft.known(host, row) if host else None,
            operation=draft.known(f"operation/{operation}", row) if operation else None,
            low=row.integer("low"),
            high=row.integer("high"),
            approximate=row.get("approximate") == "yes",
            year=row.required("year"),
            source=source,
            verified=verified,
        )
    )


def _name(draft: Draft, row: Row) -> None:
    draft.source(row)
    entity = draft.known(row.required("entity"), row)
    how = row.choice("how", Recognition) or Recognition.NAME
    for text, weak in row.names("names"):
        draft.name(text, entity, row, weak=weak, how=how, lang=row.get("lang") or "en")


_TABLES: tuple[tuple[str, str, Callable[[Draft, Row], None]], ...] = (
    ("states", "id iso2 label wikidata aliases", _state),
    ("former_states", "id label country start end successors aliases", _former_state),
    ("territories", "id iso2 iso3 label country status aliases", _territory),
    ("capitals", "id label of role lat lon aliases", _capital),
    ("regions", "id label within country lat lon aliases", _region),
    ("demonyms", "entity adjectives nouns plurals", _demonym),
    ("organizations", "id label acronym country sector kind seat start end aliases", _organization),
    ("bodies", "id label of country sector acronym aliases", _body),
    ("groups", "id label acronym country countries sector aliases", _group),
    ("operations", "id label acronym lead hosts start end mandate aliases", _operation),
    ("persons", "id label country sector aliases", _person),
    ("offices", "person office of start end", _office),
    ("memberships", "organization status start end members", _membership),
    ("deployments", "contributor host operation low high approximate year", _deployment),
)
