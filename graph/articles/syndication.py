"""Which articles are one text: a wire story printed forty times is one origin.

Articles whose shingles of five words overlap by SIMILAR or more (Jaccard, estimated by MinHash: Broder 1997) are
copies, and so are copies of copies. The origin of a group is the one published first, the smallest id between equals:
a function of the set, so that the order of reading decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from graph.model import Article

PERMUTATIONS = 128
BANDS = 32  # of four rows: finds 99.9 % of pairs at 0.7
SIMILAR = 0.7
SHINGLE = 5  # words
SEED = 42

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Copy:
    id: str
    published: str
    sketch: RMinHash


@dataclass(slots=True)
class Syndication:
    """The articles that are known, and who copies whom. Groups change as articles come and go."""

    _copies: dict[str, _Copy] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _ids: dict[int, str] = field(default_factory=dict)
    _index: RMinHashLSH = field(default_factory=lambda: RMinHashLSH(SIMILAR, PERMUTATIONS, BANDS))

    def add(self, article: Article) -> None:
        """Know an article; another wording of one that is known replaces it."""
        self.remove(article.id)
        sketch = RMinHash(PERMUTATIONS, SEED)
        sketch.update(_shingles(article.text))
        number = len(self._ids)
        self._copies[article.id] = _Copy(article.id, article.published or "9999", sketch)
        self._numbers[article.id], self._ids[number] = number, article.id
        self._index.insert(number, sketch)

    def __contains__(self, article_id: str) -> bool:
        return article_id in self._copies

    def remove(self, article_id: str) -> None:
        """Forget an article."""
        if self._copies.pop(article_id, None) is not None:
            self._index.remove(self._numbers.pop(article_id))

    def group(self, article_id: str) -> frozenset[str]:
        """The articles that are one text with this one, itself among them."""
        found: set[str] = set()
        waiting = [article_id]
        while waiting:
            current = waiting.pop()
            if current not in found:
                found.add(current)
                waiting.extend(self._neighbours(current))
        return frozenset(found)

    def origin(self, article_ids: Iterable[str]) -> str:
        """The origin of a group: published first, then the smallest id."""
        return min(article_ids, key=lambda name: (self._copies[name].published, name))

    def _neighbours(self, article_id: str) -> list[str]:
        sketch = self._copies[article_id].sketch
        candidates = [self._ids[number] for number in self._index.query(sketch)]
        return [name for name in candidates if sketch.jaccard(self._copies[name].sketch) >= SIMILAR]


def _shingles(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    if len(words) <= SHINGLE:
        return [" ".join(words)]
    return [" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1)]
