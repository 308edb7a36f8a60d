"""What every part of a quiz in Discord needs at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.core.errors import UserError
from bot.core.guilds import Actor
from bot.services.appeals import Appeals
from bot.services.asking import Asking
from bot.services.hosting import QuizHost
from bot.services.question_bank import QuestionBank
from bot.services.solo import SoloQuizzes

ONLY_IN_GUILDS = "Quizzes are played in the channels of a server. For yourself alone there is `/quiz solo`."

Interaction = discord.Interaction[Any]


@dataclass(frozen=True, slots=True)
class QuizDesk:
    """The use cases of quizzes, and the shows that they are about."""

    asking: Asking
    bank: QuestionBank
    host: QuizHost
    appeals: Appeals
    solo: SoloQuizzes


def actor_of(interaction: Interaction) -> Actor:
    """Return who uses a command or a button, with the rights that Discord says they have at this moment."""
    return _actor(interaction.user, interaction.permissions)


def author_of(message: discord.Message) -> Actor:
    """Return who wrote a message in a guild, with their rights in its channel."""
    author, channel = message.author, message.channel
    if isinstance(author, discord.Member) and isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return _actor(author, channel.permissions_for(author))
    return _actor(author, discord.Permissions.none())


def guild_of(interaction: Interaction) -> int:
    """Return the guild of an interaction. Raises UserError outside of guilds, and where the bot is no member."""
    if interaction.guild_id is None or interaction.client.get_guild(interaction.guild_id) is None:
        raise UserError(ONLY_IN_GUILDS)
    return interaction.guild_id


def _actor(user: discord.User | discord.Member, permissions: discord.Permissions) -> Actor:
    roles = user.roles if isinstance(user, discord.Member) else []
    return Actor(
        user.id,
        frozenset(role.id for role in roles),
        is_moderator=permissions.manage_messages or permissions.manage_guild,
        is_manager=permissions.manage_guild,
    )
