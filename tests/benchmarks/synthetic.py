"""A million quads shaped like ours: articles as graphs, events with actors, contributions. The same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

BASE = "http://example.org/"
ENT = "https://w3id.org/entente/ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"
STATES, OPERATIONS = 200, 300
PER_ARTICLE = 150
VERBS = ("met", "warned", "accused", "sent troops to", "signed an agreement with", "withdrew from")


def lines(quads: int, seed: int = 7) -> Iterator[str]:
    """N-Quads, about 150 an article."""
    chance = random.Random(seed)
    written, article = 0, 0
    while written < quads:
        for line in _article(article, chance):
            yield line
            written += 1
        article += 1


def _article(number: int, chance: random.Random) -> Iterator[str]:
    graph = f"<{BASE}id/article/a{number}>"
    yield f"{graph} <{TYPE}> <http://schema.org/NewsArticle> {graph} ."
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    date = f'"{2010 + number % 12}-{month:02}-{day:02}"^^<{XSD}date>'
    for each in range((PER_ARTICLE - 9) // 10):
        yield from _event(f"{number}-{each}", graph, date, chance)
    state, operation = chance.randrange(STATES), int(OPERATIONS * chance.random() ** 2)
    node = f"<{BASE}id/contribution/{state}-{operation}>"
    yield f"{node} <{TYPE}> <{ENT}ForceContribution> {graph} ."
    yield f"{node} <{ENT}contributor> <{BASE}id/state/{state}> {graph} ."
    yield f"{node} <{ENT}operation> <{BASE}id/operation/{operation}> {graph} ."
    yield f"<{BASE}id/state/{state}> <{ENT}contributedForcesTo> <{BASE}id/operation/{operation}> {graph} ."
    yield f'<{BASE}id/state/{state}> <{LABEL}> "State {state}" {graph} .'
    yield f'<{BASE}id/operation/{operation}> <{LABEL}> "Operation {operation}" {graph} .'
    yield f"<{BASE}id/place/{number}> <{ENT}within> <{BASE}id/place/{number // 2}> {graph} ."
    yield f"<{BASE}id/place/{number}> <{ENT}country> <{BASE}id/state/{number % STATES}> {graph} ."


def _event(key: str, graph: str, date: str, chance: random.Random) -> Iterator[str]:
    event, sentence = f"<{BASE}id/event/{key}>", f"<{BASE}id/article/{key}#sentence>"
    source, target = chance.randrange(STATES), chance.randrange(STATES)
    verb = chance.choice(VERBS)
    yield f"{event} <{TYPE}> <{ENT}Event> {graph} ."
    yield f"{event} <{ENT}source> <{BASE}id/state/{source}> {graph} ."
    yield f"{event} <{ENT}target> <{BASE}id/state/{target}> {graph} ."
    yield f"{event} <{ENT}date> {date} {graph} ."
    yield f'{event} <{ENT}kind> "{verb}" {graph} .'
    yield f'{event} <{ENT}confidence> "{chance.random():.3f}"^^<{XSD}decimal> {graph} .'
    yield f"{event} <{ENT}sentence> {sentence} {graph} ."
    yield f'{sentence} <{ENT}anchorOf> "State {source} {verb} state {target} in case {key}." {graph} .'
    yield f"{sentence} <{ENT}article> {graph} {graph} ."
    yield f"<{BASE}id/claim/{key}> <{ENT}asserts> {event} {graph} ."


def write(path: Path, quads: int) -> Path:
    """The N-Quads in a file, unless it is there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        with draft.open("w") as file:
            file.writelines(line + "\n" for line in lines(quads))
        draft.rename(path)
    return path
