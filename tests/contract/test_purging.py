"""What an operator deletes is gone, and nothing else is."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, select

from bot.core.curation.revisions import EVERY_GUILD
from bot.core.quiz.game import Ending
from bot.core.quiz.judging import Verdict
from bot.core.quiz.playing import ended, take_hint, vote_skip
from bot.core.quiz.scoring import Given
from bot.storage.columns import metadata
from bot.storage.database import open_database
from bot.storage.people import DOERS, OWNERS
from bot.storage.purging import purge_gaps, purge_guild, purge_texts, purge_user
from bot.storage.repositories import repositories
from bot.storage.tables import removed_guilds, results
from tests.contract.curation_samples import DRAFT, change, curated
from tests.contract.samples import (
    ANN,
    BEN,
    CAS,
    GUILD,
    OTHER_GUILD,
    T0,
    WRONG,
    after,
    new_game,
    play,
    typed,
)
from tests.contract.test_isolation import populate, seen

MARK = [{"guild_id": GUILD, "removed_at": T0}]


@pytest.fixture
async def database(url):
    async with open_database(url) as database:
        yield database


@pytest.fixture
def storage(database):
    return repositories(database)


def purge(database, work, *arguments):
    return database.writer.run(lambda connection: work(connection, *arguments))


async def everything(database):
    """Return all rows of all tables, as text."""
    async with database.engine.begin() as connection:
        rows = [[str(row) for row in await connection.execute(select(table))] for table in metadata.sorted_tables]
    return "\n".join(line for table in rows for line in table)


async def test_a_guild_is_forgotten_and_no_other(database, storage):
    await populate(storage, GUILD)
    other = await populate(storage, OTHER_GUILD)
    before = await seen(storage, OTHER_GUILD, other.id)
    assert await purge(database, purge_guild, GUILD) > 0
    assert str(GUILD) not in await everything(database)
    assert await seen(storage, OTHER_GUILD, other.id) == before
    assert await purge(database, purge_guild, GUILD) == 0


async def with_all_of_ann(storage):
    """Let Ann do all that leaves her id somewhere."""
    game = await populate(storage, GUILD)
    game, _ = take_hint(game, 2, ANN)
    game, _ = vote_skip(game, 2, ANN)
    await storage.games.save(game)
    await storage.rulings.settle(GUILD, (await anything(storage.rulings.reported(GUILD))), is_good=True, by=ANN, at=T0)
    await storage.scores.depart(GUILD, [ANN])
    return game


async def anything(found):
    return next(iter(await found))


async def test_a_player_is_forgotten_everywhere_and_others_keep_their_points(database, storage):
    game = await with_all_of_ann(storage)
    other = await populate(storage, OTHER_GUILD)
    before = await storage.scores.figures(GUILD, CAS)
    assert await purge(database, purge_user, ANN) > 0
    assert str(ANN) not in await everything(database)
    assert await storage.scores.figures(GUILD, ANN) is None
    assert await storage.scores.figures(GUILD, CAS) == before
    for guild_id, game_id in ((GUILD, game.id), (OTHER_GUILD, other.id)):
        kept = await storage.games.load(guild_id, game_id)
        assert kept.standings.keys() == {BEN, CAS}
        assert kept.deal == game.deal


async def test_a_player_is_forgotten_in_one_guild(database, storage):
    game, other = await with_all_of_ann(storage), await populate(storage, OTHER_GUILD)
    before = await seen(storage, OTHER_GUILD, other.id)
    await purge(database, purge_user, ANN, GUILD)
    assert await seen(storage, OTHER_GUILD, other.id) == before
    assert ANN not in (await storage.games.load(GUILD, game.id)).standings


async def test_an_id_within_another_is_left_alone(database, storage):
    await populate(storage, GUILD)
    before = await everything(database)
    assert await purge(database, purge_user, int(str(ANN)[:-1])) == 0
    assert await everything(database) == before


async def typed_game(storage, channel_id, at):
    game = await storage.games.begin(new_game(channel_id=channel_id, at=at))
    await storage.games.add_answer(game, typed(ANN, "my secret", 3.0, "older secret"))
    await storage.games.add_answer(game, Given(BEN, "Odile", Verdict.RIGHT, 2.0, option=0))
    return game


async def test_what_was_typed_in_old_games_is_emptied(database, storage):
    old, new, open_ = [await typed_game(storage, channel, after(channel * 100)) for channel in (1, 2, 3)]
    for game in (old, new):
        await storage.games.save(ended(game, Ending.STOPPED, game.due_at))
    assert await purge(database, purge_texts, new.due_at, OTHER_GUILD) == 0
    assert await purge(database, purge_texts, new.due_at) == 1
    assert (await storage.games.load(GUILD, old.id)).round.answers[ANN] == typed(ANN, "", 3.0)
    assert (await storage.games.load(GUILD, old.id)).round.answers[BEN].text == "Odile"
    assert (await storage.games.load(GUILD, new.id)).round.answers[ANN].text == "my secret"
    assert await purge(database, purge_texts, new.due_at + timedelta(milliseconds=1), GUILD) == 1
    assert await purge(database, purge_texts, new.due_at + timedelta(days=1)) == 0
    assert (await storage.games.load(GUILD, open_.id)).round.answers[ANN].refused == ("older secret",)


async def test_nothing_of_it_stays_in_the_file(sqlite_url):
    async with open_database(sqlite_url) as database:
        storage = repositories(database)
        game = await storage.games.begin(new_game())
        for user_id in range(100):
            await storage.games.add_answer(game, typed(user_id, f"my secret number {user_id}"))
        await storage.games.save(ended(game, Ending.STOPPED, game.due_at))
    assert b"secret" in content(sqlite_url)
    async with open_database(sqlite_url) as database:
        await purge(database, purge_texts, game.due_at + timedelta(days=1))
    assert b"secret" not in content(sqlite_url)


def content(url):
    return b"".join(file.read_bytes() for file in Path(url.database).parent.iterdir())


async def test_whoever_holds_a_purged_guild_in_memory_hears_of_it(database, storage):
    await populate(storage, OTHER_GUILD)
    await populate(storage, GUILD)
    before, _ = await storage.revisions.changed_since(0)
    await purge(database, purge_guild, GUILD)
    newest, changed = await storage.revisions.changed_since(before)
    assert (newest > before, changed) == (True, {EVERY_GUILD})
    assert await purge(database, purge_guild, GUILD) == 0
    assert await storage.revisions.changed_since(newest) == (newest, frozenset())
    (made,) = await storage.revisions.record(GUILD, [change()], by=ANN, at=T0)
    assert made.id > newest


def every_column_that_names_people():
    return {f"{it.table.name}.{it.name}" for it in (*OWNERS, *DOERS)}


def test_all_columns_that_hold_ids_are_known():
    """A new column with somebody's id is to be named so that it is found, or listed here as none."""
    ids = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, BigInteger) and column.name not in {"id", "guild_id", "version"}
    }
    of_no_person = {"games.channel_id", "suggestions.message_id", "revisions.batch_id"}
    of_games = {it for it in ids if it.endswith(".game_id")}
    assert ids - of_no_person - of_games == every_column_that_names_people()


