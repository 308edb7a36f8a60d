"""Opening the database, and what is promised of its file and its writer."""

import asyncio
import logging
import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, func, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.core.guilds import GuildSettings
from bot.storage.database import DatabaseFault, open_database
from bot.storage.repositories import repositories
from bot.storage.tables import departed, games
from bot.storage.writing import Step
from tests.contract.samples import ANN, CHANNEL, GUILD, RIGHT, T0, new_game, play

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def database(url):
    async with open_database(url) as database:
        yield database


def depart(user_id):
    return Step(DEPART, [{"guild_id": GUILD, "user_id": user_id}])


DEPART = insert(departed)


async def kept(database):
    async with database.engine.begin() as connection:
        return set(await connection.scalars(select(departed.c.user_id)))


async def test_what_was_kept_is_there_the_next_time(url):
    async with open_database(url) as database:
        game = await play(repositories(database), new_game(), {ANN: RIGHT})
        await repositories(database).settings.save(GUILD, GuildSettings(has_pictures=False))
    async with open_database(url) as database:
        storage = repositories(database)
        assert await storage.games.load(GUILD, game.id) == game
        assert (await storage.scores.figures(GUILD, ANN)).points == game.standings[ANN].points
        assert not (await storage.settings.load(GUILD)).has_pictures


async def test_ids_of_games_are_not_used_again(url):
    async with open_database(url) as database:
        first = await repositories(database).games.begin(new_game())
        await database.writer.run(lambda connection: connection.execute(games.delete()).rowcount)
        assert (await repositories(database).games.begin(new_game())).id > first.id


async def test_one_write_that_fails_takes_no_other_with_it(database):
    users = [1, 2, 1, 3, 4, 2, 5]
    done = await asyncio.gather(*(database.writer.write(depart(it)) for it in users), return_exceptions=True)
    assert [isinstance(it, IntegrityError) for it in done] == [False, False, True, False, False, True, False]
    assert await kept(database) == {1, 2, 3, 4, 5}


async def test_an_error_does_not_repeat_what_somebody_typed(database):
    step = Step(text("INSERT INTO nowhere VALUES (:typed)"), [{"typed": "my secret"}])
    with pytest.raises(DBAPIError) as caught:
        await database.writer.write(step)
    assert "nowhere" in str(caught.value)
    assert "my secret" not in str(caught.value)


async def test_a_write_is_kept_whole_or_not_at_all(database):
    with pytest.raises(IntegrityError):
        await database.writer.write(depart(1), depart(2), depart(1))
    await database.writer.write(depart(3), depart(4))
    assert await kept(database) == {3, 4}


async def test_an_error_in_a_unit_is_its_callers(database):
    def fail(connection):
        connection.execute(DEPART, {"guild_id": GUILD, "user_id": 1})
        raise LookupError("mine")

    done = await asyncio.gather(
        database.writer.write(depart(2)),
        database.writer.run(fail),
        database.writer.write(depart(3)),
        return_exceptions=True,
    )
    assert [type(it) for it in done] == [type(None), LookupError, type(None)]
    assert await kept(database) == {2, 3}


async def test_writes_happen_in_the_order_in_which_they_came(database):
    seen = []

    def count(connection):
        seen.append(connection.scalar(select(func.count()).select_from(departed)))

    writes = [database.writer.write(depart(it)) if it % 3 else database.writer.run(count) for it in range(1, 31)]
    await asyncio.gather(*writes)
    assert seen == list(range(2, 21, 2))


async def test_what_a_cancelled_caller_wanted_is_written_once(database):
    waiting = [asyncio.create_task(database.writer.write(depart(it))) for it in range(20)]
    await asyncio.sleep(0)
    for task in waiting[::2]:
        task.cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert [isinstance(it, asyncio.CancelledError) for it in done] == [True, False] * 10
    assert await kept(database) == set(range(20))


async def test_a_failure_that_nobody_waits_for_is_logged(database, caplog):
    await database.writer.write(depart(1))
    waiting = asyncio.create_task(database.writer.write(depart(1)))
    await asyncio.sleep(0)
    waiting.cancel()
    with caplog.at_level(logging.WARNING):
        await database.writer.write(depart(2))
    assert "nobody waits for" in caplog.text


