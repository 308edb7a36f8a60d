"""Questions that people type: by the show's command, by a mention, in a direct message."""

from __future__ import annotations

import discord

from bot.discord_ui.addressing import Addressing, Asker
from bot.discord_ui.cooldowns import Cooldowns, TooFast
from bot.discord_ui.delivery import reply_to
from bot.discord_ui.errors import reporting
from bot.discord_ui.presenter import Presenters
from bot.discord_ui.quiz.desk import QuizDesk
from bot.discord_ui.quiz.typed_command import quiz_reply
from bot.discord_ui.refusals import Refusals
from bot.discord_ui.replies import Reply


class TypedQuestions:
    """Answers messages that are for the bot; `may_concern` tells quickly which need no look at all."""

    def __init__(self, presenters: Presenters, desk: QuizDesk, cooldowns: Cooldowns, addressing: Addressing) -> None:
        self._presenters = presenters
        self._desk = desk
        self._cooldowns = cooldowns
        self._addressing = addressing
        self._refusals = Refusals()
        self.may_concern = addressing.may_concern

    async def answer(self, message: discord.Message) -> None:
        """Reply to a message if it is for the bot, and tell its author when that fails."""

        async def say(text: str) -> None:
            await reply_to(message, Reply(text), self._refusals)

        async with reporting("typed question", say):
            request = self._addressing.request(message)
            if request is None:
                return
            asker = Asker(message.author.id, message.guild.id if message.guild else None)
            presenter = await self._presenters.of(asker.guild_id)
            if presenter.knows(request.show_id) and self._may_ask(message):
                quiz = await quiz_reply(self._desk, message, request)
                await reply_to(message, quiz or presenter.request(request, asker), self._refusals)

    def _may_ask(self, message: discord.Message) -> bool:
        """Count the question. Raises TooFast for the first one too many; the following are passed over in silence."""
        try:
            self._cooldowns.take(message.author.id, message.created_at)
        except TooFast as refusal:
            if refusal.is_first:
                raise
            return False
        return True
