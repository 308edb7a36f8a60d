"""The bot as Discord sees it: intents, commands, events."""

from __future__ import annotations

import logging
import random
import sys
from functools import partial
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.discord_ui import sync
from bot.discord_ui.addressing import Addressing
from bot.discord_ui.board_buttons import BOARD_BUTTONS
from bot.discord_ui.board_presenter import BoardPresenter
from bot.discord_ui.buttons import BUTTONS, EXPIRED, is_expired
from bot.discord_ui.cards import Manner
from bot.discord_ui.cogs.answers import Answers
from bot.discord_ui.cogs.browsing import Browsing
from bot.discord_ui.cogs.facts import Facts
from bot.discord_ui.cogs.files import FileCommands, with_files
from bot.discord_ui.cogs.leaderboards import Boards
from bot.discord_ui.cogs.privacy import GuildData, PrivacyCog
from bot.discord_ui.cogs.quizzes import Quizzes
from bot.discord_ui.cogs.settings import Settings
from bot.discord_ui.cogs.shows import Shows
from bot.discord_ui.cogs.suggestions import Suggestions
from bot.discord_ui.cogs.upkeep import UpkeepCog
from bot.discord_ui.cogs.watch import Watch
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.curation.buttons import CURATION_BUTTONS
from bot.discord_ui.delivery import tell
from bot.discord_ui.errors import nobody, report, reporting, tell_failure
from bot.discord_ui.file_buttons import FILE_BUTTONS
from bot.discord_ui.file_desk import FileDesk
from bot.discord_ui.forms import custom_id_of
from bot.discord_ui.ideas.follow_ups import FollowUps
from bot.discord_ui.ideas.gap_buttons import GAP_BUTTONS
from bot.discord_ui.ideas.gap_desk import GapDesk
from bot.discord_ui.ideas.reviewing import Reviewing
from bot.discord_ui.ideas.suggestion_buttons import SUGGESTION_BUTTONS
from bot.discord_ui.membership import GuildMembership
from bot.discord_ui.names import Names
from bot.discord_ui.presenter import Presenters
from bot.discord_ui.privacy_buttons import PRIVACY_BUTTONS
from bot.discord_ui.quiz import pressing
from bot.discord_ui.quiz.buttons import QuizButton
from bot.discord_ui.quiz.guesses import Guesses
from bot.discord_ui.quiz.podium import PodiumPictures
from bot.discord_ui.quiz.reports import SettleButton
from bot.discord_ui.quiz.stage import ChannelStage
from bot.discord_ui.services import Services
from bot.discord_ui.sync import SyncMemory
from bot.discord_ui.typed import TypedQuestions

log = logging.getLogger(__name__)

IDEA_BUTTONS = (*SUGGESTION_BUTTONS, *GAP_BUTTONS)
ALL_BUTTONS = (
    *(*BUTTONS, *BOARD_BUTTONS, *CURATION_BUTTONS, *FILE_BUTTONS, *PRIVACY_BUTTONS, *IDEA_BUTTONS),
    *(QuizButton, SettleButton),
)


class ShowTree(app_commands.CommandTree["ShowBot"]):
    """The application commands; their errors reach the user."""

    async def on_error(self, interaction: discord.Interaction[ShowBot], error: app_commands.AppCommandError, /) -> None:
        """Tell the user what went wrong."""
        command = interaction.command
        place = f"/{command.qualified_name}" if command else "a command"
        await tell_failure(error, place, partial(tell, interaction))


