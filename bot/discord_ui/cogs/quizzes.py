"""`/quiz`: start, stop, skip, hint, score, and a game for oneself."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.guilds import MAX_QUESTIONS, MIN_QUESTIONS
from bot.core.knowledge.facts import Pack
from bot.core.quiz.game import Phase
from bot.core.quiz.question import MAX_SECONDS, MIN_SECONDS, Difficulty, Style
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.choices import MAX_CHOICE_CHARS, list_choices, show_choices, topic_choices
from bot.discord_ui.delivery import respond, tell
from bot.discord_ui.naming import find_show
from bot.discord_ui.quiz import pressing
from bot.discord_ui.quiz.buttons import Press
from bot.discord_ui.quiz.cards import score_card
from bot.discord_ui.quiz.desk import QuizDesk
from bot.discord_ui.quiz.reports import reports_reply
from bot.discord_ui.quiz.solo import solo_reply
from bot.discord_ui.quiz.starting import begin, list_wish, wish_for
from bot.discord_ui.replies import Reply
from bot.services.hosting import NO_GAME, RoundKey, Wish

_Interaction = discord.Interaction[Any]
_Name = Range[str, 1, MAX_CHOICE_CHARS]
_Questions = Range[int, MIN_QUESTIONS, MAX_QUESTIONS]
_Seconds = Range[int, MIN_SECONDS, MAX_SECONDS]

OPTIONS = {
    "show": "Which show; all of them by default",
    "topic": "Questions on one topic only",
    "question_list": "Questions of a list that was imported here, instead of a show",
    "questions": "How many questions",
    "seconds": "How long each question is open; by its length by default",
    "style": "How to answer: by buttons, by typing, or both in turn",
    "difficulty": "How hard the questions are",
}
SOLO_OPTIONS = ("show", "topic", "questions", "style", "difficulty")


class Quizzes(commands.GroupCog, group_name="quiz", group_description="Play a quiz about a show"):
    """Plays quizzes."""

    def __init__(self, desk: QuizDesk) -> None:
        super().__init__()
        self._desk = desk

    @app_commands.command(description="Start a quiz in this channel")
    @app_commands.describe(**OPTIONS)
    @app_commands.rename(question_list="list")
    async def start(
        self,
        interaction: _Interaction,
        show: _Name | None = None,
        topic: _Name | None = None,
        questions: _Questions | None = None,
        seconds: _Seconds | None = None,
        style: Style | None = None,
        difficulty: Difficulty | None = None,
        question_list: _Name | None = None,
    ) -> None:
        """Start a game for everybody in the channel."""
        wish = Wish(questions=questions, seconds=seconds, style=style, difficulty=difficulty)
        wish = wish_for(await self._shows(interaction), wish, topic, show)
        if question_list is not None:
            wish = await list_wish(self._desk, guild_of(interaction), wish, question_list)
        await begin(self._desk, interaction, wish)

    @app_commands.command(description="Play a quiz that only you can see")
    @app_commands.describe(**{name: text for name, text in OPTIONS.items() if name in SOLO_OPTIONS})
    async def solo(
        self,
        interaction: _Interaction,
        show: _Name | None = None,
        topic: _Name | None = None,
        questions: _Questions | None = None,
        style: Style | None = None,
        difficulty: Difficulty | None = None,
    ) -> None:
        """Start a game for the caller alone."""
        wish = Wish(questions=questions, style=style, difficulty=difficulty)
        wish = wish_for(await self._shows(interaction), wish, topic, show)
        place = (interaction.guild_id or 0, interaction.channel_id or 0)
        game = await self._desk.solo.start(*place, interaction.user.id, wish)
        await respond(interaction, solo_reply(game))

    @app_commands.command(description="End the quiz in this channel")
    async def stop(self, interaction: _Interaction) -> None:
        """End the game; its points stay."""
        guild_of(interaction)
        await self._desk.host.stop(interaction.channel_id or 0, actor_of(interaction))
        await tell(interaction, "The quiz ends here. All points stay.")

    @app_commands.command(description="Go on to the next question; others than the starter vote for it")
    async def skip(self, interaction: _Interaction) -> None:
        """Skip the open question, or vote for that."""
        await self._press(interaction, Press.SKIP)

    @app_commands.command(description="Get a hint for the open question, for half of its points")
    async def hint(self, interaction: _Interaction) -> None:
        """Give the hint to whoever asks."""
        await self._press(interaction, Press.HINT)

    @app_commands.command(description="Show how everybody stands in the running quiz")
    async def score(self, interaction: _Interaction) -> None:
        """Show the standings."""
        guild_of(interaction)
        game = self._desk.host.game_in(interaction.channel_id or 0)
        await respond(interaction, Reply(card=score_card(game), is_private=True))

    @app_commands.command(description="Look at the questions that players have reported")
    async def reports(self, interaction: _Interaction) -> None:
        """Show moderators the questions that are out of the guild's games."""
        await respond(interaction, await reports_reply(self._desk, interaction))

    @start.autocomplete("topic")
    @solo.autocomplete("topic")
    async def topics(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer topics, of the chosen show if there is one."""
        shows = await self._shows(interaction)
        chosen = find_show(shows, interaction.namespace.show or "")
        return topic_choices(typed, (chosen,) if chosen else shows)

    @start.autocomplete("question_list")
    async def question_lists(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the lists of the guild."""
        return list_choices(typed, await self._desk.bank.lists.of_guild(guild_of(interaction)))

    @start.autocomplete("show")
    @solo.autocomplete("show")
    async def shows(self, interaction: _Interaction, typed: str) -> list[Choice[str]]:
        """Offer the shows."""
        return show_choices(typed, await self._shows(interaction))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """End the games of a guild that the bot has left."""
        self._desk.host.lose(guild_id=guild.id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """End the game of a channel that is gone."""
        self._desk.host.lose(channel_id=channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """End the game of a thread that is gone."""
        self._desk.host.lose(channel_id=payload.thread_id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """End the game whose open question was deleted."""
        self._desk.host.lose(message_id=payload.message_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """End the games whose open question was swept away."""
        for message_id in payload.message_ids:
            self._desk.host.lose(message_id=message_id)

    async def _shows(self, interaction: _Interaction) -> tuple[Pack, ...]:
        return (await self._desk.bases.asking(interaction.guild_id)).shows

    async def _press(self, interaction: _Interaction, press: Press) -> None:
        """Do for a command what the button of the open question does."""
        game = self._desk.host.running_in(interaction.channel_id or 0)
        if game is None or game.phase is not Phase.ASKING:
            raise UserError(NO_GAME)
        key = RoundKey(guild_of(interaction), game.id, game.round.number)
        await pressing.press(self._desk, interaction, press, key, 0)
