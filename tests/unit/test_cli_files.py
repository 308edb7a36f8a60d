"""`python -m bot facts export|import|undo`, on a SQLite file."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.bootstrap import open_storage
from bot.cli import main
from bot.core.curation.limits import MAX_FILE_BYTES
from bot.ops.exits import ExitCode
from bot.settings import Settings, read_settings
from bot.storage.yaml_input import decode

HERE, THERE = str(10**18), str(10**18 + 1)
PACK = """\
show: {id: ballard, title: Ballard}
topics: {cast: {title: Cast}}
sources: {paper: {title: The Harbour Paper, date: 2031-02-03}}
facts:
- {id: new, topic: cast, question: Who is it?, text: Ann leads., source: paper}
- {id: bad, topic: cast, question: Who is it?, text: '@everyone', source: paper}
"""


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, str, str]:
        """Return the exit code, and what was said on stdout and stderr."""
        code = 0
        try:
            main(["facts", *arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return code, *capsys.readouterr()

    return run


async def _newest(guild_id: str) -> dict[tuple[str, str], int]:
    async with open_storage(read_settings(Settings)) as kept:
        return dict(await kept.revisions.newest_ids(int(guild_id)))


def facts_of(guild_id: str) -> set[str]:
    return {fact_id for _, fact_id in asyncio.run(_newest(guild_id))}


def test_a_guild_gets_what_another_has(run, place):
    code, said, refused = run("import", "--guild", HERE, "pack.yaml", "--yes")
    assert code == ExitCode.FINE
    assert "1 new, 0 changed" in said
    assert "pack.yaml: line 6: bad: text holds a mention" in refused
    assert facts_of(HERE) == {"new"}
    code, exported, _ = run("export", "--guild", HERE)
    assert code == ExitCode.FINE
    (place / "own.yaml").write_text(exported, encoding="utf-8")
    assert run("check", "own.yaml")[0] == ExitCode.FINE
    assert run("import", "--guild", THERE, "own.yaml", "--yes")[0] == ExitCode.FINE
    assert run("export", "--guild", THERE)[1] == exported
    merged = run("export", "--guild", THERE, "--merged", "--show", "ballard", "-o", "merged.yaml")
    assert "merged.yaml" in merged[2]
    assert run("check", "merged.yaml")[0] == ExitCode.FINE


def test_an_import_is_undone_by_its_number(run):
    _, said, _ = run("import", "--guild", HERE, "pack.yaml", "--yes")
    number = re.search(r"facts undo --guild \d+ (\d+)", said)[1]
    assert run("undo", "--guild", THERE, number)[0] == ExitCode.OTHER
    code, said, _ = run("undo", "--guild", HERE, number)
    assert code == ExitCode.FINE
    assert "as they were before: 1" in said
    code, _, error = run("export", "--guild", HERE)
    assert (code, error) == (ExitCode.OTHER, "Ballard has no facts of this server's own yet.\n")


def test_nothing_is_imported_without_a_yes(run, place, monkeypatch):
    (place / "reply").write_text("no\n", encoding="utf-8")
    with (place / "reply").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        code, said, error = run("import", "--guild", HERE, "pack.yaml")
    assert code == ExitCode.OTHER
    assert error.endswith("Aborted\n")
    assert "Apply that?" in said
    assert facts_of(HERE) == set()


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"PK\x03\x04", "zip"), (b"hello", "none of the files"), (b"x" * (MAX_FILE_BYTES + 1), "larger than")],
)
def test_a_file_that_cannot_be_used_is_refused(run, place, data, problem):
    (place / "bad.yaml").write_bytes(data)
    code, _, error = run("import", "--guild", HERE, "bad.yaml", "--yes")
    assert code in {ExitCode.USAGE, ExitCode.OTHER}
    assert problem in error
    assert facts_of(HERE) == set()


def test_a_shared_pack_is_written_as_it_is(run, place):
    code, text, _ = run("export")
    assert code == ExitCode.FINE
    assert "id: ballard" in decode(text.encode(), "")
    (place / "shared.yaml").write_text(text, encoding="utf-8")
    code, said, _ = run("import", "--guild", HERE, "shared.yaml", "--yes")
    assert code == ExitCode.OTHER
    assert "0 new, 0 changed" in said


@pytest.mark.parametrize(
    "arguments",
    [("import", "pack.yaml"), ("undo", "1"), ("export", "--guild", "no"), ("import", "--guild", HERE, "none.yaml")],
)
def test_what_is_missing_is_a_usage_error(run, arguments):
    assert run(*arguments)[0] == ExitCode.USAGE


def test_a_show_that_there_is_not(run):
    assert run("export", "--show", "nothing")[0] == ExitCode.OTHER
    assert run("export", "--guild", HERE, "--show", "nothing")[0] == ExitCode.OTHER


def test_a_question_list_is_kept(run, place):
    (place / "boats.yaml").write_text("Which boat?:\n- Petrel\n", encoding="utf-8")
    code, said, _ = run("import", "--guild", HERE, "boats.yaml", "--yes")
    assert code == ExitCode.FINE
    assert "  1 question, 0 merged, 0 refused" in said
    assert "Imported as the list boats" in said


def test_what_of_a_show_is_not_taken_over_is_said(run, place):
    (place / "pack.yaml").write_text(PACK.replace("title: Ballard", "title: Ballard, aliases: [RB]"), encoding="utf-8")
    assert "not taken over: the show's aliases" in run("import", "--guild", HERE, "pack.yaml", "--yes")[1]


def test_a_file_that_cannot_be_written_is_named(run, place):
    assert run("export", "-o", "none/pack.yaml") == (
        ExitCode.USAGE,
        "",
        "none/pack.yaml: cannot be written: No such file or directory\n",
    )
