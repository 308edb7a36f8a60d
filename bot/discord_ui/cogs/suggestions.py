"""Suggesting facts: `/suggest`."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.discord_ui.actors import guild_of, only_in_guilds
from bot.discord_ui.choices import MAX_CHOICE_CHARS, show_choices
from bot.discord_ui.delivery import respond
from bot.discord_ui.ideas.desk import IdeasDesk
from bot.discord_ui.ideas.reviewing import Reviewing
from bot.discord_ui.ideas.suggestion_cards import mine_card
from bot.discord_ui.naming import show_of
from bot.discord_ui.replies import Reply

_Interaction = discord.Interaction[Any]
_Name = Range[str, 1, MAX_CHOICE_CHARS]


@only_in_guilds
class Suggestions(commands.GroupCog, group_name="suggest", group_description="Tell this server's curators what I miss"):
    """Takes suggestions of members, and tells what became of them."""

    def __init__(self, desk: IdeasDesk, reviewing: Reviewing) -> None:
        self._desk = desk
        self._reviewing = reviewing

    @app_commands.command(description="Suggest a fact that I should know")
    @app_commands.describe(show="Which show it is about, when there are several")
    async def fact(self, interaction: _Interaction, show: _Name | None = None) -> None:
        """Open the form."""
        shows = (await self._desk.asking_of(guild_of(interaction))).shows
        await self._reviewing.open_new(interaction, show_of(shows, show).id if show else "")

    @app_commands.command(description="Show what you have suggested here, and what became of it")
    async def mine(self, interaction: _Interaction) -> None:
        """Show the caller's suggestions."""
        found = await self._desk.suggesting.mine(guild_of(interaction), interaction.user.id)
        await respond(interaction, Reply(card=mine_card(found), is_private=True))

    @app_commands.command(description="For curators: go through the suggestions that wait")
    async def waiting(self, interaction: _Interaction) -> None:
        """Show the suggestion that has waited longest."""
        await respond(interaction, await self._reviewing.waiting(interaction))

    @fact.autocomplete("show")
    async def shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows."""
        return show_choices(typed, (await self._desk.asking_of(guild_of(interaction))).shows)