@pytest.mark.parametrize("column", [*OWNERS, *DOERS], ids=str)
async def test_a_purge_leaves_no_row_of_anybody(database, storage, column):
    await with_all_of_ann(storage)
    named = select(column.table).where(column == ANN)
    async with database.engine.begin() as connection:
        assert (await connection.execute(named)).first() is not None, "the test is to fill every column"
    await purge(database, purge_user, ANN)
    async with database.engine.begin() as connection:
        assert (await connection.execute(named)).first() is None


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=str)
async def test_a_purge_leaves_no_row_of_a_guild(database, storage, table):
    await populate(storage, GUILD)
    await database.writer.run(lambda connection: connection.execute(removed_guilds.insert(), MARK).rowcount)
    of_guild = select(table).where(table.c.guild_id == GUILD)
    async with database.engine.begin() as connection:
        assert (await connection.execute(of_guild)).first() is not None, "the test is to fill every table"
    await purge(database, purge_guild, GUILD)
    async with database.engine.begin() as connection:
        assert (await connection.execute(of_guild)).first() is None


async def test_what_a_forgotten_player_earned_stays_in_the_sums_of_the_game(database, storage):
    game = await populate(storage, GUILD)
    await storage.revisions.record(OTHER_GUILD, [change()], by=BEN, at=T0)
    before = await earned(database, game.id)
    for user_id in (ANN, CAS):
        await purge(database, purge_user, user_id)
    assert [points for _, points in await earned(database, game.id)] == [points for _, points in before]
    assert {user_id for user_id, _ in await earned(database, game.id)} == {-1, -2, BEN}
    played = await storage.games.played(GUILD, game.id, 1)
    assert played.awarded == {-1, -2}
    board = await storage.scores.board(GUILD, since=None, show_id=None, page=0, user_id=ANN, hides_departed=False)
    assert {ANN, CAS, -1, -2}.isdisjoint(row.user_id for row in board.rows)


async def earned(database, game_id):
    query = select(results.c.user_id, results.c.points).where(results.c.game_id == game_id)
    async with database.engine.begin() as connection:
        return sorted((tuple(row) for row in await connection.execute(query)), key=lambda it: (it[1], it[0]))


async def test_a_solo_game_goes_with_its_player(database, storage):
    game = await play(storage, new_game(is_solo=True), {ANN: WRONG})
    assert await purge(database, purge_user, ANN) > 0
    assert await storage.games.load(GUILD, game.id) is None
    assert "Odile" not in await everything(database)


async def test_suggestions_and_changes_stay_without_the_name(database, storage):
    await populate(storage, GUILD)
    before = await curated(storage, GUILD)
    await purge(database, purge_user, ANN, GUILD)
    after_it = await curated(storage, GUILD)
    assert after_it[0] == before[0]
    assert [it.by for it in after_it[1]] == [0, 0]
    (open_one,) = await storage.suggestions.waiting(GUILD)
    assert (open_one.by, open_one.draft) == (0, DRAFT)
    assert await storage.suggestions.count_open(GUILD, ANN) == 0


async def test_old_questions_without_an_answer_go(database, storage):
    await populate(storage, GUILD)
    assert await purge(database, purge_gaps, T0 + timedelta(days=1), OTHER_GUILD) == 0
    assert await purge(database, purge_gaps, T0) == 0
    assert await purge(database, purge_gaps, T0 + timedelta(days=1), GUILD) == 2
    assert (await storage.gaps.top(GUILD, 0)).total == 0
