"""What an article says of operations: kind, lead, host, place, phase and task.

Each operation gets one report for the article as a whole, on the sentence that tells its phase, and one more for each
sentence that tells its task (*tasked with guarding ...*), since those are often attributed to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import (
    contribution_status,
    contributions,
    evidence,
    missions,
    operation_identity,
    scenes,
    stance,
    times,
)
from graph.extraction.lexicon import table
from graph.extraction.missions import OperationNoun, Setting
from graph.extraction.phrases import Match, Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import (
    Claim,
    ContributionStatus,
    EntityKind,
    Evidence,
    ForceContribution,
    OperationPhase,
    OperationReport,
    Stance,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_THERE = frozenset({ContributionStatus.DEPLOYED, ContributionStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class _Sighting:
    """An operation in one scene. ``phase`` is what the clause of its words tells."""

    setting: Setting
    scene: Scene
    kind: str | None
    phase: OperationPhase | None
    trigger: Token


@cache
def _phases() -> Phrases[OperationPhase]:
    rows = table("operation_phases", "words", "phase")
    return Phrases((row["words"], row.read("phase", OperationPhase)) for row in rows)


@cache
def _tasks() -> Phrases[str]:
    return Phrases((row["words"], row["form"]) for row in table("task_cues", "words", "form"))


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """The reports of an article."""
    read, about = scenes.read(linked)
    given = [c.statement for c in contributions.find(linked) if isinstance(c.statement, ForceContribution)]
    sightings = [one for scene in read for one in _sightings(scene, about, linked)]
    for operation in dict.fromkeys(one.setting.operation for one in sightings):
        group = [one for one in sightings if one.setting.operation == operation]
        if operation is not None and _is_meant(operation, group, about, given, linked):
            yield _claim(operation, group, [one for one in given if one.operation == operation], linked)
    for scene in read:
        yield from _task(scene, about, linked)


def _is_meant(
    operation: str, group: list[_Sighting], about: Setting, given: list[ForceContribution], linked: LinkedArticle
) -> bool:
    """Whether the article tells of the operation: by name, as its subject, with forces, or as one at home.

    *Took over from an African Union force* would otherwise make an operation of the year of publication.
    """
    named = any(mention.entity == operation for mention in linked.mentions)
    at_home = any(one.setting.lead == one.setting.host for one in group)
    return named or at_home or operation == about.operation or any(one.operation == operation for one in given)


def _sightings(scene: Scene, about: Setting, linked: LinkedArticle) -> Iterator[_Sighting]:
    for token in scene.named:
        mention = linked.by_token[token.i]
        named = operation_identity.meant(mention.entity, mention.text, linked)
        record = operation_identity.record(named)
        operation = Setting(None, None, named, mission=True)
        setting = scenes.settle(operation, linked) if record is not None else operation
        yield _Sighting(setting, scene, _kind(scene), _phase(token), token)
    tokens = list(scene.sentence)
    for noun in scene.nouns:
        found = _of_noun(noun, tokens, scene, about, linked)
        if found is not None and found.operation is not None:
            head = tokens[noun.end - 1 - tokens[0].i]
            yield _Sighting(found, scene, noun.meaning.kind, _phase(head), head)


def _of_noun(
    noun: Match[OperationNoun], tokens: Sequence[Token], scene: Scene, about: Setting, linked: LinkedArticle
) -> Setting | None:
    """The operation an operation noun speaks of: its own lead and host, one at home, or the article's."""
    lead = missions.lead_of(noun, tokens, linked)
    hosts = [site.host for site in scene.sites if noun.end <= site.token.i <= noun.end + 5]
    if lead is not None:
        host = next(iter(hosts), about.host)
        same = host == about.host and lead == about.lead
        return scenes.settle(Setting(host, lead, about.operation if same else None, mission=True), linked)
    if hosts and noun.meaning.strong and noun.meaning.kind in _at_home():
        return scenes.settle(Setting(hosts[0], hosts[0], None, mission=True), linked)
    return about if about.operation is not None and (noun.meaning.strong or about.mission) else None


@cache
def _at_home() -> frozenset[str]:
    """Kinds of operations that a state runs at home unless somebody else is named."""
    return frozenset(row["kind"] for row in table("domestic_operations", "kind"))


def _kind(scene: Scene) -> str | None:
    return next((noun.meaning.kind for noun in scene.nouns if noun.meaning.strong), None)


