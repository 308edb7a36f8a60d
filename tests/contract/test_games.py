"""The port `Games`."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.errors import ChannelTaken
from bot.core.quiz.game import Ending, Phase
from bot.core.quiz.judging import Verdict
from bot.core.quiz.playing import choose, close, ended, take_hint, vote_skip
from bot.core.quiz.scoring import Given
from tests.contract.samples import (
    ANN,
    BEN,
    CAS,
    CHANNEL,
    GUILD,
    OTHER_GUILD,
    RIGHT,
    WRONG,
    after,
    answer,
    dealt,
    new_game,
    next_round,
    play,
    play_round,
    typed,
)


async def test_a_game_begins_with_an_id_and_is_kept_as_it_is(storage):
    game = await storage.games.begin(new_game())
    assert game.id > 0
    assert replace(game, id=0) == new_game()
    assert await storage.games.load(GUILD, game.id) == game
    assert await storage.games.running() == [game]


async def test_games_get_different_ids(storage):
    games = [await storage.games.begin(new_game(channel_id=channel)) for channel in (1, 2, 3)]
    assert len({game.id for game in games}) == 3
    assert await storage.games.running() == games


async def test_a_channel_holds_one_game_at_a_time(storage):
    first = await storage.games.begin(new_game())
    with pytest.raises(ChannelTaken):
        await storage.games.begin(new_game())
    assert await storage.games.running() == [first]


async def test_of_two_that_begin_at_once_one_finds_the_channel_taken(storage):
    begun = await asyncio.gather(*(storage.games.begin(new_game()) for _ in range(5)), return_exceptions=True)
    assert [type(it) for it in begun].count(ChannelTaken) == 4
    assert len(await storage.games.running()) == 1


async def test_the_same_channel_id_in_another_guild_and_other_channels_are_free(storage):
    await storage.games.begin(new_game())
    await storage.games.begin(new_game(channel_id=CHANNEL + 1))
    await storage.games.begin(new_game(guild_id=OTHER_GUILD))
    assert len(await storage.games.running()) == 3


async def test_a_game_that_is_over_frees_its_channel_and_can_still_be_loaded(storage):
    game = await storage.games.begin(new_game())
    over = ended(game, Ending.STOPPED, after(5))
    await storage.games.save(over)
    assert await storage.games.running() == []
    assert await storage.games.load(GUILD, game.id) == over
    again = await storage.games.begin(new_game())
    assert again.id != game.id


async def test_solo_games_take_no_channel_and_do_not_go_on_by_themselves(storage):
    solo = await storage.games.begin(new_game(is_solo=True))
    await storage.games.begin(new_game(is_solo=True))
    played = await storage.games.begin(new_game())
    assert await storage.games.running() == [played]
    assert await storage.games.load(GUILD, solo.id) == solo


async def test_progress_is_kept(storage):
    game = await storage.games.begin(new_game())
    game, _ = take_hint(game, 1, BEN)
    game, _ = vote_skip(game, 1, ANN)
    game = replace(game, idle_rounds=2, channel_id=CHANNEL)
    await storage.games.save(game)
    assert await storage.games.load(GUILD, game.id) == game


async def test_what_is_not_there_is_none(storage):
    game = await storage.games.begin(new_game())
    assert await storage.games.load(GUILD, game.id + 1) is None
    assert await storage.games.load(OTHER_GUILD, game.id) is None
    assert await storage.games.played(GUILD, game.id, 1) is None
    assert await storage.games.asked(GUILD) == {}


async def test_answers_of_the_open_round_are_kept_one_a_player_the_last(storage):
    game = await storage.games.begin(new_game())
    game = await answer(storage, game, {ANN: WRONG, BEN: RIGHT})
    game = await answer(storage, game, {ANN: RIGHT}, seconds=3.5)
    (running,) = await storage.games.running()
    assert running == game
    assert running.round.answers[ANN].seconds == 3.5


async def test_answers_given_at_once_are_all_kept(storage):
    game = await storage.games.begin(new_game())
    users = range(1, 201)
    await asyncio.gather(*(storage.games.add_answer(game, typed(user_id, f"it is {user_id}")) for user_id in users))
    loaded = await storage.games.load(GUILD, game.id)
    assert {user_id: given.text for user_id, given in loaded.round.answers.items()} == {
        user_id: f"it is {user_id}" for user_id in users
    }


async def test_the_last_of_answers_given_at_once_by_one_player_counts(storage):
    game = await storage.games.begin(new_game())
    await asyncio.gather(*(storage.games.add_answer(game, typed(ANN, str(number))) for number in range(50)))
    loaded = await storage.games.load(GUILD, game.id)
    assert loaded.round.answers[ANN].text == "49"


async def test_saving_a_game_neither_adds_answers_nor_takes_them_away(storage):
    game = await storage.games.begin(new_game())
    answered, given = choose(game, 1, ANN, RIGHT, after(2))
    await storage.games.save(answered)
    assert (await storage.games.load(GUILD, game.id)).round.answers == {}
    await storage.games.add_answer(answered, given)
    await storage.games.save(game)
    assert (await storage.games.load(GUILD, game.id)).round.answers == {ANN: given}


async def test_an_answer_is_kept_with_all_that_was_typed(storage):
    game = await storage.games.begin(new_game())
    given = typed(BEN, "Odíle 🎭 ' \" % \\ ;--", 4.125, "no", "nor 'this'")
    await storage.games.add_answer(game, given)
    assert (await storage.games.load(GUILD, game.id)).round.answers == {BEN: given}


@pytest.mark.parametrize("text", ["a\0b", "half \ud83c of a pair", "\ud83c\0"])
async def test_characters_that_no_database_holds_cost_nobody_an_answer(storage, text):
    game = await storage.games.begin(new_game())
    await asyncio.gather(
        storage.games.add_answer(game, typed(ANN, "fine")),
        storage.games.add_answer(game, typed(BEN, text, 1.0, text)),
        storage.games.add_answer(game, typed(CAS, "fine too")),
    )
    assert (await storage.games.load(GUILD, game.id)).round.answers.keys() == {ANN, BEN, CAS}


async def test_whoever_takes_the_hint_after_answering_counts_as_hinted(storage):
    game = await answer(storage, await storage.games.begin(new_game()), {ANN: RIGHT, BEN: RIGHT})
    game, _ = take_hint(game, 1, ANN)
    await storage.games.save(game)
    assert await storage.games.load(GUILD, game.id) == game
    game = close(game, 1, after(20))
    await storage.games.score(game, after(20))
    played = await storage.games.played(GUILD, game.id, 1)
    assert {given.user_id: given.is_hinted for given in played.answers} == {ANN: True, BEN: False}


async def test_a_scored_round_is_kept_with_its_answers_and_awards(storage):
    game = await storage.games.begin(new_game())
    game = await answer(storage, game, {BEN: WRONG, ANN: RIGHT})
    game = await play_round(storage, game, {CAS: RIGHT}, seconds=1.0)
    played = await storage.games.played(GUILD, game.id, 1)
    assert (played.game_id, played.number, played.dealt) == (game.id, 1, game.deal[0])
    assert played.answers == game.round.given
    assert [given.user_id for given in played.answers] == [CAS, ANN, BEN]
    assert played.awarded == {ANN, CAS}
    assert await storage.games.running() == [game]


async def test_the_next_round_starts_without_answers_and_the_last_one_stays(storage):
    game = await play_round(storage, await storage.games.begin(new_game()), {ANN: RIGHT})
    game = await next_round(storage, game)
    assert await storage.games.load(GUILD, game.id) == game
    game = await answer(storage, game, {BEN: WRONG})
    assert await storage.games.load(GUILD, game.id) == game
    assert (await storage.games.played(GUILD, game.id, 1)).awarded == {ANN}
    assert await storage.games.played(GUILD, game.id, 2) is None


async def test_a_round_is_scored_once(storage):
    game = await answer(storage, await storage.games.begin(new_game()), {ANN: RIGHT, BEN: WRONG})
    first = close(game, 1, after(20))
    late = choose(choose(game, 1, BEN, RIGHT, after(1))[0], 1, CAS, RIGHT, after(1))[0]
    await storage.games.score(first, after(20))
    before = await storage.games.played(GUILD, game.id, 1)
    await storage.games.score(close(late, 1, after(20)), after(21))
    await storage.games.score(first, after(22))
    assert await storage.games.played(GUILD, game.id, 1) == before
    assert await storage.games.load(GUILD, game.id) == first
    board = await board_of(storage)
    assert [(row.user_id, row.points) for row in board.rows] == [(ANN, first.standings[ANN].points)]


async def test_an_answer_queued_before_the_scoring_is_kept_before_it(storage):
    game = await storage.games.begin(new_game())
    writes = []
    for user_id in range(1, 31):
        game, given = choose(game, 1, user_id, RIGHT, after(user_id / 10))
        writes.append(storage.games.add_answer(game, given))
    scored = close(game, 1, after(20))
    await asyncio.gather(*writes, storage.games.score(scored, after(20)))
    played = await storage.games.played(GUILD, game.id, 1)
    assert played.answers == scored.round.given
    assert played.awarded == set(range(1, 31))


async def test_a_round_without_answers_is_scored_too(storage):
    game = await play_round(storage, await storage.games.begin(new_game()), {})
    played = await storage.games.played(GUILD, game.id, 1)
    assert (played.answers, played.awarded) == ((), frozenset())
    assert await storage.games.asked(GUILD) == {game.deal[0].question.id: after(20)}


async def test_questions_are_remembered_by_when_they_were_asked_last(storage):
    await play(storage, new_game(deal=[dealt(1), dealt(2)]), {ANN: RIGHT}, {})
    later = await play(storage, new_game(deal=[dealt(2)], at=after(3600)), {})
    await play(storage, new_game(is_solo=True, deal=[dealt(3)], at=after(7200)), {ANN: RIGHT})
    asked = await storage.games.asked(GUILD)
    assert asked == {
        dealt(1).question.id: after(20),
        dealt(2).question.id: later.round.closes_at,
        dealt(3).question.id: after(7220),
    }


async def test_many_games_go_on_side_by_side(storage):
    games = await asyncio.gather(*(storage.games.begin(new_game(channel_id=channel)) for channel in range(1, 41)))
    rounds = [{ANN: RIGHT, BEN: WRONG, 1000 + at: RIGHT} for at in range(len(games))]
    games = await asyncio.gather(
        *(play_round(storage, game, chosen) for game, chosen in zip(games, rounds, strict=True))
    )
    assert await storage.games.running() == sorted(games, key=lambda game: game.id)
    board = await board_of(storage)
    assert board.rows[0].user_id == ANN
    assert board.rows[0].points == sum(game.standings[ANN].points for game in games)
    assert board.players == 41


async def test_every_phase_comes_back_as_it_was(storage):
    game = await play_round(storage, await storage.games.begin(new_game()), {ANN: RIGHT, BEN: WRONG})
    assert game.phase is Phase.REVEALING
    assert await storage.games.load(GUILD, game.id) == game
    lost = ended(game, Ending.LOST, after(30))
    await storage.games.save(lost)
    assert await storage.games.load(GUILD, game.id) == lost


async def test_a_right_answer_is_kept_as_right(storage):
    game = await storage.games.begin(new_game())
    given = Given(ANN, "Odile", Verdict.RIGHT, 0.0, option=0)
    await storage.games.add_answer(game, given)
    assert (await storage.games.running())[0].round.answers[ANN] == given


async def board_of(storage):
    return await storage.scores.board(GUILD, since=None, show_id=None, page=0, user_id=ANN, hides_departed=False)
