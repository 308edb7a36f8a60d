"""`/facts import`, `/facts export` and `/facts lists`: a guild's facts and questions as files."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, Transform
from discord.ext import commands

from bot.core.curation.limits import MAX_FILE_BYTES
from bot.core.errors import UserError
from bot.discord_ui.actors import actor_of, guild_of, only_in_guilds
from bot.discord_ui.choices import MAX_CHOICE_CHARS, show_choices
from bot.discord_ui.delivery import respond, show_instead
from bot.discord_ui.file_buttons import ProposalButton, lists_of
from bot.discord_ui.file_cards import MAX_FILES, export_reply, proposal_reply, reading_text, refused_reply
from bot.discord_ui.file_desk import FileDesk
from bot.discord_ui.naming import show_of
from bot.discord_ui.options import OneOf
from bot.discord_ui.progress import with_progress
from bot.discord_ui.replies import Reply
from bot.services.files import TOO_LARGE, FileRefused

TOO_MANY_FILES = "That is too much for one message. Whoever runs the bot can export it: python -m bot facts export"

_Interaction = discord.Interaction[Any]


class Part(StrEnum):
    """What of a show is exported."""

    OWN = "own"
    MERGED = "merged"


@only_in_guilds
class FileCommands(commands.GroupCog, group_name="facts", group_description="This server's own facts"):
    """Takes files in and gives them out, to curators alone."""

    def __init__(self, desk: FileDesk) -> None:
        super().__init__()
        self._desk = desk
        self._files = desk.files

    @app_commands.command(name="import", description="Take over facts, or a list of quiz questions, from a file")
    @app_commands.describe(
        file="A show pack, a trivia list of Red, or questions of the Open Trivia Database; up to 1 MiB"
    )
    async def take_in(self, interaction: _Interaction, file: discord.Attachment) -> None:
        """Show what a file would change."""
        guild_id, actor = guild_of(interaction), actor_of(interaction)
        await self._files.require(guild_id, actor)
        if file.size > MAX_FILE_BYTES:
            raise UserError(TOO_LARGE)
        await interaction.response.defer(ephemeral=True, thinking=True)
        reading = self._files.read(guild_id, actor, file.filename, await file.read())
        progress = Reply(reading_text(file.filename, file.size), is_private=True)
        try:
            proposal = await with_progress(reading, lambda: show_instead(interaction, progress))
        except FileRefused as refused:
            await show_instead(interaction, refused_reply(file.filename, refused.faults))
            return
        token = self._desk.hold(actor.user_id, proposal)
        buttons = [ProposalButton(press, token) for press in ("apply", "cancel")]
        await show_instead(interaction, proposal_reply(proposal, buttons))

    @app_commands.command(name="export", description="Get facts of a show as a file that can be imported elsewhere")
    @app_commands.describe(show="Which show", what="This server's own facts, or all of the show as it is here")
    async def give_out(
        self,
        interaction: _Interaction,
        show: Range[str, 1, MAX_CHOICE_CHARS],
        what: Transform[Part, OneOf(Part)] = Part.OWN,
    ) -> None:
        """Give a show as files."""
        guild_id, actor = guild_of(interaction), actor_of(interaction)
        await self._files.require(guild_id, actor)
        await interaction.response.defer(ephemeral=True, thinking=True)
        pack = show_of(await self._files.shows(guild_id), show)
        files = await self._files.export(guild_id, actor, pack.id, merged=what is Part.MERGED)
        if len(files.texts) > MAX_FILES:
            raise UserError(TOO_MANY_FILES)
        await show_instead(interaction, export_reply(files, pack.title))

    @app_commands.command(description="Show the question lists of this server, and remove those that are not wanted")
    async def lists(self, interaction: _Interaction) -> None:
        """Show the lists."""
        await respond(interaction, await lists_of(self._desk, interaction))

    @give_out.autocomplete("show")
    async def shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the guild's shows."""
        return show_choices(typed, await self._files.shows(guild_of(interaction)))


def with_files(facts: commands.GroupCog, files: FileCommands) -> commands.GroupCog:
    """Return a group with the commands for files in it: Discord knows one group of a name, and they are two modules."""
    assert isinstance(facts.app_command, app_commands.Group)
    assert isinstance(files.app_command, app_commands.Group)
    for command in files.app_command.commands:
        facts.app_command.add_command(command)
    return facts
