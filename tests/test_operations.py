"""Operations: identity, phase, place, task. The texts are our own."""

from __future__ import annotations

import pytest

from graph.extraction import operations
from graph.language import Parser
from graph.linking.linker import Linker
from graph.model import Article, OperationReport

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def found(parser: Parser, text: str, published: str = "2022-03-01") -> list[OperationReport]:
    doc = next(parser.parse([text]))
    linked = Linker.load().link(Article(id="test", text=text, published=published), doc)
    return [claim.statement for claim in operations.find(linked) if isinstance(claim.statement, OperationReport)]


def test_an_operation_at_home_is_led_by_its_host(parser: Parser) -> None:
    (report,) = found(parser, "A counter-terrorist operation is under way in Almaty.")
    assert (report.operation, report.lead, report.host) == ("operation/kaz-kaz-2022", "state/KAZ", "state/KAZ")
    assert (report.place, report.phase, report.kind) == ("place/almaty-kaz", "under way", "counter-terrorism")


def test_lead_host_and_year_identify_what_no_catalogue_lists(parser: Parser) -> None:
    (report,) = found(parser, "The East African Community mission in Zambia began on Monday.", "2031-03-01")
    assert report.operation == "operation/eac-zmb-2031"


def test_the_catalogue_knows_the_operation_of_a_lead_in_a_host(parser: Parser) -> None:
    (report,) = found(parser, "The African Union mission in Somalia is short of helicopters.", "2023-03-01")
    assert report.operation == "operation/atmis"


def test_a_mission_that_closed_has_ended(parser: Parser) -> None:
    reports = found(parser, "MINUSMA ended its work in Mali on Sunday.", "2023-12-31")
    assert [(r.operation, r.phase) for r in reports] == [("operation/minusma", "ended")]


def test_a_task_in_the_words_of_the_article(parser: Parser) -> None:
    text = "UN peacekeepers arrived in Mali. The mission is tasked with protecting civilians in the north."
    tasks = [report.task for report in found(parser, text, "2014-03-01") if report.task is not None]
    assert tasks == ["protecting civilians in the north"]
