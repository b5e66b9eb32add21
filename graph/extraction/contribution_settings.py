"""What a contribution is for: host, lead and operation of a draft, from its sentence and its article."""

from __future__ import annotations

from functools import cache

from graph.extraction import operation_identity, scenes
from graph.extraction.contribution_draft import Draft
from graph.extraction.lexicon import table
from graph.extraction.missions import Setting
from graph.extraction.phrases import Phrases
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle
from graph.model import ContributionStatus


def of(draft: Draft, scene: Scene, about: Setting, here: str | None, linked: LinkedArticle) -> Setting:
    """The setting of a draft. ``here`` is where the paragraph last put forces."""
    host = _host(draft, scene, about, here)
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


def _host(draft: Draft, scene: Scene, about: Setting, here: str | None) -> str | None:
    """Where the forces are or go: right behind their words, else the article's host, else behind the predicate."""
    leaving = draft.status is ContributionStatus.WITHDRAWN
    sites = [site for site in scene.sites if site.host != draft.giver and (leaving or not site.source)]
    end = draft.force.end if draft.force is not None else draft.trigger.i + 1
    beside = [site for site in sites if end <= site.token.i <= end + NEAR]
    if beside:
        return beside[0].host
    if not sites:
        return here if here is not None and here != draft.giver else about.host
    if about.host in [site.host for site in sites]:
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
