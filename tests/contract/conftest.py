"""Each test of a port runs on the fake, on SQLite and on PostgreSQL."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection

from bot.services.ports import Storage
from bot.storage.columns import metadata
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from tests.contract.postgres import NoPostgres, PostgresServer, running_postgres
from tests.fakes import fake_storage

NEEDS_POSTGRES = "NEEDS_POSTGRES"
"""Set where all must be tested, in CI: no PostgreSQL is a failure then."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(running_postgres())
        except NoPostgres as error:
            if os.environ.get(NEEDS_POSTGRES):
                raise
            pytest.skip(f"no PostgreSQL: {error}")
        yield server


@pytest.fixture(scope="session")
def shared_postgres_url(postgres: PostgresServer) -> Iterator[URL]:
    """A database that holds what the test before has left."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[URL]:
    """A new database."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> URL:
    """A file that is not there yet."""
    return URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> URL:
    """A new database of either kind."""
    found: URL = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def storage(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """What the ports are, with nothing in it."""
    if request.param == "fake":
        yield fake_storage()
        return
    url = request.getfixturevalue("shared_postgres_url" if request.param == "postgres" else "sqlite_url")
    async with open_database(url) as database:
        await database.writer.run(empty)
        yield repositories(database)


def empty(connection: Connection) -> None:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())
