"""The ports `People` and `Departures`."""

import json
from datetime import timedelta

import pytest

from bot.core.quiz.game import Ending
from bot.core.quiz.playing import ended
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

NOBODY_ELSE = ANN + 77


async def test_what_is_kept_about_somebody_is_counted(storage):
    assert await storage.people.about_user(ANN) == {}
    await populate(storage, GUILD)
    here = {
        "games": 1,
        "answers": 1,
        "results": 1,
        "accepted_answers": 1,
        "reports": 1,
        "revisions": 2,
        "own_shows": 1,
        "shows_off": 1,
        "suggestions": 2,
        "question_lists": 1,
    }
    assert await storage.people.about_user(ANN) == here
    assert await storage.people.about_user(ANN, GUILD) == here
    assert await storage.people.about_user(ANN, OTHER_GUILD) == {}
    assert await storage.people.about_user(NOBODY_ELSE) == {}
    await populate(storage, OTHER_GUILD)
    assert await storage.people.about_user(ANN) == {table: 2 * count for table, count in here.items()}
    assert await storage.people.about_user(CAS, GUILD) == {"games": 1, "answers": 1, "results": 1, "departed": 1}


async def test_what_is_kept_of_a_guild_is_counted(storage):
    await populate(storage, GUILD)
    await storage.departures.leave([GUILD], T0)
    assert await storage.people.about_guild(GUILD) == {
        "guild_settings": 1,
        "games": 1,
        "deals": 1,
        "rounds": 1,
        "answers": 4,
        "results": 3,
        "asked": 1,
        "accepted_answers": 1,
        "reports": 1,
        "departed": 1,
        "revisions": 2,
        "own_shows": 1,
        "shows_off": 1,
        "suggestions": 2,
        "gaps": 2,
        "muted_gaps": 1,
        "question_lists": 1,
    }
    assert await storage.people.about_guild(OTHER_GUILD) == {}


async def test_an_export_holds_what_was_counted(storage):
    for guild_id in (GUILD, OTHER_GUILD):
        await populate(storage, guild_id)
    exported = await storage.people.export(ANN)
    counts = await storage.people.about_user(ANN)
    assert {table: len(rows) for table, rows in exported.items()} == counts
    assert {row["guild_id"] for rows in exported.values() for row in rows} == {str(GUILD), str(OTHER_GUILD)}
    text = json.dumps(exported)
    assert str(BEN) not in text
    assert str(CAS) not in text
    assert await storage.people.export(NOBODY_ELSE) == {}


@pytest.mark.parametrize("guild_id", [None, GUILD])
async def test_somebody_is_forgotten_where_they_want_to_be(storage, guild_id):
    game = await populate(storage, GUILD)
    other = await populate(storage, OTHER_GUILD)
    there = await seen(storage, OTHER_GUILD, other.id)
    about_ben = await storage.people.about_user(BEN, GUILD)
    assert await storage.people.forget(ANN, guild_id) > 0
    assert await storage.people.about_user(ANN, guild_id) == {}
    assert await storage.people.about_user(BEN, GUILD) == about_ben
    assert await storage.scores.figures(GUILD, ANN) is None
    kept = await storage.games.load(GUILD, game.id)
    assert ANN not in kept.standings
    assert kept.starter_id == 0
    played = await storage.games.played(GUILD, game.id, 1)
    assert played.awarded == {-1, CAS}
    assert (await seen(storage, OTHER_GUILD, other.id) == there) is (guild_id is not None)
    assert await storage.people.forget(ANN, guild_id) == 0


async def test_the_forgotten_of_one_round_stay_apart_and_on_no_board(storage):
    game = await populate(storage, GUILD)
    for user_id in (ANN, CAS):
        await storage.people.forget(user_id)
    assert (await storage.games.played(GUILD, game.id, 1)).awarded == {-1, -2}
    board = await storage.scores.board(GUILD, since=None, show_id=None, page=0, user_id=0, hides_departed=False)
    assert [row.user_id for row in board.rows] == []
    assert (await storage.people.about_guild(GUILD))["results"] == 3


async def test_solo_games_go_with_their_player(storage):
    game = await play(storage, new_game(is_solo=True), {ANN: WRONG})
    assert await storage.people.forget(ANN) > 0
    assert await storage.games.load(GUILD, game.id) is None
    assert await storage.people.about_guild(GUILD) == {"asked": 1}


async def test_whoever_was_forgotten_can_play_again(storage):
    await populate(storage, GUILD)
    await storage.people.forget(ANN)
    await play(storage, new_game(channel_id=5), {ANN: WRONG})
    assert (await storage.scores.figures(GUILD, ANN)).answered == 1


async def test_a_purged_guild_is_as_if_it_had_never_been(storage):
    game, other = await populate(storage, GUILD), await populate(storage, OTHER_GUILD)
    there = await seen(storage, OTHER_GUILD, other.id)
    await storage.departures.leave([GUILD], T0)
    assert await storage.people.purge(GUILD) > 0
    assert await storage.people.about_guild(GUILD) == {}
    assert await storage.departures.known() == {OTHER_GUILD}
    assert await storage.departures.left_before(after(10**6)) == ()
    assert await storage.games.load(GUILD, game.id) is None
    assert await seen(storage, OTHER_GUILD, other.id) == there
    assert await storage.people.purge(GUILD) == 0


async def test_typed_texts_of_old_games_are_emptied(storage):
    game = await storage.games.begin(new_game())
    await storage.games.add_answer(game, typed(ANN, "my secret", 3.0, "older secret"))
    assert await storage.people.empty_texts(T0 + timedelta(days=9)) == 0, "the game goes on"
    await storage.games.save(ended(game, Ending.STOPPED, game.due_at))
    assert await storage.people.empty_texts(game.due_at) == 0
    assert await storage.people.empty_texts(game.due_at + timedelta(seconds=1)) == 1
    assert (await storage.games.load(GUILD, game.id)).round.answers[ANN] == typed(ANN, "", 3.0)


async def test_guilds_that_were_left_are_remembered_until_they_come_back(storage):
    await populate(storage, GUILD)
    assert await storage.departures.known() == {GUILD}
    await storage.departures.leave([], T0)
    await storage.departures.leave([OTHER_GUILD, GUILD], after(9))
    await storage.departures.leave([GUILD], after(20))
    await storage.departures.leave([7], after(2))
    assert await storage.departures.known() == {GUILD, OTHER_GUILD, 7}
    assert await storage.departures.left_before(after(9)) == (7,)
    assert await storage.departures.left_before(after(10)) == (7, GUILD, OTHER_GUILD)
    assert await storage.departures.come_back([OTHER_GUILD, 7, 8]) == 2
    assert await storage.departures.come_back([]) == 0
    assert await storage.departures.left_before(after(10)) == (GUILD,)


async def test_solo_games_outside_of_guilds_belong_to_no_guild(storage):
    await play(storage, new_game(0, is_solo=True), {ANN: WRONG})
    assert await storage.departures.known() == frozenset()
    assert (await storage.people.about_user(ANN))["games"] == 1
