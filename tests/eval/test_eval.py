"""The bot is as good as it should be on sets of questions, and the script that says so counts as it should."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.eval import ask_eval
from tests.eval.ask_eval import HERE, MAX_CHARS, ROOT, TARGETS, Rates, as_lines, read_set, replies_to, tally, verdict

MOONMILK = ROOT / "tests" / "packs" / "moonmilk.yaml"
MOONMILK_QUESTIONS = MOONMILK.with_name("moonmilk-questions.jsonl")
ODD_LINES = [
    "",
    "   ",
    "?!",
    "👩‍🚒🔥",
    "RENÉE",
    "who plays `renee`\u2028and why",
    "\u202ewho plays bosch\u202c",
    "<@1> @everyone [a](https://example.org)",
    "x" * 301,
    "who plays bosch and how many episodes are there",
]
TIMEOUT_S = 30


@pytest.mark.parametrize("name", TARGETS)
def test_answers_are_as_good_as_they_should_be(name):
    items = read_set(HERE / name)
    table = tally(items, replies_to(items))
    assert not ask_eval.rates(table).misses(TARGETS[name]), "\n".join(as_lines(table))


def test_answers_about_another_show_are_counted_for_information():
    items = read_set(MOONMILK_QUESTIONS)
    table = tally(items, replies_to(items, [MOONMILK]))
    print(*as_lines(table), sep="\n")
    assert table["ALL answer"].total() + table["ALL decline"].total() == len(items)


def test_the_command_line_answers_as_the_library_does():
    questions = [item["q"] for item in read_set(HERE / "questions.jsonl")[::20]] + ODD_LINES
    run = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--stdin"],
        input="".join(f"{question}\n" for question in questions).encode(),
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C"},
        timeout=TIMEOUT_S,
        check=True,
    )
    replies = [json.loads(line) for line in run.stdout.split(b"\n") if line]
    assert [reply["question"] for reply in replies] == questions
    asked_here = replies_to([{"q": reply["question"]} for reply in replies])
    for there, here in zip(replies, asked_here, strict=True):
        assert {**there, "question": here["question"]} == here


def answered(text: str, *facts: str) -> dict[str, object]:
    return {"status": "answered", "text": text, "facts": [f"moonmilk/{fact}" for fact in facts]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Renée’s  “boss” – 10", "right"),
        ('RENEE\'S "BOSS" - 10', "right"),
        ("Renée’s boss – 10", "wrong"),
        ("Renée’s “boss” – 10, or 11", "wrong"),
        ("Renée’s “boss” – 10" + "." * MAX_CHARS, "wrong"),
    ],
)
def test_an_answer_is_right_by_its_folded_text(text, expected):
    item = {"expect": "answer", "category": "direct", "must": ["renee's", '"boss" - 10'], "must_not": ["eleven|11"]}
    assert verdict(item, answered(text)) == expected


def test_only_commands_may_be_long():
    item = {"expect": "answer", "category": "command", "must": ["x"], "must_not": []}
    assert verdict(item, answered("x" * (MAX_CHARS + 1))) == "right"
    assert verdict({**item, "category": "direct"}, answered("x" * (MAX_CHARS + 1))) == "wrong"


@pytest.mark.parametrize("status", ["suggested", "unknown"])
def test_no_answer_is_right_only_where_there_is_none(status):
    reply = {"status": status, "text": "Did you mean: x?", "facts": []}
    assert verdict({"expect": "answer", "category": "direct", "must": ["x"], "must_not": []}, reply) == "declined"
    assert verdict({"expect": "decline", "category": "off_topic", "must": [], "must_not": []}, reply) == "right"
    assert verdict({"facts": ["cast"]}, reply) == "declined"
    assert verdict({"facts": []}, reply) == "right"


@pytest.mark.parametrize(
    ("item", "found", "expected"),
    [
        ({"facts": ["cast", "lead"]}, ["lead"], "right"),
        ({"facts": ["cast", "lead"]}, ["lead", "runtime"], "right"),
        ({"facts": ["cast", "lead"]}, ["runtime"], "wrong"),
        ({"facts": ["cast", "lead"], "all": True}, ["lead"], "wrong"),
        ({"facts": ["cast", "lead"], "all": True}, ["lead", "cast"], "right"),
        ({"facts": []}, ["lead"], "wrong"),
    ],
)
def test_an_answer_is_right_by_its_facts(item, found, expected):
    assert verdict(item, answered("anything", *found)) == expected


def test_misses_are_named_with_what_was_wanted():
    target = Rates(right=0.9, wrong=0.1, false=0.1)
    assert Rates(right=0.9, wrong=0.1, false=0.1).misses(target) == []
    assert Rates(right=0.8, wrong=0.2, false=0.25).misses(target) == [
        "right: 80.00%, should be at least 90.00%",
        "wrong: 20.00%, should be at most 10.00%",
        "false answers: 25.00%, should be at most 10.00%",
    ]


@pytest.fixture
def one_question(tmp_path) -> Path:
    file = tmp_path / "one.jsonl"
    item = {"id": "a", "q": "Who plays Harry Bosch?", "category": "direct", "expect": "answer", "must": ["welliver"]}
    file.write_text(json.dumps({**item, "must_not": []}) + "\n", encoding="utf-8")
    return file


ALL_RIGHT = {"one.jsonl": Rates(right=1.0, wrong=0.0, false=0.0)}


def test_the_script_prints_a_table_and_ends_well_when_the_target_is_met(one_question, capsys):
    assert ask_eval.main([str(one_question), "--show-failures"], ALL_RIGHT) == 0
    assert capsys.readouterr().out.splitlines() == [
        "one.jsonl",
        "category            n  right  declined  wrong",
        "direct              1 100.0%      0.0%   0.0%",
        "ALL answer          1 100.0%      0.0%   0.0%",
    ]


def test_the_script_fails_and_says_why_when_a_target_is_missed(one_question, capsys):
    assert ask_eval.main([str(one_question), "--pack", str(MOONMILK), "--show-failures"], ALL_RIGHT) == 1
    out = capsys.readouterr().out
    assert "a declined  'Who plays Harry Bosch?'" in out
    assert out.endswith("one.jsonl: right: 0.00%, should be at least 100.00%\n")


def test_a_set_without_a_target_is_for_information(one_question):
    assert ask_eval.main([str(one_question), "--pack", str(MOONMILK)], {}) == 0
