"""The front of linking: a text or a parsed article in, mentions and referents out.

What the two answers of a :class:`LinkedArticle` mean:

``mentions``   the literal reading of names. *Moscow* is ``place/moscow-rus`` wherever it stands.
``referents``  what the words stand for in the sentence, by the index of the token that heads them. They differ from
               the mention where a name stands for something else:

| words | mention | referents |
|---|---|---|
| *Russia*, *Russian* | state/RUS, name or demonym | state/RUS |
| *in Moscow* | place/moscow-rus, name | place/moscow-rus |
| *Moscow rejected* | place/moscow-rus, **capital** | state/RUS (an actor of sector GOV) |
| *President Dos Santos* (surname and title alone) | state/AGO, **office** | state/AGO (sector of the office) |
| *Soares* after *Mario Soares* | person/..., coreference | person/... |
| *the bloc*, *they* | none | what coreference found, several for *they* |

So extraction asks ``referents_of(token)`` first, and ``mention_at(token).how`` for the manner.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graph.linking import coreference, neighbours, organizations, persons, places
from graph.linking.aliases import Automaton
from graph.linking.catalog import Catalog
from graph.linking.disambiguation import Chosen, Disambiguation
from graph.linking.document import LinkedArticle
from graph.linking.ledger import Ledger
from graph.linking.mentions import Finder
from graph.linking.officeholders import Officeholders
from graph.model import Article, Mention, Recognition

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Linker:
    """A catalogue, ready to be found in texts. Building the automaton takes a second or two; use :meth:`load`."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._finder = Finder(Automaton(catalog.aliases(None), catalog))
        self._disambiguation = Disambiguation(catalog)
        self._officeholders = Officeholders(catalog)

    @classmethod
    def load(cls, catalog: Catalog | None = None) -> Linker:
        """The linker over a catalogue (our own unless another is given), built once. Raises CatalogError."""
        return _load(catalog or Catalog.load())

    def find(self, text: str) -> list[Mention]:
        """The names in a text, without a parse: no unknown persons, no coreference."""
        return [chosen.mention() for chosen in self._choose(text, None)]

    def link(self, article: Article, doc: Doc) -> LinkedArticle:
        """Who is meant by which words of a parsed article. ``doc.text`` must equal ``article.text``."""
        ledger = Ledger(article, doc, self.catalog)
        for chosen in self._choose(article.text, article.published):
            if chosen.seat is not None and _is_located(article.text, chosen):
                ledger.add(chosen.name.span, chosen.entity, Recognition.NAME)
            else:
                ledger.add(chosen.name.span, chosen.entity, chosen.how, stands_for=chosen.seat)
        organizations.link(ledger)
        persons.link(ledger, self._officeholders)
        places.link(ledger)
        coreference.link(ledger)
        return ledger.close()

    def _choose(self, text: str, day: str | None) -> list[Chosen]:
        return self._disambiguation.choose(text, self._finder.find(text), day)


def _is_located(text: str, chosen: Chosen) -> bool:
    """Whether a capital is only the place where something happens: *in Moscow*."""
    return neighbours.placing(text, chosen.name.start) == neighbours.WITHIN


@lru_cache(maxsize=4)
def _load(catalog: Catalog) -> Linker:
    return Linker(catalog)
