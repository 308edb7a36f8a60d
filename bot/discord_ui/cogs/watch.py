"""Every few seconds: what other processes changed about guilds' facts is seen."""

from __future__ import annotations

from discord.ext import commands, tasks

from bot.discord_ui.errors import nobody, reporting
from bot.services.bases import GuildBases

WATCH_S = 3.0


class Watch(commands.Cog):
    """Looks out from when it is loaded until it is unloaded."""

    def __init__(self, bases: GuildBases) -> None:
        self._bases = bases

    async def cog_load(self) -> None:
        """Begin."""
        self.look.start()

    async def cog_unload(self) -> None:
        """Stop."""
        self.look.cancel()

    @tasks.loop(seconds=WATCH_S)
    async def look(self) -> None:
        """See what was changed since the last look."""
        async with reporting("watch of guilds' facts", nobody):
            await self._bases.catch_up()
