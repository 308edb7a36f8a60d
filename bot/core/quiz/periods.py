"""Days, weeks, months and years as people write them, and others in the same form that might have been the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

STEPS = (1, 2, 3, 4)
_NAMES = "January February March April May June July August September October November December".split()
_MONTH = f"(?P<month>{'|'.join(_NAMES)})"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>(?:1[89]|20)\d\d)"
# Each form of a date, and how it is written again; the first that fits.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?P<lead>\D*?)\b{pattern}\b(?P<tail>\D*)"), written)
    for pattern, written in (
        (rf"{_DAY} {_MONTH} {_YEAR}", "{day} {month} {year}"),
        (rf"{_MONTH} {_DAY}, {_YEAR}", "{month} {day}, {year}"),
        (rf"{_DAY} {_MONTH}", "{day} {month}"),
        (rf"{_MONTH} {_DAY}", "{month} {day}"),
        (rf"{_MONTH} {_YEAR}", "{month} {year}"),
        (_YEAR, "{year}"),
        (_MONTH, "{month}"),
    )
)


@dataclass(frozen=True, slots=True)
class Period:
    """A date as written: `week of July 21` is lead `week of `, form `{month} {day}` and a day of some year."""

    lead: str
    form: str
    day: date
    tail: str = ""

    def __str__(self) -> str:
        written = self.form.format(day=self.day.day, month=_NAMES[self.day.month - 1], year=self.day.year)
        return f"{self.lead}{written}{self.tail}"


def read_period(text: str, year: int) -> Period | None:
    """Return the one date that a text is, with words around it; None for anything else.

    Args:
        year: What is meant where none is written.
    """
    for pattern, form in _FORMS:
        match = pattern.fullmatch(text.strip())
        if match is None:
            continue
        parts = match.groupdict()
        month = _NAMES.index(parts["month"]) + 1 if parts.get("month") else 1
        try:
            day = date(int(parts.get("year") or year), month, int(parts.get("day") or 1))
        except ValueError:
            return None
        return Period(parts["lead"], form, day, parts["tail"])
    return None


def neighbours(period: Period, known: date) -> list[str]:
    """Return other dates in the same form: weeks, months or years before and after, in no order.

    What was known to be over on the day `known` is not asked beside days that were still to come.
    """
    if "{day}" in period.form:
        moved = _by_weeks
    elif "{month}" in period.form:
        moved = _by_months
    else:
        moved = _by_years
    days = [moved(period.day, sign * step) for step in STEPS for sign in (-1, 1)]
    is_past = period.day <= known
    found = [str(replace(period, day=day)) for day in days if not (is_past and day > known)]
    return [it for it in dict.fromkeys(found) if it != str(period)]


def _by_weeks(day: date, count: int) -> date:
    return day + timedelta(weeks=count)


def _by_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)


def _by_years(day: date, count: int) -> date:
    return date(day.year + count, 1, 1)
