"""The bot as Discord meets it: a process that logs in, answers, and says goodbye."""

from __future__ import annotations

import pytest

from tests.wire import payloads
from tests.wire.bot_process import BotProcess
from tests.wire.conftest import StartBot
from tests.wire.discord_server import DiscordServer
from tests.wire.openapi import FILE, openapi

MESSAGES = f"/channels/{payloads.CHANNEL_ID}/messages"
COMMANDS = f"/applications/{payloads.APPLICATION_ID}/commands"


def shown(body: payloads.Json) -> str:
    """Return all that a reader sees of a message."""
    embeds = body.get("embeds", [])
    return " ".join(
        [body.get("content") or "", *(f"{it.get('title', '')} {it.get('description', '')}" for it in embeds)]
    )


def test_requests_are_checked_against_discords_own_schema() -> None:
    spec = openapi()
    if spec is None:
        pytest.skip(f"NOTICE: there is no {FILE}; requests are not checked against Discord's schema")
    assert spec.faults("POST", MESSAGES, {"content": "hello"}) == []
    assert spec.faults("POST", MESSAGES, {"embeds": "hello"})
    assert spec.faults("POST", "/nowhere", None)


async def test_a_typed_question_is_answered_as_a_reply(server: DiscordServer, bot: BotProcess) -> None:
    question = await server.say("!ballard who plays harry bosch")
    body = (await server.request("POST", MESSAGES)).body
    assert "Titus Welliver" in shown(body)
    assert str(body["message_reference"]["message_id"]) == question["id"]
    assert body["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_slash_command_is_answered(server: DiscordServer, bot: BotProcess) -> None:
    interaction = await server.use("ask", question="who plays harry bosch")
    path = f"/interactions/{interaction['id']}/{interaction['token']}/callback"
    answer = (await server.request("POST", path)).body
    assert answer["type"] == 4
    assert "Titus Welliver" in shown(answer["data"])


async def test_messages_to_others_get_no_answer(server: DiscordServer, bot: BotProcess) -> None:
    await server.say("who plays harry bosch")
    await server.say("!ballardish who plays harry bosch")
    await server.say("!ballard who plays harry bosch")
    await server.request("POST", MESSAGES)
    assert len([it for it in server.requests if it.path == MESSAGES]) == 1


async def test_without_the_intent_it_does_not_ask_for_it_and_answers_mentions(
    server: DiscordServer, start_bot: StartBot
) -> None:
    server.shows_intent = server.grants_intent = False
    async with start_bot() as bot:
        await server.ready()
        await server.say("")
        await server.say(f"<@{payloads.BOT_ID}> who plays harry bosch", mentions=(payloads.BOT,))
        assert "Titus Welliver" in shown((await server.request("POST", MESSAGES)).body)
        assert not server.hellos[0]["d"]["intents"] & payloads.MESSAGE_CONTENT_INTENT
        assert "Message Content" in await bot.logged("intent")
        assert await bot.stop() == 0
    assert len(server.hellos) == 1


async def test_an_intent_that_is_promised_and_then_refused_is_given_up(
    server: DiscordServer, start_bot: StartBot
) -> None:
    server.grants_intent = False
    async with start_bot() as bot:
        await server.ready()
        assert len(server.hellos) == 2
        assert await bot.stop() == 0


async def test_commands_are_synced_once_and_again_only_on_demand(server: DiscordServer, start_bot: StartBot) -> None:
    for _ in range(2):
        async with start_bot() as bot:
            await server.ready()
            assert await bot.stop() == 0
    assert len([it for it in server.requests if it.path == COMMANDS]) == 1
    assert {"ask", "topic", "quote", "shows", "about"} <= {it["name"] for it in server.commands}
    async with start_bot("sync") as sync:
        assert await sync.ended() == 0
        assert sync.log == [f"Discord knows {len(server.commands)} commands"]
    assert len([it for it in server.requests if it.path == COMMANDS]) == 2


async def test_a_lost_line_is_resumed(server: DiscordServer, bot: BotProcess) -> None:
    await server.break_line()
    await server.until(lambda: [it for it in server.hellos if it["op"] == 6])
    await server.ready()
    await server.say("!ballard who plays harry bosch")
    assert "Titus Welliver" in shown((await server.request("POST", MESSAGES)).body)
