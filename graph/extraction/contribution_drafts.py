"""Who gives which forces, sentence by sentence: all the rules, each force claimed once."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction import contribution_arguments, contribution_lists
from graph.extraction.contribution_draft import Draft
from graph.extraction.scenes import Scene
from graph.linking.document import LinkedArticle


def find(scene: Scene, linked: LinkedArticle) -> Iterator[Draft]:
    """The contributors of a sentence."""
    listed = list(contribution_lists.gapped(scene, linked))
    taken = {draft.force.start for draft in listed if draft.force is not None}
    free = [force for force in scene.forces if force.start not in taken]
    yield from contribution_arguments.of_nationality(free, scene, linked)
    yield from contribution_arguments.given(free, scene, linked)
    yield from contribution_lists.bare_objects(scene, linked)
    yield from listed
    yield from contribution_lists.of_them(scene, linked)
    yield from contribution_arguments.entering(scene, linked)
    yield from contribution_arguments.acting(scene, linked)
    yield from contribution_lists.nationals(scene, linked)
    yield from contribution_lists.included(scene, linked)
    yield from contribution_lists.contributors(scene, linked)
