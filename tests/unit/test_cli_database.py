"""`python -m bot db`, on a SQLite file."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap import open_storage
from bot.cli import main
from bot.core.curation.revisions import EVERY_GUILD
from bot.core.guilds import GuildSettings
from bot.ops.exits import ExitCode, Stop
from bot.settings import Settings, read_settings

GUILD = 10**18
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def data_dir(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data"


async def _set() -> None:
    async with open_storage(read_settings(Settings)) as storage:
        await storage.settings.save(GUILD, GuildSettings(has_pictures=False))


async def _get() -> GuildSettings:
    async with open_storage(read_settings(Settings)) as storage:
        return await storage.settings.load(GUILD)


def has_pictures() -> bool:
    return asyncio.run(_get()).has_pictures


def run(*arguments: str) -> int:
    """Return the exit code."""
    try:
        main(["db", *arguments])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_upgrading_makes_the_database(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("upgrade") == ExitCode.FINE
    assert (data_dir / "bot.db").is_file()
    assert capsys.readouterr().out == "The database is up to date\n"


def test_a_guild_is_purged_without_asking_when_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(_set())
    assert run("purge", "--guild", str(GUILD + 1), "--yes") == ExitCode.FINE
    assert not has_pictures()
    assert run("purge", "--guild", str(GUILD), "--yes") == ExitCode.FINE
    assert has_pictures()
    assert capsys.readouterr().out == "Rows deleted or emptied: 0\nRows deleted or emptied: 1\n"


@pytest.mark.parametrize(("reply", "is_kept"), [("n\n", True), ("\n", True), ("", True), ("y\n", False)])
def test_purging_asks_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], reply: str, is_kept: bool
) -> None:
    asyncio.run(_set())
    (tmp_path / "reply").write_text(reply)
    with (tmp_path / "reply").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        code = run("purge", "--guild", str(GUILD))
    assert code == (ExitCode.OTHER if is_kept else ExitCode.FINE)
    assert f"Delete all about guild {GUILD} for good?" in capsys.readouterr().out
    assert has_pictures() is not is_kept


@pytest.mark.parametrize("arguments", [("--user", "5"), ("--user", "5", "--guild", "6"), ("--older-than-days", "0")])
def test_other_ways_to_purge(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("purge", *arguments, "--yes") == ExitCode.FINE
    assert capsys.readouterr().out == "Rows deleted or emptied: 0\n"


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--user", "5", "--older-than-days", "3"),
        ("--guild", "-1"),
        ("--guild", str(2**63)),
        ("--older-than-days", "1000000000"),
    ],
)
def test_a_purge_that_cannot_be_meant_is_refused(arguments: tuple[str, ...]) -> None:
    assert run("purge", *arguments, "--yes") == ExitCode.USAGE


def test_a_database_in_use_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    async def both() -> None:
        async with open_storage(read_settings(Settings)):
            with pytest.raises(Stop, match=r"DATA_DIR: .*bot\.db is in use by another process of the bot") as caught:
                async with open_storage(read_settings(Settings)):
                    pass
            assert caught.value.code == ExitCode.OTHER

    asyncio.run(both())


def test_a_server_that_is_not_there_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:hunter2@127.0.0.1:1/bot")
    assert run("upgrade") == ExitCode.OTHER
    told = capsys.readouterr().err
    assert told.startswith("DATABASE_URL: cannot reach 127.0.0.1:1: ")
    assert told.count("\n") == 1
    assert "hunter2" not in told


def test_a_folder_that_cannot_be_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    assert run("upgrade") == ExitCode.USAGE
    assert capsys.readouterr().err.startswith(f"DATA_DIR: cannot write to {tmp_path}/file/bot.db")


def test_a_purge_works_beside_a_running_bot(data_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async def both() -> tuple[bool, frozenset[int]]:
        async with open_storage(read_settings(Settings)) as storage:
            await storage.settings.save(GUILD, GuildSettings(has_pictures=False))
            command = (sys.executable, "-m", "bot", "db", "purge", "--guild", str(GUILD), "--yes")
            process = await asyncio.create_subprocess_exec(
                *command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
            )
            said, _ = await process.communicate()
            assert said.decode() == "Rows deleted or emptied: 1\n"
            _, changed = await storage.revisions.changed_since(0)
            return (await storage.settings.load(GUILD)).has_pictures, changed

    assert asyncio.run(both()) == (True, {EVERY_GUILD})


def test_questions_without_an_answer_go_with_old_texts(capsys: pytest.CaptureFixture[str]) -> None:
    async def log() -> None:
        async with open_storage(read_settings(Settings)) as storage:
            for days in (1, 9):
                at = datetime.now(UTC) - timedelta(days=days)
                await storage.gaps.log(GUILD, f"key {days}", "Who?", show_id="", at=at)

    asyncio.run(log())
    assert run("purge", "--older-than-days", "5", "--yes") == ExitCode.FINE
    assert run("purge", "--older-than-days", "0", "--guild", str(GUILD + 1), "--yes") == ExitCode.FINE
    assert run("purge", "--older-than-days", "0", "--guild", str(GUILD), "--yes") == ExitCode.FINE
    assert capsys.readouterr().out.split("\n")[:-1] == [f"Rows deleted or emptied: {it}" for it in (1, 0, 1)]