async def test_closing_writes_what_has_queued(url):
    async with open_database(url) as database:
        waiting = [asyncio.create_task(database.writer.write(depart(it))) for it in range(1200)]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    with pytest.raises(RuntimeError, match="closed"):
        await database.writer.write(depart(0))
    async with open_database(url) as database:
        assert await kept(database) == set(range(1200))


async def test_readers_see_only_what_has_been_committed(database):
    seen = []

    async def look():
        seen.append(await kept(database))

    def write(connection):
        connection.execute(DEPART, [{"guild_id": GUILD, "user_id": it} for it in (1, 2)])
        raise LookupError

    looking = asyncio.gather(*(look() for _ in range(5)))
    with pytest.raises(LookupError):
        await database.writer.run(write)
    await looking
    assert seen == [set()] * 5


async def test_a_file_is_for_its_owner_only_and_so_is_its_log(tmp_path):
    file = tmp_path / "new" / "data" / "bot.db"
    async with open_database(URL.create("sqlite+aiosqlite", database=str(file))) as database:
        await database.writer.write(depart(1))
        modes = {it.name: stat.S_IMODE(it.stat().st_mode) for it in file.parent.iterdir()}
    assert modes == dict.fromkeys(("bot.db", "bot.db-wal", "bot.db-shm", "bot.db.lock"), 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


async def test_a_file_outlives_a_power_cut(sqlite_url):
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    async with open_database(sqlite_url) as database, database.engine.connect() as connection:
        found = {name: await connection.scalar(text(f"PRAGMA {name}")) for name in wanted}
    assert found == wanted


async def test_a_file_is_used_by_one_process_at_a_time(sqlite_url):
    async with open_database(sqlite_url):
        with pytest.raises(DatabaseFault, match="in use by another process"):
            async with open_database(sqlite_url):
                pass
    async with open_database(sqlite_url):
        pass


CRASHING = """
import asyncio, os, sys
from sqlalchemy import make_url
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from tests.contract.samples import RIGHT, answer, new_game

async def main():
    async with open_database(make_url(sys.argv[1])) as database:
        storage = repositories(database)
        game = await storage.games.begin(new_game())
        for user_id in range(1, 101):
            game = await answer(storage, game, {user_id: RIGHT})
            print(user_id, flush=True)
        os._exit(9)

asyncio.run(main())
"""


async def test_an_answer_that_was_confirmed_survives_the_death_of_the_process(url):
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CRASHING, url.render_as_string(hide_password=False)),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert process.returncode == 9
    confirmed = {int(line) for line in said.split()}
    async with open_database(url) as database:
        (game,) = await repositories(database).games.running()
    assert confirmed == set(range(1, 101)) == game.round.answers.keys()


async def fault_at(url):
    with pytest.raises(DatabaseFault) as caught:
        async with open_database(url):
            pass
    return caught.value


async def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").touch()
    fault = await fault_at(URL.create("sqlite+aiosqlite", database=str(tmp_path / "file" / "bot.db")))
    assert str(fault) == f"cannot write to {tmp_path}/file/bot.db: File exists"
    assert fault.is_lasting


