"""Articles: read them in, list them, correct them by sending them again, take them out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Request, Response
from pydantic import BaseModel, Field

from api.dependencies import MayWrite, NamespaceDep, ServicesDep, StoreDep
from api.parameters import Day, Limit
from api.presentation import shown
from api.schemas import ArticleOut, ClaimOut
from graph.articles import structured
from graph.errors import ArticleError, NotFound
from graph.ingest import Outcome
from graph.model import Article
from graph.queries.articles import article, articles
from graph.queries.claims import claims
from graph.queries.run import select
from graph.queries.values import required

router = APIRouter(prefix="/api/articles", tags=["articles"])


class ArticlePageOut(BaseModel):
    """Some articles; ``cursor`` continues where this page ends."""

    articles: list[ArticleOut]
    cursor: str | None


class StoredOut(BaseModel):
    """What became of an article that was sent."""

    id: str
    outcome: Annotated[str, Field(examples=["added"])]
    claims: int
    reason: str = ""


@router.get("", summary="List articles, newest first")
def list_articles(
    store: StoreDep,
    limit: Limit = 50,
    cursor: str | None = None,
    publisher: str | None = None,
    since: Day = None,
    until: Day = None,
) -> ArticlePageOut:
    """Articles by day of publication, paged by key."""
    page = articles(store, limit=limit, cursor=cursor, publisher=publisher, since=since, until=until)
    return ArticlePageOut(articles=[ArticleOut.from_row(row) for row in page.articles], cursor=page.cursor)


@router.post("", summary="Read an article in", dependencies=[MayWrite], status_code=201)
async def post_article(request: Request, response: Response, services: ServicesDep) -> StoredOut:
    """The body is JSON: ``{"text": ..., "id": ..., "title": ..., "url": ..., "published": ..., "publisher": ...}``.

    Sending the same id again corrects the article: its statements are replaced, and no others. 201 when it is new, 200
    when it replaced another wording or changed nothing.
    """
    body = await _json(request)
    sent = structured.article(body, fallback_id="")
    if not sent.id:
        raise ArticleError('it needs an "id" or a "url": by what else should it be corrected later?')
    from fastapi.concurrency import run_in_threadpool

    stored = await run_in_threadpool(_store, services, sent)
    response.status_code = 201 if stored.outcome == Outcome.ADDED else 200
    return stored


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except (ValueError, UnicodeDecodeError, RecursionError) as cause:
        raise HTTPException(400, f"the body is not valid JSON: {cause}") from cause


def _store(services: Any, sent: Article) -> StoredOut:
    (step,) = services.ingestor().steps([sent])
    services.changed()
    services.metrics.ingested.labels(step.outcome.value).inc()
    if step.outcome is Outcome.FAILED:
        raise ArticleError(step.reason)
    return StoredOut(id=sent.id, outcome=step.outcome.value, claims=step.claims)


@router.get("/text", summary="An article with its text or supporting sentences")
def article_text(id: str, store: StoreDep, iris: NamespaceDep, services: ServicesDep) -> dict[str, Any]:
    """The whole text where the service may serve it, else only the sentences that support claims."""
    row = article(store, id, iris=iris)
    found = article_claims(id, store, iris)["claims"]
    text = None
    if services.settings.serves_whole_text:
        (only,) = select(store, "article_texts", article=iris.article(id))
        text = required(only, "text")
    return {"article": ArticleOut.from_row(row), "text": text, "claims": found}


@router.get("/claims", summary="What an article claims")
def article_claims(id: str, store: StoreDep, iris: NamespaceDep) -> dict[str, list[ClaimOut]]:
    """Every claim of the article with its sentence, in the order of the text."""
    row = article(store, id, iris=iris)
    rows = store.query(
        f"SELECT ?claim WHERE {{ GRAPH <{row.iri}> {{ ?claim a <https://w3id.org/entente/ns#Claim> }} }}"
    )
    found = claims(store, [required(one, "claim") for one in rows.bindings()], iris=iris)
    ordered = sorted(found, key=lambda one: one.claim.evidence.span.start)
    return {"claims": shown(ordered, store, iris)}


@router.delete("", summary="Retract an article", dependencies=[MayWrite], status_code=204)
def delete_article(id: str, services: ServicesDep) -> None:
    """Removes exactly what rested on this article alone; history keeps it."""
    if not services.ingestor().retract(id):
        raise NotFound(f"the store holds no article {id!r}")
    services.changed()
