"""What an operator deletes is gone, and nothing else is."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.core.quiz.game import Ending
from bot.core.quiz.judging import Verdict
from bot.core.quiz.playing import ended, take_hint, vote_skip
from bot.core.quiz.scoring import Given
from bot.storage.columns import metadata
from bot.storage.database import open_database
from bot.storage.purging import purge_guild, purge_texts, purge_user
from bot.storage.repositories import repositories
from tests.contract.samples import ANN, BEN, CAS, GUILD, OTHER_GUILD, T0, after, new_game, typed
from tests.contract.test_isolation import populate, seen


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
