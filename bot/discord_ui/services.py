"""What the bot does for people, as one value: handed to the client, which hands each cog its part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_ui.quiz.desk import QuizDesk
from bot.services.asking import Asking
from bot.services.files import Files
from bot.services.guild_settings import GuildSettingsService
from bot.services.leaderboards import Leaderboards


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases."""

    asking: Asking
    leaderboards: Leaderboards
    settings: GuildSettingsService
    quiz: QuizDesk
    files: Files
