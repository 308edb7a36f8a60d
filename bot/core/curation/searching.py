"""Search in a few thousand short texts: every word of a query counts, slips and beginnings of words included."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz, process

from bot.core.knowledge.text import fold

# Of 100. Words less alike than this are two words; a text that holds fewer of a query's words is none for it.
LEAST_ALIKE_WORD = 66.0
LEAST_ALIKE = 60.0
BEGUN = 95.0
MAX_QUERY_WORDS = 12
_WORD = re.compile(r"\w+")


class TextIndex:
    """Finds texts by their words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        self._holders: dict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            for word in dict.fromkeys(_WORD.findall(fold(text))):
                self._holders[word].append(at)
        self._words = tuple(self._holders)

    def near(self, query: str) -> list[int]:
        """Return the places of the texts nearest to a query, best first; all for a query without a word."""
        wanted = _WORD.findall(fold(query))[:MAX_QUERY_WORDS]
        if not wanted:
            return list(range(self._count))
        scores: dict[int, float] = defaultdict(float)
        for word in wanted:
            for at, score in self._holding(word).items():
                scores[at] += score / len(wanted)
        return sorted((at for at, score in scores.items() if score >= LEAST_ALIKE), key=lambda at: (-scores[at], at))

    def _holding(self, wanted: str) -> dict[int, float]:
        """Return the texts that hold a word, with how alike the most alike of theirs is."""
        alike = process.extract(wanted, self._words, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE_WORD, limit=None)
        near = {word: score for word, score, _ in alike}
        near |= {word: max(BEGUN, near.get(word, 0)) for word in self._words if word.startswith(wanted)}
        found: dict[int, float] = {}
        for word, score in near.items():
            for at in self._holders[word]:
                found[at] = max(score, found.get(at, 0.0))
        return found
