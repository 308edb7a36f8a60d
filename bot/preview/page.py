"""Serve the page until somebody ends it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine
from pathlib import Path

import discord
import simcord

from bot.bootstrap import build_asking, build_services, throwaway_storage
from bot.core.knowledge.facts import Pack
from bot.discord_ui.client import ShowBot
from bot.preview.clock import catch_up, keep_time
from bot.preview.guild import set_scene
from bot.preview.markup import read_cards_as_discord_does

Ready = Callable[[str], None]


async def serve_page(facts_dir: Path, *, prefix: str, port: int, stop: asyncio.Event, ready: Ready) -> None:
    """Show the bot in a page on 127.0.0.1 until `stop` is set or the page itself ends the session.

    Args:
        port: 0 for any that is free.
        ready: Called once with the address, which is a key too: whoever has it can act as any member.
    Raises:
        DataFault: a pack cannot be used.
        SetupError: the port is taken.
    """
    asking = build_asking(facts_dir)
    async with throwaway_storage() as kept:
        services = build_services(
            asking, kept, clock=discord.utils.utcnow, rng=random.SystemRandom(), facts_dir=facts_dir
        )
        bot = ShowBot(services, prefix=prefix, reads_messages=True, sync_memory=None, is_alone=True)
        await _serve(bot, asking.shows[0], port, stop, ready)


async def _serve(bot: ShowBot, show: Pack, port: int, stop: asyncio.Event, ready: Ready) -> None:
    read_cards_as_discord_does()
    async with simcord.run(bot, check_errors=False, strict_sync=False) as env:
        await catch_up(env)
        scene = set_scene(env, show.title)
        await bot.guilds[0].me.edit(nick=f"{show.title} bot")
        first = scene.members[0]
        await first.send(scene.channel, f"{bot.manner.prefix}{show.id}")
        page = env.preview(scene.channel, viewers=[*scene.members, scene.admin], layout="channel", port=port)
        async with page:
            ready(page.url)
            await _first_of(page.wait_closed(), stop.wait(), keep_time(env, scene.channel, page))


async def _first_of(*waits: Coroutine[None, None, object]) -> None:
    """Wait until one is over, cancel the others, and raise what went wrong in any."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    for task in done:
        task.result()
