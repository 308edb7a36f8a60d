"""Trying again and not, remembering refusals, counting questions."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.discord_ui.cooldowns import Cooldowns, TooFast
from bot.discord_ui.delivery import twice
from bot.discord_ui.errors import report
from bot.discord_ui.refusals import REMEMBERED_S, Refusals

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


class Sending:
    """Fails with the errors given, one a call, and then works."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "sent"


@pytest.mark.parametrize(
    "error", [ConnectionResetError(104, "reset"), aiohttp.ServerDisconnectedError(), TimeoutError()]
)
async def test_dropped_connection_is_tried_once_more(error):
    send = Sending(error)
    assert await twice(send, wait_s=0) == "sent"
    assert send.calls == 2
    send = Sending(error, error)
    with pytest.raises(type(error)):
        await twice(send, wait_s=0)
    assert send.calls == 2


async def test_anything_else_is_not_tried_again():
    send = Sending(ValueError("a defect"))
    with pytest.raises(ValueError, match="a defect"):
        await twice(send, wait_s=0)
    assert send.calls == 1


@pytest.mark.parametrize("error", [ConnectionResetError(), aiohttp.ServerDisconnectedError(), TimeoutError()])
def test_unreachable_discord_is_told_with_an_id(error, caplog):
    text = report(error, "typed question")
    assert "could not reach Discord" in text
    assert text.split("error ")[1].rstrip(")") in caplog.text


class Channel:
    """As much of a channel as counts: an id."""

    id = 11


def test_refusal_is_remembered_for_a_while():
    now = 0.0
    refusals = Refusals(lambda: now)
    assert refusals.permissions_in(Channel()).send_messages
    refusals.remember(11)
    assert not refusals.permissions_in(Channel()).send_messages
    now = REMEMBERED_S + 1
    assert refusals.permissions_in(Channel()).send_messages


def test_cooldown_slides_and_counts_each_user_alone():
    cooldowns = Cooldowns(2, 10)
    cooldowns.take(1, NOON)
    cooldowns.take(1, NOON + timedelta(seconds=6))
    cooldowns.take(2, NOON + timedelta(seconds=6))
    with pytest.raises(TooFast, match="in 2 s") as first:
        cooldowns.take(1, NOON + timedelta(seconds=8))
    with pytest.raises(TooFast) as second:
        cooldowns.take(1, NOON + timedelta(seconds=9))
    assert (first.value.is_first, second.value.is_first) == (True, False)
    cooldowns.take(1, NOON + timedelta(seconds=11))


def test_cooldown_forgets_users_of_long_ago():
    cooldowns = Cooldowns()
    for user_id in range(10_050):
        cooldowns.take(user_id, NOON)
    assert len(cooldowns._asked) == 10_000
