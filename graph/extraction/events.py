"""PLOVER events: who did what to whom, as each sentence says.

A sentence is read clause by clause (``readings``), its roles are filled (``arguments``), and the event it is mainly
about comes first (``salience``). What an act is called under its modalities is the codebook's matter (``codebook``),
which words name it the lexicon's (``ontology/lexicon/predicates_*.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from graph.extraction import arguments, backoff, evidence, salience, stance, times
from graph.extraction.codebook import codes
from graph.extraction.inheritance import inherit
from graph.extraction.lexicon import table
from graph.extraction.predicates import ANY
from graph.extraction.readings import Reading
from graph.linking.document import LinkedArticle
from graph.model import Actor, Claim, Event, EventType, Evidence, Span, Stance

if TYPE_CHECKING:
    from spacy.tokens import Span as Sentence
    from spacy.tokens import Token


CLOSE = 0.35  # of the news: another main clause, not what a relative clause or a noun mentions
MOST = 10  # readings of a sentence whose roles are looked for, the most salient first


def find(linked: LinkedArticle) -> Iterator[Claim]:
    """The events of an article, sentence by sentence, the main one of each first."""
    for sentence in linked.doc.sents:
        silent = True
        for claim in _in_sentence(sentence, linked):
            silent = False
            yield claim
        if silent and (guess := _guess(sentence, linked)) is not None:
            yield guess


def _guess(sentence: Sentence, linked: LinkedArticle) -> Claim | None:
    """What a sentence of unknown words may say, of little confidence."""
    found = backoff.find(sentence, linked)
    if found is None:
        return None
    verb, act, doers, others = found
    source, target = inherit(doers, others, linked, sentence)
    code = codes()[act.do]
    said, speakers = stance.of(verb, linked)
    return Claim(
        statement=Event(
            type=code.type,
            mode=code.mode,
            contexts=code.contexts,
            source=source,
            target=target,
            time=times.of(verb, linked),
        ),
        stance=said,
        attributed_to=speakers,
        evidence=_evidence([verb], sentence, source + target, linked),
        rule="event.backoff",
        confidence=_confidences()["backoff", "main", "full"],
    )


def _in_sentence(sentence: Sentence, linked: LinkedArticle) -> Iterator[Claim]:
    found: list[tuple[float, Event, Reading]] = []
    for distance, reading in islice(salience.candidates(sentence, linked), MOST):
        event = _event(reading, sentence, linked)
        if event is not None:
            found.append((distance + _incomplete(event), event, reading))
    found.sort(key=lambda each: each[0])
    seen: set[tuple[object, ...]] = set()
    for distance, event, reading in found:
        key = _key(event)
        if key in seen or (seen and not _tells(event, distance)):
            continue
        yield _claim(event, reading, sentence, linked, main=not seen)
        seen.add(key)


def _tells(event: Event, distance: float) -> bool:
    """Whether an event beside the main one is clear enough: who does it to whom, or a deed of a main clause."""
    return bool(event.source and event.target) or distance <= CLOSE


def _incomplete(event: Event) -> float:
    return (0.0 if event.source else 0.3) + (0.0 if event.target else 0.1)


def _key(event: Event) -> tuple[object, ...]:
    """What makes two events of a sentence the same."""
    return event.type, *(tuple((a.country, a.sector) for a in side) for side in (event.source, event.target))


def _event(reading: Reading, sentence: Sentence, linked: LinkedArticle) -> Event | None:
    if reading.state.denied:
        return None
    roles = arguments.fill(reading, linked)
    if not roles.source and not roles.target:
        return None
    source, target = inherit(
        roles.source, roles.target, linked, sentence, rule=roles.state.type in (EventType.COERCE, EventType.CONCEDE)
    )
    code = codes()[roles.state.code]
    return Event(
        type=code.type,
        mode=code.mode,
        contexts=code.contexts,
        source=source,
        target=target,
        place=arguments.place(reading, linked),
        time=times.of(reading.head, linked),
    )


def _claim(event: Event, reading: Reading, sentence: Sentence, linked: LinkedArticle, *, main: bool) -> Claim:
    said, speakers = stance.of(reading.head, linked)
    actors = "full" if event.source and event.target else "part"
    absorbed = reading.modal and said in (Stance.PLANNED, Stance.DENIED)
    return Claim(
        statement=event,
        stance=Stance.ASSERTED if absorbed else said,
        attributed_to=speakers,
        evidence=_evidence([step.token for step in reading.steps], sentence, event.source + event.target, linked),
        rule=f"event.{reading.steps[0].predicate.rule}",
        confidence=_confidences()[_word(reading), "main" if main else "beside", actors],
    )


def _word(reading: Reading) -> str:
    predicate = reading.steps[0].predicate
    return ANY if predicate.head == ANY else predicate.rule[0]


@cache
def _confidences() -> dict[tuple[str, str, str], float]:
    """The measured share of right types by word, place and actors (see the table)."""
    rows = table("event_confidence", "word", "place", "actors", "share", "claims")
    return {(row["word"], row["place"], row["actors"]): row.read("share", float) for row in rows}


def _evidence(
    triggers: Iterable[Token], sentence: Sentence, actors: tuple[Actor, ...], linked: LinkedArticle
) -> Evidence:
    text = sentence.text
    start = sentence.start_char
    words = [Span(token.idx, token.idx + len(token)) for token in triggers]
    for actor in actors:
        at = text.find(actor.text)
        if at >= 0:
            words.append(Span(start + at, start + at + len(actor.text)))
    return evidence.of(sentence, words, linked)
