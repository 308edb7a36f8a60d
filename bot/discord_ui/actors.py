"""Who somebody is in the guild where they act, with the rights that they have at that moment."""

from __future__ import annotations

from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.core.errors import UserError
from bot.core.guilds import Actor

ONLY_IN_GUILDS = "That works only in a server."

_Command = TypeVar("_Command")


def only_in_guilds(command: _Command) -> _Command:
    """Offer a command or a group of them only where the bot is a member.

    Every context is named: what is left open follows the bot's own defaults, also after `app_commands.guild_only`.
    """
    command = app_commands.allowed_installs(guilds=True, users=False)(command)
    return app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)


def guild_of(interaction: discord.Interaction[Any], otherwise: str = ONLY_IN_GUILDS) -> int:
    """Return the id of the guild where something happens.

    Raises:
        UserError: `otherwise`, in direct messages and in guilds where the bot is no member.
    """
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        raise UserError(otherwise)
    return interaction.guild_id


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Return who used a command or a component; Discord sends their rights along with each."""
    return _actor(interaction.user, interaction.permissions)


def author_of(message: discord.Message) -> Actor:
    """Return who wrote a message, with their rights in its channel; outside of guilds there are none."""
    author, channel = message.author, message.channel
    if isinstance(author, discord.Member) and isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return _actor(author, channel.permissions_for(author))
    return _actor(author, discord.Permissions.none())


def _actor(user: discord.User | discord.Member, rights: discord.Permissions) -> Actor:
    role_ids = frozenset(role.id for role in user.roles) if isinstance(user, discord.Member) else frozenset[int]()
    is_manager = rights.manage_guild or rights.administrator
    return Actor(user.id, role_ids, is_moderator=is_manager or rights.manage_messages, is_manager=is_manager)
