"""Where people are named in the database. Everything else about them follows from this.

A column `user_id` says whose a row is; one that ends with `_by` says who did something; and the state of a game names
its starter and its players.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, or_, select, true

from bot.core.quiz.game import Game
from bot.core.quiz.leaving import without
from bot.storage.codec import load_game
from bot.storage.columns import metadata
from bot.storage.tables import games

OWNERS: tuple[Column[Any], ...] = tuple(
    column for table in metadata.sorted_tables for column in table.c if column.name == "user_id"
)
DOERS: tuple[Column[Any], ...] = tuple(
    column for table in metadata.sorted_tables for column in table.c if column.name.endswith("_by")
)


def within(table: Table, guild_id: int | None) -> ColumnElement[bool]:
    """Return what holds for the rows of a guild; None for all guilds."""
    return true() if guild_id is None else table.c.guild_id == guild_id


def naming(table: Table, user_id: int) -> ColumnElement[bool] | None:
    """Return what holds for the rows that name somebody in a column; None for a table that names nobody."""
    columns = [column for column in (*OWNERS, *DOERS) if column.table is table]
    return or_(*(column == user_id for column in columns)) if columns else None


def games_of(connection: Connection, user_id: int, guild_id: int | None) -> Iterator[tuple[Row[Any], Game]]:
    """Yield the games that name somebody, with their rows; without their questions."""
    mentioning = games.c.state.contains(str(user_id)) & within(games, guild_id)
    for row in connection.execute(select(games).where(mentioning)).all():
        game = load_game(row.id, row.state)
        if game != without(game, user_id):
            yield row, game
