"""What a message that is not for the bot costs, from its payload on, compared with a client that does nothing."""

import asyncio
import gc
import random
import time
from statistics import median
from typing import Any

import discord

from bot.bootstrap import build_services
from bot.discord_ui.addressing import Addressing
from bot.discord_ui.client import ShowBot
from bot.discord_ui.quiz.guesses import Guesses
from bot.discord_ui.typed import TypedQuestions
from bot.services.asking import Asking
from tests.benchmarks.measuring import STEADY, show_table
from tests.e2e.fakes import FakeLibrary
from tests.e2e.shows import lighthouse
from tests.fakes import fake_storage

ROUNDS, WARM_UP, MESSAGES = 11, 500, 5_000
BOT_ID, GUILD_ID, CHANNEL_ID = 999, 10, 11
MOST_OF_BARE = 1.25
CONTENTS = (
    "hello everyone how is it going today",
    "lol",
    "did you see the new episode? it was so good <@123456>",
    "!other command here",
    "https://example.com/abc?x=1",
)


def guild() -> dict[str, Any]:
    everyone = {"id": str(GUILD_ID), "name": "@everyone", "permissions": "0", "position": 0, "colors": {}, "color": 0}
    channel = {"id": str(CHANNEL_ID), "type": 0, "name": "talk", "position": 0, "permission_overwrites": []}
    empty = ("members", "emojis", "stickers", "features", "threads", "voice_states", "presences")
    levels = ("verification_level", "explicit_content_filter", "default_message_notifications", "mfa_level")
    return {
        "id": str(GUILD_ID),
        "name": "g",
        "owner_id": "5",
        "preferred_locale": "en-US",
        "roles": [{**everyone, "hoist": False, "managed": False, "mentionable": False}],
        "channels": [channel],
        **{name: [] for name in empty},
        **dict.fromkeys((*levels, "afk_timeout", "system_channel_flags", "premium_tier", "nsfw_level"), 0),
    }


def message(number: int) -> dict[str, Any]:
    at = "2026-01-01T00:00:00+00:00"
    author = {"id": str(1000 + number % 50), "username": "u", "discriminator": "0", "avatar": None, "bot": False}
    return {
        "id": str(10**17 + number),
        "channel_id": str(CHANNEL_ID),
        "guild_id": str(GUILD_ID),
        "type": 0,
        "flags": 0,
        "content": CONTENTS[number % len(CONTENTS)],
        "timestamp": at,
        "edited_timestamp": None,
        "author": {**author, "global_name": None},
        "member": {"roles": [], "joined_at": at, "deaf": False, "mute": False, "flags": 0},
        **{name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")},
        **dict.fromkeys(("tts", "mention_everyone", "pinned"), False),
    }


def bare() -> discord.Client:
    intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True)
    return discord.Client(intents=intents)


def ours() -> ShowBot:
    asking = Asking(FakeLibrary((lighthouse(),)))  # type: ignore[arg-type]
    services = build_services(asking, fake_storage(), clock=discord.utils.utcnow, rng=random.Random(7))
    bot = ShowBot(services, prefix="!", reads_messages=True, sync_memory=None)
    addressing = Addressing("!", BOT_ID, services.bases.may_know)
    bot._typed = TypedQuestions(bot.presenters, bot.desk, bot._cooldowns, addressing, bot.follow_ups)
    bot._guesses = Guesses(bot.desk.host, "!")
    return bot


async def message_us(client: discord.Client) -> float:
    """Return the CPU time that a client takes for a message, everything from its payload on."""
    await client._async_setup_hook()
    state = client._connection
    user = {"id": str(BOT_ID), "username": "b", "discriminator": "0", "avatar": None, "bot": True}
    state.user = discord.ClientUser(state=state, data=user)  # type: ignore[arg-type]
    state._add_guild_from_data(guild())  # type: ignore[arg-type]
    await receive_us(state, WARM_UP)
    return await receive_us(state, MESSAGES)


async def receive_us(state: Any, count: int) -> float:
    payloads = [message(number) for number in range(count)]
    gc.collect()
    start = time.thread_time_ns()
    for number, payload in enumerate(payloads):
        state.parse_message_create(payload)
        if not number % 50:
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    return (time.thread_time_ns() - start) / count / 1000


async def test_a_message_that_is_not_for_the_bot_costs_hardly_more_than_in_a_bare_client():
    rounds = []
    for number in range(ROUNDS):
        order = [("bare", bare), ("again", bare), ("ours", ours)]
        rounds.append({name: await message_us(make()) for name, make in (order[::-1] if number % 2 else order)})
    same = median(it["again"] / it["bare"] for it in rounds)
    ratio = median(it["ours"] / it["bare"] for it in rounds)
    show_table(
        f"A message that is not for the bot, µs of CPU, {ROUNDS} rounds of {MESSAGES:,}",
        ("bare client", "ShowBot", "ratio", "bare client with itself"),
        [(median(it["bare"] for it in rounds), median(it["ours"] for it in rounds), ratio, same)],
    )
    assert STEADY[0] <= same <= STEADY[1], f"void: a client compared with itself differs by {same:.3f}; run again"
    assert ratio <= MOST_OF_BARE
