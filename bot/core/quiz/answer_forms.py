"""What answers look like, so that one of them can stand beside another: numbers of one form, years, names, phrases."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.knowledge.text import NUMBER_WORDS, fold
from bot.core.quiz.distractors import is_alike
from bot.core.quiz.giveaways import Words, same

MAX_TRIED = 40
YEARS = range(1000, 2101)

_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SMALL = frozenset("a an and at by da de del der di for from in la le of on or the to van von with".split())


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An answer that may be an option elsewhere.

    Attributes:
        form: `#`, `$#`, `# km`, `#year`, `#word`, `name` or `phrase`.
        size: The number that it is, or how long it is.
    """

    form: str
    size: float
    text: str
    words: Words


@lru_cache(maxsize=16384)
def candidate_of(answer: str) -> Candidate:
    """Return what there is to know about the look of an answer."""
    form = _form(answer)
    figures = _FIGURES.search(answer) if form.count("#") == 1 else None
    number = figures[0].replace(",", "") if figures else NUMBER_WORDS.get(fold(answer))
    return Candidate(form, float(number) if number else float(len(answer)), answer, same(answer))


def is_figure(candidate: Candidate) -> bool:
    """Tell whether an answer is a number, with or without a unit."""
    return "#" in candidate.form


def is_like(answer: Candidate, other: Candidate) -> bool:
    """Tell whether two different answers of one form are about as long, and neither stands out by its capital."""
    if is_figure(answer):
        return other.text != answer.text
    return answer.text[:1].islower() == other.text[:1].islower() and is_alike(answer.text, other.text)


def written_like(answer: str, word: str) -> str:
    """Return a word of no name in capitals where an answer is in capitals, and with one where that has one."""
    if answer.isupper():
        return word.upper()
    return word.capitalize() if answer[:1].isupper() else word.lower()


def nearest(pool: Sequence[Candidate], answer: Candidate) -> Iterator[Candidate]:
    """Yield those nearest in size in a sorted pool of one form, at most MAX_TRIED, the nearest first."""
    after = bisect_left(pool, answer)
    before = after - 1
    for _ in range(min(MAX_TRIED, len(pool))):
        if before < 0 or (after < len(pool) and pool[after].size - answer.size <= answer.size - pool[before].size):
            yield pool[after]
            after += 1
        else:
            yield pool[before]
            before -= 1


def _form(answer: str) -> str:
    if _FIGURES.match(answer.lstrip("$£€#")):
        is_year = len(answer) == 4 and answer.isdecimal() and int(answer) in YEARS
        return "#year" if is_year else fold(_FIGURES.sub("#", answer))
    if fold(answer) in NUMBER_WORDS:
        return "#word"
    words = [word for word in answer.split() if word.casefold() not in _SMALL]
    return "name" if words and all(word[0].isupper() or not word[0].isalpha() for word in words) else "phrase"
