"""What members are called, for pictures: remembered in memory while they use the bot, and kept nowhere."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

import discord

_MAX_NAMES = 20_000


class Names:
    """Remembers display names of a bounded number of members, those seen last."""

    def __init__(self, limit: int = _MAX_NAMES) -> None:
        self._limit = limit
        self._names: OrderedDict[tuple[int, int], str] = OrderedDict()

    def see(self, guild_id: int | None, user: discord.abc.User) -> None:
        """Remember what somebody is called in a guild."""
        if guild_id is None:
            return
        self._names[guild_id, user.id] = user.display_name
        self._names.move_to_end((guild_id, user.id))
        if len(self._names) > self._limit:
            self._names.popitem(last=False)

    def among(self, guild_id: int, user_ids: Iterable[int]) -> dict[int, str]:
        """Return the names that are known of some users of a guild."""
        return {user_id: name for user_id in user_ids if (name := self._names.get((guild_id, user_id)))}
