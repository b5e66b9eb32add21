from __future__ import annotations

from graph.model import Article, Extraction
from graph.origins import Origins
from graph.rdf.iris import Namespace
from graph.rdf.quads import to_quads
from graph.store import Store, open_store
from ontology import terms as t

IRIS = Namespace()
STORY = " ".join(f"On day {n} the column of trucks passed checkpoint {n * 3} without a shot fired." for n in range(12))


def _put(store: Store, origins: Origins, name: str, published: str, text: str = STORY) -> None:
    article = origins.place(Article(id=name, text=text, published=published))
    store.replace_graph(IRIS.article(name).value, to_quads(Extraction(article=article, model="none"), IRIS))


def _origins(store: Store) -> dict[str, str]:
    rows = store.query(f"SELECT ?a ?o WHERE {{ GRAPH ?a {{ ?a {t.ORIGIN} ?o }} }}")
    return {row["a"].value.rpartition("/")[2]: row["o"].value.rpartition("/")[2] for row in rows.bindings()}


def test_copies_follow_the_first_published_whenever_it_comes() -> None:
    with open_store() as store:
        origins = Origins(store, IRIS)
        _put(store, origins, "paper", "2020-01-02")
        _put(store, origins, "wire", "2020-01-01")
        _put(store, origins, "blog", "2020-01-03")
        assert _origins(store) == {"paper": "wire", "wire": "wire", "blog": "wire"}
        store.drop_graph(IRIS.article("wire").value)
        origins.forget("wire")
        assert _origins(store) == {"paper": "paper", "blog": "paper"}


def test_a_store_opened_again_is_remembered() -> None:
    with open_store() as store:
        _put(store, Origins(store, IRIS), "wire", "2020-01-01")
        _put(store, Origins(store, IRIS), "paper", "2020-01-02")
        assert _origins(store) == {"paper": "wire", "wire": "wire"}


def test_a_correction_parts_what_no_longer_agrees() -> None:
    with open_store() as store:
        origins = Origins(store, IRIS)
        _put(store, origins, "wire", "2020-01-01")
        _put(store, origins, "paper", "2020-01-02")
        _put(store, origins, "wire", "2020-01-01", "Nothing of the kind had happened at any checkpoint, the army said.")
        assert _origins(store) == {"paper": "paper", "wire": "wire"}
