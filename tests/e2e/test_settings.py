"""What a guild can set, by whom, and what becomes of values that make no sense."""

from collections.abc import AsyncIterator
from dataclasses import replace

import discord
import pytest

from bot.core.errors import NotHere, UserError
from bot.core.guilds import GuildSettings, Players, QuizDefaults
from bot.core.quiz.question import Difficulty, Style
from bot.discord_ui.cogs.settings import _role_id
from bot.discord_ui.errors import report
from bot.services.asking import Asking
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary
from tests.e2e.shows import ballard
from tests.fakes import FakeSettings, fake_storage


class Office:
    """A world with the settings that are kept of it."""

    def __init__(self, world: World, store: FakeSettings) -> None:
        self.world, self.store = world, store
        self.channel, self.admin, self.alice = world.channel, world.admin, world.alice

    @property
    def kept(self) -> GuildSettings:
        return self.store.kept.get(self.world.guild.id, GuildSettings())

    async def set(self, command: str = "quiz", **options):
        options = {name.replace("_", "-"): value for name, value in options.items()}
        return await self.admin.slash(self.channel, f"settings {command}", **options)

    async def open_to_everybody(self) -> None:
        """Let Discord offer the command to all, as a guild's owner can."""
        command = next(it for it in await self.world.bot.tree.fetch_commands() if it.name == "settings")
        self.world.guild.set_command_permissions(command, {self.world.guild.default_role: True})


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    store = FakeSettings()
    async with simulated(
        make_bot(Asking(FakeLibrary((ballard(),))), kept=replace(fake_storage(), settings=store))
    ) as env:
        yield Office(World.of(env), store)


def fields(result) -> dict[str, str]:
    return {field.name: field.value for field in result.response.embeds[0].fields}


GAME = "A quiz, if its starter says nothing else"


async def test_show_tells_the_defaults_to_the_caller_alone(office):
    result = await office.set("show")
    assert fields(result) == {
        "Who starts quizzes": "everyone",
        "Who stops those of others": "moderators",
        "Where": "everywhere",
        GAME: "10 questions · time by length · buttons · difficulty: any",
        "Pictures": "with podium and leaderboard",
        "Members who left": "stay on leaderboards",
        "Days and weeks begin by": "UTC",
        "Who changes facts": "members who may manage this server",
        "Suggestions are shown in": "no channel",
        "Questions without an answer": "kept without who asked",
    }
    assert result.ephemeral


async def test_what_is_given_changes_and_the_rest_stays(office):
    role = office.world.guild.create_role("Quizmasters")
    await office.set(questions=20, seconds=30, style="typed", difficulty="hard", pictures=False)
    result = await office.set(start="role", stop="role", role=role, hide_departed=True)
    assert result.ephemeral
    assert fields(result)[GAME] == "20 questions · 30 s each · typed · difficulty: hard"
    assert fields(result)["Who starts quizzes"] == f"<@&{role.id}> and moderators"
    assert office.kept == GuildSettings(
        starters=Players.ROLE,
        stoppers=Players.ROLE,
        quiz_role_id=role.id,
        defaults=QuizDefaults(20, 30, Style.TYPED, Difficulty.HARD),
        has_pictures=False,
        hides_departed=True,
    )


async def test_channels_come_and_go_one_by_one(office):
    lobby, hall = (office.world.guild.create_text_channel(name) for name in ("lobby", "hall"))
    await office.set(add_channel=lobby)
    result = await office.set(add_channel=hall)
    assert office.kept.channel_ids == {lobby.id, hall.id}
    assert fields(result)["Where"] == f"<#{lobby.id}> <#{hall.id}>"
    await office.set(remove_channel=lobby)
    assert office.kept.channel_ids == {hall.id}
    await office.set(remove_channel=hall)
    assert office.kept.channel_ids == frozenset()


async def test_a_channel_that_is_gone_can_be_reset(office):
    office.store.kept[office.world.guild.id] = GuildSettings(channel_ids=frozenset({1}))
    await office.set("reset", what="channels")
    assert office.kept.channel_ids == frozenset()


@pytest.mark.parametrize(
    ("what", "stays"),
    [
        ("seconds", {"questions": 20, "difficulty": Difficulty.HARD}),
        ("difficulty", {"questions": 20, "seconds": 30}),
        ("questions, seconds, style, difficulty", {}),
    ],
)
async def test_parts_of_a_quiz_are_reset(office, what, stays):
    await office.set(questions=20, seconds=30, difficulty="hard")
    await office.set("reset", what=what)
    assert office.kept.defaults == QuizDefaults(**stays)


async def test_curator_roles_come_and_go(office):
    first, second = (office.world.guild.create_role(name) for name in ("Archivists", "Librarians"))
    await office.set("curators", role=first)
    result = await office.set("curators", role=second, what="add")
    assert office.kept.curator_role_ids == {first.id, second.id}
    assert fields(result)["Who changes facts"].startswith(f"<@&{first.id}> <@&{second.id}> and members who")
    await office.set("curators", role=first, what="remove")
    assert office.kept.curator_role_ids == {second.id}
    await office.set("reset", what="curators")
    assert office.kept.curator_role_ids == frozenset()


