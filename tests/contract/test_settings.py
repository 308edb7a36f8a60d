"""The port `SettingsStore`."""

from bot.core.guilds import GuildSettings, Players, QuizDefaults
from bot.core.quiz.question import Difficulty, Style
from tests.contract.samples import GUILD, OTHER_GUILD

ALL_SET = GuildSettings(
    time_zone="Pacific/Auckland",
    starters=Players.ROLE,
    stoppers=Players.EVERYONE,
    quiz_role_id=10**18 + 5,
    channel_ids=frozenset({10**18 + 6, 10**18 + 7}),
    defaults=QuizDefaults(questions=25, seconds=40, style=Style.TYPED, difficulty=Difficulty.EASY),
    has_pictures=False,
    hides_departed=True,
)


async def test_a_guild_that_has_set_nothing_has_the_defaults(storage):
    assert await storage.settings.load(GUILD) == GuildSettings()


async def test_what_was_set_is_kept_and_replaced(storage):
    await storage.settings.save(GUILD, ALL_SET)
    assert await storage.settings.load(GUILD) == ALL_SET
    await storage.settings.save(GUILD, GuildSettings(time_zone="Europe/Berlin"))
    assert await storage.settings.load(GUILD) == GuildSettings(time_zone="Europe/Berlin")


async def test_guilds_have_settings_of_their_own(storage):
    await storage.settings.save(GUILD, ALL_SET)
    assert await storage.settings.load(OTHER_GUILD) == GuildSettings()
    await storage.settings.save(OTHER_GUILD, GuildSettings(has_pictures=False))
    assert await storage.settings.load(GUILD) == ALL_SET
