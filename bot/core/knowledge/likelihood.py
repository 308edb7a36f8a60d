"""How likely each kind is by all that was said, and not by one example alone."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

RARELY = 0.003
LEAST, MOST = -2.0, 4.0


class Likelihood:
    """How much more often each kind's examples hold each term than examples at large, as logarithms."""

    def __init__(self, shares: Mapping[str, Mapping[str, float]]) -> None:
        """Take from `shares` in what share of each kind's examples each term stands."""
        mean: dict[str, float] = defaultdict(float)
        for of_kind in shares.values():
            for term, share in of_kind.items():
                mean[term] += share / len(shares)
        self._said = {
            kind: {term: _bounded(share + RARELY, mean[term] + RARELY) for term, share in of_kind.items()}
            for kind, of_kind in shares.items()
        }
        self._never_said = {term: _bounded(RARELY, share + RARELY) for term, share in mean.items()}

    def of(self, kind: str, told: Iterable[Iterable[str]]) -> float:
        """Return how much speaks for a kind, where `told` holds what each part of a question can mean."""
        said, never = self._said[kind], self._never_said
        likely = 0.0
        for terms in told:
            most = LEAST
            for term in terms:
                speaks = said[term] if term in said else never.get(term, 0.0)
                if speaks > most:  # noqa: PLR1730 - quicker than max()
                    most = speaks
            likely += most
        return likely


def _bounded(share: float, of: float) -> float:
    return max(LEAST, min(MOST, math.log(share / of)))
