"""What a guild can set: `/settings`. Rights are looked at when something is changed; Discord's menu is only a hint."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range, Transform
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.guilds import MAX_QUESTIONS, MIN_QUESTIONS, GuildSettings, Players
from bot.core.quiz.question import MAX_SECONDS, MIN_SECONDS, Difficulty, Style
from bot.discord_ui.actors import actor_of, guild_of, only_in_guilds
from bot.discord_ui.choices import MAX_CHOICE_CHARS
from bot.discord_ui.delivery import respond
from bot.discord_ui.options import OneOf
from bot.discord_ui.replies import Reply
from bot.discord_ui.settings_card import settings_card
from bot.services.guild_settings import Change, GuildSettingsService, complete_zone
from bot.services.settings_changes import Part, QuizChange, Step, curated_by, reset

NOT_A_ROLE = "I need a role of this server, and not the one that everybody has."

_Interaction = discord.Interaction[Any]
_Channel = discord.TextChannel | discord.VoiceChannel | discord.StageChannel | discord.Thread


@app_commands.default_permissions(manage_guild=True)
@only_in_guilds
class Settings(commands.GroupCog, group_name="settings", group_description="What holds for quizzes in this server"):
    """Shows and changes what a guild has set, to whoever asks alone."""

    def __init__(self, settings: GuildSettingsService) -> None:
        self._settings = settings

    @app_commands.command(description="Show what is set")
    async def show(self, interaction: _Interaction) -> None:
        """Show the settings."""
        await _show(interaction, await self._settings.load(guild_of(interaction)))

    @app_commands.command(
        description="Set who plays, where, and what a quiz is like; what you leave out stays as it is"
    )
    @app_commands.describe(
        start="Who may start quizzes; moderators always may",
        stop="Who may stop quizzes of others; moderators always may",
        role="The role meant by start and stop",
        add_channel="A channel where quizzes may be played; all may as long as none is added",
        remove_channel="A channel where quizzes may no longer be played",
        questions="How many questions a quiz has",
        seconds="How long a question stays open; reset it to have that follow from its length",
        style="How questions are answered",
        difficulty="How hard questions are; reset it to have all",
        pictures="Whether podium and leaderboard come with a picture",
        hide_departed="Whether leaderboards leave out members who left",
    )
    @app_commands.rename(add_channel="add-channel", remove_channel="remove-channel", hide_departed="hide-departed")
    async def quiz(  # Discord hands options over by name
        self,
        interaction: _Interaction,
        start: Transform[Players, OneOf(Players)] | None = None,
        stop: Transform[Players, OneOf(Players)] | None = None,
        role: discord.Role | None = None,
        add_channel: _Channel | None = None,
        remove_channel: _Channel | None = None,
        questions: Range[int, MIN_QUESTIONS, MAX_QUESTIONS] | None = None,
        seconds: Range[int, MIN_SECONDS, MAX_SECONDS] | None = None,
        style: Transform[Style, OneOf(Style)] | None = None,
        difficulty: Transform[Difficulty, OneOf(Difficulty)] | None = None,
        pictures: bool | None = None,  # noqa: FBT001  # an option of a command
        hide_departed: bool | None = None,  # noqa: FBT001
    ) -> None:
        """Change what was given."""
        change = QuizChange(
            starters=start,
            stoppers=stop,
            quiz_role_id=_role_id(role, interaction.guild),
            added_channel_id=add_channel.id if add_channel else None,
            removed_channel_id=remove_channel.id if remove_channel else None,
            questions=questions,
            seconds=seconds,
            style=style,
            difficulty=difficulty,
            has_pictures=pictures,
            hides_departed=hide_departed,
        )
        await self._change(interaction, change)

    @app_commands.command(name="time-zone", description="Set by which clock days, weeks and months begin")
    @app_commands.describe(zone="A city or a zone, for example Berlin or America/New_York")
    async def time_zone(self, interaction: _Interaction, zone: Range[str, 1, MAX_CHOICE_CHARS]) -> None:
        """Change the time zone."""
        await self._change(interaction, partial(_in_zone, zone))

    @app_commands.command(description="Set which roles may change facts, besides members who may manage this server")
    @app_commands.describe(role="The role", what="Whether it may from now on, or no longer")
    async def curators(
        self, interaction: _Interaction, role: discord.Role, what: Transform[Step, OneOf(Step)] = Step.ADD
    ) -> None:
        """Add a role to the curators, or take one from them."""
        role_id = _role_id(role, interaction.guild)
        await self._change(interaction, partial(curated_by, role_id or 0, what))

    @app_commands.command(description="Set something back to what it was at first")
    @app_commands.describe(what="What to set back")
    async def reset(self, interaction: _Interaction, what: Transform[Part, OneOf(Part)]) -> None:
        """Set a part back."""
        await self._change(interaction, partial(reset, what))

    @time_zone.autocomplete("zone")
    async def zones(self, _interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the time zones nearest to what has been typed."""
        return [Choice(name=zone, value=zone) for zone in complete_zone(typed)]

    async def _change(self, interaction: _Interaction, change: Change) -> None:
        guild_id = guild_of(interaction)
        await _show(interaction, await self._settings.change(guild_id, actor_of(interaction), change))


async def _show(interaction: _Interaction, settings: GuildSettings) -> None:
    await respond(interaction, Reply(card=settings_card(settings), is_private=True))


def _in_zone(zone: str, settings: GuildSettings) -> GuildSettings:
    return replace(settings, time_zone=zone)


def _role_id(role: discord.Role | None, guild: discord.Guild | None) -> int | None:
    """Return the id of a role that members of a guild can be told apart by. Raises UserError for another."""
    if role is None:
        return None
    if guild is None or guild.get_role(role.id) is None or role.is_default():
        raise UserError(NOT_A_ROLE)
    return role.id
