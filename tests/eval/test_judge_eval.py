"""Typed answers are judged as people judge them, and the script that says so counts as it should."""

import json
import re
from pathlib import Path

import pytest

from scripts.judge_eval import cases_of, main, people_rates, read_lists

SHARED = Path(__file__).resolve().parents[3] / "shared"
PEOPLE, LISTS = SHARED / "eval" / "judge.jsonl", SHARED / "trivia-lists"
LIST = """\
AUTHOR: somebody
Who keeps the light?: [Odile Marsh, Marsh]
Who rows?: [Odile Harsh]
"When was it built?": [4 July 1899]
How many steps?: ['07', 07, seven]
Which ship sank?: [The O'Hara-Bell]
Which port?: [Gdańsk]
Which isle?: [Salt & Stone Isle]
Which song?: [Song of the Long Winter]
Who is Pike?: [Pike]
"""


@pytest.fixture
def list_file(tmp_path):
    file = tmp_path / "light.yaml"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_people_agree(capsys):
    if not PEOPLE.exists():
        pytest.skip(f"needs {PEOPLE}: answers judged by people")
    assert main(["--people", str(PEOPLE)]) == 0, capsys.readouterr().out


def test_trivia_lists_are_judged_well(capsys):
    if not LISTS.exists():
        pytest.skip(f"needs {LISTS}: lists of questions")
    assert main([str(LISTS)]) == 0, capsys.readouterr().out


def test_a_small_list_is_judged_well(list_file, capsys):
    assert main([str(list_file), "--show-failures"]) == 0
    rows = capsys.readouterr().out
    for kind in ("is it X?", "curly apostrophe", "slip: letter left out", "false: not X", "false: name one edit away"):
        assert re.search(rf"(?m)^{re.escape(kind)} +\d+ right +\d", rows), kind


def test_lists_are_read_as_they_are_written(list_file):
    lists = read_lists([list_file])
    assert lists == read_lists([list_file.parent])
    assert lists[3] == ("07", "07", "seven")
    assert len(lists) == 9


def test_the_same_seed_gives_the_same_cases(list_file):
    from random import Random

    lists = read_lists([list_file])
    assert list(cases_of(lists, Random(5))) == list(cases_of(lists, Random(5)))
    assert list(cases_of(lists, Random(5))) != list(cases_of(lists, Random(6)))


def line(answer: str, right: bool) -> dict[str, object]:
    return {"question": "who?", "accepted": ["Pike"], "answer": answer, "right": right}


def test_shares_are_counted():
    lines = [line("pike", True), line("PIKE", False), line("vane", False), line("vane", False), line("fish", True)]
    assert people_rates(lines) == (3 / 5, 1 / 3, 1 / 5)


def test_a_missed_target_is_named(tmp_path, capsys):
    file = tmp_path / "judge.jsonl"
    file.write_text(json.dumps(line("vane", True)) + "\n", encoding="utf-8")
    assert main(["--people", str(file)]) == 1
    assert capsys.readouterr().out.endswith("misses its target: judge.jsonl\n")


def test_something_to_measure_must_be_named(capsys):
    with pytest.raises(SystemExit):
        main([])
    assert "LIST" in capsys.readouterr().err
