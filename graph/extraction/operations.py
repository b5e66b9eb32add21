"""What an article says of operations: kind, lead, host, place, phase and task.

Each operation gets one report for the article as a whole, on the sentence that tells its phase, and one more for each
sentence that tells its task (*tasked with guarding ...*), since those are often attributed to somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import contribution_status, missions, nations, operation_identity, scenes, stance, times
from graph.extraction.lexicon import table
from graph.extraction.missions import Setting
from graph.extraction.phrases import Match, Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import Claim, ContributionStatus, EntityKind, Evidence, OperationPhase, OperationReport, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

# What outlasts what when sentences differ: an operation that has ended was under way before.
_LASTING = (OperationPhase.ANNOUNCED, OperationPhase.UNDER_WAY, OperationPhase.ENDED)


@dataclass(frozen=True, slots=True)
class _Sighting:
    """An operation in one scene."""

    operation: str
    scene: Scene
    setting: Setting
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
    sightings = [one for scene in read for one in _sightings(scene, about, linked)]
    for operation in dict.fromkeys(one.operation for one in sightings):
        yield _claim([one for one in sightings if one.operation == operation], linked)
    for scene in read:
        yield from _task(scene, about, linked)


def _sightings(scene: Scene, about: Setting, linked: LinkedArticle) -> Iterator[_Sighting]:
    for token, operation in zip(scene.named, (linked.entity_at(t) for t in scene.named), strict=True):
        if operation is not None:
            record = operation_identity.record(operation.id)
            setting = Setting(record.host, record.lead, operation.id, True) if record else about
            yield _Sighting(operation.id, scene, setting, _kind(scene), _phase(scene, token, linked), token)
    tokens = list(scene.sentence)
    for noun in scene.nouns:
        setting = _of_noun(noun, tokens, scene, about, linked)
        if setting is not None and setting.operation is not None:
            head = tokens[noun.end - 1 - tokens[0].i]
            yield _Sighting(setting.operation, scene, setting, noun.meaning.kind, _phase(scene, head, linked), head)


def _of_noun(
    noun: Match[missions.OperationNoun], tokens: Sequence[Token], scene: Scene, about: Setting, linked: LinkedArticle
) -> Setting | None:
    """The operation an operation noun speaks of: its own lead and host, a domestic one, or the article's."""
    lead = missions.lead_of(noun, tokens, linked)
    hosts = [site.host for site in scene.sites if noun.end <= site.token.i <= noun.end + 5]
    if lead is not None:
        host = next(iter(hosts), about.host)
        return scenes.settle(
            Setting(host, lead, None if host != about.host or lead != about.lead else about.operation, True), linked
        )
    if hosts and noun.meaning.strong and noun.meaning.kind in _DOMESTIC:
        return scenes.settle(Setting(hosts[0], hosts[0], None, True), linked)
    return about if about.operation is not None and (noun.meaning.strong or about.mission) else None


# Operations that a state runs at home unless somebody else is named.
_DOMESTIC = frozenset({"counter-terrorism", "special operation", "rescue"})


def _kind(scene: Scene) -> str | None:
    strong = [noun.meaning.kind for noun in scene.nouns if noun.meaning.strong]
    return strong[0] if strong else None


def _phase(scene: Scene, token: Token, linked: LinkedArticle) -> OperationPhase | None:
    """The phase that the clause of the operation tells."""
    current = token
    for _ in range(5):
        tokens = [current, *(child for child in current.children if child.dep_ in ("advmod", "prt", "acomp", "prep"))]
        for word in tokens:
            cue = _phases().at([word], 0)
            if cue is not None and (word is not token):
                return _tensed(cue.meaning, current)
        if current.head is current or current.dep_ in ("relcl", "ccomp", "conj"):
            return None
        current = current.head
    return None


def _tensed(phase: OperationPhase, verb: Token) -> OperationPhase:
    if phase is OperationPhase.UNDER_WAY and contribution_status.modality(verb) is not None:
        return OperationPhase.ANNOUNCED
    if phase is OperationPhase.ENDED and (contribution_status.modality(verb) is not None or verb.tag_ == "VB"):
        return OperationPhase.UNDER_WAY
    return phase


def _claim(group: list[_Sighting], linked: LinkedArticle) -> Claim:
    told = [one for one in group if one.phase is not None]
    best = max(told, key=lambda one: _LASTING.index(one.phase)) if told else group[0]  # type: ignore[arg-type]
    kinds = [one.kind for one in group if one.kind is not None]
    setting = best.setting
    place = next((place for one in group if (place := _place(one, linked)) is not None), None)
    said, attributed = stance.of(best.trigger, linked)
    return Claim(
        statement=OperationReport(
            operation=best.operation,
            kind=kinds[0] if kinds else None,
            lead=setting.lead,
            host=setting.host,
            place=place,
            phase=best.phase or _implied(group),
            time=times.of(best.trigger, linked),
        ),
        evidence=_evidence(best.scene, best.trigger, linked),
        rule="operation.phase" if told else "operation.named",
        stance=Stance.ASSERTED if said is Stance.PLANNED else said,
        attributed_to=attributed,
        confidence=0.8,
    )


def _implied(group: list[_Sighting]) -> OperationPhase:
    """Forces that are there, or on their way, mean that the operation is under way."""
    statuses = {p.status for one in group for p in one.scene.predicates if p.sort.name in ("send", "go", "pledge")}
    future = statuses <= {ContributionStatus.PLEDGED, ContributionStatus.CONSIDERED, None} and statuses
    return OperationPhase.ANNOUNCED if future else OperationPhase.UNDER_WAY


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
        words = _complement(tokens[match.start - tokens[0].i], match.meaning)
        if words is None:
            continue
        _, attributed = stance.of(tokens[match.start - tokens[0].i], linked)
        yield Claim(
            statement=OperationReport(operation=about.operation, lead=about.lead, host=about.host, task=words),
            evidence=_evidence(scene, tokens[match.start - tokens[0].i], linked),
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
    span = Span(scene.sentence.start_char, scene.sentence.end_char)
    return Evidence(span, span.of(linked.article.text), (Span(trigger.idx, trigger.idx + len(trigger)),))
