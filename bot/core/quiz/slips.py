"""Slips of the keyboard: how many a name may have, and which words are never one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.core.quiz.forms import Form, glue
from bot.core.quiz.numerals import is_number
from bot.core.quiz.words import OPPOSING

MAX_SLIPS = 2
EXACT_CHARS, ONE_SLIP_CHARS = 4, 8
FIRST_LETTER, CONSONANT = 0.5, 0.25
_NO_VOWELS = str.maketrans(dict.fromkeys("aeiouy"))


def slip_limit(chars: int) -> int:
    """Return how many slips a name of so many letters may have."""
    return 0 if chars <= EXACT_CHARS else 1 if chars <= ONE_SLIP_CHARS else MAX_SLIPS


def slip_cost(typed: str, wanted: str) -> float:
    """Return the slips (OSA distance) that lead from one text to the other, to compare two names by.

    Letters are left out, doubled, swapped, and vowels mistaken for each other more often than the first letter is
    wrong or a consonant becomes another one.
    """
    cost = float(OSA.distance(typed, wanted))
    if len(typed) == len(wanted) and sorted(typed.translate(_NO_VOWELS)) != sorted(wanted.translate(_NO_VOWELS)):
        cost += CONSONANT
    return cost + (FIRST_LETTER if typed[:1] != wanted[:1] else 0)


def slips_over_limit(given: Form, accepted: Form) -> int | None:
    """Return by how many slips an answer is over the limit, 0 where it is not; None where it is no slip.

    Digits are never slips, nor are letters that stand alone, nor words that make another thing of a name.
    """
    typed, wanted = glue(given.typed), glue(accepted.typed)
    limit = max(slip_limit(len(wanted)), slip_limit(min(given.letters, accepted.letters)))
    distance = OSA.distance(typed, wanted, score_cutoff=limit + 1)
    if not limit or distance > limit + 1 or given.figures != accepted.figures:
        return None
    if _tells_apart(given.typed, accepted.typed) or _has_other_word(given.typed, accepted.typed):
        return None
    return max(0, distance - limit)


def _tells_apart(typed: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether an answer has a number or letter that was not wanted, lacks a letter, or has an opposite."""
    foreign = set(typed).difference(wanted)
    if any(is_number(word) or _is_letter(word) for word in foreign):
        return True
    if len(typed) < len(wanted) and any(map(_is_letter, set(wanted).difference(typed))):
        return True
    is_opposed = not OPPOSING.isdisjoint(set(wanted).difference(typed)) or len(typed) != len(wanted)
    return is_opposed and not OPPOSING.isdisjoint(foreign)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isascii()


def _has_other_word(typed: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether all the slips are in one short word of several, which is then more likely another one."""
    if len(typed) != len(wanted) or len(wanted) == 1:
        return False
    return any(OSA.distance(*pair) > max(1, slip_limit(len(pair[1]))) for pair in zip(typed, wanted, strict=True))
