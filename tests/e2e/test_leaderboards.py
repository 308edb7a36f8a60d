"""Leaderboards and players' figures: whose, of what time, page by page, and with a picture that can be read aloud."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import discord
import pytest
from PIL import Image

from bot.core.guilds import GuildSettings
from bot.core.quiz.scoring import Award
from bot.discord_ui.client import ShowBot
from bot.services.asking import Asking
from tests.e2e.conftest import NOW, World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary
from tests.e2e.shows import ballard, lighthouse
from tests.fakes import FakeScores, FakeSettings, Result, Shelf, fake_storage


class Stand:
    """A world whose players have points, and what the bot knows of them."""

    def __init__(self, world: World, shelf: Shelf, store: FakeSettings) -> None:
        self.world, self.shelf, self.store = world, shelf, store
        self.alice, self.bob, self.channel = world.alice, world.bob, world.channel

    def give(self, user_id: int, points: int, *, guild_id: int | None = None, game_id: int = 1, **more) -> None:
        """Let a user answer one more question of a game; right, unless it earns nothing."""
        results, at = self.shelf.results, more.get("at", NOW)
        show_id, topic_id = more.get("topic", "ballard/cast").split("/")
        key = guild_id or self.world.guild.id, game_id, len(results)
        own = [it for it in results if it.user_id == user_id and it.award]
        award = Award(user_id, points, 4.25, len(own) + 1) if points else None
        results.append(Result(key, user_id, show_id, topic_id, at, is_solo=False, award=award))
        self.shelf.rounds[key] = show_id

    def crowd(self, count: int) -> list[int]:
        """Give points to as many users, the first the most, and return their ids."""
        users = list(range(9000, 9000 + count))
        for number, user_id in enumerate(users):
            self.give(user_id, 1000 - number)
        return users

    def settle(self, **settings) -> None:
        self.store.kept[self.world.guild.id] = GuildSettings(**settings)

    def bot(self):
        return bot_over(self.shelf, self.store)


def bot_over(shelf: Shelf, store: FakeSettings) -> ShowBot:
    kept = replace(fake_storage(), scores=FakeScores(shelf), settings=store)
    return make_bot(Asking(FakeLibrary((ballard(), lighthouse()))), kept=kept, clock=lambda: NOW)


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    shelf, store = Shelf(), FakeSettings()
    async with simulated(bot_over(shelf, store)) as env:
        yield Stand(World.of(env), shelf, store)


def card(message) -> discord.Embed:
    return message.embeds[0]


def places(message) -> list[str]:
    return [line for line in (card(message).description or "").splitlines() if "<@" in line]


def custom_ids(message) -> list[str]:
    return [item.custom_id for row in message.components for item in row.children if not item.disabled]


def next_page(message) -> str:
    return custom_ids(message)[-1]


async def test_board_lists_the_best_first_with_the_callers_place(stand):
    stand.give(stand.bob.id, 300)
    stand.give(stand.alice.id, 120)
    stand.give(stand.alice.id, 0)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert places(result.response) == [
        f"🥇 <@{stand.bob.id}> · **300** points · 1 of 1 right",
        f"🥈 <@{stand.alice.id}> · **120** points · 1 of 2 right",
    ]
    assert card(result.response).footer.text == "2 players"
    assert not result.ephemeral


async def test_ties_share_a_place(stand):
    for user_id in (11, 12, 13):
        stand.give(user_id, 100)
    stand.give(14, 50)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert [line.split()[0] for line in places(result.response)] == ["🥇", "🥇", "🥇", "`"]
    assert "` 4` <@14>" in places(result.response)[3]


async def test_callers_place_stands_on_every_page(stand):
    stand.crowd(24)
    stand.give(stand.alice.id, 5)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert places(result.response)[-1] == f"`25` <@{stand.alice.id}> · **5** points · 1 of 1 right (of 25)"
    assert "25. alice, 5 points" in result.response.attachments[0].description
    result = await stand.bob.slash(stand.channel, "leaderboard")
    assert len(places(result.response)) == 10
    assert "You have no points here yet" in card(result.response).footer.text


async def test_nobody_is_pinged(stand):
    stand.give(stand.bob.id, 300)
    await stand.alice.slash(stand.channel, "leaderboard")
    [message] = stand.world.said()
    assert message.mentions == []


@pytest.mark.parametrize(
    ("zone", "days_ago", "span", "is_in"),
    [
        ("UTC", 0.05, "day", True),
        ("UTC", 0.1, "day", False),
        ("America/New_York", 0.1, "day", True),  # 21:30 on the day before, by its own clock
        ("UTC", 2.0, "week", True),
        ("UTC", 2.1, "week", False),
        ("UTC", 13.0, "month", True),
        ("UTC", 13.1, "month", False),
        ("UTC", 400, "all", True),
    ],
)
async def test_spans_begin_by_the_clock_of_the_guild(stand, zone, days_ago, span, is_in):
    stand.settle(time_zone=zone)
    stand.give(stand.bob.id, 300, at=NOW - timedelta(days=days_ago))
    result = await stand.alice.slash(stand.channel, "leaderboard", span=span)
    assert bool(places(result.response)) is is_in


async def test_footer_says_since_when(stand):
    stand.settle(time_zone="America/New_York")
    stand.give(stand.bob.id, 300)
    result = await stand.alice.slash(stand.channel, "leaderboard", span="day")
    assert card(result.response).footer.text.startswith("Since 13 May 2031 · 1 player")


async def test_a_zone_that_the_database_has_lost_is_utc(stand):
    stand.settle(time_zone="Atlantis/Capital")
    stand.give(stand.bob.id, 300)
    result = await stand.alice.slash(stand.channel, "leaderboard", span="day")
    assert places(result.response)


async def test_board_of_one_show(stand):
    stand.give(stand.bob.id, 300)
    stand.give(stand.alice.id, 90, topic="lamp/plot")
    choices = await stand.alice.autocomplete(stand.channel, "leaderboard", "show", "tide")
    result = await stand.alice.slash(stand.channel, "leaderboard", show=choices[0]["value"])
    assert card(result.response).author.name == "The Lamp at Low Tide"
    assert [f"<@{stand.alice.id}>" in line for line in places(result.response)] == [True]


async def test_unknown_show_is_told_to_the_caller_alone(stand):
    result = await stand.alice.slash(stand.channel, "leaderboard", show="nothing")
    assert "no such show" in result.response.content
    assert result.ephemeral
    assert stand.world.env.errors


async def test_empty_board_says_how_to_start(stand):
    result = await stand.alice.slash(stand.channel, "leaderboard", span="week")
    text = card(result.response).description
    assert text == "Nobody has points here this week yet. Start a quiz with `/quiz start`."
    assert result.response.attachments == []


async def test_other_guilds_points_are_not_on_the_board(stand):
    stand.give(stand.bob.id, 300, guild_id=stand.world.guild.id + 1)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert places(result.response) == []


async def test_caller_turns_pages_in_place(stand):
    users = stand.crowd(24)
    await stand.alice.slash(stand.channel, "leaderboard")
    [board] = stand.world.said()
    assert card(board).footer.text.startswith("Page 1 of 3 · 24 players")
    await stand.alice.click(board, custom_id=next_page(board))
    [board] = stand.world.said()
    assert f"<@{users[10]}>" in places(board)[0]
    assert len(board.attachments) == 1
    await stand.alice.click(board, custom_id=next_page(board))
    [board] = stand.world.said()
    assert card(board).footer.text.startswith("Page 3 of 3")
    assert custom_ids(board)[-1].endswith(":1:p")


async def test_caller_changes_the_span_in_place_and_an_empty_one_has_no_picture(stand):
    stand.give(stand.bob.id, 300, at=NOW - timedelta(days=300))
    await stand.alice.slash(stand.channel, "leaderboard")
    [board] = stand.world.said()
    assert len(board.attachments) == 1
    await stand.alice.click(board, label="This week")
    [board] = stand.world.said()
    assert card(board).title == "Leaderboard: this week"
    assert board.attachments == []


async def test_others_get_a_copy_of_their_own_and_page_on_in_it(stand):
    users = stand.crowd(24)
    await stand.alice.slash(stand.channel, "leaderboard")
    [board] = stand.world.said()
    copy = await stand.bob.click(board, custom_id=next_page(board))
    assert copy.ephemeral
    assert f"<@{users[10]}>" in places(copy.response)[0]
    assert card(stand.world.said()[0]).footer.text.startswith("Page 1 of 3")
    turned = await stand.bob.click(copy.response, custom_id=next_page(copy.response.message))
    assert turned.response is None or turned.response.id == copy.response.id
    [changed] = [m for m in stand.channel.history(viewer=stand.bob) if m.id == copy.response.id]
    assert f"<@{users[20]}>" in places(changed)[0]


async def test_buttons_work_after_a_restart(stand):
    users = stand.crowd(24)
    await stand.alice.slash(stand.channel, "leaderboard")
    [board] = stand.world.said()
    await stand.world.env.restart_bot(stand.bot())
    await stand.alice.click(board, custom_id=next_page(board))
    assert f"<@{users[10]}>" in places(stand.world.said()[0])[0]


@pytest.mark.parametrize(
    ("custom_id", "says"),
    [
        ("l1:{alice}:-:all:9999:p", "Page 3 of 3"),
        ("l1:{alice}:ballard:all:7:s", "Page 3 of 3"),
        ("l1:{alice}:nothing:all:0:p", "no such show"),
        ("l1:{alice}:-:all:99999:p", "from another time"),
        ("l1:{alice}:-:year:0:p", "from another time"),
        ("l1:{alice}:-:all:-1:p", "from another time"),
        ("l1:me:-:all:1:p", "from another time"),
        ("l0:{alice}:-:all:1:p", "from another time"),
    ],
)
async def test_forged_ids_lead_to_a_page_or_a_polite_line(stand, custom_id, says):
    stand.crowd(24)
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="forged", custom_id=custom_id.format(alice=stand.alice.id)))
    message = await stand.world.bot.get_channel(stand.channel.id).send("forged", view=view)
    view.stop()
    result = await stand.alice.click(message, label="forged")
    told = result.response.content if result.response else ""
    footers = [card(m).footer.text for m in stand.channel.history(viewer=stand.alice) if m.embeds]
    assert says in told or any(says in footer for footer in footers)


async def test_too_many_looks_are_refused(stand):
    for _ in range(10):
        await stand.alice.slash(stand.channel, "leaderboard")
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert "Slow down" in result.response.content
    assert result.ephemeral
    assert stand.world.env.errors


async def test_picture_shows_and_tells_the_names_that_are_known(stand):
    stand.give(stand.alice.id, 300)
    stand.give(777, 200)
    result = await stand.alice.slash(stand.channel, "leaderboard", span="month", show="ballard")
    [attachment] = result.response.attachments
    assert attachment.description == "Leaderboard. This month · Ballard. 1. alice, 300 points. 2. Player, 200 points"
    assert card(result.response).image.url
    with Image.open(BytesIO(await attachment.read())) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1280


async def test_no_picture_where_the_bot_may_not_attach_one(stand):
    stand.give(stand.bob.id, 300)
    me = stand.world.bot.user
    hall = stand.world.guild.create_text_channel(
        "hall", overwrites={me: discord.PermissionOverwrite(attach_files=False)}
    )
    result = await stand.alice.slash(hall, "leaderboard")
    assert result.response.attachments == []
    assert places(result.response)


async def test_no_picture_where_the_guild_wants_none(stand):
    stand.settle(has_pictures=False)
    stand.give(stand.bob.id, 300)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert places(result.response)
    assert result.response.attachments == []


async def test_members_who_left_are_hidden_where_the_guild_wants_it(stand):
    stand.settle(hides_departed=True)
    stand.give(stand.bob.id, 300)
    stand.give(stand.alice.id, 100)
    stand.world.guild.remove_member(stand.bob)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert [f"<@{stand.alice.id}>" in line for line in places(result.response)] == [True]
    assert card(result.response).footer.text == "1 player"


async def test_members_are_looked_up_once_a_day_and_those_on_the_page_only(stand):
    stand.settle(hides_departed=True)
    stand.give(stand.bob.id, 300)
    stand.give(stand.alice.id, 100)
    for _ in range(2):
        await stand.alice.slash(stand.channel, "leaderboard")
    asked = [r.path for r in stand.world.env.http_requests if "/members/" in r.path and r.method == "GET"]
    assert len(asked) == 2


async def test_a_crowd_of_members_who_left_takes_a_few_looks_only(stand):
    stand.settle(hides_departed=True)
    stand.crowd(60)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    asked = [r.path for r in stand.world.env.http_requests if "/members/" in r.path and r.method == "GET"]
    assert len(asked) == 20
    assert card(result.response).footer.text.startswith("Page 1 of 4 · 40 players")


@pytest.mark.parametrize(("status", "code"), [(500, 0), (403, 50001), (404, 10004)])
async def test_members_stay_when_discord_cannot_say_whether_they_left(stand, status, code):
    stand.settle(hides_departed=True)
    stand.give(stand.bob.id, 300)
    stand.world.env.inject_error("GET", "/guilds/*/members/*", status=status, code=code, times=None)
    result = await stand.alice.slash(stand.channel, "leaderboard")
    assert len(places(result.response)) == 1
    assert stand.shelf.departed == set()


def fields(message) -> dict[str, str]:
    return {field.name: field.value for field in card(message).fields}


async def test_stats_of_oneself_and_of_another(stand):
    stand.give(stand.alice.id, 150, topic="ballard/cast")
    for points in (60, 50):
        stand.give(stand.alice.id, points, topic="ballard/cast", game_id=2)
    stand.give(stand.bob.id, 0, game_id=2)
    stand.give(stand.alice.id, 0, topic="lamp/plot")
    for who, options in ((stand.alice, {}), (stand.bob, {"member": stand.alice})):
        result = await who.slash(stand.channel, "stats", **options)
        assert fields(result.response) == {
            "Points": "260",
            "Games": "2",
            "Accuracy": "75% (3 of 4)",
            "Answered": "4 of 5 questions",
            "Average speed": "4.2 s",
            "Best streak": "3 in a row",
            "Best topic": "Ballard: Cast",
        }
        assert card(result.response).description == f"<@{stand.alice.id}>"
        assert not result.ephemeral


async def test_stats_of_one_show(stand):
    stand.give(stand.alice.id, 150)
    for _ in range(3):
        stand.give(stand.alice.id, 0, topic="lamp/gone")
    result = await stand.alice.slash(stand.channel, "stats", show="lamp")
    assert fields(result.response)["Points"] == "0"
    assert fields(result.response)["Average speed"] == "none yet"
    assert fields(result.response)["Best topic"] == "lamp/gone"
    assert card(result.response).author.name == "Stats: The Lamp at Low Tide"


async def test_stats_of_somebody_who_has_not_played(stand):
    result = await stand.alice.slash(stand.channel, "stats", member=stand.bob)
    assert result.response.content == (f"<@{stand.bob.id}> has not played here yet. Start a quiz with `/quiz start`.")
    assert result.ephemeral


async def test_neither_is_there_in_direct_messages(stand):
    dana = stand.world.env.create_user("dana")
    assert {"leaderboard", "stats", "settings"}.isdisjoint(dana.available_commands())
