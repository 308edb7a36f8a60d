"""`judge`: typed answers from standard input, right, close or wrong."""

from __future__ import annotations

import json
import sys

import click

from bot.cli.json_lines import read_lines, write_record
from bot.core.errors import UserError
from bot.core.quiz.judging import Verdict
from bot.core.quiz.judging import judge as judge_answer


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in the order of the answers.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read an answer a line from standard input.")
def judge(as_json: bool, from_stdin: bool) -> None:
    """Judge typed answers: {"accepted": [...], "answer": "..."} a line, "others" being names of something else."""
    if not (as_json and from_stdin):
        raise click.UsageError("Answers are read from standard input and judged in JSON: give both --json and --stdin.")
    for line in read_lines(sys.stdin.buffer):
        write_record(sys.stdout.buffer, as_record(line))


def as_record(line: str) -> dict[str, object]:
    """Return what is printed for a line: the verdict; for a line that cannot be judged "wrong", and why."""
    try:
        return {"verdict": _verdict(line).value}
    except UserError as error:
        return {"verdict": Verdict.WRONG.value, "error": str(error)}


def _verdict(line: str) -> Verdict:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UserError(f"This is not JSON: {error}") from None
    if not isinstance(entry, dict):
        raise UserError('This should be an object: {"accepted": [...], "answer": "..."}')
    answer = entry.get("answer")
    if not isinstance(answer, str):
        raise UserError('"answer" should be a text')
    if entry.get("accepted") is None:
        raise UserError('"accepted" is missing')
    return judge_answer(answer, _texts(entry, "accepted"), _texts(entry, "others"))


def _texts(entry: dict[str, object], key: str) -> list[str]:
    texts = [] if entry.get(key) is None else entry[key]
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise UserError(f'"{key}" should be a list of texts')
    return texts
