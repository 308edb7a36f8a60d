"""Where the bot may write, and for a while, where Discord has just said that it may not.

Ten thousand refusals in ten minutes ban an address (Discord's reference, "Rate Limits").
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from discord.abc import MessageableChannel

REMEMBERED_S = 600.0
_MAX_CHANNELS = 10_000


class Refusals:
    """Remembers channels that refused a message."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: OrderedDict[int, float] = OrderedDict()

    def remember(self, channel_id: int) -> None:
        """Do not write to this channel for the next ten minutes."""
        self._until[channel_id] = self._clock() + REMEMBERED_S
        self._until.move_to_end(channel_id)
        if len(self._until) > _MAX_CHANNELS:
            self._until.popitem(last=False)

    def permissions_in(self, channel: MessageableChannel) -> discord.Permissions:
        """Return what the bot may do in a channel, none while it is remembered, all where that cannot be known."""
        if self._until.get(channel.id, 0.0) > self._clock():
            return discord.Permissions.none()
        if isinstance(channel, discord.Thread):
            return _permissions_in_thread(channel)
        if isinstance(channel, discord.abc.GuildChannel):
            return channel.permissions_for(channel.guild.me)
        return discord.Permissions.all()


def _permissions_in_thread(thread: discord.Thread) -> discord.Permissions:
    if thread.parent is None:
        return discord.Permissions.all()
    permissions = thread.permissions_for(thread.guild.me)
    permissions.send_messages = permissions.send_messages_in_threads
    return permissions
