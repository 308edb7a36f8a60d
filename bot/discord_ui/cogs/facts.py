"""`/facts`: curators add, edit, remove, restore and look up the facts of their guild, and undo any change."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.curation.drafts import Draft
from bot.core.curation.limits import LINK_CHARS, PHRASING_CHARS, SOURCE_CHARS, TEXT_CHARS, TOPIC_CHARS, VALUE_CHARS
from bot.core.curation.revisions import FactKey
from bot.core.errors import UserError
from bot.core.knowledge.text import fold
from bot.discord_ui.actors import actor_of, guild_of, only_in_guilds
from bot.discord_ui.choices import MAX_CHOICE_CHARS, MAX_CHOICES, show_choices
from bot.discord_ui.curation.cards import fact_reply
from bot.discord_ui.curation.desk import CurationDesk
from bot.discord_ui.curation.listing import PRESENT, QUERY_CHARS, WHICH, Wanted, fact_choices
from bot.discord_ui.curation.slips import Slip
from bot.discord_ui.delivery import respond
from bot.discord_ui.ideas.gap_desk import GapDesk
from bot.discord_ui.naming import find_show
from bot.discord_ui.text import plain
from bot.services.catalogue import Standing
from bot.services.curating import NO_SUCH_FACT

_Interaction = discord.Interaction[Any]
_Fact = Range[str, 1, MAX_CHOICE_CHARS]
_WHICH = [Choice(name=name, value=name) for name in WHICH]


@only_in_guilds
class Facts(commands.GroupCog, group_name="facts", group_description="What this server adds to what I know"):
    """Shows and changes a guild's facts, to its curators alone."""

    def __init__(self, desk: CurationDesk, gaps: GapDesk) -> None:
        super().__init__()
        self._desk = desk
        self._gaps = gaps
        self._catalogue = desk.curating.catalogue

    @app_commands.command(description="For curators: the questions that I could not answer here")
    async def gaps(self, interaction: _Interaction) -> None:
        """Show the first page of gaps."""
        await respond(interaction, await self._gaps.page(interaction))

    @app_commands.command(
        description="Add a fact: without options a form opens; with them you see at once how it looks"
    )
    @app_commands.describe(
        question="The question that it answers",
        answer="What is known, in a sentence or two",
        source="What it is known from",
        link="Address of the source",
        date="Day of the source, such as 2025-10-04; today if you leave it out",
        topic="A topic of the show, or a new one",
        value="The answer for quizzes: a name, a number, a date ...",
        show="Which show, when there are several",
    )
    async def add(
        self,
        interaction: _Interaction,
        question: Range[str, 1, PHRASING_CHARS] = "",
        answer: Range[str, 1, TEXT_CHARS] = "",
        source: Range[str, 1, SOURCE_CHARS] = "",
        link: Range[str, 1, LINK_CHARS] = "",
        date: Range[str, 1, 40] = "",
        topic: Range[str, 1, TOPIC_CHARS] = "",
        value: Range[str, 1, VALUE_CHARS] = "",
        show: Range[str, 1, MAX_CHOICE_CHARS] = "",
    ) -> None:
        """Open the form, or show at once what the options come to."""
        show_id = await self._show_id(interaction, show)
        slip = Slip(Draft(show_id, topic, answer, question, value, source, link, date))
        is_short = any((question, answer, source, link, date, value))
        await (self._desk.preview if is_short else self._desk.open_form)(interaction, slip)

    @app_commands.command(description="Change a fact; a shared one becomes this server's own version")
    @app_commands.describe(fact="Which fact")
    async def edit(self, interaction: _Interaction, fact: _Fact) -> None:
        """Open the form with a fact in it."""
        await self._desk.open_edit(interaction, await self._key(interaction, fact))

    @app_commands.command(description="Remove a fact from what I know here; it can be restored")
    @app_commands.describe(fact="Which fact")
    async def remove(self, interaction: _Interaction, fact: _Fact) -> None:
        """Hide a fact."""
        await respond(interaction, await self._desk.remove(interaction, await self._key(interaction, fact)))

    @app_commands.command(description="Bring back a fact that was removed here")
    @app_commands.describe(fact="Which fact")
    async def restore(self, interaction: _Interaction, fact: _Fact) -> None:
        """Bring a fact back."""
        await respond(interaction, await self._desk.restore(interaction, await self._key(interaction, fact)))

    @app_commands.command(description="Show all about one fact: its wordings, its value, whose it is")
    @app_commands.describe(fact="Which fact")
    async def show(self, interaction: _Interaction, fact: _Fact) -> None:
        """Show a fact."""
        key = await self._key(interaction, fact)
        curating = self._desk.curating
        await respond(interaction, fact_reply(await curating.fact(guild_of(interaction), actor_of(interaction), key)))

    @app_commands.command(name="list", description="List what this server has added, changed and removed, or all facts")
    @app_commands.describe(which="Which facts")
    @app_commands.choices(which=_WHICH)
    async def list_facts(self, interaction: _Interaction, which: str = "changed") -> None:
        """Show the first page of a list."""
        await respond(interaction, await self._desk.listed(interaction, Wanted.read(f"{which}:")))

    @app_commands.command(description="Search all facts, also the removed ones, by their questions and their text")
    @app_commands.describe(query="What to look for")
    async def search(self, interaction: _Interaction, query: Range[str, 1, QUERY_CHARS]) -> None:
        """Show the first page of what is found."""
        await respond(interaction, await self._desk.listed(interaction, Wanted("all", plain(query))))

    @app_commands.command(description="Show who changed what, and undo any change")
    @app_commands.describe(fact="Which fact; all of them if you leave it out")
    async def history(self, interaction: _Interaction, fact: _Fact = "") -> None:
        """Show the newest changes."""
        key = await self._key(interaction, fact) if fact else None
        await respond(interaction, await self._desk.history(interaction, key))

    @edit.autocomplete("fact")
    @remove.autocomplete("fact")
    async def present(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer facts that have not been removed."""
        return await self._choices(interaction, typed, PRESENT)

    @restore.autocomplete("fact")
    async def removed(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer facts that have been removed."""
        return await self._choices(interaction, typed, frozenset({Standing.REMOVED}))

    @show.autocomplete("fact")
    @history.autocomplete("fact")
    async def any_fact(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer all facts."""
        return await self._choices(interaction, typed, frozenset(Standing))

    @add.autocomplete("show")
    async def known_shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows."""
        return show_choices(typed, await self._desk.shows(interaction))

    @add.autocomplete("topic")
    async def topics(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the topics that there are, of the chosen show if there is one."""
        shows = await self._desk.shows(interaction)
        chosen = find_show(shows, interaction.namespace.show or "")
        titles = dict.fromkeys(topic.title for show in ((chosen,) if chosen else shows) for topic in show.topics)
        found = [title for title in titles if plain(typed).casefold() in title.casefold() and len(title) <= TOPIC_CHARS]
        return [Choice(name=title, value=title) for title in found[:MAX_CHOICES]]

    async def _show_id(self, interaction: _Interaction, name: str) -> str:
        """Return the show that is meant, or the only one; empty where that is not clear."""
        shows = await self._desk.shows(interaction)
        if not name:
            return shows[0].id if len(shows) == 1 else ""
        found = find_show(shows, name)
        return found.id if found else ""

    async def _key(self, interaction: _Interaction, typed: str) -> FactKey:
        """Return the fact that was chosen, or whose question was typed. Raises NotAllowed, and UserError for none."""
        guild_id = guild_of(interaction)
        await self._desk.curating.require(guild_id, actor_of(interaction))
        show_id, _, fact_id = typed.partition("/")
        if await self._catalogue.find(guild_id, (show_id, fact_id)):
            return show_id, fact_id
        asked = fold(plain(typed))
        facts = await self._catalogue.facts(guild_id)
        found = next((it.key for it in facts if fold(it.fact.question) == asked), None)
        if found is None:
            raise UserError(NO_SUCH_FACT)
        return found

    async def _choices(
        self, interaction: _Interaction, typed: str, standings: frozenset[Standing]
    ) -> list[Choice[str]]:
        guild_id = guild_of(interaction)
        try:
            await self._desk.curating.require(guild_id, actor_of(interaction))
        except UserError:
            return []
        found = await self._catalogue.search(guild_id, typed[:QUERY_CHARS], standings, MAX_CHOICES)
        return fact_choices(found, await self._desk.shows(interaction))
