from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from graph.articles import Failure, read
from graph.articles import bytes as article_bytes
from graph.model import Article

PROSE = "Uruguay withdrew its last helicopters from the mission on Friday, the army said in a statement."
SEED = Path(__file__).parents[2] / "shared" / "seed" / "000_58ad2f475e74ad0b.txt"


def _one(path: Path) -> Article | Failure:
    (only,) = read([path])
    return only


def _reason(path: Path) -> str:
    failure = _one(path)
    assert isinstance(failure, Failure), failure
    return failure.reason


def _write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_plain_text(tmp_path: Path) -> None:
    article = _one(_write(tmp_path / "a.txt", f"Helicopters go home\n\n{PROSE}\n"))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Helicopters go home", PROSE)
    assert article.id == (tmp_path / "a.txt").as_posix()


def test_hard_wrapped_lines_become_paragraphs(tmp_path: Path) -> None:
    wrapped = PROSE.replace(" on Friday", "\non Friday")
    article = _one(_write(tmp_path / "a.txt", f"{wrapped}\n\nThe pilots are due home within a week, it added.\n"))
    assert isinstance(article, Article)
    assert article.text.split("\n\n")[0] == PROSE


def test_html_page_with_metadata(tmp_path: Path) -> None:
    page = f"""<!doctype html><html><head><title>Helicopters go home</title>
      <link rel="canonical" href="https://news.example/helicopters">
      <meta property="article:published_time" content="2020-02-03T10:00:00+01:00">
      <meta property="og:site_name" content="Example News"></head>
      <body><nav><a href="/">Home</a></nav><article><h1>Helicopters go home</h1>
      <p>{PROSE}</p><p>The pilots are due home within a week, it added, and will not be replaced this year.</p>
      </article><footer>All rights reserved</footer></body></html>"""
    article = _one(_write(tmp_path / "a.html", page))
    assert isinstance(article, Article)
    assert article.id == article.url == "https://news.example/helicopters"
    assert article.published == "2020-02-03T09:00:00Z"
    assert article.publisher == "Example News"
    assert article.text.startswith(PROSE)
    assert "Home" not in article.text


def test_a_page_without_an_article_says_so(tmp_path: Path) -> None:
    assert "no article" in _reason(_write(tmp_path / "a.html", "<html><body><a href='/'>Home</a></body></html>"))


def test_json_lines_keep_ids_and_text_to_the_character(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": " Oui.\u00a0Non. "},
        {"url": "https://x.example/1", "body": PROSE, "date": "2001-02-03"},
    ]
    first, second = read([_write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))])
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.text) == ("a", " Oui.\u00a0Non. ")
    assert (second.id, second.published) == ("https://x.example/1", "2001-02-03")


def test_a_bad_line_does_not_stop_the_others(tmp_path: Path) -> None:
    path = _write(
        tmp_path / "a.jsonl", '{"id": "a", "text": "Yes."}\n{"id": "b", "te\n[]\n{"id": "c", "text": "No."}\n'
    )
    read_back = list(read([path]))
    assert [item.id for item in read_back if isinstance(item, Article)] == ["a", "c"]
    failures = [item for item in read_back if isinstance(item, Failure)]
    assert [failure.source for failure in failures] == [f"{path.as_posix()}:2", f"{path.as_posix()}:3"]


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.txt", b"  \n", "empty"),
        ("binary.txt", b"\x7fELF\0\0\0\0", "binary"),
        ("cut.json", b'{"id": "a", "text": "Ye', "complete"),
        ("no_text.json", b'{"id": "a"}', "no text"),
        ("when.json", b'{"id": "a", "text": "Yes.", "published": "lately"}', "lately"),
        ("wrong.json", b'{"id": {}, "text": "Yes."}', '"id" is an object'),
        ("short.txt", b"Hello there", "no article"),
        ("bom.txt", b"\xff\xfe\x41", "byte-order mark"),
        ("empty.jsonl", b"\n", "empty"),
    ],
)
def test_bad_input_gets_a_clear_word(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in _reason(_write(tmp_path / name, data))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "no such file" in _reason(tmp_path / "nothing.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", PROSE)
    path.chmod(0)
    assert "permissions" in _reason(path)


def test_an_enormous_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(article_bytes.LARGEST * 5)
    assert "split it" in _reason(path)


def test_an_old_encoding_is_recognised_and_noted(tmp_path: Path) -> None:
    text = "Le président à Bamako a annoncé le départ des forces étrangères déployées au Mali depuis l'été."
    article = _one(_write(tmp_path / "a.txt", text.encode("cp1252")))
    assert isinstance(article, Article)
    assert article.text == text
    assert article.notes


def test_a_folder_is_walked_in_order_and_leaves_out_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".c.txt", "README.md", "d.py"):
        _write(tmp_path / name, PROSE)
    articles = [item for item in read([tmp_path]) if isinstance(item, Article)]
    assert [Path(article.id).name for article in articles] == ["a.txt", "b.txt"]


def test_a_feed(tmp_path: Path) -> None:
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>Home</title>
      <link>https://wire.example/1</link><pubDate>Thu, 06 Jan 2022 09:54:00 GMT</pubDate>
      <description>&lt;p&gt;{PROSE}&lt;/p&gt;</description></item></channel></rss>"""
    article = _one(_write(tmp_path / "feed.xml", feed))
    assert isinstance(article, Article)
    assert (article.id, article.publisher, article.text) == ("https://wire.example/1", "Wire", PROSE)
    assert article.published == "2022-01-06T09:54:00Z"


@pytest.mark.skipif(not SEED.exists(), reason="the real seed article is not part of the repository")
def test_the_real_article() -> None:
    article = _one(SEED)
    assert isinstance(article, Article)
    assert article.published == "2022-01-06T09:54:00Z"
    assert article.title is not None
    assert article.title.startswith("Watch CSTO Peacekeepers")
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == len(set(paragraphs)) == 6
    assert paragraphs[0].startswith("Kazakh President")
    assert "Registration" not in article.text
    assert "kazakhstan" not in article.text
