"""What is no contribution: exercises, sport, invasions, evacuations, an army at home, forces that may be anybody's."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import scenes
from graph.extraction.contribution_draft import Draft
from graph.extraction.forces import Force
from graph.extraction.lexicon import table
from graph.extraction.missions import Setting
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import ContributionStatus

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_contribution(draft: Draft, setting: Setting, scene: Scene) -> bool:
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
    armed_group = draft.giver.startswith("group/")
    crewed = bool(draft.force.assets) and draft.force.alone and _has_destination(draft, scene)
    return draft.force.strong or armed_group or crewed


def _has_destination(draft: Draft, scene: Scene) -> bool:
    """Whether some country is named as where equipment goes: ships sent to a sea belong to no operation by that."""
    return any(site.host != draft.giver and not site.source for site in scene.sites)


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
    if (force.strong and force.personnel is not None) or (scene.mission and force.origin):
        return True
    starts = [noun.start for noun in scene.nouns if noun.start >= force.end] + [token.i for token in scene.named]
    return any(force.end <= start <= force.end + 6 for start in starts)


@cache
def _exclusions() -> Phrases[tuple[str, str]]:
    rows = table("contribution_exclusions", "words", "why", "scope")
    return Phrases((row["words"], (row["why"], row["scope"])) for row in rows)


def excluded(draft: Draft, scene: Scene) -> bool:
    """Whether words beside the draft speak against it; those in a clause aside do not (*who invaded*)."""
    tokens = list(scene.sentence)
    for match in _exclusions().within(tokens):
        scope = match.meaning[1]
        if match.meaning[0] == "evacuation" and draft.status is ContributionStatus.WITHDRAWN and _is_of_people(draft):
            continue
        if scope == "arms" and draft.force is not None and draft.assets and draft.personnel is None:
            return True
        counts_here = scope == "hard" or (scope == "sentence" and not scene.mission)
        if counts_here and not _aside(tokens[match.start - tokens[0].i], draft):
            return True
    return False


def _is_of_people(draft: Draft) -> bool:
    """Troops that are evacuated leave; aircraft come to evacuate others."""
    return draft.force is not None and draft.force.strong and not draft.force.assets


def _aside(token: Token, draft: Draft) -> bool:
    """Whether the token stands in a relative clause without the trigger."""
    for _ in range(12):
        if token.dep_ == "relcl":
            return not (token.left_edge.i <= draft.trigger.i <= token.right_edge.i)
        if token.head is token:
            return False
        token = token.head
    return False


def about_something_else(read: list[Scene], linked: LinkedArticle) -> bool:
    """Whether an article without any operation speaks of exercises or sport again and again."""
    if any(scene.mission for scene in read):
        return False
    words = list(linked.doc)
    return sum(match.meaning[0] in ("exercise", "sport") for match in _exclusions().within(words)) >= MANY


MANY = 2  # an article that uses such a word once may only compare
