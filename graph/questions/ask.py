"""A question in words -> an answer with its rows, sentences and query, or an honest refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from graph.errors import NotFound
from graph.linking.catalog import Catalog
from graph.linking.linker import Linker
from graph.queries.entities import unknown
from graph.questions import forces, happenings, standings
from graph.questions.answer import Answer, Context
from graph.questions.grammar import Reading, read
from graph.rdf.iris import OURS, Namespace
from graph.store import Store
from graph.store.history import as_known_on

_ANSWERS: Mapping[str, Callable[[Reading, Context], Answer]] = {
    "contributors": forces.contributors,
    "how_many": forces.how_many,
    "how_many_all": forces.how_many,
    "did": forces.did,
    "when_contributed": forces.did,
    "non_contributors": forces.absent,
    "members": standings.member_list,
    "memberships": standings.membership_list,
    "is_member": standings.is_member,
    "joined": standings.joined,
    "officeholder": standings.officeholder,
    "leader": standings.leader,
    "person_office": standings.person_office,
    "did_to": happenings.did_to,
    "did_what": happenings.did_to,
    "between": happenings.between,
    "happened": happenings.happened,
    "acted": happenings.acted,
    "acted_yes": happenings.acted_yes,
    "acted_when": happenings.acted_when,
    "operations": happenings.operation_list,
    "operation_when": happenings.operation_when,
    "task": happenings.task,
    "where": happenings.where,
    "about": happenings.about,
}


def answer(
    question: str, store: Store, catalog: Catalog, today: date | None = None, *, iris: Namespace = OURS
) -> Answer:
    """Answer a question in words.

    A question that is understood but about which the store says nothing has an answer without rows that says what
    the store holds. Raises QuestionNotUnderstood, which names what is not understood and what can be asked.
    """
    day = today or datetime.now(UTC).date()
    reading = read(question, Linker.load(catalog), unknown(store, iris=iris), day)
    known_on = reading.when.known_on
    known = store if known_on is None else as_known_on(store, iris, known_on)
    try:
        return _answered(reading, Context(known, catalog, iris))
    finally:
        if known is not store:
            known.close()


def _answered(reading: Reading, context: Context) -> Answer:
    try:
        return _ANSWERS[reading.intent](reading, context)
    except NotFound:  # a name that the linker knows, of which this store holds nothing
        return Answer(question=reading.question, understood=reading.intent, text=context.nothing())
