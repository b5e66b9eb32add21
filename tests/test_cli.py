"""The command line as a stranger meets it: help, exit statuses, clear words."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from graph.rdf.iris import OURS
from graph.rdf.quads import to_quads
from graph.store import open_store
from tests.seeded import background, gold

runner = CliRunner()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    directory = tmp_path_factory.mktemp("cli") / "store"
    with open_store(directory) as opened:
        opened.load(background())
        for extraction in gold():
            opened.replace_graph(OURS.article(extraction.article.id).value, to_quads(extraction, OURS))
    return str(directory)


def test_every_command_teaches() -> None:
    shown = runner.invoke(app, ["--help"])
    assert shown.exit_code == 0
    for name in ("ingest", "extract", "ask", "sparql", "path", "export", "evaluate", "validate", "serve", "mcp"):
        assert name in shown.stdout
        assert runner.invoke(app, [name, "--help"]).exit_code == 0


def test_wrong_usage_is_status_2() -> None:
    assert runner.invoke(app, ["ask"]).exit_code == 2
    assert runner.invoke(app, ["fly"]).exit_code == 2


def test_a_question_with_its_sentences(store: str) -> None:
    question = "which states contributed forces to the CSTO mission in Kazakhstan?"
    shown = runner.invoke(app, ["ask", question, "--store", store, "--explain"])
    assert shown.exit_code == 0, shown.output
    for word in ("Armenia", "Tajikistan", "paratroopers", "SELECT"):
        assert word in shown.stdout
    answer = json.loads(runner.invoke(app, ["ask", question, "--store", store, "--json"]).stdout)
    assert answer["rows"]
    assert answer["sentences"]


def test_a_refusal_is_status_1_and_says_what_can_be_asked(store: str) -> None:
    shown = runner.invoke(app, ["ask", "what is the meaning of life?", "--store", store])
    assert shown.exit_code == 1
    assert "who is president of Kazakhstan?" in shown.stderr


def test_a_path_between_names(store: str) -> None:
    shown = runner.invoke(app, ["path", "Armenia", "Kazakhstan", "--store", store])
    assert shown.exit_code == 0, shown.output
    assert "contributed forces to" in shown.stdout
    nobody = runner.invoke(app, ["path", "Armenia", "Ruritania", "--store", store])
    assert nobody.exit_code == 1
    assert "Ruritania" in nobody.stderr


def test_sparql_needs_no_prefixes_and_reads_files(store: str, tmp_path: Path) -> None:
    query = "SELECT ?o WHERE { ?s ent:contributedForcesTo ?o } LIMIT 1"
    shown = runner.invoke(app, ["sparql", query, "--store", store])
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("?o\n<http")
    file = tmp_path / "query.rq"
    file.write_text(query)
    assert runner.invoke(app, ["sparql", str(file), "--store", store]).stdout == shown.stdout
    wrong = runner.invoke(app, ["sparql", "SELECT WHERE", "--store", store])
    assert wrong.exit_code == 1
    assert "line 1" in wrong.stderr


@pytest.mark.parametrize("format", ["graphml", "csv", "ttl", "html"])
def test_exports(store: str, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"graph.{format}"
    arguments = ["export", "--format", format, "--around", "Kazakhstan", "-o", str(file), "--store", store]
    assert runner.invoke(app, arguments).exit_code == 0
    assert "Kazakhstan" in file.read_text("utf-8")


def test_what_is_stored_is_valid(store: str) -> None:
    shown = runner.invoke(app, ["validate", "--store", store])
    assert shown.exit_code == 0, shown.output
    assert " 0 violations" in shown.stdout


def test_a_judgement_is_recorded_and_withdrawn(store: str) -> None:
    pair = ["state/SRB", "state/MNE", "--by", "test", "--store", store]
    assert runner.invoke(app, ["different", *pair]).exit_code == 0
    assert "withdrawn" in runner.invoke(app, ["different", *pair, "--undo"]).stdout
    assert "no such judgement" in runner.invoke(app, ["different", *pair, "--undo"]).stdout


def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        shown = runner.invoke(app, ["serve", "--port", str(port), "--store", str(tmp_path / "store")])
    assert shown.exit_code == 1
    assert "--port" in shown.stderr


def test_a_wrong_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_PROT", "80")
    shown = runner.invoke(app, ["serve"])
    assert shown.exit_code == 1
    assert "ENTENTE_PROT" in shown.stderr


def test_a_reader_that_has_seen_enough_is_no_error(store: str) -> None:
    command = f"{sys.executable} -m api.cli sparql 'SELECT * WHERE {{ ?s ?p ?o }}' --store {store} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_extract_keeps_ids_and_goes_on_after_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "one", "text": "Fiji sent 60 soldiers to the Golan."}\nnot json\n')
    shown = runner.invoke(app, ["extract", str(file)])
    assert shown.exit_code == 3
    record = json.loads(shown.stdout)
    assert record["article"]["id"] == "one"
    assert record["contributions"][0]["contributor"] == "state/FJI"
    assert "a.jsonl:2" in shown.stderr


@pytest.mark.model
def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "one", "text": "Fiji sent 60 soldiers to the Golan."}\n')
    shown = runner.invoke(app, ["extract", str(file), "--model", "en_nowhere"])
    assert shown.exit_code == 1
    assert "make install" in shown.stderr


@pytest.mark.model
def test_link_shows_who_is_named() -> None:
    shown = runner.invoke(app, ["link", "Turkish officials met NATO envoys."])
    assert "state/TUR" in shown.stdout
    assert "organization/NATO" in shown.stdout


@pytest.mark.model
def test_evaluate_compares_with_an_earlier_run(tmp_path: Path) -> None:
    gold_file, run = tmp_path / "gold.jsonl", tmp_path / "run.json"
    article = {"id": "one", "text": "Fiji sent 60 soldiers to the Golan."}
    gold_file.write_text(json.dumps({"article": article, "contributions": [{"contributor": "state/FJI"}]}) + "\n")
    first = runner.invoke(app, ["evaluate", str(gold_file), "--save", str(run), "--by-rule"])
    assert first.exit_code == 0, first.output
    assert "contributions" in first.stdout
    again = runner.invoke(app, ["evaluate", str(gold_file), "--against", str(run)])
    assert "nothing changed" in again.stdout
