from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.wire.bot_process import BotProcess, running_bot
from tests.wire.discord_server import TOKEN, DiscordServer, running_server

StartBot = Callable[..., AbstractAsyncContextManager[BotProcess]]


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with running_server(DiscordServer()) as server:
        yield server
        assert not server.faults


@pytest.fixture
def start_bot(server: DiscordServer, tmp_path: Path) -> StartBot:
    return partial(running_bot, tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=f"{server.url}/api/v10")


@pytest.fixture
async def bot(server: DiscordServer, start_bot: StartBot) -> AsyncIterator[BotProcess]:
    async with start_bot() as bot:
        await server.ready()
        yield bot
