"""Reported questions, one after the other, for moderators to look at."""

from __future__ import annotations

import re
from functools import partial
from hashlib import blake2b
from typing import Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.errors import UserError
from bot.core.quiz.question import Question
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import show_instead, tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.quiz.desk import Interaction, QuizDesk
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean

NONE_WAIT = "No reported question waits for a look. Well done."
LOOKED_AT = "Somebody has looked at that question already."

_Button = discord.ui.Button[discord.ui.View]


class SettleButton(DynamicItem[_Button], template=r"q2:(?P<verdict>fine|bad):(?P<mark>[0-9a-f]{16})"):
    """Brings a reported question back into games, or keeps it out."""

    def __init__(self, verdict: str, mark: str) -> None:
        is_good = verdict == "fine"
        label = "It is fine: ask it again" if is_good else "Leave it out"
        style = ButtonStyle.success if is_good else ButtonStyle.danger
        super().__init__(_Button(style=style, label=label, custom_id=f"q2:{verdict}:{mark}"))
        self._is_good, self._mark = is_good, mark

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["verdict"], match["mark"])

    async def callback(self, interaction: Interaction) -> None:
        """Settle the question and show the next one."""
        async with reporting("report button", partial(tell, interaction)):
            desk: QuizDesk = interaction.client.desk
            actor, guild_id = actor_of(interaction), guild_of(interaction)
            waiting = await desk.appeals.reported(actor, guild_id)
            question_id = next((it for it in waiting if mark_of(it) == self._mark), None)
            if question_id is None:
                raise UserError(LOOKED_AT)
            await desk.appeals.settle(actor, guild_id, question_id, is_good=self._is_good)
            await show_instead(interaction, await reports_reply(desk, interaction))


async def reports_reply(desk: QuizDesk, interaction: Interaction) -> Reply:
    """Return the question that has waited longest, with what can be done about it. Raises NotAllowed, UserError."""
    waiting = await desk.appeals.reported(actor_of(interaction), guild_of(interaction))
    if not waiting:
        return Reply(NONE_WAIT, is_private=True)
    question_id, since = next(iter(waiting.items()))
    question = await desk.bank.find(guild_of(interaction), question_id)
    card = discord.Embed(description="\n".join(_lines(question_id, question)))
    card.set_author(name=f"Reported questions: {len(waiting)}")
    card.add_field(name="Reported", value=discord.utils.format_dt(since, "R"))
    buttons = [SettleButton(verdict, mark_of(question_id)) for verdict in ("fine", "bad")]
    return Reply(card=card, buttons=buttons, is_private=True)


def mark_of(question_id: str) -> str:
    """Return a short name of a question, for a custom_id."""
    return blake2b(question_id.encode(), digest_size=8).hexdigest()


def _lines(question_id: str, question: Question | None) -> list[str]:
    if question is None:
        return [f"{clean(question_id)}", "This question is no longer made: its fact is gone or has changed."]
    options = [f"- {clean(option)}" for option in question.wrong[:3]]
    return [f"**{clean(question.text)}**", f"- ✅ {clean(question.answer)}", *options, "", clean(question.explanation)]
