"""The command line: what scripts and people rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ROOT = Path(__file__).resolve().parents[2]
PACK = """\
show: {id: lighthouse, title: The Lighthouse Keepers}
topics: {cast: {title: Cast}}
sources: {paper: {title: The Harbour Paper, date: 2024-05-01}}
people: {ida-stone: {name: Ida Stone}}
characters: {tom-reed: {name: Tom Reed}}
facts:
  - id: keeper
    topic: cast
    kinds: [actor_of, role_of]
    about: [ida-stone, tom-reed]
    question: Who plays Tom Reed?
    text: Ida Stone plays Tom Reed, the keeper.
    source: paper
"""
TIMEOUT_S = 30


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        assert (self.code, self.err) == (0, "")
        return [json.loads(line) for line in self.out.splitlines()]


Bot = Callable[..., Run]


@pytest.fixture
def bot(capfd: pytest.CaptureFixture[str]) -> Bot:
    """Run the command line in this process."""

    def run(*arguments: str) -> Run:
        code = 0
        try:
            main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        return Run(code, *capfd.readouterr())

    return run


def bot_process(*arguments: str, stdin: bytes, **env: str) -> Run:
    command = [sys.executable, "-m", "bot", *arguments]
    run = subprocess.run(
        command, input=stdin, capture_output=True, timeout=TIMEOUT_S, cwd=ROOT, env={**os.environ, **env}, check=False
    )
    return Run(run.returncode, run.stdout.decode(), run.stderr.decode())


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "lighthouse.yaml"
    file.write_text(PACK, encoding="utf-8")
    return file


def test_an_answer_has_the_promised_fields(bot: Bot) -> None:
    (answer,) = bot("ask", "--json", "who plays harry bosch").records
    assert answer["question"] == "who plays harry bosch"
    assert answer["status"] == "answered"
    assert "Titus Welliver" in answer["text"]
    assert 0 < answer["confidence"] <= 1
    assert answer["facts"] == ["bosch-actor"]
    assert answer["suggestions"] == []
    assert "4 October 2025" in answer["sources"][0]


def test_lines_are_answered_in_order_blank_and_strange_ones_too() -> None:
    lines = [
        "",
        "   ",
        "who plays harry bosch\r",
        "x" * 301,
        "🎬🍿",
        "\u202eevil\u2066 \x07\x1b[31m",
        "a\u2028b",
        "`**[x](http://y)**",
    ]
    answers = bot_process("ask", "--json", "--stdin", stdin="\n".join(lines).encode()).records
    assert [it["question"] for it in answers] == [line.removesuffix("\r") for line in lines]
    assert answers[2]["status"] == "answered"
    assert {it["status"] for at, it in enumerate(answers) if at != 2} == {"unknown"}
    assert "300" in answers[3]["text"]


def test_bytes_that_are_no_utf_8_are_replaced() -> None:
    (answer,) = bot_process("ask", "--json", "--stdin", stdin=b"who plays \xff\xfe\n", LC_ALL="C").records
    assert answer["question"] == "who plays ��"


def test_nothing_asked_is_nothing_said() -> None:
    assert bot_process("ask", "--json", "--stdin", stdin=b"").records == []


def test_each_answer_comes_as_soon_as_its_question() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json", "--stdin"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        for question in ("who plays harry bosch", "cast", ""):
            process.stdin.write(question.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(TIMEOUT_S) == 0


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json", "--stdin"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:  # type: ignore[call-overload]
        process.stdout.close()
        process.stdin.write(b"cast\n" * 3)
        process.stdin.close()
        assert process.stderr.read() == b""
        assert process.wait(TIMEOUT_S) == 1


def test_for_people_an_answer_is_text_with_its_source(bot: Bot) -> None:
    run = bot("ask", "who", "plays", "harry", "bosch")
    assert run.code == 0
    assert run.out.splitlines()[0].startswith("Titus Welliver")
    assert "\x1b" not in run.out


def test_quoted_questions_are_answered_one_by_one(bot: Bot) -> None:
    assert len(bot("ask", "--json", "who plays harry bosch", "cast").records) == 2


def test_explaining_says_more(bot: Bot) -> None:
    plain, explained = (bot("ask", *options, "who plays harry bosch").out for options in ((), ("--explain",)))
    assert explained.startswith(plain)
    assert len(explained) > len(plain)


def test_packs_may_be_named_by_file_and_folder(bot: Bot, pack: Path, tmp_path: Path) -> None:
    for path in (pack, tmp_path):
        (answer,) = bot("ask", "--json", "--pack", str(path), "Who plays Tom Reed?").records
        assert answer["facts"] == ["keeper"]
    both = ("--pack", str(pack), "--pack", str(ROOT / "facts" / "ballard.yaml"))
    answers = bot("ask", "--json", *both, "Who plays Tom Reed?", "who plays harry bosch").records
    assert [it["facts"] for it in answers] == [["keeper"], ["bosch-actor"]]


def test_facts_dir_says_where_packs_are(bot: Bot, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTS_DIR", str(pack.parent))
    run = bot("facts", "check")
    assert run.out == "1 fact in 1 pack, no faults\n"


LIST = """\
AUTHOR: Ann
Who led crew 1?: [Bo Reed, Bo]
Who led crew 2?: [Cy Moss]
Who led crew 3?: [Di Fenn]
Is it so?: [yes]
"""


def test_a_question_list_is_checked_and_counted(bot: Bot, pack: Path) -> None:
    file = pack.with_name("crews.yaml")
    file.write_text(LIST, encoding="utf-8")
    run = bot("facts", "check", str(file), str(pack))
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "1 fact in 1 pack, no faults\n"
        f"{file}: Question list “Crews” by Ann: 4 questions\n"
        "  4 can be asked (4 with buttons, 4 typed), 0 merged with others, 0 refused\n"
    )


def test_questions_that_are_refused_are_named_with_their_lines(bot: Bot, tmp_path: Path) -> None:
    file = tmp_path / "crews.yaml"
    file.write_text(LIST + "Who swam?:\nWhich map is this https://x.example/a.png: [a]\n", encoding="utf-8")
    run = bot("facts", "check", str(file))
    assert run.code == 2
    assert "4 can be asked" in run.out
    assert run.err.splitlines() == [
        f"{file}:6: Who swam?: has no list of answers; begin each with `- `",
        f"{file}:7: Which map is this https://x.example/a.png: asks about a picture or page behind a link",
    ]


def test_questions_of_the_open_trivia_database_are_checked(bot: Bot, tmp_path: Path) -> None:
    file = tmp_path / "dump.json"
    file.write_text('{"response_code": 5, "results": []}', encoding="utf-8")
    run = bot("facts", "check", str(file))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(
        f"{file}:1: response_code: holds no questions: the database answered with code 5, too many"
    )


def test_facts_are_listed(bot: Bot) -> None:
    assert "bosch-actor" in bot("facts", "list").out


FAULTS = {
    "a YAML error": (PACK.replace("facts:", "facts"), 7, ""),
    "an alias bomb": ("a: &a [x]\nb: [*a, *a]\n", 1, ""),
    "a duplicate id": (PACK + PACK[PACK.index("  - id") :], 14, "facts.1.id"),
    "a duplicate key": (PACK + "    source: paper\n", 14, "facts.0.source"),
    "an unknown source": (PACK.replace("source: paper", "source: papper"), 13, "facts.0.source"),
    "an unknown topic": (PACK.replace("topic: cast", "topic: cats"), 8, "facts.0.topic"),
    "a wrong type": (PACK.replace("text: Ida", "text: [Ida").replace("keeper.\n", "keeper.]\n"), 12, "facts.0.text"),
    "no facts": (PACK[: PACK.index("facts:")], 1, "facts"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("command", [("facts", "check"), ("ask", "x", "--pack")], ids=["check", "ask"])
def test_a_broken_pack_is_refused_with_file_line_and_key(
    bot: Bot, tmp_path: Path, command: tuple[str, ...], fault: tuple[str, int, str]
) -> None:
    text, line, key = fault
    file = tmp_path / "broken.yaml"
    file.write_text(text, encoding="utf-8")
    run = bot(*command, str(file))
    assert (run.code, run.out) == (2, "")
    complaint = run.err.splitlines()[0]
    assert complaint.startswith(f"{file}:{line}: {key}"), complaint


@pytest.mark.parametrize("name", ["missing.yaml", "folder"])
def test_a_pack_that_is_not_there_is_named(bot: Bot, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    run = bot("facts", "check", str(tmp_path / name))
    assert run.code == 2
    assert name in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("arguments", [("ask",), ("ask", "--stdin", "x"), ("nonsense",), ("ask", "--nonsense")])
def test_wrong_usage_is_code_2_with_a_hint(bot: Bot, arguments: tuple[str, ...]) -> None:
    run = bot(*arguments)
    assert run.code == 2
    assert "Usage:" in run.err


def test_help_names_every_command(bot: Bot) -> None:
    shown = bot("--help").out
    assert all(f"\n  {name} " in shown for name in ("run", "preview", "ask", "sync", "facts", "health"))


def test_asking_does_not_pay_for_what_it_does_not_need() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "bot", "ask", "--json", "cast"]
    run = subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, cwd=ROOT, check=True)
    imported = {line.rsplit("|", 1)[-1].strip() for line in run.stderr.decode().splitlines()}
    assert "bot.bootstrap" in imported
    assert not imported & {"discord", "rich", "pydantic_settings", "aiohttp", "asyncio", "simcord"}
