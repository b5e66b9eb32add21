"""Which of the automaton's finds are names in this text: case, then the longest from the left.

A capital that the name has, the text must have too (*Chad* is a state, *chad* is paper; *US* is a state, *us* are
we); what the name writes small, the text may write as it likes (*the*, headlines). An acronym needs all its capitals,
but British papers write *Nato*.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.linking.aliases import Automaton, Candidate, Folded, fold
from graph.model import Span


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name something, and what they may mean, the likeliest first."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find(text: str, automaton: Automaton) -> list[Name]:
    """All names in the text, from left to right, none within another."""
    folding = fold(text)
    found = []
    for start, end, candidates in automaton.find(folding):
        fitting = [candidate for candidate in candidates if _fits(candidate, folding, start, end)]
        if fitting:
            found.append((start, end, fitting))
    return [_name(folding, *each) for each in _longest(found)]


def _fits(candidate: Candidate, folding: Folded, start: int, end: int) -> bool:
    text = folding.text
    for offset in candidate.capitals:
        if not text[folding.place(start + offset)].isupper():
            return candidate.titled and text[folding.place(start) : folding.end(end)].istitle()
    return True


def _longest(found: list[tuple[int, int, list[Candidate]]]) -> Iterable[tuple[int, int, list[Candidate]]]:
    """Of overlapping finds the one that starts first, and of those the longest."""
    if len(found) > 1:
        found.sort(key=lambda each: (each[0], -each[1]))
    reached = 0
    for each in found:
        if each[0] >= reached:
            reached = each[1]
            yield each


def _name(folding: Folded, start: int, end: int, candidates: list[Candidate]) -> Name:
    first, last = folding.place(start), folding.end(end)
    text = folding.text
    if candidates[0].acronym and text[last : last + 1] == "." and "." in text[first:last]:
        last += 1  # the dot that ends U.S. is its own
    return Name(first, last, tuple(candidates))
