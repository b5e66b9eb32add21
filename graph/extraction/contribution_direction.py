"""Which way forces move: what an arrival or a departure means depends on whose country the place is.

*The last 100 Armenian servicemen landed in Yerevan* are back; *the German frigate left Wilhelmshaven* is on its way.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from graph.extraction.contribution_draft import Draft
from graph.extraction.lexicon import table
from graph.extraction.missions import Site
from graph.extraction.scenes import Scene
from graph.model import ContributionStatus

WORDS = 8  # between a verb and its place


def of(draft: Draft, scene: Scene) -> Draft:
    """The draft with the status that follows from the place its forces move to or from."""
    sort = None if draft.predicate is None else _sorts().get(draft.predicate.sort.words)
    site = None if sort is None else _place(draft, scene)
    if site is None or site.host != draft.giver:
        return draft
    if sort == "away" and site.source and draft.status is ContributionStatus.WITHDRAWN:
        return replace(draft, status=ContributionStatus.DEPLOYED)
    home = draft.predicate is not None and draft.predicate.sort.name == "go"
    if sort == "towards" and home and not site.source and draft.status in _MOVING:
        return replace(draft, status=ContributionStatus.WITHDRAWN)
    return draft


_MOVING = frozenset({ContributionStatus.DEPLOYED, ContributionStatus.PLEDGED})


@cache
def _sorts() -> dict[str, str]:
    return {row["words"]: row["sort"] for row in table("movement_verbs", "words", "sort")}


def _place(draft: Draft, scene: Scene) -> Site | None:
    """The first place behind the verb."""
    at = draft.trigger.i
    return next((site for site in scene.sites if at < site.token.i <= at + WORDS), None)
