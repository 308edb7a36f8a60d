"""All repositories of one database."""

from __future__ import annotations

from bot.services.ports import Storage
from bot.storage.database import Database
from bot.storage.games import SqlGames
from bot.storage.guild_settings import SqlSettings
from bot.storage.rulings import SqlRulings
from bot.storage.scores import SqlScores


def repositories(database: Database) -> Storage:
    """Return what each port is in a database."""
    return Storage(SqlGames(database), SqlRulings(database), SqlScores(database), SqlSettings(database))
