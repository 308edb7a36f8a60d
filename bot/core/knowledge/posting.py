"""The examples that are looked up by one term or name, laid out so that a look at all touches little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.knowledge.examples import Example


class Posting:
    """Examples with bit masks of their terms. The bits are those of this posting alone: the masks stay small."""

    __slots__ = ("_bits", "_examples", "_rows")

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._rows: list[tuple[int, int, int, float]] = []
        self._examples: list[Example] = []

    def add(self, example: Example, kind: int) -> None:
        """Add an example; `kind` is the number of its kind."""
        for term in example.terms:
            self._bits.setdefault(term, 1 << len(self._bits))
        mask = sum(self._bits[term] for term in example.terms)
        slots = sum(self._bits[term] for term in example.slots)
        self._rows.append((kind, mask, slots, example.total))
        self._examples.append(example)

    def fullest(self, said: Mapping[str, float], empty_slot: float) -> Iterator[tuple[float, float, Example]]:
        """Yield for each kind and each set of terms shared with what was said the example that has least beyond them.

        Args:
            said: Terms with their weights.
            empty_slot: What a slot that was not said counts, beside the weight of its term.
        Yields:
            The weight of the shared terms, the weight of all terms of the example, and the example.
        """
        bits = self._bits
        weights = [(bits[term], weight) for term, weight in said.items() if term in bits]
        asked = sum([bit for bit, _ in weights])
        best: dict[tuple[int, int], tuple[float, int]] = {}
        for at, (kind, mask, slots, total) in enumerate(self._rows):
            key = kind, mask & asked
            beyond = total + empty_slot * (slots & ~asked).bit_count() if slots else total
            if key not in best or beyond < best[key][0]:
                best[key] = beyond, at
        for (_, shared), (_, at) in best.items():
            got = sum([weight for bit, weight in weights if shared & bit])
            yield got, self._rows[at][3], self._examples[at]
