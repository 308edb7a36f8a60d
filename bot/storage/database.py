"""Opens the database: SQLite in a file, or PostgreSQL; the same queries run on both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, Table, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.core.errors import BotError
from bot.storage.file_lock import FileLock, LockFault, open_lock
from bot.storage.migrations import NewerDatabase, migrate
from bot.storage.writing import Writer, open_writer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BUSY_TIMEOUT_MS = 2_000  # Discord waits 3 s for a reply
CONNECT_TIMEOUT_S = 10.0
POOL_SIZE = 5
# FULL: what has been committed survives a power cut.
PRAGMAS = (f"busy_timeout = {BUSY_TIMEOUT_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
WRITES = {"begin": "BEGIN IMMEDIATE"}
_REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InsufficientPrivilegeError,
    asyncpg.InterfaceError,
)


Insert = postgresql.Insert | sqlite.Insert


class DatabaseFault(BotError):
    """The database cannot be used; the message is one line for whoever runs the bot, without the password.

    Attributes:
        is_lasting: Starting again does not help.
    """

    def __init__(self, message: str, *, is_lasting: bool) -> None:
        super().__init__(message)
        self.is_lasting = is_lasting


@dataclass(frozen=True, slots=True)
class Database:
    """Where repositories write and read.

    Attributes:
        writer: Every change goes through it.
        engine: For reading: what is read in one transaction is of one moment.
    """

    writer: Writer
    engine: AsyncEngine

    async def tidy(self) -> None:
        """Empty the log beside a SQLite file, as far as nobody reads there: it still holds what was deleted."""
        if self.engine.dialect.name == SQLITE:
            async with self.engine.connect() as connection:
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")  # unread, it would be in the way

    def insert(self, table: Table) -> Insert:
        """Return an INSERT that knows ON CONFLICT."""
        return insert_into(table, self.engine.dialect.name)


def insert_into(table: Table, dialect: str) -> Insert:
    """Return an INSERT that knows ON CONFLICT in a dialect."""
    return postgresql.insert(table) if dialect == POSTGRESQL else sqlite.insert(table)


@asynccontextmanager
async def open_database(url: URL, *, is_guest: bool = False) -> AsyncIterator[Database]:
    """Give the database at a URL, up to date, while the block runs.

    Args:
        is_guest: Work beside a running bot. Without it a SQLite file is kept from any other process but guests: two
            bots would play the same games.

    Raises:
        DatabaseFault: it cannot be reached, written to or understood; a SQLite file is in use by another bot, or is
            to be brought up to date while a bot uses it.
    """
    with _lock_of(url) as lock:
        if not is_guest or lock.is_new:
            lock.take()
        engine = _engine(url)
        try:
            await _migrate(engine, url, lock)
            if is_guest:
                lock.release()
            async with open_writer(engine.execution_options(**WRITES)) as writer:
                yield Database(writer, _reading(engine))
        finally:
            await engine.dispose()


async def _migrate(engine: AsyncEngine, url: URL, lock: FileLock) -> None:
    try:
        async with engine.execution_options(**WRITES).begin() as connection:
            await connection.run_sync(migrate, before_upgrade=lock.take)
    except NewerDatabase:
        message = f"{_place(url)} was written by a newer version of the bot"
        raise DatabaseFault(message, is_lasting=True) from None
    except _REFUSED as error:
        raise DatabaseFault(f"{_place(url)} refuses: {error}", is_lasting=True) from None
    except (OSError, asyncpg.PostgresError) as error:
        reason = str(error) or "no answer in time"
        raise DatabaseFault(f"cannot reach {_place(url)}: {reason}", is_lasting=False) from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error)
        is_passing = isinstance(error, OperationalError)  # the disk is full, or another program writes
        raise DatabaseFault(f"cannot use {_place(url)}: {reason}", is_lasting=not is_passing) from None


def _engine(url: URL) -> AsyncEngine:
    """Return the engine; its errors, which are logged, do not repeat what people typed."""
    options: dict[str, Any] = {"pool_size": POOL_SIZE, "hide_parameters": True}
    if url.get_backend_name() == POSTGRESQL:
        return create_async_engine(url, pool_pre_ping=True, connect_args={"timeout": CONNECT_TIMEOUT_S}, **options)
    engine = create_async_engine(url, **options)
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _reading(engine: AsyncEngine) -> AsyncEngine:
    if engine.dialect.name == POSTGRESQL:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def _set_up(connection: Any, _: object) -> None:
    """Set up a new connection to SQLite; transactions begin with `_begin`, not by themselves before some statements."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _lock_of(url: URL) -> Iterator[FileLock]:
    """Give the lock of a SQLite file, not taken yet; PostgreSQL needs none."""
    try:
        with open_lock(Path(url.database or "") if url.get_backend_name() == SQLITE else None) as lock:
            yield lock
    except LockFault as fault:
        raise DatabaseFault(str(fault), is_lasting=fault.is_lasting) from None


def _place(url: URL) -> str:
    if url.get_backend_name() == SQLITE:
        return str(url.database)
    return f"{url.host or url.query.get('host') or 'localhost'}:{url.port or 5432}"
