"""Quizzes as a use case: many at once, stopped, interrupted, and going on."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest

from bot.core.errors import ChannelTaken, NotAllowed, RoundOver, StageLost, UserError
from bot.core.guilds import Actor, GuildSettings, Players
from bot.core.quiz.game import REVEAL_S, Ending, Game, Phase
from bot.core.quiz.jury import Jury
from bot.services.hosting import QuizHost, RoundKey, Wish
from bot.services.ports import Storage
from bot.services.quiz_table import Clock
from tests.fakes import fake_storage
from tests.unit.core.quiz.games import SECONDS, pressed, right_option, typed, wrong_option
from tests.unit.virtual_time import now, run

GUILD, CHANNEL = 10, 20
STARTER, MODERATOR = Actor(1), Actor(9, is_moderator=True)


class FixedBank:
    """Deals the same questions to everybody."""

    def __init__(self, *deal):
        self._deal = deal or (pressed(1), pressed(2), pressed(3))

    async def deal(self, guild_id, show_id, topic_id, wanted, *, list_id=None):
        await asyncio.sleep(0)
        return self._deal[: wanted.questions]

    async def jury(self, game):
        return Jury()


@dataclass
class FakeStage:
    """Remembers what was shown; `lost` channels cannot be shown to."""

    shown: list[tuple[str, int, int]] = field(default_factory=list)
    games: dict[int, Game] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)

    async def ask(self, game):
        return self._show("ask", game)

    async def reveal(self, game):
        return self._show("reveal", game)

    async def finish(self, game):
        self._show("finish", game)

    def _show(self, step, game):
        if game.channel_id in self.lost:
            raise StageLost
        self.shown.append((step, game.channel_id, game.round.number))
        self.games[game.channel_id] = game
        return len(self.shown)


@dataclass
class House:
    """A host with all that it needs."""

    kept: Storage = field(default_factory=fake_storage)
    stage: FakeStage = field(default_factory=FakeStage)
    bank: FixedBank = field(default_factory=FixedBank)
    errors: list[BaseException] = field(default_factory=list)
    clock: Clock = now

    async def open(self) -> QuizHost:
        kept = self.kept
        host = QuizHost(
            self.bank,
            kept.games,
            kept.settings,
            clock=self.clock,
            report=lambda error, _: self.errors.append(error),
        )
        await host.open(self.stage)
        return host

    def steps(self, channel_id=CHANNEL):
        return [(step, number) for step, channel, number in self.stage.shown if channel == channel_id]


async def begin(host, channel_id=CHANNEL, actor=STARTER, **wish):
    game = await host.start(GUILD, channel_id, actor, Wish(**wish))
    await asyncio.sleep(0.01)
    return game


def key(host, channel_id=CHANNEL):
    game = host.game_in(channel_id)
    return RoundKey(game.guild_id, game.id, game.round.number)


def in_house(test):
    """Run a test in virtual time; an error that only the log would know fails it."""

    def wrapped():
        house = House()
        run(test(house))
        assert house.errors == []

    wrapped.__name__ = test.__name__
    return wrapped


@in_house
async def test_a_game_runs_by_itself_to_its_end(house):
    host = await house.open()
    await begin(host)
    await host.choose(key(host), 2, right_option(pressed(1)))
    await asyncio.sleep(3 * (SECONDS + REVEAL_S))
    assert house.steps() == [(step, n) for n in (1, 2, 3) for step in ("ask", "reveal")] + [("finish", 3)]
    assert host.running_in(CHANNEL) is None
    assert house.stage.games[CHANNEL].ending is Ending.PLAYED


@in_house
async def test_a_thousand_games_at_once_lose_no_point_and_give_none_twice(house):
    host = await house.open()
    rng = random.Random(5)
    channels, players = range(1000, 2000), range(20)
    for channel_id in channels:
        await host.start(GUILD, channel_id, STARTER, Wish())
    expected: Counter[tuple[int, int]] = Counter()
    for _ in range(3):
        await asyncio.sleep(1)
        last: dict[tuple[int, int], bool] = {}
        presses = [(c, p) for c in channels for p in players for _ in range(rng.choice((0, 1, 1, 2)))]
        rng.shuffle(presses)
        for channel_id, player in presses:
            dealt = host.game_in(channel_id).dealt
            is_right = rng.random() < 0.5
            option = right_option(dealt) if is_right else wrong_option(dealt)
            await host.choose(key(host, channel_id), player, option)
            last[channel_id, player] = is_right
        expected.update(pair for pair, is_right in last.items() if is_right)
        await asyncio.sleep(SECONDS - 1 + REVEAL_S)
    await asyncio.sleep(1)
    assert not any(host.running_in(channel_id) for channel_id in channels)
    right = {
        (channel_id, player): standing.right
        for channel_id, game in house.stage.games.items()
        for player, standing in game.standings.items()
        if standing.right
    }
    assert right == expected
    board = await house.kept.scores.board(GUILD, since=None, show_id=None, page=0, user_id=0, hides_departed=False)
    assert sum(row.right for row in board.rows) <= sum(expected.values())
    standing_points = sum(it.points for game in house.stage.games.values() for it in game.standings.values())
    pages = [
        await house.kept.scores.board(GUILD, since=None, show_id=None, page=page, user_id=0, hides_departed=False)
        for page in range(board.pages)
    ]
    assert sum(row.points for page in pages for row in page.rows) == standing_points


@in_house
async def test_one_game_a_channel_however_close_the_starts(house):
    host = await house.open()
    starts = await asyncio.gather(*(begin(host) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(it, ChannelTaken) for it in starts) == 4
    assert len([step for step in house.steps() if step == ("ask", 1)]) == 1


@in_house
async def test_a_start_that_fails_leaves_the_channel_free(house):
    host = await house.open()
    await house.kept.settings.save(GUILD, GuildSettings(starters=Players.MODERATORS))
    with pytest.raises(NotAllowed):
        await begin(host)
    await begin(host, actor=MODERATOR)


@pytest.mark.parametrize("wish", [{"questions": 0}, {"questions": 51}, {"seconds": 4}, {"seconds": 121}])
def test_a_wish_out_of_range_is_refused(wish):
    async def test(house):
        host = await house.open()
        with pytest.raises(UserError):
            await begin(host, **wish)
        assert host.running_in(CHANNEL) is None

    run(test(House()))


@in_house
async def test_what_was_confirmed_counts_after_a_restart(house):
    first = await house.open()
    await begin(first)
    await first.choose(key(first), 2, right_option(pressed(1)))
    await first.choose(key(first), 3, wrong_option(pressed(1)))
    await asyncio.sleep(5)
    await first.close()
    second = await house.open()
    await asyncio.sleep(SECONDS - 4)
    game = second.game_in(CHANNEL)
    assert (game.round.number, game.phase) == (1, Phase.REVEALING)
    assert game.standings[2].right == 1
    assert game.standings[3].right == 0
    assert house.steps() == [("ask", 1), ("reveal", 1)]
    await asyncio.sleep(200)
    assert house.stage.games[CHANNEL].ending is not None


@in_house
async def test_a_round_that_ended_while_nobody_ran_is_closed_and_revealed_at_once(house):
    first = await house.open()
    await begin(first)
    await first.choose(key(first), 2, right_option(pressed(1)))
    await first.close()
    await asyncio.sleep(3600)
    second = await house.open()
    await asyncio.sleep(0.1)
    assert second.game_in(CHANNEL).standings[2].points > 100
    assert house.steps()[-1] == ("reveal", 1)


@pytest.mark.parametrize("stops", range(60))
def test_a_restart_at_any_moment_scores_each_round_once(stops):
    """Interrupt a game at many instants of its life, each time in another place, and account for every answer."""

    async def test(house):
        rng = random.Random(stops)
        host = await house.open()
        await begin(host)
        answered = Counter()
        while host.running_in(CHANNEL) is not None:
            game = host.game_in(CHANNEL)
            if game.phase is Phase.ASKING and game.round.number not in answered:
                await host.choose(key(host), 2, right_option(game.dealt))
                answered[game.round.number] += 1
            await asyncio.sleep(rng.uniform(0.01, 9))
            if rng.random() < 0.4:
                await host.close()
                await asyncio.sleep(rng.choice((0.0, 1.0, 30.0)))
                host = await house.open()
                await asyncio.sleep(0)
        standing = house.stage.games[CHANNEL].standings[2]
        assert standing.right == len(answered)
        figures = await house.kept.scores.figures(GUILD, 2)
        assert (figures.right, figures.points) == (standing.right, standing.points)
        assert house.steps().count(("finish", house.stage.games[CHANNEL].round.number)) == 1

    house = House()
    run(test(house))
    assert house.errors == []


@in_house
async def test_a_lost_stage_ends_the_game_and_keeps_its_points(house):
    host = await house.open()
    await begin(host)
    await begin(host, 21)
    await host.choose(key(host), 2, right_option(pressed(1)))
    house.stage.lost.add(CHANNEL)
    await asyncio.sleep(SECONDS + 1)
    assert host.running_in(CHANNEL) is None
    assert host.running_in(21) is not None
    assert (await house.kept.scores.figures(GUILD, 2)).points > 100
    house.stage.lost.clear()
    await begin(host)


def test_an_error_in_one_game_is_reported_and_frees_its_channel():
    class Broken(FakeStage):
        async def reveal(self, game):
            raise ZeroDivisionError

    async def test(house):
        host = await house.open()
        await begin(host)
        await asyncio.sleep(SECONDS + 1)
        assert host.running_in(CHANNEL) is None
        assert [game.phase for game in await house.kept.games.running()] == []
        await begin(host)

    house = House(stage=Broken())
    run(test(house))
    assert [type(error) for error in house.errors] == [ZeroDivisionError]


@in_house
async def test_typed_answers_know_what_the_guild_accepts(house):
    house.bank = FixedBank(typed(1))
    host = await house.open()
    await begin(host)
    assert not (await host.type_in(key(host), 2, "the keeper")).is_right
    host.allow(GUILD, host.game_in(CHANNEL).dealt.question.id, "The Keeper")
    host.allow(GUILD + 1, host.game_in(CHANNEL).dealt.question.id, "nobody")
    assert (await host.type_in(key(host), 2, "the keeper")).is_right
    assert not (await host.type_in(key(host), 3, "nobody")).is_right


@in_house
async def test_a_button_of_another_guild_is_refused(house):
    host = await house.open()
    await begin(host)
    with pytest.raises(RoundOver):
        await host.choose(replace(key(host), guild_id=GUILD + 1), 2, 0)


@in_house
async def test_a_guild_that_is_gone_loses_its_games_only(house):
    host = await house.open()
    await begin(host)
    other = await host.start(GUILD + 1, 77, STARTER, Wish())
    host.lose(guild_id=GUILD)
    await asyncio.sleep(0.1)
    assert host.running_in(CHANNEL) is None
    assert host.running_in(77).id == other.id


@in_house
async def test_a_skip_by_enough_players_goes_on_at_once(house):
    host = await house.open()
    await begin(host)
    await host.choose(key(host), 2, 0)
    await host.choose(key(host), 3, 0)
    assert await host.skip(key(host), 2) == 1
    assert await host.skip(key(host), 3) == 0
    await asyncio.sleep(0.1)
    assert house.steps()[-1] == ("reveal", 1)
