"""How players stand: `/leaderboard` and `/stats`."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, Transform
from discord.ext import commands

from bot.core.quiz.boards import Span
from bot.discord_ui.actors import guild_of, only_in_guilds
from bot.discord_ui.board_buttons import may_attach
from bot.discord_ui.board_presenter import BoardPresenter
from bot.discord_ui.choices import MAX_CHOICE_CHARS, show_choices
from bot.discord_ui.delivery import respond
from bot.discord_ui.options import OneOf
from bot.services.bases import GuildBases

_Interaction = discord.Interaction[Any]
_Name = Range[str, 1, MAX_CHOICE_CHARS]


class Boards(commands.Cog):
    """Shows how players stand."""

    def __init__(self, bases: GuildBases, boards: BoardPresenter) -> None:
        self._bases = bases
        self._boards = boards

    @app_commands.command(description="Who has the most points here, and where you stand")
    @app_commands.describe(span="Points of what time; all time if you leave it out", show="Points of one show only")
    @only_in_guilds
    async def leaderboard(
        self, interaction: _Interaction, span: Transform[Span, OneOf(Span)] = Span.ALL, show: _Name | None = None
    ) -> None:
        """Show the first page of a leaderboard."""
        guild_id, user_id = guild_of(interaction), interaction.user.id
        self._boards.count_look(user_id, interaction.created_at)
        view = await self._boards.view(guild_id, span, show)
        await interaction.response.defer()
        await respond(
            interaction, await self._boards.board(guild_id, user_id, view, may_attach=may_attach(interaction))
        )

    @app_commands.command(description="What a player has done here: games, accuracy, speed, streak, best topic")
    @app_commands.describe(member="Whose figures; yours if you leave it out", show="In questions about one show only")
    @only_in_guilds
    async def stats(
        self, interaction: _Interaction, member: discord.User | None = None, show: _Name | None = None
    ) -> None:
        """Show a player's figures."""
        self._boards.count_look(interaction.user.id, interaction.created_at)
        player = member or interaction.user
        await respond(interaction, await self._boards.figures(guild_of(interaction), player.id, show))

    @leaderboard.autocomplete("show")
    @stats.autocomplete("show")
    async def known_shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows."""
        return show_choices(typed, (await self._bases.asking(interaction.guild_id)).shows)
