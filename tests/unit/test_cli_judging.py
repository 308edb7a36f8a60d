"""`bot judge`: what an evaluation relies on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.judging import as_record

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "bot", "judge", "--json", "--stdin"]
TIMEOUT_S = 30


def judged(lines: bytes) -> list[bytes]:
    run = subprocess.run(
        COMMAND,
        input=lines,
        capture_output=True,
        timeout=TIMEOUT_S,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C"},
        check=True,
    )
    assert run.stderr == b""
    return run.stdout.split(b"\n")[:-1]


def test_answers_are_judged_in_order_a_line_each():
    lines = [
        {"accepted": ["Odile Marsh"], "answer": "odile  MARSH"},
        {"accepted": ["Latias"], "answer": "Latios", "others": ["Latios"]},
        {"question": "who?", "accepted": ["Odile Marsh"], "answer": "odile"},
        {"accepted": ["Москва"], "answer": "москва", "others": None},
        {"accepted": [], "answer": "\u2028\ud800"},
    ]
    out = judged("\r\n".join(json.dumps(line) for line in lines).encode())
    assert out == [b'{"verdict": "%b"}' % verdict for verdict in (b"right", b"wrong", b"close", b"right", b"wrong")]


def test_nothing_in_is_nothing_out():
    assert judged(b"") == []


def test_each_verdict_comes_as_soon_as_its_answer():
    with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        for answer, verdict in (("pike", "right"), ("vane", "wrong")):
            process.stdin.write(json.dumps({"accepted": ["Pike"], "answer": answer}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"verdict": verdict}
        process.stdin.close()
        assert process.wait(TIMEOUT_S) == 0


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("", "not JSON"),
        ("pike", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 5000, "not JSON"),
        ("[]", "an object"),
        ('{"accepted": ["Pike"]}', '"answer"'),
        ('{"accepted": ["Pike"], "answer": 7}', '"answer"'),
        ('{"answer": "Pike"}', '"accepted"'),
        ('{"accepted": "Pike", "answer": "Pike"}', '"accepted"'),
        ('{"accepted": ["Pike", 7], "answer": "Pike"}', '"accepted"'),
        ('{"accepted": ["Pike"], "answer": "Pike", "others": {"Vane": 1}}', '"others"'),
    ],
)
def test_a_line_that_cannot_be_judged_is_wrong_and_says_why(line, why):
    record = as_record(line)
    assert record["verdict"] == "wrong"
    assert why in record["error"]


def test_bad_lines_do_not_stop_the_others():
    records = [json.loads(line) for line in judged(b'\xff\n{"accepted": ["Pike"], "answer": "pike"}\n')]
    assert [record["verdict"] for record in records] == ["wrong", "right"]
    assert "error" in records[0]


@pytest.mark.parametrize("options", [(), ("--json",), ("--stdin",), ("--json", "--stdin", "pike")])
def test_wrong_usage_is_code_2_with_a_hint(options, capfd):
    with pytest.raises(SystemExit) as end:
        main(["judge", *options])
    assert end.value.code == 2
    assert "Usage:" in capfd.readouterr().err
