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

_ARTICLE = "the "
_KEPT = 200_000  # spellings whose candidates are remembered

_Find = tuple[int, int, list[Candidate]]


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name something, and what they may mean."""

    start: int
    end: int
    text: str
    candidates: list[Candidate]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Finder:
    """Finds the names of a catalogue in texts; remembers which spelling fits which candidate."""

    def __init__(self, automaton: Automaton) -> None:
        self._automaton = automaton
        self._fitting: dict[str, list[Candidate]] = {}

    def find(self, text: str) -> list[Name]:
        """All names in the text, from left to right, none within another."""
        folding, known = fold(text), self._fitting
        direct = folding.offsets is None
        found: list[_Find] = []
        for start, end, candidates in self._automaton.find(folding):
            words = text[start - 1 : end - 1] if direct else text[folding.place(start) : folding.end(end)]
            fitting = known.get(words)
            if fitting is None:
                fitting = self._fit(words, candidates)
            if fitting:
                found.append((start, end, fitting))
        return [_name(folding, *each) for each in _longest(found)]

    def _fit(self, words: str, candidates: tuple[Candidate, ...]) -> list[Candidate]:
        if len(self._fitting) >= _KEPT:
            self._fitting.clear()
        fitting = self._fitting[words] = [candidate for candidate in candidates if _fits(candidate, words)]
        return fitting


def _fits(candidate: Candidate, words: str) -> bool:
    """Whether the words have the capitals that the name needs."""
    if candidate.exact:
        return words == candidate.text
    if candidate.acronym and " " in words and " " not in candidate.text:
        return False  # "A U.S. envoy" does not name the A.U.
    capitals = candidate.capitals
    if not capitals or words == candidate.text:
        return True
    letters = [letter for letter in words if letter.isalnum()]
    if capitals[-1] < len(letters) and all(letters[index].isupper() for index in capitals):
        return True
    return candidate.titled and words.istitle()


def _longest(found: list[_Find]) -> Iterable[_Find]:
    """Of overlapping finds the one that starts first, and of those the longest."""
    if len(found) > 1:
        found.sort(key=_order)
    reached = 0
    for each in found:
        if each[0] >= reached:
            reached = each[1]
            yield each


def _order(found: _Find) -> tuple[int, int]:
    return found[0], -found[1]


def _name(folding: Folded, start: int, end: int, candidates: list[Candidate]) -> Name:
    first, last = folding.place(start), folding.end(end)
    text = folding.text
    if text[first] in "tT" and all(candidate.text.startswith(_ARTICLE) for candidate in candidates):
        first += len(_ARTICLE)  # the article is no part of the Taliban; The Gambia keeps its own
    if candidates[0].acronym and text[last : last + 1] == "." and "." in text[first:last]:
        last += 1  # the dot that ends U.S. is its own
    return Name(first, last, text[first:last], candidates)
