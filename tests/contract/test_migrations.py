"""The migrations lead from every released revision to the tables that the program uses."""

import asyncio
import logging
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.core.curation.revisions import Overlay
from bot.storage.columns import metadata
from bot.storage.database import DatabaseFault, open_database
from bot.storage.migrations import FOLDER, migrate
from bot.storage.repositories import repositories
from tests.contract.samples import ANN, BEN, GUILD

RELEASED = ["0001"]
STEPS = sorted(file.name[1:5] for file in FOLDER.glob("versions/v*.py"))
DUMPS = Path(__file__).parent / "released"


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return compare_metadata(context, metadata)


def constraints(connection: Connection) -> dict[str, object]:
    """Return what `compare_metadata` leaves out: keys, and the conditions of indexes."""
    inspector, found = inspect(connection), {}
    for table in metadata.tables:
        found[table, "key"] = inspector.get_pk_constraint(table)["constrained_columns"]
        foreign = inspector.get_foreign_keys(table)
        found[table, "foreign"] = [(it["constrained_columns"], it["referred_table"], it["options"]) for it in foreign]
        for index in inspector.get_indexes(table):
            conditions = [str(it) for it in index.get("dialect_options", {}).values()]
            found[table, index["name"]] = index["column_names"], index["unique"], conditions
    return found


async def test_the_migrated_schema_is_that_of_the_tables(url):
    async with open_database(url) as database, database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_migrated_keys_and_indexes_are_those_of_the_tables(url):
    def both(connection: Connection) -> tuple[dict[str, object], dict[str, object]]:
        migrated = constraints(connection)
        metadata.drop_all(connection)
        metadata.create_all(connection)
        return migrated, constraints(connection)

    async with open_database(url) as database:
        migrated, defined = await database.writer.run(both)
    assert migrated == defined


async def revision_of(database):
    async with database.engine.connect() as connection:
        return await connection.scalar(text("SELECT version_num FROM alembic_version"))


def copy_of_versions(folder: Path, *numbers: str) -> Path:
    """Return a folder of migrations that ends with some of them."""
    (folder / "versions").mkdir(parents=True)
    for file in [FOLDER / "env.py", *(it for number in numbers for it in FOLDER.glob(f"versions/v{number}_*.py"))]:
        shutil.copy(file, folder / file.relative_to(FOLDER))
    return folder


async def migrate_with(url, folder):
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        revision = await connection.run_sync(migrate, folder)
    await engine.dispose()
    return revision


@pytest.mark.parametrize("count", range(1, len(RELEASED) + 1))
async def test_every_released_revision_leads_to_the_newest(url, tmp_path, count):
    released = copy_of_versions(tmp_path / "released", *RELEASED[:count])
    assert await migrate_with(url, released) == RELEASED[count - 1]
    async with open_database(url) as database:
        assert await revision_of(database) == STEPS[-1]
        async with database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []


@pytest.mark.parametrize("dump", sorted(DUMPS.glob("*.sql")), ids=lambda file: file.stem)
async def test_what_a_released_version_kept_is_still_there(sqlite_url, dump):
    with closing(sqlite3.connect(sqlite_url.database)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    async with open_database(sqlite_url) as database:
        storage = repositories(database)
        (running,) = await storage.games.running()
        assert set(running.round.answers) == {BEN}
        figures = await storage.scores.figures(GUILD, ANN)
        assert (figures.games, figures.rounds, figures.right, figures.points) == (1, 1, 1, 145)
        assert (await storage.settings.load(GUILD)).time_zone == "Asia/Tokyo"
        assert await storage.revisions.overlay(GUILD) == Overlay()


def test_there_is_a_dump_of_every_released_version():
    assert [file.stem for file in sorted(DUMPS.glob("*.sql"))] == RELEASED


def test_every_step_is_released_or_the_next():
    assert STEPS[: len(RELEASED)] == RELEASED
    assert len(STEPS) <= len(RELEASED) + 1


async def test_two_that_migrate_at_once_wait_for_each_other(postgres_url):
    async def opened():
        async with open_database(postgres_url) as database:
            return await revision_of(database)

    assert await asyncio.gather(*(opened() for _ in range(4))) == [STEPS[-1]] * 4


async def test_a_database_of_a_newer_version_is_left_alone(url):
    async with open_database(url) as database:
        newer = text("UPDATE alembic_version SET version_num = '9999'")
        await database.writer.run(lambda connection: connection.execute(newer).rowcount)
    with pytest.raises(DatabaseFault, match="newer version of the bot") as caught:
        async with open_database(url):
            pass
    assert caught.value.is_lasting


async def test_a_migration_that_fails_leaves_nothing_behind(url, tmp_path):
    broken = copy_of_versions(tmp_path / "broken", *STEPS)
    (broken / "versions" / "v9999_broken.py").write_text(
        f"""from alembic import op
import sqlalchemy as sa
revision, down_revision = "9999", "{STEPS[-1]}"
def upgrade():
    op.create_table("left_behind", sa.Column("id", sa.Integer))
    op.execute("INSERT INTO nowhere VALUES (1)")
""",
        encoding="utf-8",
    )
    async with open_database(url) as database:
        with pytest.raises(DBAPIError, match="nowhere"):
            await database.writer.run(lambda connection: migrate(connection, broken))
        assert await revision_of(database) == STEPS[-1]
        async with database.engine.connect() as connection:
            assert "left_behind" not in await connection.run_sync(lambda it: inspect(it).get_table_names())


async def test_migrating_leaves_logging_alone(url):
    def state():
        loggers = [logging.getLogger(name) for name in ("", "bot", "alembic", "sqlalchemy")]
        return [(it.level, it.handlers[:], it.disabled, it.propagate) for it in loggers]

    before = state()
    async with open_database(url):
        pass
    assert state() == before
