"""Games when the clock jumps, the storage fails, or the process is about to end."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from bot.core.errors import UserError
from bot.core.quiz.game import REVEAL_S, Ending, Phase
from tests.fakes import fake_storage
from tests.unit.core.quiz.games import SECONDS, pressed, right_option, typed
from tests.unit.test_hosting import CHANNEL, GUILD, STARTER, FixedBank, House, begin, in_house, key
from tests.unit.virtual_time import now, run

HOUR = timedelta(hours=1)


@dataclass
class JumpingClock:
    """Tells the time of day, as far off as it has jumped."""

    off: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return now() + self.off


@pytest.fixture(params=[HOUR, -HOUR, timedelta(days=-9000)], ids=["forward", "back", "to the epoch"])
def jump(request):
    return request.param


def test_a_jump_of_the_clock_prolongs_no_round_however_much_is_typed(jump):
    async def test(house):
        house.clock, house.bank = JumpingClock(), FixedBank(typed(1), typed(2))
        host = await house.open()
        await begin(host)
        opened = asyncio.get_running_loop().time()
        await asyncio.sleep(5)
        house.clock.off = jump
        first = key(host)
        while host.game_in(CHANNEL).phase is Phase.ASKING:
            await host.type_in(first, 2, "nobody")
            await asyncio.sleep(1)
        assert asyncio.get_running_loop().time() - opened <= SECONDS + 1
        await asyncio.sleep(3 * (SECONDS + REVEAL_S))
        assert house.stage.games[CHANNEL].ending is Ending.PLAYED

    house = House()
    run(test(house))
    assert house.errors == []


def test_points_stay_within_their_bounds_when_the_clock_jumps(jump):
    async def test(house):
        house.clock = JumpingClock()
        host = await house.open()
        await begin(host)
        await host.choose(key(host), 2, right_option(pressed(1)))
        house.clock.off = jump
        given = await host.choose(key(host), 3, right_option(pressed(1)))
        assert 0 <= given.seconds <= SECONDS
        await asyncio.sleep(SECONDS + 1)
        earned = [it.points for it in house.stage.games[CHANNEL].standings.values()]
        assert len(earned) == 2
        assert all(100 <= points <= 150 for points in earned)
        await asyncio.sleep(3 * (SECONDS + REVEAL_S))
        assert host.running_in(CHANNEL) is None

    house = House()
    run(test(house))
    assert house.errors == []


def test_a_clock_that_jumped_while_nobody_ran_keeps_no_game_waiting(jump):
    async def test(house):
        house.clock = JumpingClock()
        first = await house.open()
        await begin(first)
        await first.choose(key(first), 2, right_option(pressed(1)))
        await first.close()
        house.clock.off = jump
        await house.open()
        await asyncio.sleep(SECONDS + 1)
        assert house.stage.games[CHANNEL].standings[2].right == 1
        await asyncio.sleep(3 * (SECONDS + REVEAL_S))
        assert house.stage.games[CHANNEL].ending is Ending.PLAYED

    house = House()
    run(test(house))
    assert house.errors == []


@in_house
async def test_the_pause_after_a_short_question_is_as_long_as_any(house):
    house.bank = FixedBank(*(replace(pressed(number), seconds=2.0) for number in (1, 2)))
    host = await house.open()
    await begin(host)
    await asyncio.sleep(2 + REVEAL_S - 0.1)
    assert house.steps()[-1] == ("reveal", 1)
    await asyncio.sleep(0.2)
    assert house.steps()[-1] == ("ask", 2)


@in_house
async def test_an_answer_that_comes_while_the_process_ends_counts_in_the_next(house):
    first = await house.open()
    await begin(first)
    await first.close()
    await first.choose(key(first), 2, right_option(pressed(1)))
    await house.open()
    await asyncio.sleep(SECONDS)
    assert house.stage.games[CHANNEL].standings[2].right == 1


@in_house
async def test_a_question_that_is_deleted_after_its_round_ends_nothing(house):
    host = await house.open()
    await begin(host)
    asked_in = host.game_in(CHANNEL).round.asked_in
    await asyncio.sleep(SECONDS)
    assert host.game_in(CHANNEL).phase is Phase.REVEALING
    host.lose(message_id=asked_in)
    host.lose()
    await asyncio.sleep(REVEAL_S)
    assert house.steps()[-1] == ("ask", 2)


@pytest.mark.parametrize("failing", range(1, 12))
def test_a_storage_that_fails_once_costs_no_answer(failing):
    """Let each write of a game fail in turn: whoever was told that an answer is kept has points for it."""

    async def test(house):
        games, calls, confirmed = house.kept.games, Counter(), []

        def failing_once(write):
            async def call(*arguments):
                calls["writes"] += 1
                if calls["writes"] == failing:
                    raise OSError("the disk is full")
                await write(*arguments)

            return call

        host = await house.open()
        await begin(host)
        games.save, games.score, games.add_answer = map(failing_once, (games.save, games.score, games.add_answer))
        for player in (2, 3):
            try:
                await host.choose(key(host), player, right_option(pressed(1)))
                confirmed.append(player)
            except OSError:
                pass
        await asyncio.sleep(4 * (SECONDS + REVEAL_S))
        assert host.running_in(CHANNEL) is None
        assert await games.running() == []
        for player in confirmed:
            figures = await house.kept.scores.figures(GUILD, player)
            assert figures.right == 1
        await begin(host)

    house = House(kept=fake_storage())
    run(test(house))
    assert all(isinstance(error, OSError) for error in house.errors)


@in_house
async def test_who_stops_a_game_that_ends_in_that_moment_is_told_that_none_runs(house):
    host = await house.open()
    await begin(host)
    settings = house.kept.settings
    load = settings.load

    async def load_slowly(guild_id):
        await asyncio.sleep(4 * (SECONDS + REVEAL_S))
        return await load(guild_id)

    settings.load = load_slowly
    with pytest.raises(UserError, match="No quiz is running"):
        await host.stop(CHANNEL, STARTER)


@in_house
async def test_a_guild_can_be_dropped_twice_at_once(house):
    host = await house.open()
    await begin(host)
    await asyncio.gather(host.drop(GUILD), host.drop(GUILD))
    assert host.running_in(CHANNEL) is None
    await begin(host, CHANNEL + 1)


@in_house
async def test_a_game_that_cannot_be_prepared_takes_no_channel(house):
    host = await house.open()
    jury = house.bank.jury

    async def broken(*_):
        raise OSError("no disk")

    house.bank.jury = broken
    with pytest.raises(OSError, match="no disk"):
        await begin(host)
    house.bank.jury = jury
    await begin(host)
    assert house.steps() == [("ask", 1)]


@in_house
async def test_a_game_that_cannot_be_brought_back_keeps_no_other_from_it(house):
    first = await house.open()
    await begin(first)
    await begin(first, CHANNEL + 1)
    await first.close()
    jury, broken = house.bank.jury, [OSError("no disk")]

    async def broken_once(*arguments):
        if broken:
            raise broken.pop()
        return await jury(*arguments)

    house.bank.jury = broken_once
    again = await house.open()
    assert [str(it) for it in house.errors] == ["no disk"]
    house.errors.clear()
    await asyncio.sleep(4 * (SECONDS + REVEAL_S))
    assert house.stage.games[CHANNEL + 1].ending is Ending.PLAYED
    await begin(again)