async def test_not_everybody_can_be_a_curator(office):
    result = await office.set("curators", role=office.world.guild.default_role)
    assert "not the one that everybody has" in result.response.content
    assert office.kept == GuildSettings()
    assert office.world.env.errors


async def test_there_are_only_so_many_curator_roles(office):
    office.store.kept[office.world.guild.id] = GuildSettings(curator_role_ids=frozenset(range(25)))
    result = await office.set("curators", role=office.world.guild.create_role("Archivists"))
    assert "at most 25 roles" in result.response.content
    assert len(office.kept.curator_role_ids) == 25
    assert office.world.env.errors


async def test_everything_is_reset_by_part_or_at_once(office):
    role = office.world.guild.create_role("Quizmasters")

    async def change() -> None:
        await office.set(start="role", role=role, pictures=False, hide_departed=True, add_channel=office.channel)
        await office.set("time-zone", zone="Berlin")

    await change()
    for what in ("who starts and stops", "pictures and members who left", "channels", "time zone"):
        assert office.kept != GuildSettings()
        await office.set("reset", what=what)
    assert office.kept == GuildSettings()
    await change()
    await office.set("reset", what="everything")
    assert office.kept == GuildSettings()


async def test_a_role_is_needed_where_it_is_meant(office):
    result = await office.set(start="role")
    assert "Which role?" in result.response.content
    assert office.kept == GuildSettings()
    assert office.world.env.errors


async def test_the_role_of_everybody_is_none(office):
    result = await office.set(start="role", role=office.world.guild.default_role)
    assert "not the one that everybody has" in result.response.content
    assert office.kept == GuildSettings()
    assert office.world.env.errors


async def test_another_guilds_role_is_refused(office):
    foreign = office.world.env.create_guild("Elsewhere").create_role("Quizmasters")
    role = office.world.bot.get_guild(office.world.guild.id).default_role
    forged = discord.Role(guild=role.guild, state=role._state, data={"id": str(foreign.id), "name": "x"})
    with pytest.raises(UserError, match="a role of this server"):
        _role_id(forged, role.guild)


async def test_time_zone_by_its_city_and_as_offered(office):
    choices = await office.admin.autocomplete(office.channel, "settings time-zone", "zone", "new yo")
    assert choices[0] == {"name": "America/New_York", "value": "America/New_York"}
    result = await office.set("time-zone", zone=choices[0]["value"])
    assert fields(result)["Days and weeks begin by"] == "America/New\\_York"
    await office.set("time-zone", zone="berlin")
    assert office.kept.time_zone == "Europe/Berlin"


@pytest.mark.parametrize("typed", ["", "  ", "🎉", "x" * 100, "../../etc/passwd", "\u202e", "america"])
async def test_zones_are_offered_within_discords_limits(office, typed):
    choices = await office.admin.autocomplete(office.channel, "settings time-zone", "zone", typed)
    assert len(choices) <= 25
    assert all(choice["value"].count("/") <= 2 and len(choice["name"]) <= 100 for choice in choices)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Europe/Berln", "Did you mean Europe/Berlin"),
        ("new yrok", "Did you mean America/New\\_York"),
        ("../../etc/passwd", "like Europe/Berlin"),
        ("🎉", "like Europe/Berlin"),
    ],
)
async def test_unknown_zone_is_refused_with_the_nearest(office, typed, said):
    result = await office.set("time-zone", zone=typed)
    assert said in result.response.content
    assert result.ephemeral
    assert office.kept == GuildSettings()
    assert office.world.env.errors


async def test_a_member_without_rights_is_refused_although_discord_offers_it(office):
    assert "settings" not in office.alice.available_commands(office.channel)
    await office.open_to_everybody()
    for command, options in (
        ("quiz", {"questions": 3}),
        ("reset", {"what": "everything"}),
        ("time-zone", {"zone": "UTC"}),
        ("curators", {"role": office.world.guild.create_role("Mine")}),
    ):
        result = await office.alice.slash(office.channel, f"settings {command}", **options)
        assert "Only members who may manage this server" in result.response.content
        assert result.ephemeral
    assert office.kept == GuildSettings()
    assert office.world.env.errors


async def test_rights_that_were_lost_count_no_longer(office):
    await office.open_to_everybody()
    await office.set(questions=3)
    admins = next(role for role in office.world.bot.get_guild(office.world.guild.id).roles if role.name == "Admins")
    await admins.edit(permissions=discord.Permissions.none())
    result = await office.set(questions=50)
    assert "Only members who may manage" in result.response.content
    assert office.kept.defaults.questions == 3
    assert office.world.env.errors


async def test_guilds_have_settings_of_their_own(office):
    await office.set(questions=3)
    elsewhere = World.of(office.world.env)
    result = await elsewhere.admin.slash(elsewhere.channel, "settings show")
    assert fields(result)[GAME].startswith("10 questions")


async def test_a_refusal_by_channel_links_those_that_are_left(office):
    lobby = office.world.guild.create_text_channel("lobby")
    text = report(NotHere(frozenset({lobby.id})), "a test")
    assert text == f"Quizzes are played in other channels here. Go to <#{lobby.id}>."


def test_many_channels_are_not_all_linked():
    text = report(NotHere(frozenset(range(100, 150))), "a test")
    assert text.count("<#") == 10
    assert text.endswith("<#109> or others.")
