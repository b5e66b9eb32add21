"""The last resort: no word of the lexicon tells what is done, but somebody does something to somebody else.

Who deals with whom is then still known from the grammar, and what kind of deed is likeliest from what the doer is
(``ontology/lexicon/backoff.tsv``): rebels attack, police arrest, courts look into things, nurses help.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from graph.extraction import clauses, readings, sources
from graph.extraction.codebook import Act, acts
from graph.extraction.denotation import Found, denoted
from graph.extraction.lexicon import table
from graph.extraction.predicates import classes
from graph.linking.document import LinkedArticle

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CLAUSES = 3  # clauses of saying that are followed to what is said
_ANY_SECTOR = "*"


def find(sentence: Span, linked: LinkedArticle) -> tuple[Token, Act, Found, Found] | None:
    """The verb, the likeliest act, the doer and the other one (none where two act together)."""
    for verb in _said(sentence.root):
        if verb.lemma_ in classes()["linking"] | classes()["reporting"]:
            continue
        if readings.read(verb, linked) is not None or readings.modality(verb)[1]:
            return None  # the words are known, and say that nothing happened
        subject = clauses.doer(verb)
        source = sources.resolve(subject, verb, linked) if subject is not None else ()
        if len({actor.country for actor in source} - {None}) > 1:  # what two do together they mostly talk about
            return verb, _priors()[_ANY_SECTOR], source, ()
        target = next(_others(verb, source, linked), ()) if source else ()
        if target:
            return verb, _likeliest(source), source, target
    return None


def _said(root: Token) -> Iterator[Token]:
    """The clause that is said, then the one that says so."""
    above = []
    verb: Token | None = root
    for _ in range(_CLAUSES):
        if verb is None or not clauses.is_verb(verb):
            break
        above.append(verb)
        verb = clauses.child(verb, "ccomp") if verb.lemma_ in classes()["reporting"] else None
    yield from reversed(above)


def _others(verb: Token, source: Found, linked: LinkedArticle) -> Iterator[Found]:
    """Actors of another kind or country among the objects and phrases of the verb, in their order."""
    own = {(actor.country, actor.sector) for actor in source}
    entities = {actor.entity for actor in source}
    for noun in _phrases(verb):
        for found in denoted(noun, linked):
            others = tuple(
                actor
                for actor in found
                if actor.country is not None
                and (actor.country, actor.sector) not in own
                and (actor.entity is None or actor.entity not in entities)
            )
            if others:
                yield others


def _phrases(verb: Token) -> Iterator[Token]:
    yield from clauses.undergoers(verb)
    for each in clauses.children(verb, "prep", "dative"):
        if each.lower_ not in classes()["attribution"]:
            yield from clauses.children(each, "pobj")


def _likeliest(source: Found) -> Act:
    sectors = _priors()
    return next((sectors[actor.sector] for actor in source if actor.sector in sectors), sectors[_ANY_SECTOR])


@cache
def _priors() -> dict[str | None, Act]:
    """The likeliest act by the doer's sector. Raises CatalogError."""
    rows = table("backoff", "sector", "act")
    return {row["sector"]: row.read("act", acts().__getitem__) for row in rows}
