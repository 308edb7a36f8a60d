"""All repositories of one database."""

from __future__ import annotations

from bot.services.ports import Storage
from bot.storage.database import Database
from bot.storage.games import SqlGames
from bot.storage.gaps import SqlGaps
from bot.storage.guild_settings import SqlSettings
from bot.storage.privacy import SqlDepartures, SqlPeople
from bot.storage.question_lists import SqlQuestionLists
from bot.storage.revisions import SqlRevisions
from bot.storage.rulings import SqlRulings
from bot.storage.scores import SqlScores
from bot.storage.suggestions import SqlSuggestions


def repositories(database: Database) -> Storage:
    """Return what each port is in a database."""
    return Storage(
        games=SqlGames(database),
        rulings=SqlRulings(database),
        scores=SqlScores(database),
        settings=SqlSettings(database),
        revisions=SqlRevisions(database),
        suggestions=SqlSuggestions(database),
        gaps=SqlGaps(database),
        people=SqlPeople(database),
        departures=SqlDepartures(database),
        lists=SqlQuestionLists(database),
    )
