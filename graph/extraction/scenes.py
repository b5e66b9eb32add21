"""Sentences that speak of forces or operations, read once for everything that asks about them.

A :class:`Scene` is such a sentence with its forces, predicates, operations and places; :func:`read` gives all scenes
of an article and the :class:`Setting` that holds for it as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extraction import contribution_status, forces, missions, nations, operation_identity, roles
from graph.extraction.contribution_status import Predicate
from graph.extraction.forces import Force
from graph.extraction.missions import OperationNoun, Setting, Site
from graph.extraction.phrases import Match
from graph.linking.document import LinkedArticle
from graph.model import ContributionStatus, EntityKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence and what it says of forces and operations.

    ``operations`` are ids of catalogued ones that it names, ``named`` their words. ``heading``: it stands under a line
    that announces forces and ends with a colon.
    """

    sentence: Span
    forces: tuple[Force, ...]
    predicates: tuple[Predicate, ...]
    operations: tuple[str, ...]
    named: tuple[Token, ...]
    nouns: tuple[Match[OperationNoun], ...]
    sites: tuple[Site, ...]
    leads: tuple[str, ...]
    heading: bool = False

    @property
    def mission(self) -> bool:
        """Whether the sentence itself speaks of an operation."""
        return bool(self.operations or self.leads or any(self._is_mission(noun) for noun in self.nouns))

    def _is_mission(self, noun: Match[OperationNoun]) -> bool:
        """A weak noun (*the force*) speaks of an operation where a place follows: *the force in Sierra Leone*."""
        return noun.meaning.strong or any(noun.end < site.token.i <= noun.end + 3 for site in self.sites)


def read(linked: LinkedArticle) -> tuple[list[Scene], Setting]:
    """The scenes of an article in order, and the setting that most of them share. Kept with the document."""
    kept: tuple[list[Scene], Setting] | None = linked.doc.user_data.get(_KEPT)
    if kept is None:
        kept = linked.doc.user_data[_KEPT] = _read(linked)
    return kept


_KEPT = "entente.scenes"  # contributions, operations, offices and locations ask for the same


def _read(linked: LinkedArticle) -> tuple[list[Scene], Setting]:
    scenes: list[Scene] = []
    heading = False
    before: ContributionStatus | None = None
    for sentence in linked.doc.sents:
        scene = _scene(sentence, linked, heading=heading, before=before)
        if scene is not None:
            scenes.append(scene)
            before = next((p.status for p in reversed(scene.predicates) if p.status is not None), before)
        heading = _announces(sentence, scene) or (heading and scene is not None and not scene.predicates)
    return scenes, _setting(scenes, linked)


def _announces(sentence: Span, scene: Scene | None) -> bool:
    """Whether the sentence is a heading over a list of forces."""
    return scene is not None and bool(scene.forces or scene.mission) and sentence.text.rstrip().endswith(":")


def _scene(sentence: Span, linked: LinkedArticle, *, heading: bool, before: ContributionStatus | None) -> Scene | None:
    tokens = list(sentence)
    operations = tuple(dict.fromkeys(missions.operations_in(sentence, linked)))
    nouns = tuple(missions.operation_nouns().within(tokens))
    found = tuple(forces.read(sentence, linked))
    predicates = tuple(contribution_status.find(sentence, before))
    if not (operations or nouns or found or heading or any(p.sort.name in _TELLING for p in predicates)):
        return None
    return Scene(
        sentence=sentence,
        forces=found,
        predicates=predicates,
        operations=operations,
        named=tuple(token for token in tokens if _names_operation(token, linked)),
        nouns=nouns,
        sites=tuple(missions.sites_in(sentence, linked)),
        leads=tuple(dict.fromkeys([*missions.leads_in(sentence, linked), *_senders(found, linked)])),
        heading=heading,
    )


_TELLING = frozenset({"send", "pledge", "join", "withdraw", "refuse", "consider"})


def _senders(found: Iterable[Force], linked: LinkedArticle) -> Iterator[str]:
    """Organisations whose forces they are: *UN peacekeepers*, *soldiers of ECOWAS*, *the CSTO deployed troops*."""
    for force in found:
        if force.organization is not None:
            yield force.organization
        elif force.strong and not force.givers:
            verb = force.head.head
            subjects = [child for child in verb.children if child.dep_ == "nsubj"] if verb.pos_ == "VERB" else []
            yield from (g for subject in subjects for g in nations.denoted(subject, linked) if is_organization(g))


