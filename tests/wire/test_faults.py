"""When Discord refuses a message or is not well: the bot says so in its log, and goes on."""

from __future__ import annotations

import pytest

from tests.wire.bot_process import BotProcess
from tests.wire.discord_server import DiscordServer, Trouble
from tests.wire.test_answering import MESSAGES, shown

QUESTION = "!ballard who plays harry bosch"


async def goes_on(server: DiscordServer, nth: int) -> None:
    """Assert that a later question is answered."""
    await server.say(QUESTION)
    assert "Titus Welliver" in shown((await server.request("POST", MESSAGES, nth=nth)).body)


@pytest.mark.parametrize("status", [404, 400])
async def test_a_refused_message_is_logged_with_an_id(server: DiscordServer, bot: BotProcess, status: int) -> None:
    server.troubles = [Trouble("POST", MESSAGES, status)]
    await server.say(QUESTION)
    assert "error" in await bot.logged("failed")
    assert not any("harry bosch" in line for line in bot.log)


async def test_a_forbidden_channel_is_logged_and_left_alone(server: DiscordServer, bot: BotProcess) -> None:
    server.troubles = [Trouble("POST", MESSAGES, 403, times=9, body={"message": "Missing Permissions", "code": 50013})]
    await server.say(QUESTION)
    await bot.logged("failed")
    interaction = await server.use("ask", question="who plays harry bosch")
    await server.request("POST", f"/interactions/{interaction['id']}/.*/callback")


@pytest.mark.parametrize("status", [503, 0], ids=["503", "dropped connection"])
async def test_a_fault_that_may_pass_is_tried_again_with_the_same_nonce(
    server: DiscordServer, bot: BotProcess, status: int
) -> None:
    server.troubles = [Trouble("POST", MESSAGES, status)]
    await server.say(QUESTION)
    first = await server.request("POST", MESSAGES)
    second = await server.request("POST", MESSAGES, nth=2)
    assert first.body["nonce"] == second.body["nonce"]
    assert first.body["enforce_nonce"]
    await goes_on(server, 3)


async def test_a_rate_limit_is_waited_out(server: DiscordServer, bot: BotProcess) -> None:
    limit = {"message": "You are being rate limited.", "retry_after": 0.05, "global": False}
    headers = {"Retry-After": "1", "Via": "1.1 google", "X-RateLimit-Scope": "user"}
    server.troubles = [Trouble("POST", MESSAGES, 429, body=limit, headers=headers)]
    await server.say(QUESTION)
    assert "Titus Welliver" in shown((await server.request("POST", MESSAGES, nth=2)).body)
