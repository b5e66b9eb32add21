"""Questions in words."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from api.dependencies import CatalogDep, NamespaceDep, StoreDep
from api.presentation import shown
from api.schemas import ClaimOut, Ref
from graph.queries.claims import claims
from graph.queries.labels import labels
from graph.questions import answer
from graph.questions.grammar import patterns

router = APIRouter(prefix="/api", tags=["questions"])


class AnswerOut(BaseModel):
    """An answer in words, its rows, the sentences it rests on, and the query that gave it."""

    question: str
    understood: Annotated[str, Field(description="The kind of question")]
    text: str
    columns: list[str]
    rows: list[list[str | int | None]]
    entities: list[Ref]
    evidence: list[ClaimOut]
    sparql: str


@router.get("/ask", summary="Ask in words")
def ask(
    q: Annotated[
        str,
        Query(
            min_length=2,
            max_length=500,
            examples=["Which states contributed forces to the CSTO mission in Kazakhstan?"],
        ),
    ],
    store: StoreDep,
    catalog: CatalogDep,
    iris: NamespaceDep,
) -> AnswerOut:
    """An understood question about which nothing is known has no rows; one that is not understood is refused (422)
    with what can be asked."""
    found = answer(q, store, catalog, iris=iris)
    columns = list(dict.fromkeys(name for row in found.rows for name in row))
    ids = [value for row in found.rows for value in row.values() if _is_id(value)]
    names = labels(store, [str(value) for value in ids], iris=iris)
    return AnswerOut(
        question=found.question,
        understood=found.understood,
        text=found.text,
        columns=columns,
        rows=[[row.get(name) for name in columns] for row in found.rows],
        entities=[Ref.of(name, names) for name in names],
        evidence=shown(claims(store, [one.claim for one in found.sentences], iris=iris), store, iris),
        sparql=found.sparql,
    )


@router.get("/ask/examples", summary="What can be asked")
def list_examples() -> dict[str, list[str]]:
    """One question of each kind."""
    return {"examples": [pattern.example for pattern in patterns() if pattern.example]}


def _is_id(value: object) -> bool:
    return isinstance(value, str) and value.partition("/")[0] in _KINDS and "/" in value


_KINDS = frozenset(["state", "territory", "organization", "body", "person", "group", "operation", "place"])