class ShowBot(commands.Bot):
    """Answers about the loaded shows.

    Args:
        prefix: What the typed commands start with.
        reads_messages: The application may read messages that do not mention it (Message Content intent).
        sync_memory: Where the fingerprint of the synced commands is kept; None syncs at every start.
        http_trace: Sees every request to Discord.
        privacy_url: Where the privacy policy can be read.
        rng: Picks quotations.
        is_alone: No other process changes what is kept, so that nobody has to look out for that.
    """

    def __init__(
        self,
        services: Services,
        *,
        prefix: str,
        reads_messages: bool,
        sync_memory: SyncMemory | None,
        http_trace: aiohttp.TraceConfig | None = None,
        privacy_url: str = "",
        rng: random.Random | None = None,
        is_alone: bool = False,
    ) -> None:
        trace: dict[str, Any] = {"http_trace": http_trace} if http_trace else {}
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=ShowTree,
            intents=_intents(reads_messages=reads_messages),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            **trace,
        )
        self.manner = Manner(prefix, reads_messages)
        self.desk = services.quiz
        self.presenters = Presenters(services.bases, self.manner, self.desk.host.hidden_facts, privacy_url)
        self.quiz_press = partial(pressing.press, self.desk)
        self.names = Names()
        membership = GuildMembership(self, self.names)
        self.boards = BoardPresenter(services.leaderboards, services.bases, self.names, membership)
        self.privacy, self.privacy_url = services.privacy, privacy_url
        self.curation = services.curation
        self.file_desk = FileDesk(services.files)
        self.reviewing, self.gap_desk = Reviewing(services.ideas), GapDesk(services.ideas)
        self.follow_ups = FollowUps(services.ideas, lambda guild_id: self.get_guild(guild_id) is not None)
        self._services = services
        self._is_alone = is_alone
        self.sync_memory = sync_memory
        self._cooldowns = Cooldowns()
        self._rng = rng or random.SystemRandom()
        self._typed: TypedQuestions | None = None
        self._guesses: Guesses | None = None

    async def setup_hook(self) -> None:
        """Add the commands and buttons, and tell Discord about the commands if they changed."""
        user = self.user
        if user is None:
            raise RuntimeError("setup_hook runs after login")
        await self._services.bases.catch_up()
        addressing = Addressing(self.manner.prefix, user.id, self._services.bases.may_know)
        self._typed = TypedQuestions(self.presenters, self.desk, self._cooldowns, addressing, self.follow_ups)
        self._guesses = Guesses(self.desk.host, self.manner.prefix)
        self.add_dynamic_items(*ALL_BUTTONS)
        await self._add_cogs(self._services)
        if not self.manner.reads_messages:
            log.warning(
                "the Message Content intent is off: %s<show> and reading messages do not work; "
                "mentions, direct messages, slash commands, buttons and the message menu do",
                self.manner.prefix,
            )
        await sync.sync_if_changed(self.tree, self.sync_memory)
        going_on = await self.desk.host.open(ChannelStage(self, PodiumPictures(self._services, self.names)))
        if going_on:
            log.info("%s quizzes go on that a restart had interrupted", going_on)

    async def close(self) -> None:
        """Let go of the games, which are kept as they stand, and leave Discord."""
        await self.desk.host.close()
        await self.follow_ups.settle()
        await self._services.bases.close()
        await super().close()

    async def _add_cogs(self, services: Services) -> None:
        answers = Answers(services.bases, self.presenters, self._cooldowns, self.follow_ups)
        await self.add_cog(answers)
        self.tree.add_command(app_commands.ContextMenu(name="Answer this", callback=answers.answer_this))
        await self.add_cog(Browsing(services.bases, self.presenters, self._cooldowns, self._rng))
        await self.add_cog(Shows(services.shows, self.presenters, self._cooldowns))
        await self.add_cog(Boards(services.bases, self.boards))
        await self.add_cog(Settings(services.settings))
        await self.add_cog(Quizzes(services.quiz))
        await self.add_cog(PrivacyCog(services.privacy, self.privacy_url))
        await self.add_cog(GuildData(services.privacy))
        if not self._is_alone:
            await self.add_cog(UpkeepCog(self, services.upkeep))
            await self.add_cog(Watch(services.bases))
        await self.add_cog(with_files(Facts(self.curation, self.gap_desk), FileCommands(self.file_desk)))
        await self.add_cog(Suggestions(services.ideas, self.reviewing))

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Pass an event on, except messages that nobody waits for: a task for each would cost most of all."""
        if event == "message" and self._is_unwanted(args[0]):
            return
        if event == "interaction":  # before the tasks that answer it: what they draw names whoever used the bot
            self.names.see(args[0].guild_id, args[0].user)
        super().dispatch(event, *args, **kwargs)

    async def on_message(self, message: discord.Message) -> None:
        """Answer what is for the bot. There are no text commands of the library's kind to process."""
        if self._typed is not None and self._typed.may_concern(message):
            await self._typed.answer(message)
        elif self._guesses is not None and self._guesses.may_concern(message):
            async with reporting("typed answer", nobody):
                await self._guesses.answer(message)

    def _is_unwanted(self, message: discord.Message) -> bool:
        if "on_message" in self.extra_events or "message" in self._listeners:
            return False
        is_asked = self._typed is not None and self._typed.may_concern(message)
        return not is_asked and (self._guesses is None or not self._guesses.may_concern(message))

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Take forms, and buttons of ours that no longer exist: the library drops those, and users see a failure.

        A form may have been opened before a restart, so what is sent is read by its custom_id.
        """
        if interaction.type is discord.InteractionType.modal_submit:
            async with reporting("form", partial(tell, interaction)):
                for submit in (partial(pressing.submit, self.desk), self.curation.submit, self.reviewing.submit):
                    await submit(interaction)
        is_component = interaction.type is discord.InteractionType.component
        if is_component and is_expired(custom_id_of(interaction), ALL_BUTTONS):
            async with reporting("expired button", partial(tell, interaction)):
                await tell(interaction, EXPIRED)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log what went wrong in an event of the gateway, where there is nobody to tell."""
        error = sys.exc_info()[1]
        if error is not None:
            report(error, event_method)


async def sync_commands(bot: ShowBot) -> int:
    """Tell Discord about a logged-in bot's commands, changed or not, and return how many there are."""
    return await sync.sync(bot.tree, bot.sync_memory)


def _intents(*, reads_messages: bool) -> discord.Intents:
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    intents.message_content = reads_messages
    return intents
