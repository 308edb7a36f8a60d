"""Questions that a guild's bot could not answer, grouped by what they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

PAGE_GAPS = 10
KEPT_DAYS = 30
# Of one guild. More are of no use to its curators, and anybody can ask nonsense without end.
MAX_GAPS = 2_000


@dataclass(frozen=True, slots=True)
class Gap:
    """One question, in however many wordings it was asked.

    Attributes:
        key: The same for all wordings that mean the same.
        text: The first wording, without anything that says who asked.
        count: How often it was asked.
    """

    key: str
    text: str
    count: int
    first_at: datetime
    last_at: datetime
    show_id: str = ""


def ranked(gaps: Iterable[Gap]) -> list[Gap]:
    """Return gaps as they are listed: the most asked first, of equal ones the newest."""
    return sorted(gaps, key=lambda gap: (-gap.count, -gap.last_at.timestamp(), gap.key))


def crowded_out(gaps: Iterable[Gap], key: str) -> list[Gap]:
    """Return which gaps of a guild go when one was asked just now: the last by rank of more than MAX_GAPS, never it."""
    kept = list(gaps)
    others = [gap for gap in ranked(kept) if gap.key != key]
    return others[MAX_GAPS - (len(kept) - len(others)) :]


@dataclass(frozen=True, slots=True)
class GapPage:
    """One page of gaps, the most asked first. `page` counts from 0."""

    gaps: tuple[Gap, ...]
    page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_GAPS))
