"""What is due goes, what is not stays, and one thing that fails keeps no other from being done."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.guilds import GuildSettings
from bot.core.retention import GAPS, LEFT_GUILDS
from bot.services.ports import Storage
from bot.services.privacy import Privacy
from bot.services.upkeep import Upkeep
from tests.fakes import fake_storage

NOW = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HERE, LEFT, OTHERS = 10, 11, 12


class NoGames:
    """A host without a game."""

    async def drop(self, guild_id):
        pass


class Broken:
    """A port that cannot be reached."""

    async def sweep(self, before):
        raise OSError("no database")


@dataclass
class House:
    """All that upkeep needs, with a clock that can be set."""

    kept: Storage = field(default_factory=fake_storage)
    now: datetime = NOW
    errors: list[str] = field(default_factory=list)
    heard: list[int] = field(default_factory=list)

    def upkeep(self, gaps=None) -> Upkeep:
        kept = self.kept
        privacy = Privacy(kept.people, NoGames(), lambda: self.now, [self.heard.append])
        return Upkeep(
            *(privacy, kept.people, kept.departures, gaps or kept.gaps),
            clock=lambda: self.now,
            report=lambda error, place: self.errors.append(f"{place}: {error}"),
        )

    async def keep_up(self, *present, after=timedelta(), gaps=None):
        self.now += after
        await self.upkeep(gaps).keep_up(present, lambda guild_id: guild_id != OTHERS)

    async def fill(self, *guild_ids):
        for guild_id in guild_ids:
            await self.kept.settings.save(guild_id, GuildSettings(has_pictures=False))

    async def has(self, guild_id):
        return bool(await self.kept.people.about_guild(guild_id))


@pytest.fixture
def house():
    return House()


async def test_a_guild_is_deleted_when_it_has_been_left_long_enough(house):
    await house.fill(HERE, LEFT, OTHERS)
    await house.keep_up(HERE)
    await house.keep_up(HERE, after=LEFT_GUILDS)
    assert await house.has(LEFT), "not a moment too soon"
    await house.keep_up(HERE, after=DAY)
    assert [await house.has(it) for it in (HERE, LEFT, OTHERS)] == [True, False, True]
    assert house.heard == [LEFT]
    assert house.errors == []


async def test_a_guild_that_comes_back_starts_anew(house):
    await house.fill(LEFT)
    await house.upkeep().left(LEFT)
    house.now += LEFT_GUILDS
    await house.upkeep().joined(LEFT)
    await house.keep_up(after=DAY)
    assert await house.has(LEFT)
    await house.keep_up(after=LEFT_GUILDS + DAY)
    assert not await house.has(LEFT)


async def test_a_guild_that_came_back_while_nobody_looked_is_kept(house):
    await house.fill(LEFT)
    await house.upkeep().left(LEFT)
    await house.keep_up(LEFT, after=2 * LEFT_GUILDS)
    assert await house.has(LEFT)
    assert await house.kept.departures.left_before(house.now + DAY) == ()


async def test_questions_go_some_time_after_they_were_last_asked(house):
    await house.kept.gaps.log(HERE, "old", "Who?", show_id="", at=NOW)
    await house.kept.gaps.log(HERE, "new", "Who?", show_id="", at=NOW + DAY)
    await house.keep_up(HERE, after=GAPS)
    assert (await house.kept.gaps.top(HERE, 0)).total == 2
    await house.keep_up(HERE, after=DAY)
    assert [gap.key for gap in await house.kept.gaps.all(HERE)] == ["new"]


async def test_what_fails_is_reported_and_the_rest_is_done(house):
    await house.fill(LEFT)
    await house.keep_up(gaps=Broken())
    await house.keep_up(after=LEFT_GUILDS + DAY, gaps=Broken())
    assert house.errors == ["upkeep: old questions: no database"] * 2
    assert not await house.has(LEFT)


async def test_it_can_be_broken_off(house):
    class Slow:
        async def sweep(self, before):
            await asyncio.sleep(3600)

    task = asyncio.create_task(house.keep_up(gaps=Slow()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert house.errors == []
