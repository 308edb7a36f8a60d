"""Answers typed as plain messages, where the bot may read them. Cheap for channels without a quiz."""

from __future__ import annotations

import discord

from bot.core.errors import RoundOver
from bot.core.quiz.game import Phase
from bot.core.quiz.judging import Verdict
from bot.discord_ui.addressing import words
from bot.services.hosting import QuizHost, RoundKey

# Longer messages are talk, not answers.
MAX_GUESS_CHARS = 120
REACTIONS = {Verdict.RIGHT: "✅", Verdict.CLOSE: "🟡", Verdict.WRONG: "❌"}


class Guesses:
    """Takes messages in a channel as answers while a typed question is open there."""

    def __init__(self, host: QuizHost, prefix: str) -> None:
        self._host = host
        self._prefix = prefix

    def may_concern(self, message: discord.Message) -> bool:
        """Tell whether a message is an answer to the open question of its channel."""
        game = self._host.running_in(message.channel.id)
        if game is None or game.phase is not Phase.ASKING or not game.dealt.is_typed:
            return False
        content = message.content
        is_human = not message.author.bot and message.webhook_id is None
        return is_human and 0 < len(content) <= MAX_GUESS_CHARS and not content.startswith((self._prefix, "<@"))

    async def answer(self, message: discord.Message) -> None:
        """Take a message as an answer and show by a reaction what it is worth."""
        game = self._host.running_in(message.channel.id)
        text = words(message.content)
        if game is None or not text:
            return
        key = RoundKey(game.guild_id, game.id, game.round.number)
        try:
            given = await self._host.type_in(key, message.author.id, text, is_public=True)
        except RoundOver:
            return
        try:
            await message.add_reaction(REACTIONS[given.verdict])
        except (discord.Forbidden, discord.NotFound):
            return  # the answer counts all the same, and the reveal will tell
