"""The form for a typed answer that nobody else sees."""

from __future__ import annotations

import re
from typing import Any, Self

import discord

from bot.core.quiz.playing import MAX_ANSWER_CHARS
from bot.discord_ui.quiz.desk import Interaction
from bot.services.hosting import RoundKey

FORM_TIMEOUT_S = 900.0
_CUSTOM_ID = re.compile(r"qf1:(?P<kind>[gs]):(?P<game>\d{1,18}):(?P<round>\d{1,3}):\d{1,20}")


class AnswerForm(discord.ui.Modal):
    """One line to type in.

    Its custom_id tells the round, so that it can be sent after a restart, and the opening, so that nobody sends
    into somebody else's form. What is sent arrives at `read_form`, whether this object still exists or not.
    """

    def __init__(self, custom_id: str) -> None:
        super().__init__(title="Your answer", custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        field: Any = discord.ui.TextInput(custom_id="answer", max_length=MAX_ANSWER_CHARS)
        self.add_item(discord.ui.Label(text="What is it?", component=field))

    @classmethod
    def of(cls, interaction: Interaction, key: RoundKey, *, is_solo: bool = False) -> Self:
        """Return the form that an interaction opens for a round."""
        return cls(f"qf1:{'s' if is_solo else 'g'}:{key.game_id}:{key.number}:{interaction.id}")


def read_form(interaction: Interaction) -> tuple[RoundKey, str, bool] | None:
    """Return the round, the text and whether it is a game for one; None for something that is not this form."""
    data: Any = interaction.data or {}
    match = _CUSTOM_ID.fullmatch(str(data.get("custom_id", "")))
    if match is None:
        return None
    key = RoundKey(interaction.guild_id or 0, int(match["game"]), int(match["round"]))
    return key, _typed(data), match["kind"] == "s"


def _typed(data: Any) -> str:
    """Find the text wherever the form's only field stands in what Discord sends."""
    if isinstance(data, dict):
        if data.get("custom_id") == "answer":
            return str(data.get("value", ""))
        return next(filter(None, map(_typed, data.values())), "")
    if isinstance(data, list):
        return next(filter(None, map(_typed, data)), "")
    return ""
