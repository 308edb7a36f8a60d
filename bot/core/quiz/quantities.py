"""Numbers and sums of money as people write them, and others in the same form that might have been the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from bot.core.knowledge.figures import MONTHS
from bot.core.knowledge.text import NUMBER_WORDS

# Up to here a number is counted, and its neighbours are the next ones; beyond, they differ by a share of it.
MAX_COUNT = 30
COUNT_STEPS = (1, 2, 3, 4)
# The shares by which larger numbers differ: far enough apart to tell them, near enough to doubt.
FACTORS = ((0.82, 0.9), (0.66, 0.76), (0.5, 0.6), (1.1, 1.2), (1.3, 1.45), (1.6, 1.9))
MAX_PERCENT = 100
SHARES_OF_ROOM = (0.25, 0.5, 0.75)

_WORDS = {word: number for word, number in NUMBER_WORDS.items() if not word.endswith(("th", "st", "nd", "rd"))}
_NAMES = {number: word for word, number in _WORDS.items()}
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}
_FORM = re.compile(
    r"(?P<lead>(?:[^\W\d_]+(?=\W))?\W{0,2})(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fraction>\d+))?(?P<tail>\D*)"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: `$14.84 million` is lead `$`, digits 1484, 2 decimals, tail ` million`.

    Attributes:
        is_grouped: Thousands are set apart by commas.
        is_word: It is written as a word: `six weeks`.
    """

    lead: str
    digits: int
    decimals: int
    tail: str
    is_grouped: bool = False
    is_word: bool = False

    def __str__(self) -> str:
        if self.is_word:
            return f"{self.lead}{_NAMES[str(self.digits)]}{self.tail}"
        whole, fraction = divmod(self.digits, 10**self.decimals)
        written = f"{whole:,}" if self.is_grouped else str(whole)
        return f"{self.lead}{written}{f'.{fraction:0{self.decimals}}' if self.decimals else ''}{self.tail}"

    @property
    def size(self) -> float:
        """What it amounts to, with thousands, millions and billions multiplied out."""
        words = re.findall(r"[^\W\d_]+", self.tail.casefold())
        scale = _SCALES.get(words[0], 1.0) if words else 1.0
        return scale * self.digits / float(10**self.decimals)


def read_quantity(text: str) -> Quantity | None:
    """Return the one number that a text is, with a sign or a word around it; None for anything else."""
    first, _, rest = text.strip().partition(" ")
    if (number := _WORDS.get(first)) and not re.search(r"\d", rest):
        return Quantity("", int(number), 0, f" {rest}" if rest else "", is_word=True)
    match = _FORM.fullmatch(text.strip())
    if match is None or _ORDINAL.match(match["tail"]) or _is_date(match):
        return None
    fraction = match["fraction"] or ""
    digits = int(match["whole"].replace(",", "") + fraction)
    quantity = Quantity(match["lead"], digits, len(fraction), match["tail"], is_grouped="," in match["whole"])
    return quantity if str(quantity) == text.strip() else None


def number_word(text: str) -> str | None:
    """Return the word for a whole number up to twenty: "ten" for "10"; None for another text."""
    return _NAMES.get(text)


def neighbours(quantity: Quantity, rng: Random, most: float | None = None) -> list[str]:
    """Return other numbers in the same form and as precise, below and above, in no order.

    Args:
        most: What such a number can be at most: 100 of points or per cent.
    """
    if most is None and "%" in quantity.tail and quantity.size <= MAX_PERCENT:
        most = MAX_PERCENT
    near = [*_digits_near(quantity, rng), *(_digits_below(quantity, most) if most else ())]
    found = (replace(quantity, digits=digits) for digits in near)
    return [
        str(it)
        for it in dict.fromkeys(found)
        if it != quantity and _is_alike(it, quantity) and (most is None or it.size <= most)
    ]


def _digits_near(quantity: Quantity, rng: Random) -> Iterator[int]:
    number = quantity.digits
    if not quantity.decimals and number <= MAX_COUNT:
        yield from (number + sign * step for step in COUNT_STEPS for sign in (-1, 1))
        return
    unit = 1 if quantity.decimals else 10 ** _zeros(number)
    if number == unit:
        unit //= 10
    counted = number // unit
    if not quantity.decimals and counted <= MAX_COUNT:
        yield from (unit * (counted + sign * step) for step in COUNT_STEPS for sign in (-1, 1))
        return
    for least, most in FACTORS:
        near = round(counted * rng.uniform(least, most))
        yield unit * (near + 1 if near % 10 == 0 else near)


def _digits_below(quantity: Quantity, most: float) -> Iterator[int]:
    """Yield numbers that share what room there is between a number and the most that it can be."""
    room = (most - quantity.size) * 10**quantity.decimals
    yield from (round(quantity.digits + share * room) for share in SHARES_OF_ROOM)


def _is_alike(it: Quantity, model: Quantity) -> bool:
    whole, model_whole = it.digits // 10**it.decimals, model.digits // 10**model.decimals
    if it.digits <= 0 or (whole == 0) != (model_whole == 0):
        return False
    if it.is_word:
        return str(it.digits) in _NAMES and (it.digits == 1) == (model.digits == 1)
    if whole == 1 != model_whole and re.match(r"\s[^\W\d_]+s\b", it.tail):
        return False
    return model.is_grouped or not whole >= 1000 > model_whole


def _is_date(match: re.Match[str]) -> bool:
    return not MONTHS.keys().isdisjoint(re.findall(r"[^\W\d_]+", f"{match['lead']} {match['tail']}".casefold()))


def _zeros(number: int) -> int:
    written = str(number)
    return len(written) - len(written.rstrip("0"))
