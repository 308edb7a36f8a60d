"""Where people are named in the database. Everything else about them follows from this.

A column `user_id` says whose a row is; one that ends with `_by` says who did something; and the state of a game names
its starter and its players.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Select, Table, or_, select, true

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


def mentioning(user_id: int, guild_id: int | None = None) -> Select[Any]:
    """Return the query for the games whose state holds somebody's id, or another number that contains it."""
    return select(games).where(games.c.state.contains(str(user_id)), within(games, guild_id))


def naming_games(rows: Iterable[Row[Any]], user_id: int) -> list[tuple[Row[Any], Game]]:
    """Return those of some games that name somebody, without their questions."""
    loaded = ((row, load_game(row.id, row.state)) for row in rows)
    return [(row, game) for row, game in loaded if game != without(game, user_id)]
