"""Use case: what is kept for a time only goes when that is over, and guilds that the bot has left go after a while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine
from datetime import datetime
from typing import Any

from bot.core.retention import GAPS, LEFT_GUILDS, TYPED_ANSWERS
from bot.services.curation_ports import Gaps
from bot.services.privacy import Privacy
from bot.services.privacy_ports import Departures, People

log = logging.getLogger(__name__)

Report = Callable[[BaseException, str], object]


class Upkeep:
    """Remembers which guilds were left, and deletes what is due.

    Args:
        report: Told what went wrong with one thing, while the others are done.
    """

    def __init__(
        self,
        privacy: Privacy,
        people: People,
        departures: Departures,
        gaps: Gaps,
        *,
        clock: Callable[[], datetime],
        report: Report,
    ) -> None:
        self._privacy = privacy
        self._people = people
        self._departures = departures
        self._gaps = gaps
        self._clock = clock
        self._report = report

    async def left(self, guild_id: int) -> None:
        """Remember that the bot was removed from a guild just now."""
        await self._departures.leave([guild_id], self._clock())

    async def joined(self, guild_id: int) -> None:
        """Let a guild that has come back keep all."""
        await self._departures.come_back([guild_id])

    async def keep_up(self, present: Collection[int], is_served: Callable[[int], bool]) -> None:
        """Do what is due.

        Args:
            present: The guilds that the bot is in now, also those that cannot be reached just then.
            is_served: Tells whether a guild would be among `present` if the bot were in it; others have others.
        """
        now = self._clock()
        await self._try(self._compare(frozenset(present), is_served, now), "which guilds were left")
        await self._try(self._gaps.sweep(now - GAPS), "old questions")
        await self._try(self._people.empty_texts(now - TYPED_ANSWERS), "old typed answers")
        gone = await self._try(self._departures.left_before(now - LEFT_GUILDS), "guilds left long ago") or ()
        for guild_id in gone:
            if is_served(guild_id) and guild_id not in present:
                deleted = await self._try(self._privacy.erase(guild_id), "a guild left long ago")
                log.info("deleted all that was kept of guild %s, which the bot left long ago: %s", guild_id, deleted)

    async def _compare(self, present: frozenset[int], is_served: Callable[[int], bool], now: datetime) -> None:
        """Notice what happened while the bot was away."""
        known = await self._departures.known()
        await self._departures.come_back(known & present)
        await self._departures.leave([it for it in known - present if is_served(it)], now)

    async def _try(self, work: Coroutine[Any, Any, Any], name: str) -> Any:
        """Return what comes of some work; None, and a report, where it fails."""
        outcome: Any = (await asyncio.gather(work, return_exceptions=True))[0]
        if isinstance(outcome, BaseException):
            self._report(outcome, f"upkeep: {name}")
            return None
        return outcome
