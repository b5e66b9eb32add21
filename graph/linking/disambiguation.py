"""Which of the things a name may mean is meant here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.linking.aliases import Candidate
from graph.linking.mentions import Name
from graph.model import EntityKind, Mention

_RANK = {
    EntityKind.STATE: 0,
    EntityKind.TERRITORY: 1,
    EntityKind.ORGANIZATION: 2,
    EntityKind.BODY: 3,
    EntityKind.OPERATION: 4,
    EntityKind.GROUP: 5,
    EntityKind.PERSON: 6,
    EntityKind.PLACE: 7,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A name and the one thing it means."""

    name: Name
    candidate: Candidate

    def mention(self, text: str) -> Mention:
        span = self.name.span
        return Mention(span, self.candidate.entity.id, self.candidate.how, span.of(text))


def choose(text: str, names: Sequence[Name]) -> Iterator[Chosen]:
    """What each name means; names that cannot be decided are left out."""
    for name in names:
        best = min(name.candidates, key=_prior)
        if best.strong:
            yield Chosen(name, best)


def _prior(candidate: Candidate) -> tuple[bool, bool, int]:
    return (not candidate.strong, candidate.foreign, _RANK[candidate.entity.kind])
