"""The examples that share their most telling term, laid out so that a look at all of them touches little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.knowledge.examples import Example


class Posting:
    """Examples with bit masks of their terms. The bits are those of this posting alone: the masks stay small."""

    __slots__ = ("_bits", "_examples", "_kinds", "_masks", "_slots", "_totals")

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._kinds: list[int] = []
        self._masks: list[int] = []
        self._slots: list[int] = []
        self._totals: list[float] = []
        self._examples: list[Example] = []

    def add(self, example: Example, kind: int) -> None:
        """Add an example; `kind` is the number of its kind."""
        for term in example.terms:
            self._bits.setdefault(term, 1 << len(self._bits))
        self._kinds.append(kind)
        self._masks.append(sum(self._bits[term] for term in example.terms))
        self._slots.append(sum(self._bits[term] for term in example.slots))
        self._totals.append(example.total)
        self._examples.append(example)

    def fullest(self, said: Mapping[str, float], empty_slot: float) -> Iterator[Example]:
        """Yield for each kind and each set of terms shared with what was said the example that has least beyond them.

        Args:
            empty_slot: What a slot that was not said counts, beside the weight of its term.
        """
        asked = sum(self._bits[term] for term in said.keys() & self._bits.keys())
        best: dict[tuple[int, int], int] = {}
        lack: dict[tuple[int, int], float] = {}
        for at, mask in enumerate(self._masks):
            key = (self._kinds[at], mask & asked)
            beyond = self._totals[at]
            if slots := self._slots[at] & ~asked:
                beyond += empty_slot * slots.bit_count()
            if key not in best or beyond < lack[key]:
                best[key], lack[key] = at, beyond
        for at in best.values():
            yield self._examples[at]
