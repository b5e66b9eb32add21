"""How many people a contribution has when several words of a sentence count them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graph.extraction import counts
from graph.extraction.contribution_draft import Draft
from graph.extraction.lexicon import table
from graph.model import Quantity

GAP = 2  # words between coordinated forces: a comma and *and*


def total(best: Draft, group: Iterable[Draft]) -> Quantity | None:
    """The people of a draft; those of coordinated words in its sentence are added (*120 police and 100 soldiers*)."""
    grown = _grown(best)
    if grown is not None or best.force is None:
        return grown or best.personnel
    counted = {
        d.force.start: (d.force.end, d.personnel) for d in group if d.force is not None and d.personnel is not None
    }
    parts = [best.personnel] if best.personnel is not None else []
    end = best.force.end
    for start in sorted(counted):
        if 0 < start - end <= GAP:
            end, personnel = counted[start]
            parts.append(personnel)
    return _sum(parts) if len(parts) > 1 else best.personnel


def is_part(draft: Draft) -> bool:
    """Whether the draft's number counts only those who come first, next or last (*the first 67*, *another 200*)."""
    if draft.force is None or draft.personnel is None:
        return False
    words = draft.force.head.doc[max(0, draft.force.start - 1) : draft.force.end]
    return any(token.lower_ in _part_words() for token in words)


@cache
def _part_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("part_words", "word"))


def _grown(draft: Draft) -> Quantity | None:
    """*raise its contingent from 267 soldiers to about 1,000*: the number after *to*."""
    predicate = draft.predicate
    if predicate is None or draft.force is None or predicate.sort.name not in ("increase", "keep"):
        return None
    tokens = list(predicate.token.sent)
    for index in range(predicate.end - tokens[0].i, len(tokens) - 1):
        if tokens[index].lower_ == "to" and tokens[index].pos_ in ("ADP", "PART"):
            count = counts.read(tokens, index + 1)
            if count is not None:
                return count.quantity
    return None


def _sum(parts: list[Quantity]) -> Quantity:
    """Numbers added up; an open end stays open."""
    text = " + ".join(part.text for part in parts)
    return Quantity(_added([part.low for part in parts]), _added([part.high for part in parts]), text)


def _added(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
