"""Complete what somebody types to a known question."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.core.knowledge import text
from bot.core.knowledge.answering import Entry

BEGUN = 101.0


class Completion:
    """The questions of facts, prepared for the start of one."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._questions = [text.fold(entry.fact.question) for entry in entries]
        self._sorted = sorted((question, at) for at, question in enumerate(self._questions))

    def near(self, typed: str, limit: int) -> list[tuple[float, Entry]]:
        """Return the facts whose questions are closest to what was typed so far, best first, each once.

        Returns:
            At most `limit`, with scores of 0-100, or BEGUN for those that begin with it.
        """
        folded = text.fold(typed).strip()
        first = bisect_left(self._sorted, (folded, -1))
        begun = [at for question, at in self._sorted[first : first + limit] if question.startswith(folded)]
        near = process.extract(folded, self._questions, scorer=fuzz.partial_token_sort_ratio, limit=limit)
        scores = dict.fromkeys(begun, BEGUN)
        for _, score, at in near:
            scores.setdefault(at, score)
        return [(score, self.entries[at]) for at, score in scores.items()][:limit]
