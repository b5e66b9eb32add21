"""Force contributions: who gives forces for which operation.

The drafts of all sentences (module ``contribution_drafts``) are put into their setting (host, operation, lead), tested
against what is no contribution, and then made one claim a contribution: where several sentences of an article speak
of the same one, the claim takes the status that outlasts the others and rests on the sentence that says most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from graph.extraction import (
    contribution_direction,
    contribution_drafts,
    contribution_gates,
    contribution_numbers,
    contribution_settings,
    evidence,
    operation_identity,
    scenes,
    stance,
    times,
)
from graph.extraction.contribution_draft import Draft
from graph.extraction.lexicon import table
from graph.extraction.missions import Setting
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import Claim, ContributionStatus, Evidence, ForceContribution, Span, Stance

# Later in the list outlasts earlier: what was pledged and then sent is deployed, what was withdrawn is gone.
_LASTING = (
    ContributionStatus.CONSIDERED,
    ContributionStatus.REFUSED,
    ContributionStatus.PLEDGED,
    ContributionStatus.DEPLOYED,
    ContributionStatus.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class _Found:
    draft: Draft
    scene: Scene
    setting: Setting
    named: bool  # the sentence itself names the operation or its lead


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """The contributions that an article tells of, one claim each; kept with the document."""
    kept: list[Claim] | None = linked.doc.user_data.get(_KEPT)
    if kept is None:
        kept = linked.doc.user_data[_KEPT] = list(_find(linked))
    yield from kept


_KEPT = "entente.contributions"  # operations ask for them too


def _find(linked: LinkedArticle) -> Iterator[Claim]:
    read, about = scenes.read(linked)
    found = list(_in_scenes(read, about, linked))
    if found and not about.mission:  # one contribution beyond doubt makes an article about forces sent somewhere
        about = replace(about, mission=True)
        found = list(_in_scenes(read, about, linked))
    if not found or contribution_gates.about_something_else(read, linked):
        return
    by_giver: dict[tuple[str, str | None], list[_Found]] = {}
    for one in _led(found, linked):
        by_giver.setdefault((one.draft.giver, one.setting.host), []).append(one)
    for group in by_giver.values():
        parts = (part for same in _by_operation(group) for part in _by_status(same))
        yield from (_claim(part, linked) for part in parts)


def _led(found: list[_Found], linked: LinkedArticle) -> list[_Found]:
    """Where no sentence tells who leads: the operation in that host that a contributor is known to lead.

    A state that alone sends forces to a host leads its own operation.
    """
    operations: dict[str, str | None] = {}
    for host in {one.setting.host for one in found if one.setting.host is not None}:
        givers = {one.draft.giver for one in found if one.setting.host == host}
        operations[host] = operation_identity.led_by_one_of(givers, host, linked)
    return [_with_operation(one, found, operations, linked) for one in found]


def _with_operation(
    one: _Found, found: list[_Found], operations: dict[str, str | None], linked: LinkedArticle
) -> _Found:
    host = one.setting.host
    if host is None or one.setting.operation is not None or one.setting.lead is not None:
        return one
    if operations[host] is not None:
        return replace(one, setting=scenes.settle(replace(one.setting, operation=operations[host]), linked))
    alone = len({other.draft.giver for other in found if other.setting.host == host}) == 1
    if alone and one.draft.status in _ACTIVE:
        return replace(one, setting=scenes.settle(replace(one.setting, lead=one.draft.giver), linked))
    return one


_ACTIVE = frozenset({ContributionStatus.DEPLOYED, ContributionStatus.WITHDRAWN})


def _by_operation(group: list[_Found]) -> Iterator[list[_Found]]:
    """Contributions of one contributor in one host are one, unless sentences name different operations."""
    named = dict.fromkeys(one.setting.operation for one in group if one.named and one.setting.operation is not None)
    if len(named) < 2:
        yield group
        return
    first = next(iter(named))
    for operation in named:
        yield [one for one in group if (one.setting.operation if one.named else first) == operation]


def _by_status(group: list[_Found]) -> list[list[_Found]]:
    """A number that is to come beside another that is there are two contributions (*adds 250 to the 300 it has*)."""
    coming = [one for one in group if one.draft.status is ContributionStatus.PLEDGED]
    there = [one for one in group if one.draft.status is ContributionStatus.DEPLOYED]
    numbers = [{one.draft.personnel for one in part if one.draft.personnel is not None} for part in (coming, there)]
    if len(coming) + len(there) < len(group) or not (numbers[0] and numbers[1]) or numbers[0] & numbers[1]:
        return [group]
    return [coming, there]


def _in_scenes(read: list[Scene], about: Setting, linked: LinkedArticle) -> Iterator[_Found]:
    """The contributions of all scenes. Where one of them puts forces holds on to the end of its paragraph."""
    here: str | None = None
    end = -1  # of the paragraph, in characters
    for scene in read:
        if scene.sentence.start_char >= end:
            here, end = None, linked.article.text.find("\n", scene.sentence.start_char)
            end = end if end >= 0 else len(linked.article.text)
        found = list(_in_scene(scene, about, here, linked))
        yield from found
        here = found[-1].setting.host if found else here


def _in_scene(scene: Scene, about: Setting, here: str | None, linked: LinkedArticle) -> Iterator[_Found]:
    for draft in contribution_drafts.find(scene, linked):
        if contribution_gates.excluded(draft, scene):
            continue
        draft = contribution_direction.of(draft, scene)
        setting = contribution_settings.of(draft, scene, about, here, linked)
        if contribution_gates.is_contribution(draft, setting, scene):
            named = bool(scene.operations or scene.leads or draft.organization)
            yield _Found(draft, scene, setting, named)


def _claim(group: list[_Found], linked: LinkedArticle) -> Claim:
    told = [one for one in group if not one.draft.rule.endswith(("lead-operation", ".contributor"))]
    group = told or group  # who leads or is called a contributor also gives, but when and what others tell better
    status = _outlasting(group)
    lasting = [one for one in group if one.draft.status is status]
    best = max(lasting, key=lambda one: _says(one.draft))
    counted = status is not ContributionStatus.REFUSED  # the number refused is what somebody else asked for
    beside = [one.draft for one in lasting if one.scene is best.scene]
    numbers = [contribution_numbers.total(best.draft, beside), *(one.draft.personnel for one in (*lasting, *group))]
    assets = dict.fromkeys(asset for one in lasting for asset in one.draft.assets)
    setting = next((one.setting for one in group if one.named and one.setting.operation is not None), best.setting)
    said, attributed = stance.of(best.draft.trigger, linked)
    return Claim(
        statement=ForceContribution(
            contributor=best.draft.giver,
            status=status,
            host=setting.host,
            operation=setting.operation,
            organization=setting.lead if scenes.is_organization(setting.lead) else None,
            personnel=next((number for number in numbers if number is not None), None) if counted else None,
            assets=tuple(assets),
            time=times.of(best.draft.trigger, linked),
        ),
        evidence=_evidence(best, linked),
        rule=best.draft.rule,
        stance=Stance.ASSERTED if said in (Stance.PLANNED, Stance.DENIED) else said,
        attributed_to=attributed,
        confidence=_confidence(best.draft.rule),
    )


def _confidence(rule: str) -> float:
    """How often claims of the rule were right on the development gold, smoothed."""
    return _shares().get(rule.removeprefix("contribution."), _shares()["*"])


@cache
def _shares() -> dict[str, float]:
    rows = table("contribution_confidence", "rule", "share", "claims")
    return {row["rule"]: row.read("share", float) for row in rows}


def _says(draft: Draft) -> tuple[bool, bool, bool]:
    """How much a draft says of what is given: a number, of all rather than a part, and equipment."""
    counted = draft.personnel is not None
    return counted, counted and not contribution_numbers.is_part(draft), bool(draft.assets)


def _outlasting(group: list[_Found]) -> ContributionStatus:
    """The status that holds in the end.

    A number that is to come outweighs a bare mention of nationality (*German and other troops are there; Germany will
    send 780*).
    """
    last = _LASTING[max(_LASTING.index(one.draft.status) for one in group)]
    if last is not ContributionStatus.DEPLOYED:
        return last
    firm = any(one.draft.status is last and (one.draft.personnel or _is_done(one.draft)) for one in group)
    pledged = any(one.draft.status is ContributionStatus.PLEDGED and one.draft.personnel for one in group)
    return ContributionStatus.PLEDGED if pledged and not firm else last


def _is_done(draft: Draft) -> bool:
    """Whether the predicate tells a movement as done (*sent*, *have arrived*), or that it is being done."""
    if draft.predicate is None or draft.predicate.sort.object == "weak":
        return False
    verb = draft.predicate.token
    perfect = any(child.lemma_ == "have" and child.dep_ == "aux" for child in verb.children)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return verb.tag_ == "VBD" or perfect or passive


def _evidence(found: _Found, linked: LinkedArticle) -> Evidence:
    highlights = [evidence.words(found.draft.trigger)]
    if found.draft.force is not None:
        force = linked.doc[found.draft.force.start : found.draft.force.end]
        highlights.append(Span(force.start_char, force.end_char))
    return evidence.of(found.scene.sentence, highlights, linked)
