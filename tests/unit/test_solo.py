"""Quizzes for one: whatever is pressed twice, or at once, happens once."""

import asyncio

import pytest

from bot.core.errors import RoundOver, UserError
from bot.core.quiz.game import Phase
from bot.services.hosting import RoundKey, Wish
from bot.services.solo import SoloQuizzes
from tests.fakes import FakeGames, Shelf, fake_storage
from tests.unit.core.quiz.games import pressed, right_option, typed, wrong_option
from tests.unit.test_hosting import CHANNEL, GUILD, FixedBank
from tests.unit.virtual_time import now, run

PLAYER, ANOTHER = 5, 6


class SlowGames(FakeGames):
    """Games in memory that are read and written in moments of their own, as in a database."""

    async def load(self, guild_id, game_id):
        game = await super().load(guild_id, game_id)
        await asyncio.sleep(0.01)
        return game

    async def save(self, game):
        await asyncio.sleep(0.01)
        await super().save(game)

    async def add_answer(self, game, given):
        await asyncio.sleep(0.01)
        await super().add_answer(game, given)


class Table:
    """A game for one that has begun."""

    def __init__(self, *deal) -> None:
        self.games = SlowGames(Shelf())
        self.solo = SoloQuizzes(FixedBank(*deal), self.games, fake_storage().settings, clock=now)

    async def begin(self) -> RoundKey:
        game = await self.solo.start(GUILD, CHANNEL, PLAYER, Wish())
        return RoundKey(GUILD, game.id, 1)

    async def game(self, key: RoundKey):
        return await self.games.load(key.guild_id, key.game_id)


def at_table(*deal):
    """Run a test in virtual time."""

    def wrap(test):
        def wrapped():
            run(test(Table(*deal)))

        wrapped.__name__ = test.__name__
        return wrapped

    return wrap


async def outcomes(*acts):
    """Do all at once; return what came of each."""
    return await asyncio.gather(*acts, return_exceptions=True)


@at_table(pressed(1), pressed(2))
async def test_of_two_presses_at_once_the_first_counts(table):
    key = await table.begin()
    wrong, right = wrong_option(pressed(1)), right_option(pressed(1))
    first, second = await outcomes(table.solo.choose(key, PLAYER, wrong), table.solo.choose(key, PLAYER, right))
    assert first.standings[PLAYER].points == 0
    assert isinstance(second, RoundOver)
    game = await table.game(key)
    assert game.standings[PLAYER].points == 0
    assert game.round.answers[PLAYER].option == wrong


@at_table(pressed(1), pressed(2))
async def test_a_hint_that_is_asked_for_beside_an_answer_opens_no_round_again(table):
    key = await table.begin()
    answered, hint = await outcomes(table.solo.choose(key, PLAYER, 0), table.solo.hint(key, PLAYER))
    assert answered.phase is Phase.REVEALING
    assert isinstance(hint, RoundOver)
    assert (await table.game(key)).phase is Phase.REVEALING


@at_table(pressed(1), pressed(2), pressed(3))
async def test_going_on_twice_at_once_goes_on_once(table):
    key = await table.begin()
    await table.solo.skip(key, PLAYER)
    first, second = await outcomes(table.solo.proceed(key, PLAYER), table.solo.proceed(key, PLAYER))
    assert first.round.number == 2
    assert isinstance(second, RoundOver)
    assert (await table.game(key)).round.number == 2


@at_table(typed(1), pressed(2))
async def test_a_typed_answer_is_judged_and_closes_its_round(table):
    key = await table.begin()
    game = await table.solo.type_in(key, PLAYER, "titus weliver")
    assert game.standings[PLAYER].right == 1
    with pytest.raises(RoundOver):
        await table.solo.type_in(key, PLAYER, "Titus Welliver")


@at_table(pressed(1))
async def test_nobody_else_plays_in_it(table):
    key = await table.begin()
    for act in (table.solo.choose(key, ANOTHER, 0), table.solo.hint(key, ANOTHER), table.solo.skip(key, ANOTHER)):
        with pytest.raises(RoundOver):
            await act
    elsewhere = RoundKey(GUILD + 1, key.game_id, 1)
    with pytest.raises(UserError):
        await table.solo.choose(elsewhere, PLAYER, 0)
    assert (await table.game(key)).phase is Phase.ASKING
