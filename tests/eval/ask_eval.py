"""Score the bot's answers to sets of questions; exits with 1 when one of the TARGETS is missed.

A line of a set is {"id", "q", "category", "expect": "answer" | "decline", "must": [regex], "must_not": [regex]}: the
regexes are searched in the folded text of a confident answer. A line {"q", "facts": [id], "all": true} names the facts
that answer instead: any of them, or with "all" each; none at all means that there is no answer.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.services.asking import Asking

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent

MAX_CHARS = 600  # a longer answer to anything but a command is a dump of facts, and wrong
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


@dataclass(frozen=True)
class Rates:
    """Shares of a set, 0-1: right and wrong of the answerable questions, false answers to the others."""

    right: float
    wrong: float
    false: float

    def misses(self, target: Rates) -> list[str]:
        """Return what is not as good as the target, a line each."""
        found = []
        if self.right < target.right:
            found.append(f"right: {self.right:.2%}, should be at least {target.right:.2%}")
        if self.wrong > target.wrong:
            found.append(f"wrong: {self.wrong:.2%}, should be at most {target.wrong:.2%}")
        if self.false > target.false:
            found.append(f"false answers: {self.false:.2%}, should be at most {target.false:.2%}")
        return found


TARGETS = {
    "questions.jsonl": Rates(right=0.97, wrong=0.01, false=0.025),
    "questions-more.jsonl": Rates(right=0.93, wrong=0.02, false=0.03),
}

Item = Mapping[str, Any]
Table = dict[str, Counter[str]]


def fold(text: str) -> str:
    """Return text without accents, with straight quotes and dashes, and single spaces."""
    text = unicodedata.normalize("NFKD", text.translate(STRAIGHT))
    return " ".join("".join(char for char in text if not unicodedata.combining(char)).split())


def is_answerable(item: Item) -> bool:
    """Tell whether a question should get an answer."""
    return bool(item["facts"]) if "facts" in item else item["expect"] == "answer"


def verdict(item: Item, reply: Mapping[str, Any]) -> str:
    """Return "right", "wrong" (an answer that should not be) or "declined" (none where there should be one)."""
    answered = reply["status"] == "answered"
    if not is_answerable(item):
        return "wrong" if answered else "right"
    if not answered:
        return "declined"
    return "right" if _is_right(item, reply) else "wrong"


def _is_right(item: Item, reply: Mapping[str, Any]) -> bool:
    if "facts" in item:
        found = {key.rpartition("/")[2] for key in reply["facts"]}
        return found.issuperset(item["facts"]) if item.get("all") else not found.isdisjoint(item["facts"])
    text = fold(reply["text"])
    if item["category"] != "command" and len(text) > MAX_CHARS:
        return False
    says = [bool(re.search(pattern, text, re.IGNORECASE)) for pattern in item["must"]]
    return all(says) and not any(re.search(pattern, text, re.IGNORECASE) for pattern in item["must_not"])


def tally(items: Iterable[Item], replies: Iterable[Mapping[str, Any]]) -> Table:
    """Return how often each verdict falls, for each category and for all that expect an answer or none."""
    table: Table = {}
    for item, reply in zip(items, replies, strict=True):
        expect = "answer" if is_answerable(item) else "decline"
        for row in (item.get("category", expect), f"ALL {expect}"):
            table.setdefault(row, Counter())[verdict(item, reply)] += 1
    return table


def rates(table: Table) -> Rates:
    """Return the shares of a whole set."""
    answerable, others = table.get("ALL answer", Counter()), table.get("ALL decline", Counter())
    asked = max(1, answerable.total())
    return Rates(answerable["right"] / asked, answerable["wrong"] / asked, others["wrong"] / max(1, others.total()))


def as_lines(table: Table) -> list[str]:
    """Return the table for people to read, the totals last."""
    lines = [f"{'category':16} {'n':>4} {'right':>6} {'declined':>9} {'wrong':>6}"]
    for row, counts in sorted(table.items(), key=lambda pair: (pair[0].startswith("ALL"), pair[0])):
        right, declined, wrong = (100 * counts[name] / counts.total() for name in ("right", "declined", "wrong"))
        lines.append(f"{row:16} {counts.total():4} {right:5.1f}% {declined:8.1f}% {wrong:5.1f}%")
    return lines


def read_set(file: Path) -> list[Item]:
    """Return the questions in a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line.strip()]


@cache
def asking_of(packs: tuple[Path, ...]) -> Asking:
    """Return the service that answers from packs, or from those in facts/."""
    from bot.bootstrap import build_asking
    from bot.ops.places import FACTS_DIR

    return build_asking(FACTS_DIR, packs)


def replies_to(items: Iterable[Item], packs: Iterable[Path] = ()) -> list[dict[str, Any]]:
    """Return what `bot ask --json` would print for each question, answered in this process."""
    from bot.cli.asking import answer_to, as_record

    asking = asking_of(tuple(packs))
    questions = [" ".join(item["q"].split()) for item in items]
    return [as_record(question, answer_to(asking, question)) for question in questions]


def failures(items: Iterable[Item], replies: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return each question that was not answered as it should be, with what came instead."""
    return [
        f"{item.get('id', '')} {outcome:9} {item['q']!r}\n      -> [{reply['status']}] {fold(reply['text'])[:160]!r}"
        for item, reply in zip(items, replies, strict=True)
        if (outcome := verdict(item, reply)) != "right"
    ]


def main(arguments: Sequence[str] | None = None, targets: Mapping[str, Rates] = TARGETS) -> int:
    """Print a table for each set, and what misses its target; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sets", nargs="*", type=Path, help="default: all that have a target")
    parser.add_argument("--pack", action="append", default=[], type=Path, help="a pack to ask instead of facts/")
    parser.add_argument("--show-failures", action="store_true")
    options = parser.parse_args(arguments)
    missed = []
    for file in options.sets or [HERE / name for name in targets]:
        items = read_set(file)
        replies = replies_to(items, options.pack)
        table = tally(items, replies)
        print(file.name, *as_lines(table), *(failures(items, replies) if options.show_failures else ()), sep="\n")
        if target := targets.get(file.name):
            missed += [f"{file.name}: {miss}" for miss in rates(table).misses(target)]
    print(*missed, sep="\n", end="\n" if missed else "")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
