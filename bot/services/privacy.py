"""Use case: what is kept about somebody and about a guild, for them to see, take away and delete."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.guilds import Actor, require_manager
from bot.services.hosting import QuizHost
from bot.services.privacy_ports import Counts, People

Hear = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Kept:
    """How much is kept, table by table.

    Attributes:
        here: About somebody in the guild where they ask; empty outside of guilds.
        everywhere: About them in all guilds, this one too.
        guild: Of the guild, about anybody; empty outside of guilds.
    """

    here: Counts
    everywhere: Counts
    guild: Counts


class Privacy:
    """Shows, exports and deletes.

    Args:
        hearers: Told of a guild that was deleted: whoever holds some of it in memory.
    """

    def __init__(
        self, people: People, host: QuizHost, clock: Callable[[], datetime], hearers: Sequence[Hear] = ()
    ) -> None:
        self._people = people
        self._host = host
        self._clock = clock
        self._hearers = hearers

    async def kept(self, user_id: int, guild_id: int | None) -> Kept:
        """Return how much is kept about somebody, and of the guild where they ask."""
        everywhere = await self._people.about_user(user_id)
        if guild_id is None:
            return Kept({}, everywhere, {})
        here = await self._people.about_user(user_id, guild_id)
        return Kept(here, everywhere, await self._people.about_guild(guild_id))

    async def export(self, user_id: int) -> bytes:
        """Return all that is kept about somebody in all guilds, as JSON."""
        kept = await self._people.export(user_id)
        whole = {"user_id": str(user_id), "exported_at": self._clock().isoformat(), "kept": kept}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode("utf-8", "replace")

    async def forget(self, user_id: int, guild_id: int | None) -> int:
        """Delete what is kept about somebody, in one guild or in all; return how much it was.

        A quiz that they play in goes on without them.
        """
        self._host.leave(user_id, guild_id)
        return await self._people.forget(user_id, guild_id)

    async def look_at(self, actor: Actor, guild_id: int) -> Counts:
        """Return what a purge would delete. Raises NotAllowed for those who may not manage the guild."""
        require_manager(actor)
        return await self._people.about_guild(guild_id)

    async def purge(self, actor: Actor, guild_id: int) -> int:
        """Delete all that is kept of a guild; return how much it was. Raises NotAllowed as `look_at`."""
        require_manager(actor)
        return await self.erase(guild_id)

    async def erase(self, guild_id: int) -> int:
        """Delete all that is kept of a guild, whoever wants that; return how much it was."""
        await self._host.drop(guild_id)
        deleted = await self._people.purge(guild_id)
        for hear in self._hearers:
            hear(guild_id)
        return deleted
