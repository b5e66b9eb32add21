"""Places that the catalogue does not know: where the words say so (*the town of X*, *X province*, *near X*).

Such a place is ``place/<slug>-<iso3>``, in the country that the sentence or the article speaks of.
"""

from __future__ import annotations

from graph.linking import runs, words
from graph.linking.ledger import Ledger, is_country
from graph.linking.runs import Run
from graph.linking.slugs import slug
from graph.model import Entity, EntityKind, Recognition

_LONGEST = 3  # words
_NEAR = ("near", "outside")


def link(ledger: Ledger) -> None:
    """Add unknown places to the ledger."""
    for run in list(runs.find(ledger)):
        if _is_place(ledger, run):
            country = _country(ledger, run)
            label = ledger.doc[run.start : run.end].text
            suffix = country.lower() if country is not None else "xx"
            key = f"{EntityKind.PLACE}/{slug(label)}-{suffix}"
            known = ledger.catalog.get(key)
            entity = known or Entity(id=key, kind=EntityKind.PLACE, label=label, country=country, known=False)
            ledger.cover(run.start, run.end, entity, Recognition.NAME)


def _is_place(ledger: Ledger, run: Run) -> bool:
    names = run.words(ledger.doc)
    against = words.classes()["notname"]
    if len(names) > _LONGEST or any(name.lower() in against or not name[0].isalpha() for name in names):
        return False
    if any(name.isupper() for name in names) or names[0] in words.given_names():
        return False
    return _is_settled(ledger, run) or _names_area(ledger, run)


def _is_settled(ledger: Ledger, run: Run) -> bool:
    """*the town of X*, *the village X*, *near X*."""
    doc, index = ledger.doc, run.start - 1
    if index < 0:
        return False
    low = doc[index].lower_
    if low in _NEAR:
        return True
    if low == "of" and index:
        return doc[index - 1].lower_ in words.classes()["settled"]
    return low in words.classes()["settled"] and doc[index].pos_ == "NOUN"


def _names_area(ledger: Ledger, run: Run) -> bool:
    """*in X province*."""
    doc = ledger.doc
    if run.end >= len(doc) or run.start < 1 or doc[run.end].lower_ not in words.classes()["area"]:
        return False
    return doc[run.start - 1].lower_ in ("in", "of", "from", "the", "to")


def _country(ledger: Ledger, run: Run) -> str | None:
    """The country named right after (*, Mali*), else the only one of the sentence, else of the article."""
    following = ledger.entity_at(run.end + 1) if run.end + 1 < len(ledger.doc) else None
    if following is not None and ledger.doc[run.end].text in (",", "in") and is_country(following.country):
        return following.country
    sentence = ledger.doc[run.start].sent
    entities = (ledger.entity_at(index) for index in range(sentence.start, sentence.end))
    codes = {entity.country for entity in entities if entity is not None and is_country(entity.country)}
    return codes.pop() if len(codes) == 1 else ledger.only_country()
