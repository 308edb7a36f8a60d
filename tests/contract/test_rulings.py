"""The port `Rulings`."""

import asyncio
from dataclasses import replace

import pytest

from bot.core.quiz.scoring import Award
from tests.contract.samples import ANN, BEN, CAS, GUILD, RIGHT, WRONG, after, new_game, play_round

QUESTION, OTHER = "harbour/lead#who", "harbour/pike#who"


@pytest.fixture
async def played(storage):
    """A round in which Ann was right, Ben and Cas were not."""
    game = await play_round(storage, await storage.games.begin(new_game()), {ANN: RIGHT, BEN: WRONG, CAS: WRONG})
    return await storage.games.played(GUILD, game.id, 1)


async def accept(storage, played, *awards, text="the lead", at_s=60):
    return await storage.rulings.accept(GUILD, QUESTION, text, by=ANN, at=after(at_s), played=played, awards=awards)


async def points(storage):
    board = await storage.scores.board(GUILD, since=None, show_id=None, page=0, user_id=0, hides_departed=False)
    return {row.user_id: row.points for row in board.rows}


async def test_an_accepted_text_gives_points_after_the_fact(storage, played):
    before = await points(storage)
    await accept(storage, played, Award(BEN, 120, 3.0))
    assert await points(storage) == {**before, BEN: 120}
    assert (await storage.games.played(GUILD, played.game_id, 1)).awarded == {ANN, BEN}
    assert await storage.rulings.accepted(GUILD) == {QUESTION: ("the lead",)}
    figures = await storage.scores.figures(GUILD, BEN)
    assert (figures.right, figures.average_s, figures.best_streak) == (1, 3.0, 1)


async def test_nobody_gets_the_points_twice(storage, played):
    before = await points(storage)
    assert await accept(storage, played, Award(BEN, 120, 3.0)) == (Award(BEN, 120, 3.0),)
    late = Award(BEN, 130, 3.0), Award(ANN, 500, 1.0), Award(CAS, 110, 5.0)
    assert await accept(storage, played, *late, text="lead") == (Award(CAS, 110, 5.0),)
    assert await points(storage) == {**before, BEN: 120, CAS: 110}


async def test_of_two_moderators_at_once_one_gives_the_points(storage, played):
    awards = [Award(BEN, 120, 3.0), Award(CAS, 110, 5.0)]
    given = await asyncio.gather(*(accept(storage, played, *awards) for _ in range(4)))
    assert sorted(it.user_id for awarded in given for it in awarded) == [BEN, CAS]


async def test_whoever_did_not_answer_gets_nothing(storage, played):
    before = await points(storage)
    assert await accept(storage, played, Award(CAS + 1, 120, 3.0)) == ()
    assert await points(storage) == before


async def test_points_after_the_fact_survive_a_second_scoring(storage, played):
    await accept(storage, played, Award(BEN, 120, 3.0))
    game = await storage.games.load(GUILD, played.game_id)
    await storage.games.score(game, after(90))
    assert (await points(storage))[BEN] == 120


async def test_texts_are_accepted_once_the_oldest_first(storage, played):
    for second, text in enumerate(("Zoe", "Ada", "Zoe", "zoe ' \0 \ud800")):
        await accept(storage, played, text=text, at_s=second)
    (texts,) = (await storage.rulings.accepted(GUILD)).values()
    assert texts[:2] == ("Zoe", "Ada")
    assert len(texts) == 3


async def test_a_solo_round_can_be_ruled_on_without_points_on_the_board(storage):
    game = await play_round(storage, await storage.games.begin(new_game(is_solo=True)), {BEN: WRONG})
    played = await storage.games.played(GUILD, game.id, 1)
    assert played.awarded == frozenset()
    await accept(storage, played, Award(BEN, 120, 3.0))
    assert (await storage.games.played(GUILD, game.id, 1)).awarded == {BEN}
    assert await points(storage) == {}


async def test_a_reported_question_is_out_until_it_is_found_good(storage):
    assert await storage.rulings.report(GUILD, QUESTION, by=BEN, at=after(5))
    assert await storage.rulings.reported(GUILD) == {QUESTION: after(5)}
    assert not await storage.rulings.report(GUILD, QUESTION, by=CAS, at=after(6))
    assert await storage.rulings.reported(GUILD) == {QUESTION: after(5)}
    assert await storage.rulings.out(GUILD) == {QUESTION}
    assert await storage.rulings.settle(GUILD, QUESTION, is_good=True, by=ANN, at=after(7))
    assert await storage.rulings.reported(GUILD) == {}
    assert await storage.rulings.out(GUILD) == frozenset()
    assert not await storage.rulings.settle(GUILD, QUESTION, is_good=False, by=ANN, at=after(8))
    assert await storage.rulings.reported(GUILD) == {}


async def test_a_bad_question_stays_out_for_good(storage):
    await storage.rulings.report(GUILD, QUESTION, by=BEN, at=after(5))
    assert await storage.rulings.settle(GUILD, QUESTION, is_good=False, by=ANN, at=after(7))
    assert not await storage.rulings.report(GUILD, QUESTION, by=CAS, at=after(8))
    assert not await storage.rulings.settle(GUILD, QUESTION, is_good=True, by=ANN, at=after(9))
    assert await storage.rulings.reported(GUILD) == {}
    assert await storage.rulings.out(GUILD) == {QUESTION}


async def test_a_question_that_was_found_good_can_be_reported_again(storage):
    await storage.rulings.report(GUILD, QUESTION, by=BEN, at=after(5))
    await storage.rulings.settle(GUILD, QUESTION, is_good=True, by=ANN, at=after(6))
    assert await storage.rulings.report(GUILD, QUESTION, by=CAS, at=after(7))
    assert await storage.rulings.reported(GUILD) == {QUESTION: after(7)}
    assert await storage.rulings.settle(GUILD, QUESTION, is_good=True, by=ANN, at=after(8))


async def test_reports_come_the_oldest_first(storage):
    await storage.rulings.report(GUILD, QUESTION, by=BEN, at=after(9))
    await storage.rulings.report(GUILD, OTHER, by=BEN, at=after(5))
    assert list(await storage.rulings.reported(GUILD)) == [OTHER, QUESTION]


async def test_a_question_nobody_reported_cannot_be_settled(storage):
    assert not await storage.rulings.settle(GUILD, QUESTION, is_good=False, by=ANN, at=after(8))
    assert await storage.rulings.reported(GUILD) == {}


async def test_a_round_of_another_game_is_left_alone(storage, played):
    other = await play_round(storage, await storage.games.begin(new_game(channel_id=7)), {BEN: WRONG})
    await accept(storage, played, Award(BEN, 120, 3.0))
    assert (await storage.games.played(GUILD, other.id, 1)).awarded == frozenset()
    await accept(storage, replace(played, number=2), Award(CAS, 120, 3.0))
    assert (await storage.games.played(GUILD, played.game_id, 1)).awarded == {ANN, BEN}
