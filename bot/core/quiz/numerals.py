"""Numbers in words, digits, Roman numerals and with a scale, all as the same digits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.core.knowledge.text import NUMBER_WORDS

_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    **{f"{word}th": int(NUMBER_WORDS[word]) for word in "eleven thirteen fourteen fifteen sixteen seventeen".split()},
    "twelfth": 12,
    "eighteenth": 18,
    "nineteenth": 19,
    **{f"{word[:-1]}ieth": number for word, number in _TENS.items()},
}
_SMALL = {word: int(digits) for word, digits in NUMBER_WORDS.items()} | _TENS | _ORDINALS
_SMALL |= {tens + unit: _TENS[tens] + _SMALL[unit] for tens in _TENS for unit in list(NUMBER_WORDS)[1:10]}
_ROUND = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
_SCALES = {
    "hundred": 100,
    "hundredth": 100,
    "thousand": 1000,
    "thousandth": 1000,
    "k": 1000,
    "grand": 1000,
    "million": 10**6,
    "mil": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
}
_ROMAN = {
    word: str(number)
    for number, word in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 1)
}
_DIGITS = re.compile(r"\d{1,15}(\.\d{1,9})?")


def is_number(word: str) -> bool:
    """Tell whether a word stands for a number, in digits or letters."""
    return (
        word in _SMALL or word in _ROMAN or (word in _SCALES and len(word) > 3) or _DIGITS.fullmatch(word) is not None
    )


def in_digits(words: Sequence[str]) -> tuple[str, ...]:
    """Return words with each number in digits: "twenty", "five" is "25", "2.2", "million" is "2200000", "iv" is "4".

    Two numbers in digits stay two.
    """
    found: list[str] = []
    at = 0
    while at < len(words):
        value, after = _phrase(words, at)
        if after > at:
            found.append(_plain(value))
        else:
            found.append(_roman(words, at))
            after = at + 1
        at = after
    return tuple(found)


def _phrase(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return the number that starts at a word, and where it ends; it ends where it starts when there is none."""
    part, after = _below_hundred(words, at)
    if after == at:
        if words[at] not in _ROUND:
            return part, at
        part = Decimal(1)
    elif (low := _below_hundred(words, after))[1] > after and _is_year(words, at, part, low[0]):
        return 100 * part + low[0], low[1]
    total = Decimal(0)
    while after < len(words) and (scale := _SCALES.get(words[after])):
        total, part = (total, part * scale) if scale == 100 else (total + part * scale, Decimal(0))
        more, after = _after_scale(words, after + 1)
        part += more
    return total + part, after


def _after_scale(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return what comes on top of hundreds or thousands, in words: "two hundred and five"."""
    start = at + 1 if at + 1 < len(words) and words[at] == "and" else at
    more, after = _below_hundred(words, start)
    return (more, after) if after > start and not words[start][0].isdigit() else (Decimal(0), at)


def _below_hundred(words: Sequence[str], at: int) -> tuple[Decimal, int]:
    word = words[at] if at < len(words) else ""
    if _DIGITS.fullmatch(word):
        return Decimal(word), at + 1
    if word == "second" and at and is_number(words[at - 1]):
        return Decimal(0), at
    if word in _TENS and at + 1 < len(words) and 0 < _SMALL.get(words[at + 1], 0) < 10:
        return Decimal(_TENS[word] + _SMALL[words[at + 1]]), at + 2
    if word in _SMALL:
        return Decimal(_SMALL[word]), at + 1
    return Decimal(0), at


def _is_year(words: Sequence[str], at: int, high: Decimal, low: Decimal) -> bool:
    """Tell whether two numbers in words are a year as it is spoken: "nineteen eighty four"."""
    return 10 <= high <= 20 <= low + 10 and not words[at][0].isdigit() and low < 100 and words[at] in NUMBER_WORDS


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _roman(words: Sequence[str], at: int) -> str:
    """Return a Roman numeral in digits behind another word; "i" and "v" and "x" only at the end, as in "Henry V"."""
    word = words[at]
    if at and word in _ROMAN and (len(word) > 1 or at == len(words) - 1):
        return _ROMAN[word]
    return word
