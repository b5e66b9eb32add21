"""Names of states and territories in other languages, from CLDR through the package ``babel``."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from importlib.metadata import version

from babel import Locale

from graph.linking.draft import Draft
from graph.linking.facts import Alias, Strength
from graph.model import Recognition

VERSION = f"babel {version('babel')}"


def aliases(draft: Draft, languages: Collection[str] | None) -> Iterator[Alias]:
    """The names of states and territories in those of ``languages.tsv`` that are asked for (None: in all)."""
    for language in draft.languages:
        if languages is None or language in languages:
            for alpha2, name in names_in(language).items():
                if entity := draft.alpha2.get(alpha2):
                    yield Alias(name, entity, Strength.STRONG, Recognition.NAME, language, False)


@cache
def names_in(language: str) -> dict[str, str]:
    """Name of each state and territory in a language, by ISO 3166 alpha-2 code."""
    return {code: name for code, name in Locale.parse(language).territories.items() if code.isalpha()}
