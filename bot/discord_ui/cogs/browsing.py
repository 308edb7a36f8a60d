"""Looking around without a question: topics, quotations, shows, and the bot itself."""

from __future__ import annotations

import random
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.knowledge.answering import Entry
from bot.discord_ui.buttons import asker_of
from bot.discord_ui.choices import MAX_CHOICE_CHARS, MAX_CHOICES, question_choices, show_choices, topic_choices
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.delivery import respond
from bot.discord_ui.naming import find_entry, find_show, show_of, topic_of
from bot.discord_ui.presenter import Presenters
from bot.services.asking import Asking
from bot.services.bases import GuildBases

NO_QUOTATIONS = "I know no quotations."

_Interaction = discord.Interaction[Any]
_Name = Range[str, 1, MAX_CHOICE_CHARS]


class Browsing(commands.Cog):
    """Shows what there is."""

    def __init__(self, bases: GuildBases, presenters: Presenters, cooldowns: Cooldowns, rng: random.Random) -> None:
        self._bases = bases
        self._presenters = presenters
        self._cooldowns = cooldowns
        self._rng = rng

    @app_commands.command(description="Show all that is known on one topic")
    @app_commands.describe(topic="What to read about", show="Which show, when several have the topic")
    async def topic(self, interaction: _Interaction, topic: _Name, show: _Name | None = None) -> None:
        """Show a topic's card."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        presenter = await self._presenters.of(interaction.guild_id)
        pack, found = topic_of(presenter.shows, topic, show)
        await respond(interaction, presenter.topic(pack.id, found.id, asker_of(interaction)))

    @app_commands.command(description="Show a quotation: a random one, or one about what you name")
    @app_commands.describe(about="What the quotation should be about", show="Which show")
    async def quote(self, interaction: _Interaction, about: _Name | None = None, show: _Name | None = None) -> None:
        """Show one quotation."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        asking = await self._bases.asking(interaction.guild_id)
        chosen = find_entry(asking.shows, about or "")
        entry = chosen if chosen and chosen.fact.quotation else self._quotation(asking, about, show)
        presenter, asker = await self._presenters.of(interaction.guild_id), asker_of(interaction)
        others = _quotations(asking, about or "", show)
        reply = presenter.quotation(entry, asker) if entry else presenter.no_quotation(others, asker)
        await respond(interaction, reply)

    @app_commands.command(description="What this bot is, how to ask it, and what it keeps about you")
    async def about(self, interaction: _Interaction) -> None:
        """Show what the bot is."""
        await respond(interaction, (await self._presenters.of(interaction.guild_id)).about())

    @topic.autocomplete("topic")
    async def topics(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer topics, of the chosen show if there is one."""
        shows = (await self._bases.asking(interaction.guild_id)).shows
        chosen = find_show(shows, interaction.namespace.show or "")
        return topic_choices(typed, (chosen,) if chosen else shows)

    @quote.autocomplete("about")
    async def quotations(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer quotations by the question that they answer."""
        asking = await self._bases.asking(interaction.guild_id)
        return question_choices(_quotations(asking, typed, interaction.namespace.show)[:MAX_CHOICES], asking.shows)

    @topic.autocomplete("show")
    @quote.autocomplete("show")
    async def known_shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows."""
        return show_choices(typed, (await self._bases.asking(interaction.guild_id)).shows)

    def _quotation(self, asking: Asking, about: str | None, show: str | None) -> Entry | None:
        """Return one about something, if there is one, or any. Raises UserError where there are none at all."""
        quotations = _quotations(asking, "", show)
        if not quotations:
            raise UserError(NO_QUOTATIONS)
        show_id = show_of(asking.shows, show).id if show else None
        return asking.quotation_about(about, show_id) if about else self._rng.choice(quotations)


def _quotations(asking: Asking, about: str, show: str | None) -> list[Entry]:
    """Return quotations, those nearest to `about` first."""
    return asking.quotations(show_of(asking.shows, show).id if show else None, about)
