"""What happens when Discord says no, is not there, or the bot itself fails."""

import logging
import re

import discord
import pytest

from bot.discord_ui.client import sync_commands
from bot.services.asking import Asking
from tests.e2e.conftest import World, make_bot, simulated
from tests.e2e.fakes import FakeLibrary, FakeSyncMemory
from tests.e2e.shows import ballard

QUESTION = "!ballard who plays harry bosch?"
POSTS = "/channels/*/messages"


def posts(world: World) -> list:
    return [r for r in world.env.http_requests if r.method == "POST" and r.path.endswith("/messages")]


def hall(world: World, **denied: bool):
    me = world.bot.user
    return world.guild.create_text_channel("hall", overwrites={me: discord.PermissionOverwrite(**denied)})


def error_id(text: str) -> str:
    return re.search(r"error ([0-9a-f]{6})", text)[1]


async def test_no_permission_to_write_is_silence_without_a_try(world):
    channel = hall(world, send_messages=False)
    await world.alice.send(channel, QUESTION)
    assert posts(world) == []
    result = await world.alice.slash(channel, "ask", question="who plays harry bosch?")
    assert "Titus Welliver" in result.response.embeds[0].description


async def test_no_permission_to_embed_is_plain_text(world):
    channel = hall(world, embed_links=False)
    await world.alice.send(channel, QUESTION)
    reply = channel.last_message
    assert reply.embeds == []
    assert reply.content.startswith("**Who plays Harry Bosch?**\nTitus Welliver")
    assert "-# Source: " in reply.content
    await world.alice.send(channel, "!ballard")
    assert "**Topics**" in channel.last_message.content
    await world.alice.send(channel, "!ballard quotes")
    assert len(channel.last_message.content) <= 2000


async def test_no_permission_to_read_history_is_a_message_without_reference(world):
    channel = hall(world, read_message_history=False)
    await world.alice.send(channel, QUESTION)
    [post] = posts(world)
    assert "message_reference" not in post.json
    assert post.json["embeds"]


async def test_replies_are_in_threads_too(world):
    created = await world.bot.get_channel(world.channel.id).create_thread(
        name="talk", type=discord.ChannelType.public_thread
    )
    thread = next(thread for thread in world.channel.threads if thread.id == created.id)
    await world.alice.send(thread, QUESTION)
    assert "Titus Welliver" in thread.last_message.embeds[0].description


async def test_refusal_is_logged_once_and_remembered(world, caplog):
    world.env.inject_error("POST", POSTS, status=403, code=50013, message="Missing Permissions")
    await world.alice.send(world.channel, QUESTION)
    await world.alice.send(world.channel, QUESTION)
    assert len(posts(world)) == 1
    warnings = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(warnings) == 1
    assert "Forbidden" in warnings[0].getMessage()
    assert error_id(warnings[0].getMessage())
    assert QUESTION not in caplog.text


@pytest.mark.parametrize(("status", "tries"), [(404, 2), (400, 2), (429, 2)])
async def test_other_refusals_are_told_with_the_id_of_the_log(world, caplog, status, tries):
    world.env.inject_error("POST", POSTS, status=status, message="no")
    await world.alice.send(world.channel, QUESTION)
    assert len(posts(world)) == tries
    assert error_id(world.channel.last_message.content) in caplog.text


async def test_503_is_tried_again_with_the_same_nonce(world):
    world.env.inject_error("POST", POSTS, status=503, message="unavailable")
    asked = await world.alice.send(world.channel, QUESTION)
    assert [post.json["nonce"] for post in posts(world)] == [str(asked.id)] * 2
    assert all(post.json["enforce_nonce"] for post in posts(world))
    assert "Titus Welliver" in world.channel.last_message.embeds[0].description


async def test_discord_down_ends_in_the_log(world, caplog):
    world.env.inject_error("POST", POSTS, status=503, message="unavailable", times=None)
    await world.alice.send(world.channel, QUESTION)
    assert world.said() == []
    assert "typed question failed: error " in caplog.text
    assert "telling the user failed: error " in caplog.text


async def test_answered_twice_or_too_late_is_lost_quietly(world, caplog):
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction")
    await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
    assert world.env.errors
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_refused_command_is_told_where_possible(world, caplog):
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035, message="Invalid Form Body")
    result = await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
    assert error_id(result.response.content) in caplog.text
    assert result.ephemeral
    assert world.env.errors


class BrokenLibrary(FakeLibrary):
    """Fails at every question."""

    def answer(self, question, show_id=None):
        raise ValueError("a defect")

    def complete(self, typed, limit):
        raise ValueError("a defect")


async def test_defect_gets_an_id_for_the_user_and_a_traceback_in_the_log(caplog):
    async with simulated(make_bot(Asking(BrokenLibrary((ballard(),))))) as env:
        world = World.of(env)
        await world.alice.send(world.channel, QUESTION)
        told = world.channel.last_message.content
        result = await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
        assert env.errors
    for text in (told, result.response.content):
        assert "my fault" in text
        assert "a defect" not in text
        assert error_id(text) in caplog.text
    assert result.ephemeral
    assert caplog.text.count("Traceback") >= 2


async def test_commands_are_synced_only_when_they_changed():
    memory = FakeSyncMemory()
    for runs in (1, 2):
        async with simulated(make_bot(Asking(FakeLibrary((ballard(),))), memory=memory), strict_sync=False) as env:
            puts = [request for request in env.http_requests if request.method == "PUT"]
            assert len(puts) == (1 if runs == 1 else 0)
    assert memory.saves == 1
    memory.fingerprint = "of an older version"
    async with simulated(make_bot(Asking(FakeLibrary((ballard(),))), memory=memory)) as env:
        assert any(request.method == "PUT" for request in env.http_requests)
    assert memory.saves == 2


async def test_explicit_sync_tells_discord_whatever_is_remembered(world):
    assert await sync_commands(world.bot) == len(world.bot.tree.get_commands())


async def test_intents_and_caches_are_as_small_as_they_can_be(world):
    bot = world.bot
    assert bot.intents.value == 4609 | discord.Intents(message_content=True).value
    assert make_bot(Asking(FakeLibrary((ballard(),))), reads_messages=False).intents.value == 4609
    await world.alice.send(world.channel, QUESTION)
    assert list(bot.cached_messages) == []
    assert bot.allowed_mentions.to_dict() == {"parse": []}


async def test_every_request_forbids_pings(world):
    await world.alice.send(world.channel, QUESTION)
    await world.alice.slash(world.channel, "ask", question="who plays harry bosch?")
    bodies = [r.json.get("data", r.json) for r in world.env.http_requests if r.method == "POST"]
    assert len(bodies) == 2
    assert all(body["allowed_mentions"]["parse"] == [] for body in bodies)
    assert not any(body["allowed_mentions"].get("replied_user") for body in bodies)
