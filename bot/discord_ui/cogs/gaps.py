"""What could not be answered: `/facts gaps`."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui.actors import only_in_guilds
from bot.discord_ui.delivery import respond
from bot.discord_ui.ideas.gap_desk import GapDesk

_Interaction = discord.Interaction[Any]


@only_in_guilds
class Gaps(commands.GroupCog, group_name="facts", group_description="What I know about the shows in this server"):
    """Shows curators what could not be answered."""

    def __init__(self, desk: GapDesk) -> None:
        self._desk = desk

    @app_commands.command(description="For curators: the questions that I could not answer here")
    async def gaps(self, interaction: _Interaction) -> None:
        """Show the first page of gaps."""
        await respond(interaction, await self._desk.page(interaction))