async def test_a_file_of_something_else_is_named(tmp_path):
    (tmp_path / "bot.db").write_bytes(b"something else, and long enough to be looked at" * 100)
    fault = await fault_at(URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db")))
    assert str(fault) == f"cannot use {tmp_path}/bot.db: file is not a database"
    assert fault.is_lasting


async def test_a_server_that_is_not_there_is_named_without_the_password():
    fault = await fault_at(URL.create("postgresql+asyncpg", "bot", "hunter2", "127.0.0.1", 1, "bot"))
    assert str(fault).startswith("cannot reach 127.0.0.1:1: ")
    assert "hunter2" not in str(fault)
    assert not fault.is_lasting


async def test_a_server_whose_name_is_unknown_is_named():
    fault = await fault_at(URL.create("postgresql+asyncpg", "bot", "hunter2", "nowhere.invalid", database="bot"))
    assert str(fault).startswith("cannot reach nowhere.invalid:5432: ")


async def test_a_file_in_which_another_program_writes_is_tried_again_later(sqlite_url):
    async with open_database(sqlite_url):
        pass
    with closing(sqlite3.connect(sqlite_url.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        fault = await fault_at(sqlite_url)
    assert str(fault) == f"cannot use {sqlite_url.database}: database is locked"
    assert not fault.is_lasting


async def test_a_server_that_refuses_says_why(postgres_url):
    fault = await fault_at(postgres_url.set(username="stranger", password="hunter2"))
    assert 'role "stranger" does not exist' in str(fault)
    assert "hunter2" not in str(fault)
    assert fault.is_lasting
    assert 'database "nowhere" does not exist' in str(await fault_at(postgres_url.set(database="nowhere")))


async def test_a_lost_connection_costs_only_those_who_wait(postgres_url):
    async with open_database(postgres_url) as database:
        await database.writer.write(depart(1))
        others = "pid <> pg_backend_pid() AND datname = current_database()"
        kill = text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        async with database.engine.connect() as connection:
            await connection.execute(kill)
        await database.writer.write(depart(2))
        assert await kept(database) == {1, 2}


async def test_channel_ids_and_guild_ids_are_snowflakes(database):
    largest = 2**63 - 1
    game = await repositories(database).games.begin(new_game(largest, largest))
    assert (await repositories(database).games.load(largest, game.id)).channel_id == largest
    assert largest > CHANNEL


async def test_guests_work_beside_the_bot(sqlite_url):
    async with open_database(sqlite_url) as database, open_database(sqlite_url, is_guest=True) as guest:
        async with open_database(sqlite_url, is_guest=True) as another:
            await asyncio.gather(*(it.writer.write(depart(n)) for n, it in enumerate((database, guest, another))))
        assert await kept(database) == {0, 1, 2}


async def test_a_bot_starts_beside_guests_and_alone(sqlite_url):
    async with open_database(sqlite_url, is_guest=True), open_database(sqlite_url):
        with pytest.raises(DatabaseFault, match="in use by another process"):
            async with open_database(sqlite_url):
                pass


async def test_a_guest_does_not_bring_a_file_up_to_date_that_a_bot_uses(sqlite_url):
    async with open_database(sqlite_url) as database:
        older = text("UPDATE alembic_version SET version_num = '0001'")
        await database.writer.run(lambda connection: connection.execute(older).rowcount)
        with pytest.raises(DatabaseFault, match="in use by another process"):
            async with open_database(sqlite_url, is_guest=True):
                pass


GUEST = """
import asyncio, sys
from sqlalchemy import make_url
from bot.storage.database import open_database
from tests.contract.test_database import depart

async def main():
    async with open_database(make_url(sys.argv[1]), is_guest=True) as database:
        for user_id in range(10**6, 10**6 + 200):
            await database.writer.write(depart(user_id))

asyncio.run(main())
"""


async def test_two_processes_write_at_once_and_lose_nothing(sqlite_url):
    async with open_database(sqlite_url) as database:
        command = (sys.executable, "-c", GUEST, sqlite_url.render_as_string())
        process = await asyncio.create_subprocess_exec(*command, env={**os.environ, "PYTHONPATH": str(ROOT)})
        ended, own = asyncio.create_task(process.wait()), 0
        while not ended.done() or own < 200:
            await database.writer.write(depart(own))
            own += 1
        assert await ended == 0
        assert await kept(database) == {*range(own), *range(10**6, 10**6 + 200)}


async def test_tidying_is_in_nobodys_way(database):
    async def read(_):
        await kept(database)

    for round_ in range(5):
        work = (database.tidy(), database.writer.write(depart(round_)), *map(read, range(5)))
        await asyncio.gather(*work)
    assert await kept(database) == set(range(5))


async def test_nothing_of_it_stays_in_the_log_of_a_file_in_use(sqlite_url):
    async with open_database(sqlite_url) as database:
        storage = repositories(database)
        for number in range(50):
            await storage.gaps.log(GUILD, f"secret {number}", "my secret", show_id="", at=T0)
        assert b"my secret" in content(sqlite_url)
        await storage.people.purge(GUILD)
        assert b"my secret" not in content(sqlite_url)


def content(url):
    return b"".join(file.read_bytes() for file in Path(url.database).parent.iterdir())