def _phase(token: Token) -> OperationPhase | None:
    """The phase told by the verb of which the operation, or its mandate, is subject or object."""
    current = token
    for _ in range(4):
        if current.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            return _told_by(current.head, current)
        if current.dep_ not in ("pobj", "prep", "compound", "poss", "appos", "conj") or current.head is current:
            return None
        current = current.head
    return None


def _told_by(verb: Token, argument: Token) -> OperationPhase | None:
    for word in (verb, *(c for c in verb.children if c.dep_ in ("advmod", "prt", "acomp") and c is not argument)):
        cue = _phases().at([word], 0)
        if cue is not None:
            return _tensed(cue.meaning, verb)
    return None


def _tensed(phase: OperationPhase, verb: Token) -> OperationPhase:
    future = contribution_status.modality(verb) is not None
    if phase is OperationPhase.UNDER_WAY and future:
        return OperationPhase.ANNOUNCED
    return OperationPhase.UNDER_WAY if phase is OperationPhase.ENDED and future else phase


def _claim(operation: str, group: list[_Sighting], given: list[ForceContribution], linked: LinkedArticle) -> Claim:
    phase = _settled([one.phase for one in group], {one.status for one in given})
    best = next((one for one in group if one.phase is phase), group[0])
    record = operation_identity.record(operation)
    said, attributed = stance.of(best.trigger, linked)
    return Claim(
        statement=OperationReport(
            operation=operation,
            kind=next((one.kind for one in group if one.kind is not None), None),
            lead=record.lead if record is not None else best.setting.lead,
            host=best.setting.host,
            place=next((place for one in group if (place := _place(one, linked)) is not None), None),
            phase=phase,
            time=times.of(best.trigger, linked),
        ),
        evidence=_evidence(best.scene, best.trigger, linked),
        rule="operation.phase" if best.phase is not None else "operation.named",
        stance=Stance.ASSERTED if said is Stance.PLANNED else said,
        attributed_to=attributed,
        confidence=0.8,
    )


def _settled(phases: list[OperationPhase | None], statuses: set[ContributionStatus]) -> OperationPhase:
    """The phase that all sentences together tell: what has ended was there, what has forces is no mere plan."""
    if OperationPhase.ENDED in phases:
        return OperationPhase.ENDED
    if statuses & _THERE or OperationPhase.UNDER_WAY in phases:
        return OperationPhase.UNDER_WAY
    return OperationPhase.ANNOUNCED if statuses or OperationPhase.ANNOUNCED in phases else OperationPhase.UNDER_WAY


def _place(one: _Sighting, linked: LinkedArticle) -> str | None:
    """The place right behind the operation's words (*operation is under way in Almaty*)."""
    for site in one.scene.sites:
        entity = linked.entity_at(site.token)
        near = one.trigger.i < site.token.i <= one.trigger.i + 6
        if near and site.host == one.setting.host and entity is not None and entity.kind is EntityKind.PLACE:
            return entity.id
    return None


def _task(scene: Scene, about: Setting, linked: LinkedArticle) -> Iterator[Claim]:
    """*The peacekeepers will be tasked with guarding ...*, *whose mandate is to protect ...*."""
    if about.operation is None:
        return
    tokens = list(scene.sentence)
    for match in _tasks().within(tokens):
        cue = tokens[match.start - tokens[0].i]
        words = _complement(cue, match.meaning)
        if words is None:
            continue
        _, attributed = stance.of(cue, linked)
        yield Claim(
            statement=OperationReport(operation=about.operation, lead=about.lead, host=about.host, task=words),
            evidence=_evidence(scene, cue, linked),
            rule="operation.task",
            attributed_to=attributed,
            confidence=0.8,
        )


def _complement(cue: Token, form: str) -> str | None:
    """The words that tell the task: what follows *with* or *to* under the cue."""
    for child in cue.children:
        if child.i < cue.i:
            continue
        if form == "with" and child.lower_ in ("with", "to") and child.right_edge.i > child.i:
            return _words(child.doc[child.i + 1 : child.right_edge.i + 1])
        if child.dep_ in ("xcomp", "acl", "advcl") and child.tag_ in ("VB", "VBG"):
            return _words(child.doc[child.left_edge.i : child.right_edge.i + 1])
    return None


def _words(span: object) -> str:
    return str(span).strip().removeprefix("to ").rstrip(".,")


def _evidence(scene: Scene, trigger: Token, linked: LinkedArticle) -> Evidence:
    return evidence.of(scene.sentence, [evidence.words(trigger)], linked)
