"""Dates as people type them: 4 July 1776, July 4th 1776, 7/4/1776, July 1776, 1776."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

from bot.core.knowledge.figures import MONTHS

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split())
_JOINING = frozenset(("in", "on", "of", "the", "by", "since", "from", "year", "during", "around", "ad", "ce", "utc"))
_MONTHS = {**MONTHS, "sept": 9}


@dataclass(frozen=True, slots=True)
class Date:
    """A date of which parts may be missing: 0."""

    year: int = 0
    month: int = 0
    day: int = 0
    before_christ: bool = False

    def refines(self, other: Date) -> bool:
        """Tell whether this date says all that another one says, and maybe more."""
        mine, others = (self.year, self.month, self.day), (other.year, other.month, other.day)
        agree = all(known in (0, part) for part, known in zip(mine, others, strict=True))
        return agree and self.before_christ == other.before_christ


def dates_of(words: Sequence[str]) -> frozenset[Date]:
    """Return the dates that words stand for: several when day and month may be either; none when it is no date."""
    bare = [word for word in words if word not in _JOINING and word not in _WEEKDAYS]
    era = [word for word in bare if word in ("bc", "bce")]
    months = [_MONTHS[word] for word in bare if word in _MONTHS]
    numbers = [int(word) for word in bare if word.isascii() and word.isdigit() and len(word) <= 4]
    if len(era) > 1 or len(months) > 1 or len(era) + len(months) + len(numbers) != len(bare) or not numbers:
        return frozenset()
    found = {
        Date(year, month, day, bool(era))
        for year, month, day in _readings(months, numbers)
        if (year > 31 or era or not year) and month <= 12 and day <= 31
    }
    return frozenset(found)


def _readings(months: list[int], numbers: list[int]) -> list[tuple[int, int, int]]:
    if months:
        if len(numbers) > 2:
            return []
        return [
            (year, months[0], day) for year, day in set(permutations([*numbers, 0, 0], 2)) if {*numbers} <= {year, day}
        ]
    if len(numbers) == 3:
        first, second, last = numbers
        lasts = (1900 + last, 2000 + last) if max(numbers) < 100 else (last,)  # "7/31/25" leaves the century out
        orders = [order for third in lasts for order in permutations((first, second, third))]
        return [(year, month, day) for year, month, day in orders if month and day]
    return [(numbers[0], 0, 0)] if len(numbers) == 1 else []
