"""Asking: `/ask`, and *Answer this* in the menu of a message."""

from __future__ import annotations

import dataclasses
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.errors import UserError
from bot.discord_ui.addressing import words
from bot.discord_ui.buttons import asker_of
from bot.discord_ui.choices import question_choices
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.delivery import respond
from bot.discord_ui.naming import find_entry
from bot.discord_ui.presenter import Presenters
from bot.services.asking import MAX_QUESTION_CHARS
from bot.services.bases import GuildBases

NOTHING_ASKED = "Ask me something about a show, in words."
NOTHING_TO_ANSWER = "I find nothing in that message that I could answer."

_Interaction = discord.Interaction[Any]


class Answers(commands.Cog):
    """Answers questions."""

    def __init__(self, bases: GuildBases, presenters: Presenters, cooldowns: Cooldowns) -> None:
        self._bases = bases
        self._presenters = presenters
        self._cooldowns = cooldowns

    @app_commands.command(description="Ask a question about a show")
    @app_commands.describe(question="What you want to know; known questions appear while you type")
    async def ask(self, interaction: _Interaction, question: Range[str, 1, MAX_QUESTION_CHARS]) -> None:
        """Answer a question, or the known one that was chosen."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        presenter = await self._presenters.of(interaction.guild_id)
        chosen = find_entry(presenter.shows, question)
        text = words(question)
        if chosen is not None:
            await respond(interaction, presenter.fact(chosen, asker_of(interaction)))
        elif text:
            await respond(interaction, presenter.question(text, asker_of(interaction)))
        else:
            raise UserError(NOTHING_ASKED)

    @ask.autocomplete("question")
    async def known_questions(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the known questions closest to what has been typed."""
        asking = await self._bases.asking(interaction.guild_id)
        return question_choices(asking.complete(typed), asking.shows)

    async def answer_this(self, interaction: _Interaction, message: discord.Message) -> None:
        """Answer what somebody wrote, with a link to it."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        text = words(message.content)
        presenter = await self._presenters.of(interaction.guild_id)
        reply = presenter.question(text, asker_of(interaction)) if text else None
        if reply is None or reply.card is None:
            raise UserError(NOTHING_TO_ANSWER)
        await respond(interaction, dataclasses.replace(reply, text=f"-# To {message.jump_url}"))
