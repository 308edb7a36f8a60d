"""`ask`: questions from the command line or standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

import click

from bot.cli.json_lines import read_lines, write_record
from bot.cli.pack_option import facts_dir, pack_option
from bot.core.errors import UserError
from bot.core.knowledge.answering import Answer, Status, plain_text, source_line
from bot.services.asking import Asking

_Show = Callable[[str, "Answer | UserError", str], None]


@click.command()
@pack_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, in the order of the questions.")
@click.option("--explain", is_flag=True, help="Say how each answer came about.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read a question a line from standard input.")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
def ask(packs: tuple[Path, ...], as_json: bool, explain: bool, from_stdin: bool, questions: tuple[str, ...]) -> None:
    """Answer QUESTIONs; words without quotation marks count as one question."""
    if bool(questions) == from_stdin:
        raise click.UsageError("Give either a question or --stdin.")
    from bot.bootstrap import build_asking

    asking = build_asking(facts_dir(), packs)
    show = _json_printer(sys.stdout.buffer) if as_json else _card_printer()
    for question in read_lines(sys.stdin.buffer) if from_stdin else _as_questions(questions):
        answer = answer_to(asking, question)
        show(question, answer, asking.explain(question) if explain and isinstance(answer, Answer) else "")


def answer_to(asking: Asking, question: str) -> Answer | UserError:
    """Return the answer, or why there can be none."""
    try:
        return asking.ask(question)
    except UserError as error:
        return error


def as_record(question: str, answer: Answer | UserError) -> dict[str, object]:
    """Return what `--json` prints for a question."""
    if isinstance(answer, UserError):
        outcome, text = Answer(Status.UNKNOWN), str(answer)
    else:
        outcome, text = answer, plain_text(answer)
    return {
        "question": question,
        "status": outcome.status.value,
        "text": text,
        "confidence": round(outcome.confidence, 3),
        "facts": [entry.fact.id for entry in outcome.entries],
        "suggestions": [entry.fact.question for entry in outcome.suggestions],
        "sources": list(dict.fromkeys(map(source_line, outcome.entries))),
    }


def _json_printer(out: IO[bytes]) -> _Show:
    def show(question: str, answer: Answer | UserError, why: str) -> None:
        record = as_record(question, answer) | ({"explanation": why} if why else {})
        write_record(out, record)

    return show


def _card_printer() -> _Show:
    from bot.cli.cards import CardPrinter

    return CardPrinter().show


def _as_questions(words: tuple[str, ...]) -> Iterable[str]:
    words = tuple(word.encode(errors="surrogateescape").decode(errors="replace") for word in words)
    return words if any(len(word.split()) > 1 for word in words) else (" ".join(words),)
