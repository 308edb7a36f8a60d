"""What is kept about people and guilds, in the database: the ports `People` and `Departures`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, RowMapping, Table, delete, func, select, union

from bot.core.quiz.game import Game
from bot.services.privacy_ports import Counts, Export
from bot.storage.aside import aside
from bot.storage.columns import metadata
from bot.storage.database import Database
from bot.storage.people import DOERS, OWNERS, mentioning, naming, naming_games, within
from bot.storage.purging import leave_games, leavings, purge_guild, purge_texts, purge_user
from bot.storage.tables import base_versions, games, removed_guilds
from bot.storage.writing import Step

NAMES = frozenset(column.name for column in (*OWNERS, *DOERS))
GAMES_AT_ONCE = 200
# Says nothing about a guild but that something else does.
BOOKKEEPING = (base_versions, removed_guilds)
CONTENT = [table for table in metadata.sorted_tables if table not in BOOKKEEPING]


class SqlPeople:
    """Counts, exports and deletes."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine, self._tidy = database.writer, database.engine, database.tidy

    async def about_user(self, user_id: int, guild_id: int | None = None) -> Counts:
        """Return how much names somebody, in one guild or in all."""

        def count(connection: Connection) -> dict[str, int]:
            queries = {
                table.name: select(func.count()).where(is_theirs, within(table, guild_id))
                for table in CONTENT
                if (is_theirs := naming(table, user_id)) is not None
            }
            return {name: connection.scalar(query) or 0 for name, query in queries.items()}

        async with self._engine.begin() as connection:
            found = (await connection.execute(mentioning(user_id, guild_id))).all()
            counts = await connection.run_sync(count)
        played = await aside(partial(naming_games, user_id=user_id), found)
        return _without_zeros({games.name: len(played), **counts})

    async def about_guild(self, guild_id: int) -> Counts:
        """Return how much is kept of a guild."""

        def count(connection: Connection) -> Counts:
            counted = ((it.name, select(func.count()).where(it.c.guild_id == guild_id)) for it in CONTENT)
            return _without_zeros({name: connection.scalar(query) or 0 for name, query in counted})

        async with self._engine.begin() as connection:
            return await connection.run_sync(count)

    async def export(self, user_id: int) -> Export:
        """Return all that names somebody, in all guilds, without the ids of others."""

        def read(connection: Connection) -> list[tuple[Table, RowMapping]]:
            queries = {it: select(it).where(where) for it in CONTENT if (where := naming(it, user_id)) is not None}
            return [(table, row) for table, query in queries.items() for row in connection.execute(query).mappings()]

        async with self._engine.begin() as connection:
            found = (await connection.execute(mentioning(user_id))).all()
            rows = await connection.run_sync(read)
        exported = defaultdict[str, list[Mapping[str, object]]](list)
        exported[games.name] += await aside(partial(_all_played, user_id=user_id), found)
        for name, row in await aside(partial(_all_exported, user_id=user_id), rows):
            exported[name].append(row)
        return {name: them for name, them in exported.items() if them}

    async def forget(self, user_id: int, guild_id: int | None = None) -> int:
        """Delete what is kept about somebody, in one guild or in all; return how much it was.

        Their games come first, some at a time: there may be thousands, and others want to write meanwhile.
        """
        async with self._engine.begin() as connection:
            ids = (await connection.scalars(mentioning(user_id, guild_id).with_only_columns(games.c.id))).all()
        deleted = 0
        for start in range(0, len(ids), GAMES_AT_ONCE):
            deleted += await self._leave(user_id, ids[start : start + GAMES_AT_ONCE])
        deleted += await self._writer.run(lambda connection: purge_user(connection, user_id, guild_id))
        await self._tidy()
        return deleted

    async def _leave(self, user_id: int, game_ids: Sequence[int]) -> int:
        async with self._engine.begin() as connection:
            rows = (await connection.execute(select(games).where(games.c.id.in_(game_ids)))).all()
        found = await aside(partial(leavings, user_id=user_id), rows)
        return await self._writer.run(lambda connection: leave_games(connection, found))

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


def _all_played(rows: Sequence[Row[Any]], user_id: int) -> list[dict[str, object]]:
    return [_played(row, game, user_id) for row, game in naming_games(rows, user_id)]


def _all_exported(rows: Sequence[tuple[Table, RowMapping]], user_id: int) -> list[tuple[str, dict[str, object]]]:
    return [(table.name, _exported(table, row, user_id)) for table, row in rows]


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
