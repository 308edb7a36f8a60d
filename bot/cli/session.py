"""A session with Discord: log in, learn what the application may do, connect, and say in plain words why it ended."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
import discord
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.bootstrap import build_asking, build_services, open_storage, open_sync_memory, throwaway_storage
from bot.discord_ui.client import ShowBot, sync_commands
from bot.ops.exits import ExitCode, Stop
from bot.ops.health import health_server
from bot.ops.serving import serve, stop_on_signals
from bot.services.asking import Asking
from bot.services.ports import Storage
from bot.settings import BotSettings

log = logging.getLogger(__name__)

REQUEST_TIMEOUT_S = 20.0
NOT_FOUND = 404


async def run_bot(settings: BotSettings) -> None:
    """Be in Discord until SIGTERM or SIGINT. Raises Stop, or DataFault, when that cannot be."""
    asking = build_asking(settings.facts_dir)
    open_sync_memory(settings.data_dir)  # before a login is spent on a bot that could not write
    async with open_storage(settings) as kept:
        with stop_on_signals() as stop, plain_endings(settings):
            await _serve(settings, asking, kept, stop)


async def _serve(settings: BotSettings, asking: Asking, kept: Storage, stop: asyncio.Event) -> None:
    reads_messages = await may_read_messages(settings)
    for reads in (True, False) if reads_messages else (False,):
        bot = build_bot(settings, asking, kept, reads_messages=reads)
        try:
            async with health_server(bot, settings.http_port):
                await serve(bot, settings.token, stop)
            return
        except discord.PrivilegedIntentsRequired:
            if not reads:
                raise
            log.warning("Discord refuses the Message Content intent all the same; going on without it")


async def sync_bot(settings: BotSettings) -> int:
    """Tell Discord about the bot's commands, changed or not, and return their number. Raises Stop, or DataFault."""
    asking = build_asking(settings.facts_dir)
    async with throwaway_storage() as nothing:
        bot = build_bot(settings, asking, nothing, reads_messages=False)
        with plain_endings(settings):
            point_at_api(settings)
            async with bot:
                await bot.login(settings.token)
                return await sync_commands(bot)


def build_bot(settings: BotSettings, asking: Asking, kept: Storage, *, reads_messages: bool) -> ShowBot:
    """Return the bot, ready to be started."""
    memory = open_sync_memory(settings.data_dir)
    rng = random.SystemRandom()
    services = build_services(asking, kept, clock=discord.utils.utcnow, rng=rng, facts_dir=settings.facts_dir)
    bot = ShowBot(services, prefix=settings.bot_prefix, reads_messages=reads_messages, sync_memory=memory, rng=rng)
    limit_request_time(bot)
    return bot


async def may_read_messages(settings: BotSettings) -> bool:
    """Log in without connecting and return whether the application has the Message Content intent.

    Asking for an intent that is not granted would close the gateway with 4014.
    """
    point_at_api(settings)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is nothing to say by voice
    async with discord.Client(intents=discord.Intents(guilds=True)) as probe:
        limit_request_time(probe)
        await log_in(probe, settings)
        if settings.discord_api_url:
            _, gateway, _ = await probe.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)
        flags = probe.application_flags
    return flags.gateway_message_content or flags.gateway_message_content_limited


async def log_in(probe: discord.Client, settings: BotSettings) -> None:
    """Log in; what answers at DISCORD_API_URL may be anything, such as a web page."""
    try:
        await probe.login(settings.token)
    except (TypeError, KeyError, ValueError):
        raise Stop(f"{_host(settings)} does not answer as Discord does", ExitCode.USAGE) from None


def point_at_api(settings: BotSettings) -> None:
    """Let discord.py send its requests to DISCORD_API_URL instead of discord.com."""
    if settings.discord_api_url:
        Route.BASE = str(settings.discord_api_url).rstrip("/")


def limit_request_time(client: discord.Client) -> None:
    """Give each request to Discord less time than the five minutes that it has by default."""
    request, limit = client.http.request, aiohttp.ClientTimeout(total=REQUEST_TIMEOUT_S)

    async def limited(route: Route, **options: Any) -> Any:
        return await request(route, **{"timeout": limit, **options})

    client.http.request = limited  # type: ignore[method-assign]


@contextmanager
def plain_endings(settings: BotSettings) -> Iterator[None]:
    """Turn what ends a session with Discord into a Stop, with one line for whoever runs the bot."""
    host = _host(settings)
    try:
        yield
    except discord.LoginFailure:
        message = "Discord refuses the token: check DISCORD_TOKEN or DISCORD_TOKEN_FILE"
        raise Stop(message, ExitCode.TOKEN_REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise Stop("Discord refuses the intents that the bot asks for (4014)", ExitCode.GATEWAY_FATAL) from None
    except discord.ConnectionClosed as error:
        raise Stop(f"Discord closed the gateway for good ({error.code})", ExitCode.GATEWAY_FATAL) from None
    except discord.HTTPException as error:
        code = ExitCode.USAGE if settings.discord_api_url and error.status == NOT_FOUND else ExitCode.OTHER
        raise Stop(f"{host} answers with {error.status} {error.response.reason}", code) from None
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Stop(f"Cannot reach {host}: {str(error) or 'no answer in time'}") from None


def _host(settings: BotSettings) -> str:
    url = settings.discord_api_url
    return f"DISCORD_API_URL ({url.host}:{url.port})" if url else "Discord"
