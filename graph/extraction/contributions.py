"""Force contributions: who gives forces for which operation.

The drafts of all sentences (module ``contribution_drafts``) are put into their setting (host, operation, lead), tested
against what is no contribution, and then made one claim a contribution: where several sentences of an article speak
of the same one, the claim takes the status that outlasts the others and rests on the sentence that says most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import contribution_drafts, counts, operation_identity, scenes, stance, times
from graph.extraction.contribution_draft import Draft
from graph.extraction.forces import Force
from graph.extraction.lexicon import table
from graph.extraction.missions import Setting
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import Claim, ContributionStatus, Evidence, ForceContribution, Quantity, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    found = [one for scene in read for one in _in_scene(scene, about, linked)]
    if found and not about.mission:  # one contribution beyond doubt makes an article about forces sent somewhere
        about = replace(about, mission=True)
        found = [one for scene in read for one in _in_scene(scene, about, linked)]
    if not found or _is_about_something_else(read, linked):
        return
    by_giver: dict[tuple[str, str | None], list[_Found]] = {}
    for one in _alone(found, linked):
        by_giver.setdefault((one.draft.giver, one.setting.host), []).append(one)
    for group in by_giver.values():
        yield from (_claim(part, linked) for part in _by_operation(group))


def _alone(found: list[_Found], linked: LinkedArticle) -> list[_Found]:
    """Where one state alone sends forces to a host and nobody leads, it leads its own operation."""
    givers = {one.draft.giver for one in found}
    if len(givers) != 1 or any(one.setting.operation or one.setting.lead for one in found):
        return found
    return [
        replace(one, setting=scenes.settle(replace(one.setting, lead=one.draft.giver), linked))
        if one.setting.host is not None and one.draft.status in _ACTIVE
        else one
        for one in found
    ]


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


def _is_about_something_else(read: list[Scene], linked: LinkedArticle) -> bool:
    """Whether an article without any operation speaks of exercises or sport again and again."""
    if any(scene.mission for scene in read):
        return False
    words = list(linked.doc)
    return sum(match.meaning[0] in ("exercise", "sport") for match in _exclusions().within(words)) >= MANY


MANY = 2  # an article that uses such a word once may only compare


def _in_scene(scene: Scene, about: Setting, linked: LinkedArticle) -> Iterator[_Found]:
    for draft in contribution_drafts.find(scene, linked):
        if _excluded(draft, scene):
            continue
        setting = _setting_of(draft, scene, about, linked)
        if _is_contribution(draft, setting, scene):
            named = bool(scene.operations or scene.leads or draft.organization)
            yield _Found(draft, scene, setting, named)


def _setting_of(draft: Draft, scene: Scene, about: Setting, linked: LinkedArticle) -> Setting:
    host = _host(draft, scene, about)
    if host is not None and not scene.mission and _is_bilateral(scene):
        return scenes.settle(Setting(host, draft.giver, None, True), linked)
    own_lead = draft.organization or next(iter(scene.leads), None)
    lead = own_lead or (about.lead if host == about.host else None)
    same = host == about.host and (own_lead is None or own_lead == about.lead)
    operation = _operation(scene, host) or (about.operation if same else None)
    return scenes.settle(Setting(host, lead, operation, scene.mission or about.mission), linked)


@cache
def _bilateral() -> Phrases[str]:
    return Phrases((row["words"], row["words"]) for row in table("bilateral_cues", "words"))


def _is_bilateral(scene: Scene) -> bool:
    """Whether the sentence sets its forces apart from the article's operation."""
    return next(_bilateral().within(list(scene.sentence)), None) is not None


def _host(draft: Draft, scene: Scene, about: Setting) -> str | None:
    """Where the forces are or go: right behind their words, else the article's host, else behind the predicate."""
    leaving = draft.status is ContributionStatus.WITHDRAWN
    sites = [site for site in scene.sites if site.host != draft.giver and (leaving or not site.source)]
    end = draft.force.end if draft.force is not None else draft.trigger.i + 1
    beside = [site for site in sites if end <= site.token.i <= end + NEAR]
    if beside:
        return beside[0].host
    if about.host in [site.host for site in sites] or not sites:
        return about.host
    after = [site for site in sites if site.token.i > draft.trigger.i]
    return (after or sites)[0].host


NEAR = 3  # words between forces and the place they are sent to: a preposition, an article, an adjective


def _operation(scene: Scene, host: str | None) -> str | None:
    """The operation that the sentence names, unless it is known to be elsewhere."""
    for operation in scene.operations:
        record = operation_identity.record(operation)
        if record is None or host is None or host in record.hosts or not record.hosts:
            return operation
    return None


def _is_contribution(draft: Draft, setting: Setting, scene: Scene) -> bool:
    if draft.giver == setting.host or scenes.is_organization(draft.giver):
        return False
    of_mission = scene.mission or (draft.force is not None and draft.force.mission)
    if setting.host is None and setting.operation is None and setting.lead is None and not of_mission:
        return False
    if not setting.mission and not of_mission:
        return _stands_alone(draft, scene)
    return draft.force is None or _serves(draft, draft.force, scene)


