"""Use case: how the players of a guild stand, by its own days and weeks, and what one of them has done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.core.guilds import GuildSettings
from bot.core.quiz.boards import Board, Figures, Span, start_of
from bot.services.guild_settings import GuildSettingsService
from bot.services.ports import Scores

# Pages read again because members on them have left. Whoever is found after that stays until the next look.
MAX_LOOKS = 3


class Membership(Protocol):
    """Knows who is in a guild."""

    async def has_left(self, guild_id: int, user_id: int) -> bool:
        """Tell whether somebody is surely not in a guild any more; False where that cannot be known now."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """Which leaderboard somebody looks at.

    Attributes:
        show_id: Points in questions about one show; None for all.
        page: Counted from 0; the last one is meant by any number too high.
    """

    span: Span = Span.ALL
    show_id: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShownBoard:
    """A page of a leaderboard, when its span began in the guild's time zone, and whether the guild wants pictures."""

    board: Board
    since: datetime | None
    has_picture: bool


class Leaderboards:
    """Shows how players stand."""

    def __init__(self, scores: Scores, settings: GuildSettingsService, clock: Callable[[], datetime]) -> None:
        self._scores = scores
        self._settings = settings
        self._clock = clock

    async def board(self, guild_id: int, user_id: int, view: BoardView, membership: Membership) -> ShownBoard:
        """Return a page of a guild's leaderboard, with the caller's own line on it or not."""
        settings = await self._settings.load(guild_id)
        since = start_of(view.span, self._clock().astimezone(_zone(settings)))
        board = await self._board(guild_id, user_id, view, since, settings)
        for _ in range(MAX_LOOKS - 1 if settings.hides_departed else 0):
            departed = await _departed(guild_id, board, membership)
            if not departed:
                break
            await self._scores.depart(guild_id, departed)
            board = await self._board(guild_id, user_id, view, since, settings)
        return ShownBoard(board, since, settings.has_pictures)

    async def figures(self, guild_id: int, user_id: int, show_id: str | None = None) -> Figures | None:
        """Return what a player has done in a guild; None for somebody who has not played."""
        return await self._scores.figures(guild_id, user_id, show_id)

    async def _board(
        self, guild_id: int, user_id: int, view: BoardView, since: datetime | None, settings: GuildSettings
    ) -> Board:
        return await self._scores.board(
            guild_id,
            since=since.astimezone(UTC) if since else None,
            show_id=view.show_id,
            page=max(0, view.page),
            user_id=user_id,
            hides_departed=settings.hides_departed,
        )


async def _departed(guild_id: int, board: Board, membership: Membership) -> list[int]:
    user_ids = [row.user_id for row in board.rows]
    left = await asyncio.gather(*(membership.has_left(guild_id, user_id) for user_id in user_ids))
    return [user_id for user_id, has_left in zip(user_ids, left, strict=True) if has_left]


def _zone(settings: GuildSettings) -> tzinfo:
    """Return a guild's time zone; UTC for one that the time zone database has lost since it was set."""
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
