"""What a guild has set: who may change it, what makes sense, and what is kept in memory."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from bot.core.curation.revisions import EVERY_GUILD
from bot.core.errors import NotAllowed, UserError
from bot.core.guilds import Actor, GuildSettings, Players, QuizDefaults
from bot.core.quiz.question import Difficulty, Style
from bot.services.guild_settings import MAX_CHANNELS, GuildSettingsService
from bot.services.settings_changes import Part, QuizChange, reset
from tests.fakes import FakeSettings

GUILD = 7
MANAGER = Actor(1, is_manager=True, is_moderator=True)


@pytest.fixture
def store() -> FakeSettings:
    return FakeSettings()


@pytest.fixture
def settings(store) -> GuildSettingsService:
    return GuildSettingsService(store)


@pytest.mark.parametrize("actor", [Actor(2), Actor(2, is_moderator=True), Actor(2, frozenset({5}))])
async def test_only_managers_change_anything(settings, store, actor):
    with pytest.raises(NotAllowed):
        await settings.change(GUILD, actor, QuizChange(questions=3))
    assert store.kept == {}


@pytest.mark.parametrize(
    "change",
    [
        QuizChange(questions=0),
        QuizChange(questions=51),
        QuizChange(seconds=4),
        QuizChange(seconds=121),
        QuizChange(starters=Players.ROLE),
        QuizChange(stoppers=Players.ROLE),
        lambda settings: replace(settings, time_zone="Mars/Olympus"),
        lambda settings: replace(settings, time_zone="../../etc/passwd"),
        lambda settings: replace(settings, channel_ids=frozenset(range(MAX_CHANNELS + 1))),
    ],
)
async def test_what_makes_no_sense_changes_nothing(settings, store, change):
    with pytest.raises(UserError):
        await settings.change(GUILD, MANAGER, change)
    assert store.kept == {}
    assert await settings.load(GUILD) == GuildSettings()


async def test_a_change_holds_at_once_and_for_its_guild_alone(settings, store):
    changed = await settings.change(GUILD, MANAGER, QuizChange(questions=3))
    assert changed.defaults.questions == 3
    assert await settings.load(GUILD) == changed == store.kept[GUILD]
    assert await settings.load(GUILD + 1) == GuildSettings()


async def test_a_zone_gets_its_proper_name(settings):
    changed = await settings.change(GUILD, MANAGER, lambda it: replace(it, time_zone="new york"))
    assert changed.time_zone == "America/New_York"


async def test_a_zone_that_is_lost_does_not_stop_other_changes(settings, store):
    store.kept[GUILD] = GuildSettings(time_zone="Atlantis/Capital")
    changed = await settings.change(GUILD, MANAGER, QuizChange(questions=3))
    assert changed.time_zone == "Atlantis/Capital"


async def test_settings_are_read_once_and_not_for_every_guild_kept(settings, store):
    for _ in range(3):
        await settings.load(GUILD)
    assert store.loads == 1
    for guild_id in range(10_000, 12_000):
        await settings.load(guild_id)
    await settings.load(GUILD)
    assert store.loads == 2002


class SlowStore(FakeSettings):
    """Lets others come in between."""

    async def load(self, guild_id: int) -> GuildSettings:
        loaded = await super().load(guild_id)
        await asyncio.sleep(0)
        return loaded

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        await asyncio.sleep(0)
        await super().save(guild_id, settings)


async def test_changes_at_once_are_all_kept():
    store = SlowStore()
    settings = GuildSettingsService(store)
    changes = [QuizChange(questions=3), QuizChange(seconds=9), *(QuizChange(added_channel_id=it) for it in range(1, 9))]
    reads = [settings.load(GUILD) for _ in range(5)]
    await asyncio.gather(*(settings.change(GUILD, MANAGER, change) for change in changes), *reads)
    assert store.kept[GUILD].defaults == QuizDefaults(3, 9)
    assert store.kept[GUILD].channel_ids == frozenset(range(1, 9))
    assert await settings.load(GUILD) == store.kept[GUILD]


class BrokenStore(FakeSettings):
    """Cannot keep anything."""

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        raise OSError("disk full")


async def test_what_was_not_kept_does_not_hold():
    settings = GuildSettingsService(BrokenStore())
    with pytest.raises(OSError, match="disk full"):
        await settings.change(GUILD, MANAGER, QuizChange(questions=3))
    assert await settings.load(GUILD) == GuildSettings()


SET = GuildSettings(
    time_zone="Europe/Berlin",
    starters=Players.ROLE,
    stoppers=Players.ROLE,
    quiz_role_id=5,
    channel_ids=frozenset({1, 2}),
    defaults=QuizDefaults(3, 9, Style.TYPED, Difficulty.EASY),
    has_pictures=False,
    hides_departed=True,
    curator_role_ids=frozenset({7}),
    review_channel_id=8,
    keeps_gaps=False,
)


def test_nothing_given_changes_nothing():
    assert QuizChange()(SET) == SET


def test_channels_are_added_and_removed():
    assert QuizChange(added_channel_id=3, removed_channel_id=1)(SET).channel_ids == {2, 3}
    assert QuizChange(removed_channel_id=9)(SET).channel_ids == {1, 2}


@pytest.mark.parametrize("part", Part)
def test_every_part_can_be_reset(part):
    after = reset(part, SET)
    assert after != SET
    assert reset(part, after) == after


def test_all_parts_together_are_everything():
    after = SET
    for part in set(Part) - {Part.EVERYTHING}:
        after = partial(reset, part)(after)
    assert after == GuildSettings() == reset(Part.EVERYTHING, SET)


@pytest.mark.parametrize("gone", [GUILD, EVERY_GUILD])
async def test_what_was_deleted_is_read_anew(settings, store, gone):
    for guild_id in (GUILD, GUILD + 1):
        await settings.change(guild_id, MANAGER, QuizChange(questions=3))
    store.kept.clear()
    settings.forget(gone)
    assert await settings.load(GUILD) == GuildSettings()
    assert ((await settings.load(GUILD + 1)) == GuildSettings()) is (gone == EVERY_GUILD)