def _stands_alone(draft: Draft, scene: Scene) -> bool:
    """Whether the words can mean nothing but forces given, though no operation is in sight."""
    predicate = draft.predicate
    if draft.rule.endswith(".contributor"):
        return True
    if predicate is None or predicate.sort.object == "weak" or predicate.sort.name == "keep":
        return False
    if predicate.sort.name == "go":
        abroad = predicate.sort.object == "abroad" and any(site.token.i > draft.trigger.i for site in scene.sites)
        return abroad and draft.force is not None and draft.force.strong
    if draft.force is None:  # a number in a list: what was counted before
        return any(force.strong for force in scene.forces)
    return draft.force.strong or (bool(draft.force.assets) and draft.force.alone)


def _serves(draft: Draft, force: Force, scene: Scene) -> bool:
    """Whether forces in an article about an operation are forces of that operation.

    Forces whom nobody is said to send may be anybody's: they must be peacekeepers by their name, or stand beside the
    operation.
    """
    if force.mission or (draft.predicate is not None and draft.predicate.sort.name not in ("go", "include")):
        return True
    counted = force.personnel is not None or bool(force.assets) or force.origin
    if draft.predicate is not None and (force.strong or counted):
        return True
    if force.strong and force.personnel is not None:
        return True
    starts = [noun.start for noun in scene.nouns if noun.start >= force.end] + [token.i for token in scene.named]
    return any(force.end <= start <= force.end + 6 for start in starts)


@cache
def _exclusions() -> Phrases[tuple[str, str]]:
    rows = table("contribution_exclusions", "words", "why", "scope")
    return Phrases((row["words"], (row["why"], row["scope"])) for row in rows)


def _excluded(draft: Draft, scene: Scene) -> bool:
    """Whether words beside the draft speak against it; those in a clause aside do not (*who invaded*)."""
    tokens = list(scene.sentence)
    for match in _exclusions().within(tokens):
        scope = match.meaning[1]
        if match.meaning[0] == "evacuation" and draft.status is ContributionStatus.WITHDRAWN:
            continue
        counts_here = scope == "hard" or (scope == "sentence" and not scene.mission)
        if counts_here and not _aside(tokens[match.start - tokens[0].i], draft):
            return True
    return False


def _aside(token: Token, draft: Draft) -> bool:
    """Whether the token stands in a relative clause without the trigger."""
    for _ in range(12):
        if token.dep_ == "relcl":
            return not (token.left_edge.i <= draft.trigger.i <= token.right_edge.i)
        if token.head is token:
            return False
        token = token.head
    return False


def _claim(group: list[_Found], linked: LinkedArticle) -> Claim:
    told = [one for one in group if not one.draft.rule.endswith(("lead-operation", ".contributor"))]
    group = told or group  # who leads or is called a contributor also gives, but when and what others tell better
    status = _outlasting(group)
    lasting = [one for one in group if one.draft.status is status]
    best = max(lasting, key=lambda one: (one.draft.personnel is not None, bool(one.draft.assets)))
    counted = status is not ContributionStatus.REFUSED  # the number refused is what somebody else asked for
    numbers = [_total(best, lasting), *(one.draft.personnel for one in (*lasting, *group))]
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
        confidence=0.8,
    )


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


def _total(best: _Found, group: list[_Found]) -> Quantity | None:
    """*120 police and 100 soldiers*: people in coordinated words, added up."""
    grown = _grown(best)
    if grown is not None or best.draft.force is None:
        return grown or best.draft.personnel
    forces = {
        one.draft.force.start: (one.draft.force, one.draft.personnel)
        for one in group
        if one.draft.force is not None and one.draft.personnel is not None and one.scene is best.scene
    }
    parts = [best.draft.personnel] if best.draft.personnel is not None else []
    end = best.draft.force.end
    for start in sorted(forces):
        force, personnel = forces[start]
        if 0 < start - end <= GAP and personnel is not None:
            parts, end = [*parts, personnel], force.end
    if len(parts) < 2:
        return best.draft.personnel
    text = " + ".join(part.text for part in parts)
    return Quantity(_sum([part.low for part in parts]), _sum([part.high for part in parts]), text)


GAP = 2  # words between coordinated forces: a comma and *and*


def _grown(found: _Found) -> Quantity | None:
    """*raise its contingent from 267 soldiers to about 1,000*: the number after *to*."""
    predicate, force = found.draft.predicate, found.draft.force
    if predicate is None or force is None or predicate.sort.name not in ("increase", "keep"):
        return None
    tokens = list(found.scene.sentence)
    for index in range(predicate.end - tokens[0].i, len(tokens) - 1):
        if tokens[index].lower_ == "to" and tokens[index].pos_ in ("ADP", "PART"):
            count = counts.read(tokens, index + 1)
            if count is not None:
                return count.quantity
    return None


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _evidence(found: _Found, linked: LinkedArticle) -> Evidence:
    sentence = found.scene.sentence
    span = Span(sentence.start_char, sentence.end_char)
    words = linked.doc[found.draft.trigger.i : found.draft.trigger.i + 1]
    highlights = [Span(words.start_char, words.end_char)]
    if found.draft.force is not None:
        force = linked.doc[found.draft.force.start : found.draft.force.end]
        highlights.append(Span(force.start_char, force.end_char))
    return Evidence(span, span.of(linked.article.text), tuple(sorted(set(highlights))))
