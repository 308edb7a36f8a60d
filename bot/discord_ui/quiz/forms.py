"""The form for a typed answer that nobody else sees."""

from __future__ import annotations

import re
from typing import Self

import discord

from bot.core.quiz.playing import MAX_ANSWER_CHARS
from bot.discord_ui.forms import FORM_TIMEOUT_S, Field, add_fields, custom_id_of, typed_in
from bot.discord_ui.quiz.desk import Interaction
from bot.services.hosting import RoundKey

_CUSTOM_ID = re.compile(r"qf1:(?P<kind>[gs]):(?P<game>\d{1,18}):(?P<round>\d{1,3}):\d{1,20}")
_ANSWER = Field("answer", "What is it?", MAX_ANSWER_CHARS, is_long=False)


class AnswerForm(discord.ui.Modal):
    """One line to type in. What is sent arrives at `read_form`."""

    def __init__(self, custom_id: str) -> None:
        super().__init__(title="Your answer", custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        add_fields(self, {_ANSWER: ""})

    @classmethod
    def of(cls, interaction: Interaction, key: RoundKey, *, is_solo: bool = False) -> Self:
        """Return the form that an interaction opens for a round."""
        return cls(f"qf1:{'s' if is_solo else 'g'}:{key.game_id}:{key.number}:{interaction.id}")


def read_form(interaction: Interaction) -> tuple[RoundKey, str, bool] | None:
    """Return the round, the text and whether it is a game for one; None for something that is not this form."""
    match = _CUSTOM_ID.fullmatch(custom_id_of(interaction))
    if match is None:
        return None
    key = RoundKey(interaction.guild_id or 0, int(match["game"]), int(match["round"]))
    return key, typed_in(interaction.data).get(_ANSWER.name, ""), match["kind"] == "s"
