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


class Prices:
    """What terms cost that are left unexplained; each is worked out when it is first asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._known: dict[str, Price] = {}

    def of(self, item: Item) -> tuple[float, list[Price]]:
        """Return what an item costs at most, whatever the kind, and what each of its terms costs by the kind."""
        if not item.spans or not item.stray:
            return item.stray, []
        fixed = min([_unused_name(span) for span in item.names]) if item.names else inf
        return fixed, [self._known.get(term) or self._of(term) for term in item.concepts]

    def _of(self, term: str) -> Price:
        if cost := UNASKED.get(term):
            price = term, 0.2, cost * 0.1, 0.08, cost * 0.5, cost
        else:
            cost = self._weights.get(term, NEW_WEIGHT)
            price = term, 0.04, cost * FAMILIAR, EVER, cost * HEARD, cost
        self._known[term] = price
        return price


class Weighing:
    """The items of one question, prepared once for all the examples that it is compared with."""

    __slots__ = ("_asking", "_parts", "_places", "_untitled")

    def __init__(self, items: list[Item], prices: Prices) -> None:
        self._parts: list[tuple[int, int, float, list[Price]]] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._untitled: set[str] = set()
        self._asking: set[int] = set()
        for item in items:
            clause = 2 << item.clause
            self._parts.append((item.mask, _NAMED if item.names else clause, *prices.of(item)))
            for term in item.terms:
                mask, clauses = self._places.get(term, (0, _NAMED))
                self._places[term] = mask | item.mask, clauses | clause
                if term[0] == "?":
                    self._asking.add(item.mask)
            if item.names and SHOW not in item.terms:
                self._untitled |= item.terms

    def unexplained(self, terms: Iterable[str], shares: Mapping[str, float]) -> tuple[int, dict[int, float]]:
        """Return what a kind's example leaves of the question when they share some terms.

        Args:
            terms: What they share.
            shares: In what share of the kind's examples each term stands.
        Returns:
            The mask of the words that are explained, and the masks of the other items with the cost of each.
        """
        explained, clauses = 0, _NAMED
        for term in terms:
            if place := self._places.get(term):
                explained |= place[0]
                clauses |= place[1]
        left = {}
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
