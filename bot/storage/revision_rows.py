"""Revisions as rows of the database, and which of them are the newest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from bot.core.curation.revisions import Act, Change, FactKey, Revision
from bot.storage.curation_codec import dump_fact_state, load_fact_state
from bot.storage.tables import revisions

MAX_IDS = 500  # in one query


def is_of(guild_id: int, key: FactKey | None = None) -> ColumnElement[bool]:
    """Return what holds for the revisions of a guild, or of one fact there."""
    is_meant = revisions.c.guild_id == guild_id
    return is_meant if key is None else and_(is_meant, revisions.c.show_id == key[0], revisions.c.fact_id == key[1])


def newest_ids(is_meant: ColumnElement[bool]) -> Select[Any]:
    """Return the query for show, fact and the id of the newest revision of each."""
    fact = revisions.c.guild_id, revisions.c.show_id, revisions.c.fact_id
    return select(*fact[1:], func.max(revisions.c.id).label("id")).where(is_meant).group_by(*fact)


def newest_of(connection: Connection, guild_id: int, changes: Sequence[Change]) -> dict[FactKey, Revision]:
    """Return the newest revision of each fact that is about to change, where it has one."""
    keys = {(it.show_id, it.fact_id) for it in changes}
    is_meant = is_of(guild_id, next(iter(keys)) if len(keys) == 1 else None)
    found = connection.execute(newest_ids(is_meant))
    ids = [it.id for it in found if (it.show_id, it.fact_id) in keys]
    newest: dict[FactKey, Revision] = {}
    for start in range(0, len(ids), MAX_IDS):
        query = select(revisions).where(is_of(guild_id), revisions.c.id.in_(ids[start : start + MAX_IDS]))
        newest |= {it.key: it for it in map(revision, connection.execute(query))}
    return newest


def revision(row: Row[Any]) -> Revision:
    """Return the revision in a row."""
    return Revision(
        id=row.id,
        guild_id=row.guild_id,
        show_id=row.show_id,
        fact_id=row.fact_id,
        act=Act(row.act),
        state=load_fact_state(row.state),
        before=load_fact_state(row.before),
        by=row.changed_by,
        at=row.at,
        batch_id=row.batch_id,
    )


def row_of(made: Revision, state: str) -> dict[str, object]:
    """Return the row of a revision, whose state has been dumped already."""
    return {
        "guild_id": made.guild_id,
        "id": made.id,
        "show_id": made.show_id,
        "fact_id": made.fact_id,
        "act": made.act.value,
        "state": state,
        "before": dump_fact_state(made.before),
        "changed_by": made.by,
        "at": made.at,
        "batch_id": made.batch_id,
    }
