"""Forgets for good: a guild, a person, or what was typed long ago."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from bot.core.curation.revisions import EVERY_GUILD
from bot.core.quiz.game import Game
from bot.core.quiz.leaving import NOBODY, without
from bot.storage.codec import dump_state
from bot.storage.columns import metadata
from bot.storage.database import SQLITE
from bot.storage.people import DOERS, mentioning, naming_games, within
from bot.storage.tables import answers, departed, games, gaps, results
from bot.storage.versions import keep_version, next_version


def purge_guild(connection: Connection, guild_id: int) -> int:
    """Delete all that is kept about a guild; return the number of rows. Processes that hold some of it hear of that."""
    _overwrite(connection)
    version = next_version(connection)  # before the guild's own, which may be the newest, is gone
    tables = reversed(metadata.sorted_tables)
    deleted = sum(connection.execute(delete(table).where(table.c.guild_id == guild_id)).rowcount for table in tables)
    if deleted:
        keep_version(connection, EVERY_GUILD, version)
    return deleted


def purge_user(connection: Connection, user_id: int, guild_id: int | None = None) -> int:
    """Delete what is kept about somebody, in one guild or everywhere; return the number of rows.

    Games that others played too, what these answers earned there, and what the person wrote for others to read or
    decided stay, without their id.
    """
    _overwrite(connection)
    found = connection.execute(mentioning(user_id, guild_id))
    touched = leave_games(connection, leavings(found, user_id)) + _leave_results(connection, user_id, guild_id)
    for column in DOERS:
        is_theirs = (column == user_id) & within(column.table, guild_id)
        touched += connection.execute(update(column.table).where(is_theirs).values({column: NOBODY})).rowcount
    for table in (answers, departed):
        is_theirs = (table.c.user_id == user_id) & within(table, guild_id)
        touched += connection.execute(delete(table).where(is_theirs)).rowcount
    return touched


def purge_texts(connection: Connection, before: datetime, guild_id: int | None = None) -> int:
    """Empty the typed answers of games that ended before a time; return their number. Points stay."""
    _overwrite(connection)
    over = select(games.c.id).where(games.c.ended_at < before, within(games, guild_id))
    is_kept = (answers.c.text != "") | (answers.c.refused != "[]")
    typed = answers.c.option.is_(None) & answers.c.game_id.in_(over) & is_kept
    return connection.execute(update(answers).where(typed).values(text="", refused="[]")).rowcount


def purge_gaps(connection: Connection, before: datetime, guild_id: int | None = None) -> int:
    """Delete questions without an answer that were last asked before a time; return their number."""
    _overwrite(connection)
    return connection.execute(delete(gaps).where(gaps.c.last_at < before, within(gaps, guild_id))).rowcount


@dataclass(frozen=True, slots=True)
class Leaving:
    """What becomes of a game when somebody leaves it.

    Attributes:
        after: Its state without them; None for a solo game of theirs, which goes.
    """

    game_id: int
    before: str
    after: str | None


def leavings(rows: Iterable[Row[Any]], user_id: int) -> list[Leaving]:
    """Return what becomes of those of some games that name somebody."""
    return [
        Leaving(row.id, row.state, None if _is_theirs_alone(game, user_id) else dump_state(without(game, user_id)))
        for row, game in naming_games(rows, user_id)
    ]


def leave_games(connection: Connection, found: Iterable[Leaving]) -> int:
    """Let somebody leave games, but for those that have changed since; return how many they left."""
    _overwrite(connection)
    left = 0
    for it in found:
        is_it = (games.c.id == it.game_id) & (games.c.state == it.before)
        change = delete(games) if it.after is None else update(games).values(state=it.after)
        left += connection.execute(change.where(is_it)).rowcount
    return left


def _is_theirs_alone(game: Game, user_id: int) -> bool:
    return game.is_solo and game.starter_id == user_id


def _overwrite(connection: Connection) -> None:
    """Let SQLite fill with zeros what it deletes, instead of leaving it in the file until the place is needed."""
    if connection.dialect.name == SQLITE:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _leave_results(connection: Connection, user_id: int, guild_id: int | None) -> int:
    """Give what somebody's answers earned to nobody: to a number below 0 that tells only rows of one round apart."""
    taken = results.alias()
    of_round = (taken.c[name] == results.c[name] for name in ("guild_id", "game_id", "round"))
    lowest = select(func.coalesce(func.min(taken.c.user_id), 0)).where(*of_round, taken.c.user_id < 0)
    is_theirs = (results.c.user_id == user_id) & within(results, guild_id)
    anonymous = update(results).where(is_theirs).values(user_id=lowest.scalar_subquery() - 1)
    return connection.execute(anonymous).rowcount
