from __future__ import annotations

from pathlib import Path

import pytest

from api import settings
from graph.errors import SettingsError


def test_flag_wins_over_variable_over_default() -> None:
    assert settings.load({}).port == 8000
    assert settings.load({"ENTENTE_PORT": "9000"}).port == 9000
    assert settings.load({"ENTENTE_PORT": "9000"}, port=9001).port == 9001
    assert settings.load({"ENTENTE_PORT": "9000"}, port=None).port == 9000


def test_a_variable_that_names_no_setting_stops_the_start() -> None:
    with pytest.raises(SettingsError, match="ENTENTE_PROT: no such setting"):
        settings.load({"ENTENTE_PROT": "9000"})


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "many"), ("DEFAULT_GRAPH", "all"), ("BASE", "kg.example"), ("TIMEOUT", "-1")]
)
def test_a_malformed_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"ENTENTE_{name}"):
        settings.load({f"ENTENTE_{name}": value})


def test_lists_are_parted_at_commas() -> None:
    assert settings.load({"ENTENTE_SERVICE_HOSTS": "a.example, b.example"}).service_hosts == {"a.example", "b.example"}


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("192.0.2.1", False)]
)
def test_whole_articles_are_served_on_loopback_only(host: str, loopback: bool) -> None:
    assert settings.load({}, host=host).serves_whole_text is loopback


def test_the_token_comes_from_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("s3cret\n")
    assert settings.load({}, token_file=file).secret() == "s3cret"
    assert "s3cret" not in repr(settings.load({"ENTENTE_TOKEN": "s3cret"}))
    file.write_text("\n")
    with pytest.raises(SettingsError, match="empty"):
        settings.load({}, token_file=file).secret()
