"""When each guild last changed its base, so that whoever holds it in memory knows what to load again.

Versions are given out one transaction after the other, and in that order: whoever has seen one has seen all before it.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from bot.storage.database import POSTGRESQL, insert_into
from bot.storage.tables import base_versions

# Any number that no other lock of the bot has.
LOCK = 7_226_351_095


def next_version(connection: Connection) -> int:
    """Return the next version; nobody else gets one until this transaction ends."""
    if connection.dialect.name == POSTGRESQL:
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    newest: int = connection.scalar(select(func.coalesce(func.max(base_versions.c.version), 0))) or 0
    return newest + 1


def keep_version(connection: Connection, guild_id: int, version: int) -> None:
    """Keep that a guild's base is at a version."""
    insert = insert_into(base_versions, connection.dialect.name)
    keep = insert.on_conflict_do_update(
        index_elements=[base_versions.c.guild_id], set_={"version": insert.excluded.version}
    )
    connection.execute(keep, {"guild_id": guild_id, "version": version})
