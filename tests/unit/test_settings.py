"""Settings: read from the environment, .env and secret files; faults reported together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ops.exits import ExitCode
from bot.settings import BotSettings, Settings, SettingsFault, read_settings

NAMES = [name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def faults(kind: type[Settings] = BotSettings) -> dict[str, str]:
    with pytest.raises(SettingsFault) as caught:
        read_settings(kind)
    assert caught.value.code == ExitCode.USAGE
    return dict(line.split(": ", 1) for line in str(caught.value).splitlines())


def test_everything_but_the_token_has_a_default() -> None:
    settings = read_settings(Settings)
    assert (settings.bot_prefix, settings.log_format, settings.http_port) == ("!", "text", None)
    assert (settings.facts_dir / "lexicon").is_dir()


def test_every_fault_is_reported_with_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "DISCORD_TOKEN": "two words",
        "DISCORD_TOKEN_FILE": "/no/such/file",
        "BOT_PREFIX": "too long",
        "DISCORD_API_URL": "ftp://example.org",
        "LOG_FORMAT": "xml",
        "LOG_LEVEL": "loud",
        "HTTP_PORT": "99999",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    assert faults().keys() == wrong.keys()


def test_a_missing_token_is_named() -> None:
    assert "DISCORD_TOKEN_FILE" in faults()["DISCORD_TOKEN"]


def test_the_token_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a.b.c\n")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    assert read_settings(BotSettings).token == "a.b.c"


def test_two_tokens_are_one_too_many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("a.b.c")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    monkeypatch.setenv("DISCORD_TOKEN", "d.e.f")
    assert "DISCORD_TOKEN" in faults()["DISCORD_TOKEN_FILE"]


@pytest.mark.parametrize("held", [b"", b"  \n", b"\xff\xfe", "tökén".encode()])
def test_a_file_without_a_token_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, held: bytes) -> None:
    (tmp_path / "token").write_bytes(held)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(tmp_path / "token"))
    assert list(faults()) == ["DISCORD_TOKEN_FILE"]


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert read_settings(Settings) == Settings()


def test_env_files_are_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=a.b.c\nBOT_PREFIX=?\nSOMETHING_ELSE=1\n")
    monkeypatch.setenv("BOT_PREFIX", "$")
    settings = read_settings(BotSettings)
    assert (settings.token, settings.bot_prefix) == ("a.b.c", "$")


def test_secrets_have_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret-token")
    monkeypatch.setenv("DISCORD_API_URL", "http://user:secret-password@example.org")
    shown = repr(read_settings(BotSettings)) + str(read_settings(BotSettings))
    assert "secret" not in shown


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("http://proxy:8080", "http://proxy:8080/api/v10"),
        ("http://proxy:8080/api/", "http://proxy:8080/api/v10"),
        ("https://proxy/api/v10", "https://proxy/api/v10"),
        ("https://proxy/discord/v10/", "https://proxy/discord/v10"),
    ],
)
def test_the_api_address_may_leave_out_what_is_always_the_same(
    monkeypatch: pytest.MonkeyPatch, given: str, base: str
) -> None:
    monkeypatch.setenv("DISCORD_API_URL", given)
    assert str(read_settings(Settings).discord_api_url) == base


def test_without_a_database_url_it_is_a_file_among_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", "/srv/bot")
    url = read_settings(Settings).database
    assert url.render_as_string() == "sqlite+aiosqlite:////srv/bot/bot.db"


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///data/quiz.db", "sqlite+aiosqlite:///data/quiz.db"),
        ("sqlite+aiosqlite:////srv/quiz.db", "sqlite+aiosqlite:////srv/quiz.db"),
        ("postgres://bot:pass@db/quiz", "postgresql+asyncpg://bot:pass@db/quiz"),
        ("postgresql://bot:p%40ss@db:5433/quiz", "postgresql+asyncpg://bot:p%40ss@db:5433/quiz"),
        ("postgresql+asyncpg://bot@/quiz?host=/run/pg", "postgresql+asyncpg://bot@/quiz?host=%2Frun%2Fpg"),
        ("postgres://bot@db/quiz?sslmode=require\n", "postgresql+asyncpg://bot@db/quiz?ssl=require"),
    ],
)
def test_a_database_url_may_be_written_as_usual(monkeypatch: pytest.MonkeyPatch, given: str, used: str) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert read_settings(Settings).database.render_as_string(hide_password=False) == used


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("quiz.db", "sqlite:///"),
        ("mysql://bot:hunter2@db/quiz", "postgresql://"),
        ("postgresql+psycopg://bot:hunter2@db/quiz", "postgresql://"),
        ("postgresql://bot:hunter2@db:port/quiz", "postgresql://"),
        ("postgresql://bot:hunter2@db/quiz?sslmode=require&pool=5", "pool"),
        ("postgresql://bot:hunter2@db/quiz?sslmode=maybe", "verify-full"),
        ("sqlite://", "three slashes"),
        ("sqlite:///:memory:", "three slashes"),
        ("sqlite://data/quiz.db", "three slashes"),
        ("sqlite:///quiz.db?mode=ro", "three slashes"),
    ],
)
def test_a_wrong_database_url_is_explained_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, given: str, words: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    told = faults(Settings)["DATABASE_URL"]
    assert words in told
    assert "hunter2" not in told


def test_the_password_of_the_database_has_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hunter2@db/quiz")
    settings = read_settings(Settings)
    assert "hunter2" not in f"{settings!r} {settings} {settings.database!r} {settings.database}"
