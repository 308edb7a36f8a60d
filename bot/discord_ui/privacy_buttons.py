"""Buttons that delete: what is kept about whoever presses, or about the guild."""

from __future__ import annotations

import re
from functools import partial
from typing import Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.guilds import require_manager
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import show_instead, tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.replies import Reply
from bot.services.privacy import Privacy

FORGOTTEN = "Done: {what} that I kept about you {where} {verb} gone."
PURGED = "Done: all that I kept about this server is gone ({what})."
LABELS = {"here": "Delete it here", "all": "Delete it everywhere"}

_Interaction = discord.Interaction[Any]
_Button = discord.ui.Button[discord.ui.View]


class ForgetButton(DynamicItem[_Button], template=r"p1:(?P<where>here|all)"):
    """Deletes what is kept about whoever presses it, and about nobody else."""

    def __init__(self, where: str) -> None:
        super().__init__(_Button(style=ButtonStyle.danger, label=LABELS[where], custom_id=f"p1:{where}"))
        self._where = where

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["where"])

    async def callback(self, interaction: _Interaction) -> None:
        """Delete, and say so in place of the question."""
        async with reporting("forget button", partial(tell, interaction)):
            guild_id = guild_of(interaction) if self._where == "here" else None
            await interaction.response.defer()
            count = await _privacy(interaction).forget(interaction.user.id, guild_id)
            where = "here" if guild_id else "in all servers"
            text = FORGOTTEN.format(what=_entries(count), where=where, verb="is" if count == 1 else "are")
            await show_instead(interaction, Reply(text))


class PurgeButton(DynamicItem[_Button], template=r"p2:purge"):
    """Deletes all that is kept of the guild; whoever presses it must be allowed to then."""

    def __init__(self) -> None:
        super().__init__(_Button(style=ButtonStyle.danger, label="Delete all of it for good", custom_id="p2:purge"))

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, _match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls()

    async def callback(self, interaction: _Interaction) -> None:
        """Delete, and say so in place of the question."""
        async with reporting("purge button", partial(tell, interaction)):
            guild_id, actor = guild_of(interaction), actor_of(interaction)
            require_manager(actor)
            await interaction.response.defer()
            count = await _privacy(interaction).purge(actor, guild_id)
            await show_instead(interaction, Reply(PURGED.format(what=_entries(count))))


PRIVACY_BUTTONS = (ForgetButton, PurgeButton)


def _privacy(interaction: _Interaction) -> Privacy:
    privacy: Privacy = interaction.client.privacy
    return privacy


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
