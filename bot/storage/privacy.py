"""What is kept about people and guilds, in the database: the ports `People` and `Departures`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, RowMapping, Table, delete, func, select, union

from bot.core.quiz.game import Game
from bot.services.privacy_ports import Counts, Export
from bot.storage.columns import metadata
from bot.storage.database import Database
from bot.storage.people import DOERS, OWNERS, games_of, naming, within
from bot.storage.purging import purge_guild, purge_texts, purge_user
from bot.storage.tables import base_versions, games, removed_guilds
from bot.storage.writing import Step

NAMES = frozenset(column.name for column in (*OWNERS, *DOERS))
# Says nothing about a guild but that something else does.
BOOKKEEPING = (base_versions, removed_guilds)
CONTENT = [table for table in metadata.sorted_tables if table not in BOOKKEEPING]


class SqlPeople:
    """Counts, exports and deletes."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine, self._tidy = database.writer, database.engine, database.tidy

    async def about_user(self, user_id: int, guild_id: int | None = None) -> Counts:
        """Return how much names somebody, in one guild or in all."""

        def count(connection: Connection) -> Counts:
            counts = {games.name: sum(1 for _ in games_of(connection, user_id, guild_id))}
            for table in CONTENT:
                is_theirs = naming(table, user_id)
                if is_theirs is not None:
                    query = select(func.count()).where(is_theirs, within(table, guild_id))
                    counts[table.name] = connection.scalar(query) or 0
            return _without_zeros(counts)

        async with self._engine.begin() as connection:
            return await connection.run_sync(count)

    async def about_guild(self, guild_id: int) -> Counts:
        """Return how much is kept of a guild."""

        def count(connection: Connection) -> Counts:
            counted = ((it.name, select(func.count()).where(it.c.guild_id == guild_id)) for it in CONTENT)
            return _without_zeros({name: connection.scalar(query) or 0 for name, query in counted})

        async with self._engine.begin() as connection:
            return await connection.run_sync(count)

    async def export(self, user_id: int) -> Export:
        """Return all that names somebody, in all guilds, without the ids of others."""

        def export(connection: Connection) -> Export:
            found = {games.name: [_played(row, it, user_id) for row, it in games_of(connection, user_id, None)]}
            for table in CONTENT:
                is_theirs = naming(table, user_id)
                if is_theirs is not None:
                    rows = connection.execute(select(table).where(is_theirs)).mappings()
                    found[table.name] = [_exported(table, row, user_id) for row in rows]
            return {name: rows for name, rows in found.items() if rows}

        async with self._engine.begin() as connection:
            return await connection.run_sync(export)

    async def forget(self, user_id: int, guild_id: int | None = None) -> int:
        """Delete what is kept about somebody, in one guild or in all; return how much it was."""
        deleted = await self._writer.run(lambda connection: purge_user(connection, user_id, guild_id))
        await self._tidy()
        return deleted

    async def purge(self, guild_id: int) -> int:
        """Delete all that is kept of a guild; return how much it was."""
        deleted = await self._writer.run(lambda connection: purge_guild(connection, guild_id))
        await self._tidy()
        return deleted

    async def empty_texts(self, before: datetime) -> int:
        """Empty, in all guilds, the typed answers of games that ended before a time; return how many."""
        emptied = await self._writer.run(lambda connection: purge_texts(connection, before))
        await self._tidy()
        return emptied


class SqlDepartures:
    """Keeps which guilds were left, and when."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._leave = database.insert(removed_guilds).on_conflict_do_nothing()

    async def known(self) -> frozenset[int]:
        """Return the guilds that anything is kept of, those that were left too."""
        of_tables = (select(table.c.guild_id).distinct() for table in metadata.sorted_tables)
        async with self._engine.begin() as connection:
            return frozenset(await connection.scalars(union(*of_tables))) - {0}  # 0: solo games outside of guilds

    async def leave(self, guild_ids: Collection[int], at: datetime) -> None:
        """Remember that the bot is no longer in guilds; one that is known to have been left keeps its time."""
        await self._writer.write(Step(self._leave, [{"guild_id": it, "removed_at": at} for it in guild_ids]))

    async def come_back(self, guild_ids: Collection[int]) -> int:
        """Forget that the bot had left guilds; return how many of them it had."""
        wanted = frozenset(guild_ids)

        def come_back(connection: Connection) -> int:
            left = wanted.intersection(connection.scalars(select(removed_guilds.c.guild_id)))
            for guild_id in left:
                connection.execute(delete(removed_guilds).where(removed_guilds.c.guild_id == guild_id))
            return len(left)

        return await self._writer.run(come_back)

    async def left_before(self, at: datetime) -> tuple[int, ...]:
        """Return the guilds that were left before a time, the longest gone first."""
        columns = removed_guilds.c
        query = select(columns.guild_id).where(columns.removed_at < at).order_by(columns.removed_at, columns.guild_id)
        async with self._engine.begin() as connection:
            return tuple(await connection.scalars(query))


def _without_zeros(counts: Mapping[str, int]) -> Counts:
    return {name: count for name, count in counts.items() if count}


def _played(row: Row[Any], game: Game, user_id: int) -> dict[str, object]:
    standing = game.standings.get(user_id)
    return {
        "guild_id": str(row.guild_id),
        "id": str(row.id),
        "is_solo": game.is_solo,
        "is_starter": game.starter_id == user_id,
        "standing": asdict(standing) if standing else None,
    }


def _exported(table: Table, row: RowMapping, user_id: int) -> dict[str, object]:
    shown: dict[str, object] = {}
    for column in table.c:
        value = row[column.name]
        if column.name in NAMES and value != user_id:
            continue  # somebody else, or nobody
        if isinstance(value, datetime):
            value = value.isoformat()
        elif value is not None and isinstance(column.type, BigInteger):
            value = str(value)
        shown[column.name] = value
    return shown
