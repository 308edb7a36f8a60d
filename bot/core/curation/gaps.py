"""Questions that a guild's bot could not answer, grouped by what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PAGE_GAPS = 10
KEPT_DAYS = 30


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
