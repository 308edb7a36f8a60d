"""What privacy needs from outside. As in `ports`: a method is one transaction, kept when it returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

Counts = Mapping[str, int]
"""How many rows of each table; only of tables that have some."""

Export = Mapping[str, Sequence[Mapping[str, object]]]
"""The rows of each table, as JSON takes them: ids as text, times in ISO 8601."""


class People(Protocol):
    """Knows and forgets what is kept about people and guilds."""

    async def about_user(self, user_id: int, guild_id: int | None = None) -> Counts:
        """Return how much names somebody, in one guild or in all."""

    async def about_guild(self, guild_id: int) -> Counts:
        """Return how much is kept of a guild."""

    async def export(self, user_id: int) -> Export:
        """Return all that names somebody, in all guilds, without the ids of others."""

    async def forget(self, user_id: int, guild_id: int | None = None) -> int:
        """Delete what is kept about somebody, in one guild or in all; return how much it was.

        What their answers earned in games with others, and what they wrote for others to read or decided, stays
        without their id.
        """

    async def purge(self, guild_id: int) -> int:
        """Delete all that is kept of a guild; return how much it was."""

    async def empty_texts(self, before: datetime) -> int:
        """Empty, in all guilds, the typed answers of games that ended before a time; return how many."""


class Departures(Protocol):
    """Remembers which guilds the bot is no longer in."""

    async def known(self) -> frozenset[int]:
        """Return the guilds that anything is kept of, those that were left too."""

    async def leave(self, guild_ids: Collection[int], at: datetime) -> None:
        """Remember that the bot is no longer in guilds; one that is known to have been left keeps its time."""

    async def come_back(self, guild_ids: Collection[int]) -> int:
        """Forget that the bot had left guilds; return how many of them it had."""

    async def left_before(self, at: datetime) -> tuple[int, ...]:
        """Return the guilds that were left before a time, the longest gone first."""
