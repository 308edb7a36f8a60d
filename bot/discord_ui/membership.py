"""Who is in a guild, asked of Discord member by member: the bot does without the members intent."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

import aiohttp
import discord

from bot.discord_ui.names import Names

REMEMBERED_S = 24 * 3600.0
_WAIT_S = 3.0
_MAX_MEMBERS = 20_000
# Discord's JSON error codes for a member and for a user that there is not.
_GONE_CODES = frozenset({10007, 10013})


class GuildMembership:
    """Looks members up, and those who are there not again for a day.

    Those who have left are not remembered here: a member who comes back and plays is not to be hidden for a day.
    """

    def __init__(self, bot: discord.Client, names: Names, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._names = names
        self._clock = clock
        self._here_until: OrderedDict[tuple[int, int], float] = OrderedDict()

    async def has_left(self, guild_id: int, user_id: int) -> bool:
        """Tell whether somebody is surely not in a guild any more; False where that cannot be known now."""
        guild = self._bot.get_guild(guild_id)
        if guild is None or self._here_until.get((guild_id, user_id), 0.0) > self._clock():
            return False
        try:
            async with asyncio.timeout(_WAIT_S):
                member = await guild.fetch_member(user_id)
        except discord.NotFound as error:
            return error.code in _GONE_CODES
        except (discord.DiscordException, aiohttp.ClientError, OSError):
            return False
        self._names.see(guild_id, member)
        self._remember(guild_id, user_id)
        return False

    def _remember(self, guild_id: int, user_id: int) -> None:
        self._here_until[guild_id, user_id] = self._clock() + REMEMBERED_S
        self._here_until.move_to_end((guild_id, user_id))
        if len(self._here_until) > _MAX_MEMBERS:
            self._here_until.popitem(last=False)
