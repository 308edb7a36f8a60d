"""Which shows there are: `/shows list`, and for curators `on`, `off` and `create`."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.curation.limits import ID_CHARS, TITLE_CHARS
from bot.core.knowledge.facts import Pack
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.buttons import asker_of
from bot.discord_ui.choices import MAX_CHOICE_CHARS, show_choices
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.delivery import respond
from bot.discord_ui.naming import find_show
from bot.discord_ui.presenter import Presenters
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import clean, plain
from bot.services.shows import GuildShows

SWITCHED_ON = "**{title}** is on here."
SWITCHED_OFF = "**{title}** is off here: I stay silent about it. `/shows on` brings it back, with all that you changed."
CREATED = "**{title}** is there, and empty. Add to it with `/facts add`; ask about it with `/ask`{command}."

_Interaction = discord.Interaction[Any]
_Name = Range[str, 1, MAX_CHOICE_CHARS]


class Shows(commands.GroupCog, group_name="shows", group_description="The shows that I know here"):
    """Lists shows, and lets curators choose and make them."""

    def __init__(self, shows: GuildShows, presenters: Presenters, cooldowns: Cooldowns) -> None:
        super().__init__()
        self._shows = shows
        self._presenters = presenters
        self._cooldowns = cooldowns

    @app_commands.command(name="list", description="List the shows that I know")
    async def list_shows(self, interaction: _Interaction) -> None:
        """List the shows."""
        self._cooldowns.take(interaction.user.id, interaction.created_at)
        presenter = await self._presenters.of(interaction.guild_id)
        off = (await self._shows.shown(interaction.guild_id)).off
        await respond(interaction, presenter.show_list(asker_of(interaction), off))

    @app_commands.command(name="on", description="Have a show here again that was switched off; for curators")
    @app_commands.describe(show="Which show")
    async def switch_on(self, interaction: _Interaction, show: _Name) -> None:
        """Switch a show on."""
        switched = await self._switch(interaction, show, is_on=True)
        await respond(interaction, Reply(SWITCHED_ON.format(title=clean(switched.title)), is_private=True))

    @app_commands.command(name="off", description="Do without a show here; for curators")
    @app_commands.describe(show="Which show")
    async def switch_off(self, interaction: _Interaction, show: _Name) -> None:
        """Switch a show off."""
        switched = await self._switch(interaction, show, is_on=False)
        await respond(interaction, Reply(SWITCHED_OFF.format(title=clean(switched.title)), is_private=True))

    @app_commands.command(description="Make a show of this server's own, to add facts to; for curators")
    @app_commands.describe(name="What it is asked by, for example night-watch", title="What it is called")
    async def create(
        self, interaction: _Interaction, name: Range[str, 1, ID_CHARS], title: Range[str, 1, TITLE_CHARS]
    ) -> None:
        """Make an empty show."""
        guild_id = guild_of(interaction)
        made = await self._shows.create(guild_id, actor_of(interaction), plain(name), plain(title))
        manner = interaction.client.manner
        command = f" or `{manner.prefix}{made.id}`" if manner.reads_messages else ""
        text = CREATED.format(title=clean(made.title), command=command)
        await respond(interaction, Reply(text, is_private=True))

    @switch_on.autocomplete("show")
    async def shows_off(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows that are off."""
        return show_choices(typed, (await self._shows.shown(interaction.guild_id)).off)

    @switch_off.autocomplete("show")
    async def shows_on(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shared shows that are on."""
        shown = await self._shows.shown(interaction.guild_id)
        return show_choices(typed, [show for show in shown.on if show.id not in shown.own_ids])

    async def _switch(self, interaction: _Interaction, name: str, *, is_on: bool) -> Pack:
        guild_id = guild_of(interaction)
        shown = await self._shows.shown(guild_id)
        show = find_show((*shown.off, *shown.on), name)
        show_id = show.id if show else name
        return await self._shows.switch(guild_id, actor_of(interaction), show_id, is_on=is_on)
