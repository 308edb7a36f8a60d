"""What one question costs with the packs that come with the bot."""

import json
from pathlib import Path
from statistics import median

import pytest

from bot.bootstrap import build_asking
from bot.core.errors import UserError
from bot.ops.places import FACTS_DIR
from tests.benchmarks.measuring import cold_ms, p99, require_steady, show_table

MOST_MS = 0.7
STEADY_PAIRS = 100
FOLDER = Path(__file__).parents[1] / "eval"


def questions() -> list[str]:
    """Return the development questions, each once."""
    lines = [line for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(json.loads(line)["q"] for line in lines if line))


def test_a_question_costs_less_than_the_goal():
    asked = questions()
    if not asked:
        pytest.skip(f"no questions in {FOLDER}")
    asking = build_asking(FACTS_DIR)

    def ask(question: str) -> None:
        try:
            asking.ask(question)
        except UserError:
            return

    same = require_steady(ask, asked[:STEADY_PAIRS])
    times = sorted((cold_ms(ask, question), question) for question in asked)
    costs = [cost for cost, _ in times]
    show_table(
        f"{len(asked)} questions, shipped packs, cold, ms of CPU (itself: {same:.3f})",
        ("p50", "p99", "most"),
        [(median(costs), p99(costs), costs[-1])],
    )
    show_table("Dearest questions, ms", ("CPU", "question"), [(cost, text[:80]) for cost, text in times[:-8:-1]])
    assert p99(costs) < MOST_MS
