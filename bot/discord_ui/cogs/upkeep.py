"""Once a day: what is due goes. And whenever the bot is removed from a guild, or comes back, that is noted."""

from __future__ import annotations

import asyncio

import discord
from discord.ext import commands

from bot.core.retention import EVERY
from bot.discord_ui.errors import nobody, reporting
from bot.services.upkeep import Upkeep

SNOWFLAKE_TIME_BITS = 22  # Discord shards by what stands above the lower 22 bits of a guild's id


class UpkeepCog(commands.Cog):
    """Runs the daily upkeep from when all guilds are known."""

    def __init__(self, bot: commands.Bot, upkeep: Upkeep) -> None:
        self._bot = bot
        self._upkeep = upkeep
        self._days: asyncio.Task[None] | None = None

    async def cog_unload(self) -> None:
        """Stop."""
        if self._days is not None:
            self._days.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Begin; Discord says so again after each new session."""
        if self._days is None:
            self._days = asyncio.create_task(self._every_day(), name="upkeep")

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note when the bot was removed. A guild that only cannot be reached is not among these."""
        async with reporting("guild removed", nobody):
            await self._upkeep.left(guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Let a guild that comes back keep all."""
        async with reporting("guild joined", nobody):
            await self._upkeep.joined(guild.id)

    async def _every_day(self) -> None:
        while True:
            async with reporting("upkeep", nobody):
                await self._upkeep.keep_up({guild.id for guild in self._bot.guilds}, self._is_served)
            await asyncio.sleep(EVERY.total_seconds())

    def _is_served(self, guild_id: int) -> bool:
        """Tell whether a guild belongs to this process's shards."""
        shard_id = (guild_id >> SNOWFLAKE_TIME_BITS) % (self._bot.shard_count or 1)
        return shard_id == (self._bot.shard_id or 0)
