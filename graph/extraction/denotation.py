"""Whom a noun stands for in an event: itself, whoever is behind a thing or deed, whoever is named within it.

*Senegal's plan* stands for Senegal, *the killing of farmers by soldiers* for the soldiers who did it, *positions of
the army* for the army.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extraction import actors, clauses, readings
from graph.extraction.predicates import classes, lemma
from graph.extraction.readings import Reading
from graph.linking.document import LinkedArticle
from graph.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

DEPTH = 3  # phrases within phrases that are searched

Found = tuple[Actor, ...]


def denoted(noun: Token, linked: LinkedArticle, *, deed: bool = False) -> Iterator[Found]:
    """Whom a noun may stand for, likeliest first: itself, whoever is behind it, whoever is named within it.

    A noun that names the deed is nobody (*a state of emergency*).
    """
    if clauses.is_verb(noun) and noun.tag_ == "VBG":
        for each in clauses.children(noun, "compound"):  # the parser's "a [Council resolution] condemning"
            yield actors.read(each, linked) or actors.behind(each, linked)
        for each in clauses.undergoers(noun):
            yield from denoted(each, linked)
    else:
        if not deed:
            yield actors.read(noun, linked)
        yield behind(noun, linked)
        yield from (actors.read(each, linked) for each in clauses.children(noun, "appos"))
    yield within(noun, linked, DEPTH)


def _deed(noun: Token, linked: LinkedArticle) -> Found:
    """Whoever did the deed that a noun names (*the killing of farmers by soldiers*)."""
    reading = readings.read(noun, linked, 2)
    return () if reading is None else agents(reading, linked)


def behind(noun: Token, linked: LinkedArticle) -> Found:
    if lemma(noun) in classes()["unowned"]:
        return ()
    found = _deed(noun, linked) or actors.behind(noun, linked)
    owners = before(noun, linked) if found and all(actor.country is None for actor in found) else ()
    owner = next((each for each in owners if each.country is not None), None)
    return (
        found if owner is None else tuple(replace(each, entity=owner.entity, country=owner.country) for each in found)
    )


def within(noun: Token, linked: LinkedArticle, depth: int) -> Found:
    """The first actor in the phrases that hang on a thing (*homes of settlers*, *a formula for ending its dispute*)."""
    if depth == 0:
        return ()
    for each in noun.rights:
        if each.dep_ == "prep":
            for inner in clauses.children(each, "pobj", "pcomp"):
                if inner.dep_ == "pcomp":
                    if found := next(filter(None, denoted(inner, linked)), ()):
                        return found
                    continue
                if found := actors.read(inner, linked) or behind(inner, linked):
                    return found
                if found := within(inner, linked, depth - 1):
                    return found
        elif each.dep_ == "dobj" and (found := within(each, linked, depth - 1)):
            return found
        elif each.dep_ == "acl" and each.tag_ == "VBN":  # its sailors held by Iran
            for inner in clauses.prepositional(each, "by", "from"):
                if found := actors.read(inner, linked):
                    return found
    return ()


def agents(reading: Reading, linked: LinkedArticle) -> Found:
    """Who is behind a deed that a noun names (*Syrian mediation efforts*, *talks between Iran and Iraq*)."""
    for step in reading.steps:
        noun = step.token
        if clauses.is_verb(noun):
            continue
        for other in clauses.prepositional(noun, "between", "by"):
            if found := actors.read(other, linked):
                return found
        if found := before(noun, linked):
            return found
        if reading.steps[-1].predicate.act is not None and reading.steps[-1].predicate.act.of == "agent":
            for other in clauses.prepositional(noun, "of", "from"):
                if found := actors.read(other, linked):
                    return found
    return ()


def before(noun: Token, linked: LinkedArticle) -> Found:
    for each in clauses.children(noun, "poss", "amod", "compound", "nmod"):
        if found := actors.read(each, linked):
            return found
    return ()
