"""How a run of the bot ends: with which code, and in which words."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.wire.bot_process import BotProcess, running_bot
from tests.wire.conftest import StartBot
from tests.wire.discord_server import TOKEN, DiscordServer


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(server: DiscordServer, bot: BotProcess, number: signal.Signals) -> None:
    async with asyncio.timeout(10):
        assert await bot.stop(number) == 0
    assert await server.until(lambda: server.closes) == [1000]
    assert bot.complaints == []


async def test_a_signal_lets_a_running_answer_finish(server: DiscordServer, bot: BotProcess) -> None:
    server.slow = asyncio.Event()
    await server.say("!ballard who plays harry bosch")
    await server.until(lambda: server.waiting)
    stopping = asyncio.create_task(bot.stop())
    await bot.logged("Stopping")
    server.slow.set()
    assert await stopping == 0
    assert await server.until(lambda: server.closes) == [1000]
    assert not any("failed" in line for line in bot.log)


async def test_a_refused_token_is_code_3(server: DiscordServer, start_bot: StartBot) -> None:
    await expect_end(start_bot(DISCORD_TOKEN="not.the.token"), 3, "token")


@pytest.mark.parametrize("code", [4004, 4010, 4011, 4012, 4013, 4014])
async def test_a_gateway_that_closes_for_good_is_code_4(server: DiscordServer, start_bot: StartBot, code: int) -> None:
    server.refuses_with = code
    await expect_end(start_bot(), 4, str(code))


async def test_no_network_is_code_1(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/api/v10"
        await expect_end(running_bot(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=url), 1, "Cannot reach")


async def test_an_address_where_there_is_no_api_is_code_2(server: DiscordServer, start_bot: StartBot) -> None:
    await expect_end(start_bot(DISCORD_API_URL=f"{server.url}/elsewhere"), 2, "DISCORD_API_URL")
    server.faults.clear()


@pytest.fixture
async def web_page() -> AsyncIterator[str]:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text="<h1>Welcome</h1>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_an_address_of_a_web_page_is_code_2(tmp_path: Path, web_page: str) -> None:
    await expect_end(running_bot(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=web_page), 2, "DISCORD_API_URL")


async def test_a_data_folder_that_cannot_be_written_to_is_code_2(start_bot: StartBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    await expect_end(start_bot(DATA_DIR=str(tmp_path / "file" / "data")), 2, "DATA_DIR")


async def test_a_broken_pack_is_named_and_the_bot_does_not_start(
    server: DiscordServer, start_bot: StartBot, tmp_path: Path
) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "broken.yaml").write_text("show: {id: x\n")
    await expect_end(start_bot(FACTS_DIR=str(tmp_path / "facts")), 2, "broken.yaml:")
    assert server.requests == []


async def test_missing_settings_are_named_together(start_bot: StartBot) -> None:
    async with start_bot(DISCORD_TOKEN="", LOG_LEVEL="loud", HTTP_PORT="0") as bot:
        assert await bot.ended() == 2
        assert [line.split(":")[0] for line in bot.complaints] == ["DISCORD_TOKEN", "LOG_LEVEL", "HTTP_PORT"]


async def test_health_tells_a_running_bot_from_none(server: DiscordServer, start_bot: StartBot) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    async with start_bot(HTTP_PORT=port):
        await server.ready()
        async with start_bot("health", HTTP_PORT=port) as health:
            assert await health.ended() == 0
            assert "well" in health.log[0]
    await expect_end(start_bot("health", HTTP_PORT=port), 1, port)
    await expect_end(start_bot("health"), 2, "HTTP_PORT")


async def expect_end(started: object, code: int, words: str) -> None:
    """Assert that the bot ends with a code, and says why in one line without a secret."""
    async with started as bot:  # type: ignore[attr-defined]
        assert await bot.ended() == code, bot.complaints
        assert len(bot.complaints) == 1, bot.complaints
        assert words in bot.complaints[0]
        assert TOKEN not in "".join([*bot.complaints, *bot.log])
