"""What guilds changed about their facts, in the database: the port `Revisions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, delete, func, select

from bot.core.curation.revisions import (
    PAGE_REVISIONS,
    Change,
    FactKey,
    Overlay,
    OwnShow,
    Revision,
    State,
    conflicting,
    revised,
)
from bot.services.curation_ports import Conflict
from bot.storage.aside import aside, uncollected
from bot.storage.curation_codec import AS_IN_PACK, dump_fact_state, load_fact_state
from bot.storage.database import Database
from bot.storage.revision_rows import is_of, newest_ids, newest_of, revision, row_of
from bot.storage.tables import base_versions, own_shows, revisions, shows_off
from bot.storage.versions import keep_version, next_version


class SqlRevisions:
    """Keeps revisions, and which shows a guild has."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._create = database.insert(own_shows).on_conflict_do_nothing()
        self._off = database.insert(shows_off).on_conflict_do_nothing()

    async def record(
        self, guild_id: int, changes: Sequence[Change], *, by: int, at: datetime, is_batch: bool = False
    ) -> tuple[Revision, ...]:
        """Keep changes, all or none, and return them as revisions, in order; `is_batch` gives them one batch id.

        Raises:
            Conflict: a fact's newest revision is not the one that its change expected.
        """
        dumped = await aside(_dumped, changes)

        def record(connection: Connection) -> tuple[Revision, ...] | Revision:
            first = next_version(connection)  # nobody else can change a base from here on
            newest = newest_of(connection, guild_id, changes)
            conflict = conflicting(changes, newest)
            if conflict is not None or not changes:
                return conflict or ()
            made = revised(guild_id, changes, newest, first_id=first, by=by, at=at, is_batch=is_batch)
            connection.execute(revisions.insert(), [*map(row_of, made, dumped)])
            keep_version(connection, guild_id, made[-1].id)
            return made

        outcome = await self._writer.run(record)
        if isinstance(outcome, Revision):
            raise Conflict(outcome)
        return outcome

    async def overlay(self, guild_id: int) -> Overlay:
        """Return all that a guild has changed."""
        async with self._engine.begin() as connection:
            version = await connection.scalar(_rows_of(guild_id, select(base_versions.c.version), base_versions))
            if version is None:
                return Overlay()
            states = (await connection.execute(_states(guild_id))).all()
            off = frozenset(await connection.scalars(_rows_of(guild_id, select(shows_off.c.show_id), shows_off)))
            made = await connection.execute(
                _rows_of(guild_id, select(own_shows), own_shows).order_by(own_shows.c.show_id)
            )
            shows = tuple(OwnShow(it.show_id, it.title) for it in made)
        by_fact = await aside(_by_fact, states)
        return Overlay(by_fact, off, shows, version)

    async def history(
        self, guild_id: int, *, key: FactKey | None = None, page: int = 0
    ) -> tuple[tuple[Revision, ...], int]:
        """Return one page of ten revisions, of one fact or of all, the newest first, and how many there are in all."""
        is_meant = is_of(guild_id, key)
        newest_first = select(revisions).where(is_meant).order_by(revisions.c.id.desc())
        query = newest_first.limit(PAGE_REVISIONS).offset(max(0, page) * PAGE_REVISIONS)
        async with self._engine.begin() as connection:
            total = await connection.scalar(select(func.count()).select_from(revisions).where(is_meant))
            found = await connection.execute(query)
            return tuple(map(revision, found)), total or 0

    async def find(self, guild_id: int, revision_id: int) -> Revision | None:
        """Return a revision of a guild; None when it has none of that id."""
        return await self._first(is_of(guild_id) & (revisions.c.id == revision_id))

    async def batch(self, guild_id: int, batch_id: int) -> tuple[Revision, ...]:
        """Return the revisions that were made at once, in order."""
        is_meant = is_of(guild_id) & (revisions.c.id >= batch_id) & (revisions.c.batch_id == batch_id)
        if not batch_id:
            return ()
        async with self._engine.begin() as connection:
            found = await connection.execute(select(revisions).where(is_meant).order_by(revisions.c.id))
            return tuple(map(revision, found))

    async def newest(self, guild_id: int, show_id: str, fact_id: str) -> Revision | None:
        """Return the newest revision of a fact; None for one that the guild never changed."""
        return await self._first(is_of(guild_id, (show_id, fact_id)))

    async def newest_ids(self, guild_id: int) -> Mapping[FactKey, int]:
        """Return the id of the newest revision of each fact that the guild ever changed."""
        async with self._engine.begin() as connection:
            found = await connection.execute(newest_ids(is_of(guild_id)))
            return {(it.show_id, it.fact_id): it.id for it in found}

    async def switch(self, guild_id: int, show_id: str, *, is_on: bool, by: int, at: datetime) -> None:
        """Switch a shared show on or off."""
        row = {"guild_id": guild_id, "show_id": show_id, "switched_by": by, "at": at}
        on = delete(shows_off).where(shows_off.c.guild_id == guild_id, shows_off.c.show_id == show_id)

        def switch(connection: Connection) -> None:
            version = next_version(connection)
            switched = connection.execute(on) if is_on else connection.execute(self._off, row)
            if switched.rowcount:
                keep_version(connection, guild_id, version)

        await self._writer.run(switch)

    async def create_show(self, guild_id: int, show: OwnShow, *, by: int, at: datetime) -> bool:
        """Keep a new show of a guild; return whether its id was free."""
        row = {"guild_id": guild_id, "show_id": show.id, "title": show.title, "created_by": by, "at": at}

        def create(connection: Connection) -> bool:
            version = next_version(connection)
            is_new = connection.execute(self._create, row).rowcount == 1
            if is_new:
                keep_version(connection, guild_id, version)
            return is_new

        return await self._writer.run(create)

    async def changed_since(self, version: int) -> tuple[int, frozenset[int]]:
        """Return the newest version of all, and the guilds that changed anything after `version`, by any process."""
        newer = select(base_versions).where(base_versions.c.version > version)
        async with self._engine.begin() as connection:
            changed = (await connection.execute(newer)).all()
            newest = await connection.scalar(select(func.max(base_versions.c.version)))
        return newest or 0, frozenset(row.guild_id for row in changed)

    async def _first(self, is_meant: ColumnElement[bool]) -> Revision | None:
        query = select(revisions).where(is_meant).order_by(revisions.c.id.desc()).limit(1)
        async with self._engine.begin() as connection:
            found = (await connection.execute(query)).first()
        return revision(found) if found is not None else None


def _rows_of(guild_id: int, query: Select[Any], table: Table) -> Select[Any]:
    return query.where(table.c.guild_id == guild_id)


def _states(guild_id: int) -> Select[Any]:
    newest = newest_ids(is_of(guild_id)).subquery()
    columns = (revisions.c.id, revisions.c.show_id, revisions.c.fact_id, revisions.c.state)
    query = select(*columns).join_from(newest, revisions, (revisions.c.id == newest.c.id) & is_of(guild_id))
    return query.where(revisions.c.state != AS_IN_PACK)


def _dumped(changes: Sequence[Change]) -> list[str]:
    return [dump_fact_state(it.state) for it in changes]


def _by_fact(states: Sequence[Row[Any]]) -> dict[FactKey, tuple[int, State]]:
    with uncollected():
        return {(it.show_id, it.fact_id): (it.id, load_fact_state(it.state)) for it in states}
