"""The walk through all stages: without the model over a reader that understands nothing but one fixed claim, and with
it on two articles of our own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.articles import Failure
from graph.extraction.extractor import Extractor
from graph.ingest import Ingestor, Outcome, prepare
from graph.model import (
    Article,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Extraction,
    Membership,
    Span,
)
from graph.queries.claims import claims_about
from graph.queries.contributions import contributions
from graph.rdf.iris import OURS
from graph.store import Store, open_store
from graph.store.history import as_known_on

CUBA = Entity(id="state/CUB", kind=EntityKind.STATE, label="Cuba", country="CUB", iso3="CUB")
ALBA = Entity(id="organization/ALBA", kind=EntityKind.ORGANIZATION, label="ALBA", country="IGO")
STORY = " ".join(
    f"On the {n}th evening the delegations of both sides met again in room {n * 11}." for n in range(4, 16)
)
TEXTS = {"wire": STORY, "reprint": STORY + " Our staff contributed.", "other": "Nothing of the kind was said."}


class Reader:
    """Stands in for the extractor: every article says that Cuba is in ALBA; one that says *boom* breaks a rule."""

    def extract(
        self, articles: Iterable[Article], on_error: Callable[[Article, Exception], None] | None = None
    ) -> Iterator[Extraction]:
        for article in articles:
            if "boom" in article.text:
                assert on_error is not None
                on_error(article, ValueError("boom"))
                continue
            statement = Membership(member=CUBA.id, organization=ALBA.id)
            evidence = Evidence(Span(0, len(article.text)), article.text)
            claim = Claim(statement=statement, evidence=evidence, rule="reader")
            yield Extraction(article=article, model="reader", entities={CUBA.id: CUBA, ALBA.id: ALBA}, claims=(claim,))


def _ingestor(store: Store) -> Ingestor:
    days = iter(range(1, 10_000))
    return Ingestor(store, Reader(), OURS, now=lambda: f"2020-01-01T{next(days) // 3600:02}:00:00Z")  # type: ignore[arg-type]


def _article(name: str, text: str) -> Article:
    return Article(id=name, text=TEXTS.get(text, text), published=f"2020-01-0{1 + 'abc'.find(name)}")


def _graphs(store: Store) -> dict[str, frozenset[ox.Triple]]:
    logs = {OURS.ingest_graph.value}
    return {name: frozenset(store.graph(name)) for name in store.graphs() if name not in logs}


Step = tuple[str, str | None]
steps = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, *TEXTS])), max_size=8)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_a_store_is_a_function_of_the_articles_in_it(sequence: list[Step]) -> None:
    present: dict[str, Article] = {}
    with open_store() as store, open_store() as fresh:
        ingestor = _ingestor(store)
        for name, text in sequence:
            if text is None:
                assert ingestor.retract(name) == (present.pop(name, None) is not None)
            else:
                present[name] = _article(name, text)
                list(ingestor.steps([present[name]]))
        list(_ingestor(fresh).steps(present.values()))
        assert _graphs(store) == _graphs(fresh)


def test_reading_again_changes_nothing() -> None:
    with open_store() as store:
        ingestor = _ingestor(store)
        first = [step.outcome for step in ingestor.steps([_article("a", "wire")])]
        before = _graphs(store)
        again = [step.outcome for step in ingestor.steps([_article("a", "wire")])]
        corrected = [step.outcome for step in ingestor.steps([_article("a", "other")])]
        assert (first, again, corrected) == ([Outcome.ADDED], [Outcome.UNCHANGED], [Outcome.REPLACED])
        assert _graphs(store) != before


def test_one_bad_article_never_stops_a_batch() -> None:
    with open_store() as store:
        items = [_article("a", "wire"), Failure("x.txt", "binary"), _article("b", "boom"), _article("c", "other")]
        outcomes = {step.source: step.outcome for step in _ingestor(store).steps(items)}
        assert outcomes == {
            "a": Outcome.ADDED,
            "x.txt": Outcome.FAILED,
            "b": Outcome.FAILED,
            "c": Outcome.ADDED,
        }
        assert store.has_graph(OURS.article("c").value)


def test_copies_are_one_origin() -> None:
    with open_store() as store:
        list(_ingestor(store).steps([_article("a", "wire"), _article("b", "reprint"), _article("c", "other")]))
        found = claims_about(store, CUBA.id)
        assert found.total == 3
        assert len({one.article.origin for one in found.claims}) == 2


def test_what_was_known_before_a_correction_can_still_be_asked(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        moments = iter(["2020-01-01T00:00:00Z", "2020-03-01T00:00:00Z"])
        ingestor = Ingestor(store, Reader(), OURS, now=lambda: next(moments))  # type: ignore[arg-type]
        list(ingestor.steps([_article("a", "wire")]))
        assert ingestor.retract("a")
        assert claims_about(store, CUBA.id).total == 0
        known = as_known_on(store, OURS, "2020-02-01")
        assert claims_about(known, CUBA.id).total == 1
        known.close()


ARTICLES = [
    {
        "id": "first",
        "published": "2019-05-02",
        "text": "Ghana has sent 220 soldiers to the United Nations mission in Mali, its government said on Thursday."
        " Togo will send a company of engineers in July.",
    },
    {"id": "none", "published": "2019-05-03", "text": "Ghana beat Togo 2-1 in a friendly football match in Accra."},
]


@pytest.mark.model
def test_from_a_file_to_contributions_with_their_sentences(tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(map(json.dumps, ARTICLES)) + "\n{broken\n")
    extractor = Extractor.load()
    with open_store() as store:
        ingestor = Ingestor(store, extractor, OURS)
        report = ingestor.ingest([file, tmp_path / "missing.txt"])
        assert report.stored == 2
        assert len(report.failures) == 2
        found = {one.contributor: one for one in contributions(store)}
        assert set(found) == {"state/GHA", "state/TGO"}
        assert (found["state/GHA"].status, found["state/TGO"].status) == ("deployed", "pledged")
        assert found["state/GHA"].personnel == (220, 220)
        assert {one.host for one in found.values()} == {"state/MLI"}
        before = _graphs(store)
        assert ingestor.ingest([file]).counts[Outcome.UNCHANGED] == 2
        assert _graphs(store) == before


def test_the_catalogue_is_put_in_once() -> None:
    from tests.seeded import catalog

    with open_store() as store:
        assert prepare(store, catalog(), OURS)
        assert not prepare(store, catalog(), OURS)
