"""Write ``plover-cameo.ttl`` from ``lexicon/event_codes.tsv``: ``python -m ontology.cameo``.

The file is committed, and a test compares it with what this module makes of the table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent
_HEAD = """\
# CAMEO codes mapped to PLOVER types, modes and contexts. Made by `python -m ontology.cameo`; do not edit.
#
# Derived from CAMEO2PLOVER-2021 (PLOVER manual draft 0.8, 17 September 2021; edited by Philip Schrodt) of the Open
# Event Data Alliance, CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/), as is this file.
# A code with an editorial note departs from that table; the note says why.

@prefix cameo: <https://w3id.org/entente/cameo#> .
@prefix plover: <https://w3id.org/entente/plover#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/entente/cameo> a skos:ConceptScheme ;
    skos:prefLabel "CAMEO codes"@en ;
    dcterms:license <https://creativecommons.org/licenses/by-sa/4.0/> ;
    dcterms:rightsHolder "Open Event Data Alliance" ;
    dcterms:source "CAMEO2PLOVER-2021, PLOVER manual draft 0.8, 17 September 2021" .
"""


def turtle() -> str:
    """The whole file."""
    with (_FOLDER / "lexicon" / "event_codes.tsv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return "\n".join([_HEAD, *map(_code, csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))])


def _code(row: dict[str, str]) -> str:
    return " ;\n    ".join(_statements(row)) + " .\n"


def _statements(row: dict[str, str]) -> Iterator[str]:
    yield f"cameo:{row['code']} a skos:Concept"
    yield f'skos:notation "{row["code"]}"'
    yield f'skos:prefLabel "{row["meaning"]}"@en'
    broad = f"plover:{row['type']}" + (f"-{row['mode']}" if row["mode"] else "")
    yield f"skos:broadMatch {broad}"
    if row["contexts"]:
        yield "skos:relatedMatch " + ", ".join(f"plover:{name}" for name in row["contexts"].replace(",", " ").split())
    if row.get("ours"):
        yield f'skos:editorialNote "{row["ours"]}"@en'
    yield "skos:inScheme <https://w3id.org/entente/cameo>"


def main() -> None:
    """Rewrite the file."""
    (_FOLDER / "plover-cameo.ttl").write_text(turtle(), encoding="utf-8")


if __name__ == "__main__":
    main()
