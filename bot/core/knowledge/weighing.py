"""What it costs an example to leave parts of a question unexplained: little where its kind knows the word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf

from bot.core.knowledge.items import Item
from bot.core.knowledge.terms import DATE, NUMBER, SEASON, SHOW, Span, is_foil

FAMILIAR, HEARD = 0.3, 0.6
UNUSED_FOIL, UNUSED_NAME = 0.7, 0.35
UNUSED = {SEASON: 0.12, NUMBER: 0.3, DATE: 0.3, SHOW: 0.0}
UNASKED = {
    "?when": 1.2, "?where": 1.2, "?why": 1.0, "?how_many": 1.2, "?how_much": 1.2, "?how_long": 1.2, "?how_often": 1.2,
    "?who": 0.5, "?which_show": 0.8, "?which_week": 0.8, "?which": 0.05, "?what": 0.05, "?how": 0.15,
}  # fmt: skip
NEW_WEIGHT = 0.7
ASIDE = 0.4
DOUBLE_NAME, BARE = 0.05, 0.3
EVER = 1e-9

# A term, from what share in a kind's examples it is familiar, what it costs then; when heard; when new.
Price = tuple[str, float, float, float, float, float]
_NAMED = 1


class Prices(dict[str, Price]):
    """What terms cost that are left unexplained; each is worked out when it is first asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, term: str) -> Price:
        if cost := UNASKED.get(term):
            price = term, 0.2, cost * 0.1, 0.08, cost * 0.5, cost
        else:
            cost = self._weights.get(term, NEW_WEIGHT)
            price = term, 0.04, cost * FAMILIAR, EVER, cost * HEARD, cost
        self[term] = price
        return price


class Weighing:
    """The items of one question, prepared once for all the examples that it is compared with."""

    __slots__ = ("_asking", "_parts", "_places", "_untitled")

    def __init__(self, items: list[Item], prices: Prices) -> None:
        parts: list[tuple[int, int, float, list[Price]]] = []
        places: dict[str, tuple[int, int]] = {}
        untitled: set[str] = set()
        asking: set[int] = set()
        for mask, spans, stray, number, _, terms, concepts, names, _ in items:
            clause, fixed, costs = 2 << number, stray, []
            if spans and stray:
                fixed = min(map(_unused_name, names)) if names else inf
                costs = [*map(prices.__getitem__, concepts)]
            parts.append((mask, _NAMED if names else clause, fixed, costs))
            for term in terms:
                known, clauses = places.get(term, (0, _NAMED))
                places[term] = known | mask, clauses | clause
                if term[0] == "?":
                    asking.add(mask)
            if names and SHOW not in terms:
                untitled |= terms
        self._parts, self._places, self._untitled, self._asking = parts, places, untitled, asking

    def unexplained(self, terms: Iterable[str], shares: Mapping[str, float]) -> tuple[int, dict[int, float]]:
        """Return what a kind's example leaves of the question when they share some terms.

        Args:
            terms: What they share.
            shares: In what share of the kind's examples each term stands.
        Returns:
            The mask of the words that are explained, and the masks of the other items with the cost of each.
        """
        places, explained, clauses, left = self._places, 0, _NAMED, {}
        for term in terms:
            if term in places:
                mask, clause = places[term]
                explained |= mask
                clauses |= clause
        for mask, clause, fixed, prices in self._parts:
            if mask & explained:
                continue
            cost = fixed
            for term, familiar_from, familiar, heard_from, heard, new in prices:
                share = shares.get(term, 0.0)
                price = new if share < heard_from else heard if share < familiar_from else familiar
                if price < cost:  # noqa: PLR1730 - quicker than min()
                    cost = price
            left[mask] = cost if clause & clauses else cost * ASIDE
        return explained, left

    def unlikely(self, terms: frozenset[str], slots: frozenset[str], left: Mapping[int, float]) -> float:
        """Return what speaks against an example beside its terms: the title for a name, a sentence for a bare word."""
        extra = 0.0
        if slots and self._untitled.isdisjoint(slots) and not slots.isdisjoint(self._places):
            extra += DOUBLE_NAME
        if len(terms) == 1 and not self._asking.isdisjoint(left):
            extra += BARE
        return extra


def _unused_name(span: Span) -> float:
    if span.value is None:
        return 0.0
    return UNUSED.get(span.term, UNUSED_FOIL if is_foil(span) else UNUSED_NAME)
