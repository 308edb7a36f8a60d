"""Seasons, dates and numbers in a question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.knowledge import text
from bot.core.knowledge.terms import DATE, NUMBER, SEASON, Span

_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)} | {
    name[:3]: number for number, name in enumerate(_NAMES, 1) if name not in ("march", "may")
}
_SEASONS = frozenset(("season", "seasons", "series"))
_RUNS = _SEASONS | frozenset(("run", "batch", "outing", "year", "go"))
_DEBUTS = frozenset(("debut", "opening", "initial", "inaugural"))
_ADVERBS = frozenset(("first", "second"))
_VAGUE = frozenset(("one", "first", "second"))
FIGURE_WORDS = _SEASONS | _DEBUTS | MONTHS.keys() | text.NUMBER_WORDS.keys()
_BEFORE_MAY = frozenset(("in", "of", "since", "by", "during", "last", "early", "late", "mid"))


def figures(words: Sequence[str]) -> Iterator[Span]:
    """Yield the seasons, dates and numbers among words. A month is "07", with a day "07-21"; a year "2025"."""
    for at, word in enumerate(words):
        if word not in FIGURE_WORDS and word.isalpha():
            continue
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if word in _SEASONS and (number := _number_after(after)):
            yield Span(at, at + 2, SEASON, int(number), 0.0)
        elif after in _RUNS and word in _DEBUTS:
            yield Span(at, at + 2, SEASON, 1, 0.0)
        elif word in MONTHS and (word != "may" or before in _BEFORE_MAY or _is_day(before) or _is_day(after)):
            yield _date(at, MONTHS[word], before, after)
        elif number := text.number_of(word):
            if after in _RUNS and _is_day(number):
                yield Span(at, at + 2, SEASON, int(number), 0.0)
            if len(number) == 4 and number[:2] in ("19", "20") and number.isdigit():
                yield Span(at, at + 1, DATE, number, 0.0)
            elif word not in _VAGUE:
                yield Span(at, at + 1, NUMBER, number, 0.0)


def _number_after(word: str) -> str | None:
    """Return the digits of a season's number that stands after the word; "the series first aired" has none."""
    number = text.number_of(word) if word and word not in _ADVERBS else None
    return number if number and _is_day(number) else None


def _date(at: int, month: int, before: str, after: str) -> Span:
    if _is_day(after):
        return Span(at, at + 2, DATE, f"{month:02}-{int(after):02}", 0.0)
    if _is_day(before):
        return Span(at - 1, at + 1, DATE, f"{month:02}-{int(before):02}", 0.0)
    return Span(at, at + 1, DATE, f"{month:02}", 0.0)


def _is_day(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 2
