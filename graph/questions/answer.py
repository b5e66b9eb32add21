"""What an answer is: a sentence for people, rows for machines, the sentences it rests on, and the query behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.linking.catalog import Catalog
from graph.queries.claims import FoundClaim, claims
from graph.queries.labels import Label, labels
from graph.queries.summary import summary
from graph.rdf.iris import Namespace
from graph.store import Store

Row = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that supports (or denies) the answer, and where it stands. Spans count code points of the article."""

    claim: str
    text: str
    start: int
    end: int
    highlights: tuple[tuple[int, int], ...]
    article: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    stance: str
    attributed_to: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer. ``understood`` is the kind of question; no ``rows`` means that the store says nothing about it."""

    question: str
    understood: str
    text: str
    rows: tuple[Row, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    sparql: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What answering needs at hand."""

    store: Store
    catalog: Catalog
    iris: Namespace

    def names(self, ids: Iterable[str | None]) -> Mapping[str, str]:
        """How to call these entities."""
        wanted = [each for each in ids if each is not None]
        found: Mapping[str, Label] = labels(self.store, wanted, iris=self.iris)
        return {key: self._spoken(label) for key, label in found.items()}

    def _spoken(self, label: Label) -> str:
        """The acronym of an organisation or operation that has one, else the label."""
        known = self.catalog.get(label.id)
        if known is not None and known.acronym and label.kind in ("organization", "operation"):
            return known.acronym
        return label.label if label.label != label.id.partition("/")[2] else label.label.replace("-", " ")

    def name(self, entity: str) -> str:
        """How to call this entity."""
        return self.names([entity])[entity]

    def state_of(self, place: str) -> str:
        """The state in which a place lies; itself where none is known."""
        return self.catalog.country_of(place) or place

    def nothing(self) -> str:
        """What to say when a question was understood and nothing is known."""
        return f"Nothing in the store says so. {summary(self.store)}"

    def sentences(self, claim_iris: Iterable[str], limit: int = 50) -> tuple[Sentence, ...]:
        """The sentences of claims, newest first; records of the catalogue have none."""
        wanted = [iri for iri in dict.fromkeys(claim_iris) if "/id/claim/" in iri]
        return sentences(claims(self.store, wanted[:limit], iris=self.iris))


def sentences(found: Sequence[FoundClaim]) -> tuple[Sentence, ...]:
    """The evidence of claims, each sentence once."""
    seen: dict[tuple[str, int], Sentence] = {}
    for each in found:
        evidence = each.claim.evidence
        seen.setdefault(
            (each.article.iri, evidence.span.start),
            Sentence(
                claim=each.iri,
                text=evidence.text,
                start=evidence.span.start,
                end=evidence.span.end,
                highlights=tuple((span.start, span.end) for span in evidence.highlights),
                article=each.article.id,
                title=each.article.title,
                publisher=each.article.publisher,
                published=each.article.published,
                url=each.article.url,
                stance=each.claim.stance.value,
                attributed_to=each.claim.attributed_to,
                confidence=each.claim.confidence,
            ),
        )
    return tuple(seen.values())


def listed(words: Sequence[str]) -> str:
    """*A, B and C*."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, noun: str) -> str:
    """*1 state*, *5 states*."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
