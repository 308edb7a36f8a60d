"""The examples that are looked up by one term or name, laid out so that a look at all touches little memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import count, repeat
from operator import and_

from bot.core.knowledge.examples import Example

MISSING = 0.6
EMPTY_SLOT = 1.0
TINY = 1e-9

# The best score that an example can reach, the weight of what it shares, both negative, its number.
Way = tuple[float, float, int]


class Posting:
    """Examples with bit masks of their terms. The bits are those of this posting alone: the masks stay small.

    A row is an integer: a bit for each term, and above them the number of the example's kind in this posting. The
    fullest rows come last, to win where one stands for many.
    """

    __slots__ = ("_bits", "_kinds", "_needs", "_numbers", "_rows")

    def __init__(self, examples: Sequence[Example]) -> None:
        fullest_last = sorted(examples, key=_emptiness, reverse=True)
        self._bits: dict[str, int] = {}
        kinds: dict[str, int] = {}
        for example in fullest_last:
            kinds.setdefault(example.kind, len(kinds))
            for term in example.terms:
                self._bits.setdefault(term, 1 << len(self._bits))
        width = len(self._bits)
        self._kinds = -1 << width
        self._rows = _packed(
            [sum([self._bits[term] for term in it.terms]) | kinds[it.kind] << width for it in fullest_last]
        )
        self._needs = array("d", [MISSING * example.total for example in fullest_last])
        self._numbers = array("L", [example.number for example in fullest_last])

    def ways(self, said: Iterable[tuple[str, float]]) -> list[Way]:
        """Return for each kind and each set of terms shared with what was said the example that has least beyond them.

        Args:
            said: Terms with their weights.
        Returns:
            They stand in no order.
        """
        bits, needs, numbers = self._bits, self._needs, self._numbers
        heard, asked = [], 0
        for term, weight in said:
            if term in bits:
                bit = bits[term]
                heard.append((bit, weight))
                asked |= bit
        fullest = dict(zip(map(and_, self._rows, repeat(self._kinds | asked)), count()))
        worth: dict[int, tuple[float, float]] = {}
        ways = []
        for row, at in fullest.items():
            shared = row & asked
            if shared in worth:
                lost, base = worth[shared]
            else:
                got = 0.0
                for bit, weight in heard:
                    if shared & bit:
                        got += weight
                lost, base = worth[shared] = -got, got - MISSING * got + TINY
            ways.append((lost / (base + needs[at]), lost, numbers[at]))  # got / (got + MISSING * (total - got))
        return ways


def _packed(rows: list[int]) -> Sequence[int]:
    """Return rows side by side in memory, if none has more than 64 bits."""
    return array("Q", rows) if max(rows) < 1 << 64 else rows


def _emptiness(example: Example) -> tuple[float, int]:
    """Return how much an example has, and more for each slot: of those that share as much the least is the fullest."""
    return example.total + EMPTY_SLOT * len(example.slots), example.number
