"""What the bot does for people, as one value: handed to the client, which hands each cog its part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_ui.curation.desk import CurationDesk
from bot.discord_ui.ideas.desk import IdeasDesk
from bot.discord_ui.quiz.desk import QuizDesk
from bot.services.bases import GuildBases
from bot.services.files import Files
from bot.services.guild_settings import GuildSettingsService
from bot.services.leaderboards import Leaderboards
from bot.services.privacy import Privacy
from bot.services.shows import GuildShows
from bot.services.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases."""

    bases: GuildBases
    leaderboards: Leaderboards
    settings: GuildSettingsService
    quiz: QuizDesk
    shows: GuildShows
    privacy: Privacy
    upkeep: Upkeep
    curation: CurationDesk
    ideas: IdeasDesk
    files: Files
