"""Which messages are for the bot, and what they ask. Cheap for those that are not: every message passes here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import discord

from bot.discord_ui.text import plain

_COMMAND = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)(?!-?\w)", re.IGNORECASE)
_MENTIONS_AND_EMOJI = re.compile(r"<(?:@[!&]?|#|a?:\w+:|id:)\w+>")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks.

    Attributes:
        show_id: The show that it names by its command; None for any.
        text: What is asked, without command and mentions; empty when there is not a word in it.
    """

    show_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and in which guild; None in direct messages and where the bot is no member."""

    user_id: int
    guild_id: int | None


MayKnow = Callable[[int | None, str], bool]


class Addressing:
    """Knows what the bot goes by: a command for each show, and its mention.

    Args:
        may_know: Tells at once whether a guild may have a show, given their ids; None for outside of guilds.
    """

    def __init__(self, prefix: str, bot_id: int, may_know: MayKnow) -> None:
        self._prefix = prefix.casefold()
        self._prefix_chars = len(prefix)
        self._may_know = may_know
        self._bot_id = bot_id
        self._mentions = (f"<@{bot_id}>", f"<@!{bot_id}>")

    def may_concern(self, message: discord.Message) -> bool:
        """Tell quickly whether a message could be for the bot: few that are not get past this."""
        content = message.content
        is_addressed = (
            (content[: self._prefix_chars].casefold() == self._prefix and self._command(message) is not None)
            or ("<@" in content and self._is_mentioned(content))
            or isinstance(message.channel, discord.DMChannel)
        )
        return bool(content and is_addressed and not message.author.bot and message.webhook_id is None)

    def request(self, message: discord.Message) -> Request | None:
        """Return what a message asks of the bot; None when it is not for the bot."""
        if message.is_system():
            return None
        command = self._command(message)
        if command is not None:
            return command
        if isinstance(message.channel, discord.DMChannel) or self._is_asked(message):
            return Request(None, words(message.content))
        return None

    def _command(self, message: discord.Message) -> Request | None:
        content = message.content
        if content[: self._prefix_chars].casefold() != self._prefix:
            return None
        name = _COMMAND.match(content, self._prefix_chars)
        if name is None or not self._may_know(message.guild.id if message.guild else None, name[1].lower()):
            return None
        return Request(name[1].lower(), words(content[name.end() :]))

    def _is_asked(self, message: discord.Message) -> bool:
        """Tell whether the mention is a question to the bot, and not a remark in a reply to somebody else."""
        if not self._is_mentioned(message.content) or all(user.id != self._bot_id for user in message.mentions):
            return False
        if message.type is not discord.MessageType.reply or message.reference is None:
            return True
        original = message.reference.resolved
        return isinstance(original, discord.Message) and original.author.id == self._bot_id

    def _is_mentioned(self, content: str) -> bool:
        return any(mention in content for mention in self._mentions)


def words(content: str) -> str:
    """Return the words of a message on one line, without mentions and custom emoji; empty without a letter or digit."""
    text = plain(_MENTIONS_AND_EMOJI.sub(" ", content))
    return text if _WORD.search(text) else ""
