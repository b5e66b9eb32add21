"""A contributor found in a sentence, before it is known what for: the type that the rules of contributions hand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.extraction.contribution_status import Predicate
from graph.extraction.forces import Force
from graph.model import Asset, ContributionStatus, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """A contributor with what it gives; ``trigger`` is the word that the claim hangs on."""

    giver: str
    status: ContributionStatus
    trigger: Token
    rule: str
    predicate: Predicate | None = None
    force: Force | None = None
    personnel: Quantity | None = None
    assets: tuple[Asset, ...] = ()
    organization: str | None = None


def status_of(predicate: Predicate | None) -> ContributionStatus:
    """The status that a predicate gives; forces of which nothing is said but that they are there are deployed."""
    if predicate is None or predicate.status is None:
        return ContributionStatus.DEPLOYED
    return predicate.status