def _names_operation(token: Token, linked: LinkedArticle) -> bool:
    entity = linked.entity_at(token)
    return entity is not None and entity.kind is EntityKind.OPERATION


def _setting(scenes: Sequence[Scene], linked: LinkedArticle) -> Setting:
    """What most scenes agree on. Sentences about forces count more; an operation by its name speaks for its lead."""
    hosts: Counter[str] = Counter(_elsewhere(linked))
    leads: Counter[str] = Counter()
    operations: Counter[str] = Counter()
    mission = False
    for scene in scenes:
        weight = _weight(scene)
        mission = mission or scene.mission
        sites = {site.host for site in scene.sites if not site.source or _left(site, scene)}
        home = {giver for force in scene.forces for giver in force.givers}
        sites = sites if len(home) > 1 else sites - home  # *the last Armenian soldiers landed in Yerevan*
        hosts.update(dict.fromkeys(sites, weight))
        leads.update(dict.fromkeys(scene.leads, weight))
        operations.update(dict.fromkeys(scene.operations, weight))
        for record in filter(None, map(operation_identity.record, scene.operations)):
            hosts.update(dict.fromkeys(record.hosts[:1], 2))
            leads.update([record.lead] if record.lead else [])
    host, lead, operation = _leading(hosts) or _dateline(scenes, linked), _leading(leads), _leading(operations)
    known = operation_identity.record(operation) if operation else None
    if known is not None and known.lead != lead and lead is not None and leads[lead] > operations[known.id]:
        operation = next((o for o in operations if _led_by(o, lead)), None)
    return settle(Setting(host, lead, operation, mission), linked)


def _dateline(scenes: Iterable[Scene], linked: LinkedArticle) -> str | None:
    """Where the article was written, if nothing else says where anything happens."""
    first = linked.mentions[0] if linked.mentions else None
    if first is None or not first.text.isupper() or first.span.start > FIRST_WORDS:
        return None
    entity = linked.entities[first.entity]
    state = nations.state_of(entity, linked) if entity.kind is EntityKind.PLACE else None
    acting = {giver for scene in scenes for p in _telling(scene) for giver in roles.givers(p.token, linked)}
    return None if state in acting else state  # *LONDON - Britain will join*: whoever sends is written about at home


FIRST_WORDS = 40  # code points within which a dateline stands


def _telling(scene: Scene) -> Iterator[Predicate]:
    return (predicate for predicate in scene.predicates if predicate.sort.name in _TELLING)


def _weight(scene: Scene) -> int:
    """How much a sentence says about the operation that the article is about: most where somebody gives forces."""
    if not (scene.forces and scene.predicates):
        return 1
    return 3 if any(predicate.sort.name in _TELLING for predicate in scene.predicates) else 2


def _led_by(operation: str, lead: str) -> bool:
    record = operation_identity.record(operation)
    return record is not None and record.lead == lead


def _elsewhere(linked: LinkedArticle) -> Iterator[str]:
    """Countries where the article's other sentences play: they decide only where no sentence about forces does."""
    for sentence in linked.doc.sents:
        yield from {site.host for site in missions.sites_in(sentence, linked) if not site.source}
        yield from set(missions.helped_in(sentence, linked))


def _left(site: Site, scene: Scene) -> bool:
    """Whether forces leave the place (*pulls out of Mali*), not relieve somebody (*takes over from Canada*)."""
    before = [predicate for predicate in scene.predicates if predicate.token.i < site.token.i]
    return bool(before) and before[-1].sort.name == "withdraw"


def settle(setting: Setting, linked: LinkedArticle) -> Setting:
    """Fill in what follows: lead and host from the operation, the operation from lead and host."""
    record = operation_identity.record(setting.operation) if setting.operation else None
    if record is not None:
        host = setting.host if setting.host in record.hosts else record.host
        host = None if operation_identity.at_sea(record) else host
        return Setting(host, record.lead or setting.lead, setting.operation, True)
    if setting.lead is not None and setting.host is not None and setting.operation is None:
        return Setting(
            setting.host, setting.lead, operation_identity.identify(setting.lead, setting.host, linked), True
        )
    return setting


def _leading(counter: Counter[str]) -> str | None:
    """The most frequent; the earlier named of equals."""
    return counter.most_common(1)[0][0] if counter else None


def is_organization(entity: str | None) -> bool:
    """Whether an id names an organisation."""
    return entity is not None and entity.startswith(f"{EntityKind.ORGANIZATION}/")
