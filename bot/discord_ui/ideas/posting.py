"""How suggestions reach the channel where curators see them, and how they are kept up to date there."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord

from bot.core.curation.suggestions import Suggestion
from bot.discord_ui.delivery import content_of
from bot.discord_ui.errors import report
from bot.discord_ui.replies import Reply, view_of

_UNREACHABLE = (discord.DiscordException, aiohttp.ClientError, OSError)

_Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


def channel_of(guild: discord.Guild | None, channel_id: int | None) -> _Channel | None:
    """Return a guild's channel if the bot may post cards there; None for none, and for one that is gone."""
    channel = guild.get_channel_or_thread(channel_id) if guild and channel_id else None
    if guild is None or not isinstance(channel, _Channel):
        return None
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return None
    rights = channel.permissions_for(guild.me)
    may_send = rights.send_messages_in_threads if isinstance(channel, discord.Thread) else rights.send_messages
    return channel if rights.view_channel and may_send and rights.embed_links else None


async def post(channel: _Channel | None, reply: Reply) -> int | None:
    """Post a suggestion and return the message's id; None where that was not possible, which the log tells."""
    if channel is None:
        return None
    try:
        return (await channel.send(**content_of(reply))).id
    except _UNREACHABLE as error:
        report(error, "review channel")
        return None


async def update(channel: _Channel | None, suggestion: Suggestion, reply: Reply) -> None:
    """Show in the review channel what became of a suggestion, if its message is still there."""
    if channel is None or suggestion.message_id is None:
        return
    message: Any = channel.get_partial_message(suggestion.message_id)
    try:
        await message.edit(embed=reply.card, view=view_of(reply.buttons))
    except _UNREACHABLE as error:
        report(error, "review channel")
