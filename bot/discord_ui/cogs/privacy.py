"""What is kept: `/privacy` for everybody about themselves, `/data` for those who manage a guild."""

from __future__ import annotations

import gzip
from io import BytesIO
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui.actors import actor_of, guild_of, only_in_guilds
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.delivery import respond
from bot.discord_ui.privacy_buttons import ForgetButton, PurgeButton
from bot.discord_ui.privacy_card import deletion_card, kept_card, purge_card
from bot.discord_ui.replies import Reply
from bot.services.privacy import Privacy

EXPORTED = "All that I keep about you, in all servers. Ids are Discord's; times are in UTC."
NOTHING_KEPT = "I keep nothing about you."
NOTHING_OF_GUILD = "I keep nothing about this server."
MAX_FILE_BYTES = 8_000_000
LOOKS, LOOKS_WINDOW_S = 5, 60.0

_Interaction = discord.Interaction[Any]


class PrivacyCog(commands.GroupCog, group_name="privacy", group_description="What I keep about you"):
    """Shows, exports and deletes what is kept about whoever asks, to them alone."""

    def __init__(self, privacy: Privacy, policy_url: str) -> None:
        self._privacy = privacy
        self._policy_url = policy_url
        self._cooldowns = Cooldowns(LOOKS, LOOKS_WINDOW_S)

    @app_commands.command(description="Show what I keep about you and about this server, and where the policy is")
    async def show(self, interaction: _Interaction) -> None:
        """Show what is kept."""
        await self._begin(interaction)
        kept = await self._privacy.kept(interaction.user.id, _guild_id(interaction))
        await respond(interaction, Reply(card=kept_card(kept, self._policy_url), is_private=True))

    @app_commands.command(description="Get all that I keep about you, in all servers, as a file")
    async def export(self, interaction: _Interaction) -> None:
        """Hand out the data of whoever asks."""
        await self._begin(interaction)
        data, name = await self._privacy.export(interaction.user.id), "my-data.json"
        if len(data) > MAX_FILE_BYTES:
            data, name = gzip.compress(data), f"{name}.gz"
        await interaction.followup.send(EXPORTED, file=discord.File(BytesIO(data), name), ephemeral=True)

    @app_commands.command(description="Delete what I keep about you, here or in all servers; you are asked first")
    async def delete(self, interaction: _Interaction) -> None:
        """Ask whether, and where, to delete."""
        await self._begin(interaction)
        guild_id = _guild_id(interaction)
        kept = await self._privacy.kept(interaction.user.id, guild_id)
        if not kept.everywhere:
            await respond(interaction, Reply(NOTHING_KEPT, is_private=True))
            return
        places = ("here", "all") if guild_id is not None else ("all",)
        card = deletion_card(kept, is_in_guild=guild_id is not None)
        buttons = [ForgetButton(where) for where in places]
        await respond(interaction, Reply(card=card, buttons=buttons, is_private=True))

    async def _begin(self, interaction: _Interaction) -> None:
        """Take the time that looking through everything may need. Raises TooFast."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        await interaction.response.defer(ephemeral=True, thinking=True)


@app_commands.default_permissions(manage_guild=True)
@only_in_guilds
class GuildData(commands.GroupCog, group_name="data", group_description="What I keep about this server"):
    """Deletes a guild's data for those who manage it."""

    def __init__(self, privacy: Privacy) -> None:
        self._privacy = privacy

    @app_commands.command(description="Delete all that I keep about this server; you are asked first")
    async def purge(self, interaction: _Interaction) -> None:
        """Ask whether to delete everything."""
        kept = await self._privacy.look_at(actor_of(interaction), guild_of(interaction))
        if kept:
            await respond(interaction, Reply(card=purge_card(kept), buttons=[PurgeButton()], is_private=True))
        else:
            await respond(interaction, Reply(NOTHING_OF_GUILD, is_private=True))


def _guild_id(interaction: _Interaction) -> int | None:
    """Return the guild where something is asked; None outside of those that the bot is in."""
    guild_id = interaction.guild_id
    return guild_id if guild_id is not None and interaction.client.get_guild(guild_id) is not None else None
