"""Forgets for good: a guild, a player, or what was typed in games long over. Whoever runs the bot asks for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, true, update

from bot.core.quiz.game import Game
from bot.storage.codec import dump_state, load_game
from bot.storage.columns import metadata
from bot.storage.tables import accepted_answers, answers, departed, games, question_lists, reports, results

NOBODY = 0
# Where a column says who did something that stays when they are forgotten.
DOERS = (accepted_answers.c.accepted_by, reports.c.reported_by, reports.c.settled_by, question_lists.c.added_by)


def purge_guild(connection: Connection, guild_id: int) -> int:
    """Delete all that is kept about a guild; return the number of rows."""
    _overwrite(connection)
    tables = reversed(metadata.sorted_tables)
    return sum(connection.execute(delete(table).where(table.c.guild_id == guild_id)).rowcount for table in tables)


def purge_user(connection: Connection, user_id: int, guild_id: int | None = None) -> int:
    """Delete what is kept about a player, in one guild or everywhere; return the number of rows.

    Their games and what they decided stay, without their id.
    """
    _overwrite(connection)
    for column in DOERS:
        is_theirs = (column == user_id) & _within(column.table, guild_id)
        connection.execute(update(column.table).where(is_theirs).values({column: NOBODY}))
    _leave_games(connection, user_id, guild_id)
    tables = (answers, results, departed)
    return sum(
        connection.execute(delete(it).where(it.c.user_id == user_id, _within(it, guild_id))).rowcount for it in tables
    )


def purge_texts(connection: Connection, before: datetime, guild_id: int | None = None) -> int:
    """Empty the typed answers of games that ended before a time; return their number. Points stay."""
    _overwrite(connection)
    over = select(games.c.id).where(games.c.ended_at < before, _within(games, guild_id))
    is_kept = (answers.c.text != "") | (answers.c.refused != "[]")
    typed = answers.c.option.is_(None) & answers.c.game_id.in_(over) & is_kept
    return connection.execute(update(answers).where(typed).values(text="", refused="[]")).rowcount


def _overwrite(connection: Connection) -> None:
    """Let SQLite fill with zeros what it deletes, instead of leaving it in the file until the place is needed."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def _within(table: Any, guild_id: int | None) -> ColumnElement[bool]:
    return true() if guild_id is None else table.c.guild_id == guild_id


def _leave_games(connection: Connection, user_id: int, guild_id: int | None) -> None:
    """Take a player out of the state of every game."""
    mentioning = games.c.state.contains(str(user_id)) & _within(games, guild_id)
    for row in connection.execute(select(games).where(mentioning)).all():
        game = _without(load_game(row.id, row.state), user_id)
        connection.execute(update(games).where(games.c.id == row.id).values(state=dump_state(game)))


def _without(game: Game, user_id: int) -> Game:
    current = replace(
        game.round,
        hinted=game.round.hinted - {user_id},
        skips=game.round.skips - {user_id},
        awards=tuple(award for award in game.round.awards if award.user_id != user_id),
    )
    return replace(
        game,
        starter_id=NOBODY if game.starter_id == user_id else game.starter_id,
        standings={user: standing for user, standing in game.standings.items() if user != user_id},
        round=current,
    )
