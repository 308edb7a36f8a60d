"""Questions without an answer, in the database: the port `Gaps`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Delete,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    not_,
    select,
)

from bot.core.curation.gaps import MAX_GAPS, PAGE_GAPS, Gap, GapPage
from bot.storage.database import Database, Insert
from bot.storage.purging import purge_gaps
from bot.storage.tables import gaps, muted_gaps
from bot.storage.writing import Step

# As `ranked` has it.
_RANK = (gaps.c.times.desc(), gaps.c.last_at.desc(), gaps.c.key)


class SqlGaps:
    """Counts questions when they are logged, so that nothing is left to be grouped when they are read."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._count = _counting(database.insert)
        self._mute = database.insert(muted_gaps).on_conflict_do_nothing()

    async def log(self, guild_id: int, key: str, text: str, *, show_id: str, at: datetime) -> None:
        """Count a question; one that a curator has called not about the show is passed over.

        Where a guild has more than MAX_GAPS then, those go that are `crowded_out`.
        """
        row = {"guild_id": guild_id, "key": key, "text": text, "times": 1, "first_at": at, "last_at": at}
        steps = (
            Step(self._count, [{**row, "show_id": show_id}]),
            Step(_CROWDED_OUT, [{"guild": guild_id, "newest": key}]),
        )
        await self._writer.write(*steps, about=("gaps", guild_id))

    async def top(self, guild_id: int, page: int) -> GapPage:
        """Return one page of a guild's gaps, the most asked first, of equal ones the newest."""
        async with self._engine.begin() as connection:
            total = await connection.scalar(select(func.count()).where(gaps.c.guild_id == guild_id)) or 0
            page = max(0, min(page, (total - 1) // PAGE_GAPS))
            found = await connection.execute(_top(guild_id).limit(PAGE_GAPS).offset(page * PAGE_GAPS))
            return GapPage(tuple(map(_gap, found)), page, total)

    async def load(self, guild_id: int, key: str) -> Gap | None:
        """Return a gap; None when it is gone."""
        async with self._engine.begin() as connection:
            found = (await connection.execute(select(gaps).where(_is(gaps, guild_id, key)))).first()
        return _gap(found) if found is not None else None

    async def forget(self, guild_id: int, keys: Sequence[str], *, is_for_good: bool = False) -> int:
        """Delete gaps and return how many; `is_for_good` passes over such questions in future."""

        def forget(connection: Connection) -> int:
            if is_for_good and keys:
                connection.execute(self._mute, [{"guild_id": guild_id, "key": key} for key in keys])
            return sum(connection.execute(delete(gaps).where(_is(gaps, guild_id, key))).rowcount for key in keys)

        return await self._writer.run(forget)

    async def all(self, guild_id: int, limit: int = 1000) -> tuple[Gap, ...]:
        """Return the most asked gaps."""
        async with self._engine.begin() as connection:
            return tuple(map(_gap, await connection.execute(_top(guild_id).limit(limit))))

    async def sweep(self, before: datetime) -> int:
        """Delete, in all guilds, what was last asked before a time; return how many."""
        return await self._writer.run(lambda connection: purge_gaps(connection, before))


def _crowding_out() -> Delete:
    """Return the DELETE for what `crowded_out` names; the index gaps_by_count holds the order of it."""
    guild, newest = bindparam("guild", type_=gaps.c.guild_id.type), bindparam("newest", type_=gaps.c.key.type)
    other = gaps.alias()
    is_there = select(func.count()).select_from(other).where(other.c.guild_id == guild, other.c.key == newest)
    ranked = select(gaps.c.key).where(gaps.c.guild_id == guild, gaps.c.key != newest).order_by(*_RANK)
    crowded_out = ranked.offset(MAX_GAPS - is_there.scalar_subquery()).correlate(None)
    return delete(gaps).where(gaps.c.guild_id == guild, gaps.c.key.in_(crowded_out))


def _counting(insert_into: Callable[[Table], Insert]) -> Insert:
    """Return the INSERT that counts a question which is known, and passes over one that is muted."""
    row = [bindparam(column.name, type_=column.type) for column in gaps.c]
    key = (bindparam(column.name, type_=column.type) for column in (gaps.c.guild_id, gaps.c.key))
    is_muted = exists().where(*(column == part for column, part in zip(muted_gaps.c, key, strict=True)))
    insert = insert_into(gaps).from_select([column.name for column in gaps.c], select(*row).where(not_(is_muted)))
    latest = case((insert.excluded.last_at > gaps.c.last_at, insert.excluded.last_at), else_=gaps.c.last_at)
    return insert.on_conflict_do_update(
        index_elements=[gaps.c.guild_id, gaps.c.key], set_={"times": gaps.c.times + 1, "last_at": latest}
    )


def _is(table: Table, guild_id: int, key: str) -> ColumnElement[bool]:
    return and_(table.c.guild_id == guild_id, table.c.key == key)


def _top(guild_id: int) -> Select[Any]:
    return select(gaps).where(gaps.c.guild_id == guild_id).order_by(*_RANK)


_CROWDED_OUT = _crowding_out()


def _gap(row: Row[Any]) -> Gap:
    return Gap(row.key, row.text, row.times, row.first_at, row.last_at, row.show_id)
