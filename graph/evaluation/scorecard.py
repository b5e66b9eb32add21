"""The figures over many articles: precision, recall and F1 a measure, with intervals, per rule, against an earlier run.

Intervals are the 2.5th and 97.5th percentile of F1 over 1,000 bootstrap samples of articles (Efron 1979), seeded, so
that the same run prints the same interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from graph import records
from graph.evaluation.gold import Gold
from graph.evaluation.measures import Outcome, keys, measure
from graph.model import Extraction

SAMPLES = 1000
SEED = 20220106


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one measure over all articles."""

    right: int
    wrong: int
    missed: int
    interval: tuple[float, float]

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(slots=True)
class Scorecard:
    """Adds up article after article. ``outcomes`` maps an article's id to its measures."""

    outcomes: dict[str, dict[str, Outcome]] = field(default_factory=dict)
    _rules: dict[str, Counter[str]] = field(default_factory=dict)
    _unfounded: list[int] = field(default_factory=list)

    def add(self, gold: Gold, extraction: Extraction) -> None:
        """Score one article."""
        self.outcomes[gold.article.id] = measure(gold, extraction)
        self._count_rules(gold, records.write(extraction))

    def _count_rules(self, gold: Gold, record: Mapping[str, Any]) -> None:
        for section, items in gold.sections.items():
            right = {keys(section, item) for item in items}
            if section == "contributions" and not items:
                self._unfounded.append(len(record[section]))
            for item in record[section]:
                rule = self._rules.setdefault(item.get("rule", item.get("how", "")), Counter())
                rule["right" if keys(section, item) in right else "wrong"] += 1

    @property
    def false_contributions(self) -> float | None:
        """Mean number of contributions found in an article that has none."""
        return sum(self._unfounded) / len(self._unfounded) if self._unfounded else None

    def figures(self) -> dict[str, Figures]:
        """All measures, in the order in which they were met."""
        names = dict.fromkeys(name for outcome in self.outcomes.values() for name in outcome)
        return {name: self._figures(name) for name in names}

    def _figures(self, name: str) -> Figures:
        outcomes = [measures[name] for measures in self.outcomes.values() if name in measures]
        counts = np.array([(len(o.right), len(o.wrong), len(o.missed)) for o in outcomes])
        right, wrong, missed = (int(total) for total in counts.sum(axis=0))
        return Figures(right, wrong, missed, _interval(counts))

    def rules(self) -> dict[str, tuple[int, int]]:
        """For each rule, how many of its claims were right and how many wrong, the most used first."""
        ranked = sorted(self._rules.items(), key=lambda pair: (-pair[1].total(), pair[0]))
        return {rule: (counts["right"], counts["wrong"]) for rule, counts in ranked}

    def dump(self) -> dict[str, Any]:
        """The run as plain data, to be stored and compared with."""
        return {
            article: {
                name: {"right": sorted(o.right), "wrong": sorted(o.wrong), "missed": sorted(o.missed)}
                for name, o in measures.items()
            }
            for article, measures in self.outcomes.items()
        }

    def against(self, earlier: Mapping[str, Any]) -> Iterable[tuple[str, str, str, str]]:
        """What changed since an earlier run: (gained or lost, measure, article, item), for articles in both."""
        for article, measures in self.outcomes.items():
            for name, outcome in measures.items():
                before = earlier.get(article, {}).get(name)
                if before is None:
                    continue
                for what, gone, come in (("right", "lost", "gained"), ("wrong", "mended", "broken")):
                    then = {tuple(item) for item in before[what]}
                    now = getattr(outcome, what)
                    yield from ((come, name, article, " ".join(item)) for item in sorted(now - then))
                    yield from ((gone, name, article, " ".join(item)) for item in sorted(then - now))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _interval(counts: np.ndarray) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    picks = rng.integers(0, len(counts), size=(SAMPLES, len(counts)))
    right, wrong, missed = np.moveaxis(counts[picks].sum(axis=1), -1, 0)
    whole = 2 * right + wrong + missed
    f1 = np.divide(2 * right, whole, out=np.zeros(SAMPLES), where=whole > 0)
    low, high = np.percentile(f1, [2.5, 97.5])
    return float(low), float(high)
