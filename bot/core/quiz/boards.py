"""Leaderboards and players' figures, as values, and the spans of time that they cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

PAGE_ROWS = 10


class Span(StrEnum):
    """What time a leaderboard covers."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """One player's line; equal points share a place, counted from 1."""

    place: int
    user_id: int
    points: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a leaderboard.

    Attributes:
        rows: At most PAGE_ROWS, best first.
        page: Counted from 0.
        players: How many are on the whole board.
        own: The caller's line, on this page or not; None for somebody without points.
    """

    rows: tuple[Row, ...]
    page: int
    players: int
    own: Row | None = None

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.players // PAGE_ROWS))


@dataclass(frozen=True, slots=True)
class Figures:
    """What one player has done in a guild.

    Attributes:
        rounds: Rounds asked in the games they played in, answered or not: speed and accuracy mean little without.
        average_s: Seconds that their right answers took; None without one.
        best_topic_id: The topic, as `show/topic`, with the best share of right answers, of those with at least three.
    """

    points: int
    games: int
    rounds: int
    answered: int
    right: int
    best_streak: int
    average_s: float | None = None
    best_topic_id: str = ""

    @property
    def accuracy(self) -> float:
        """The share of answers that were right, 0-1; 0 without any."""
        return self.right / self.answered if self.answered else 0.0


def start_of(span: Span, now: datetime) -> datetime | None:
    """Return when the day, the week (from Monday) or the month of a local time began; None for all time.

    Args:
        now: With the guild's time zone.
    """
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    match span:
        case Span.DAY:
            return midnight
        case Span.WEEK:
            return midnight - timedelta(days=now.weekday())
        case Span.MONTH:
            return midnight.replace(day=1)
        case Span.ALL:
            return None
