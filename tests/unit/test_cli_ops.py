"""What keeps the bot running: memory of synced commands, serving and stopping, health."""

from __future__ import annotations

import asyncio
import stat
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.ops.exits import Stop
from bot.ops.health import HOST, MAX_LAG_S, MAX_SILENCE_S, Liveness, ask_health
from bot.ops.serving import HANDLER_TASKS, serve
from bot.storage.sync_memory import FILE_NAME, SyncMemoryFile


class FakeClient:
    """A client that stays connected until it is cancelled, or ends with an error."""

    latency = 0.1

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error
        self.events: list[str] = []
        self.started, self.cancelled = asyncio.Event(), asyncio.Event()

    def is_closed(self) -> bool:
        return "closed" in self.events

    async def start(self, token: str) -> None:
        self.events.append(f"started with {token}")
        self.started.set()
        if self._error:
            raise self._error
        try:
            await asyncio.Event().wait()
        finally:
            self.events.append("cancelled")
            self.cancelled.set()

    async def close(self) -> None:
        self.events.append("closed")


async def test_stopping_lets_handlers_finish_between_the_last_event_and_the_goodbye() -> None:
    client, stop = FakeClient(), asyncio.Event()

    async def handler() -> None:
        await client.cancelled.wait()
        client.events.append("answered")

    handling = asyncio.create_task(handler(), name=f"{HANDLER_TASKS[0]}message")
    serving = asyncio.create_task(serve(client, "token", stop))
    await client.started.wait()
    stop.set()
    await serving
    await handling
    assert client.events == ["started with token", "cancelled", "answered", "closed"]


async def test_a_client_that_ends_by_itself_is_closed_and_its_error_raised() -> None:
    client = FakeClient(ValueError("over"))
    with pytest.raises(ValueError, match="over"):
        await serve(client, "token", asyncio.Event())
    assert client.events[-1] == "closed"


def test_a_bot_is_well_while_the_loop_turns_and_the_line_is_not_down_for_long() -> None:
    assert Liveness(0.01, connected_at=100.0).report(now=100.0 + MAX_SILENCE_S - 1)["ok"]
    assert not Liveness(0.01, connected_at=100.0).report(now=100.0 + MAX_SILENCE_S)["ok"]
    assert not Liveness(MAX_LAG_S, connected_at=100.0).report(now=100.0)["ok"]


def test_what_was_saved_is_remembered_by_the_next_process_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    memory = SyncMemoryFile(folder)
    assert memory.load() is None
    memory.save("one")
    memory.save("two")
    assert SyncMemoryFile(folder).load() == "two"
    assert stat.S_IMODE((folder / FILE_NAME).stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == [FILE_NAME]


def test_a_file_that_cannot_be_read_counts_as_nothing_remembered(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe")
    assert SyncMemoryFile(tmp_path).load() is None


def test_a_folder_that_cannot_be_is_an_error_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="file"):
        SyncMemoryFile(tmp_path / "file" / "data")


@asynccontextmanager
async def answering(response: web.Response):
    """Something that gives one answer to everything; yields its port."""

    async def give(_: web.Request) -> web.Response:
        return response

    runner = web.ServerRunner(web.Server(give))
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (lambda: web.json_response(Liveness(9.0).report(0.0), status=503), "The bot is not well: loop lag 9000 ms"),
        (lambda: web.Response(text="<html>" * 5000, status=404), "is not this bot"),
        (lambda: web.json_response(["ok"]), "is not this bot"),
    ],
)
async def test_health_tells_an_unwell_bot_from_a_stranger(response, said):
    async with answering(response()) as port:
        with pytest.raises(Stop, match=said) as stop:
            await asyncio.to_thread(ask_health, port)
    assert len(str(stop.value)) < 100


async def test_health_tells_that_a_bot_is_well():
    async with answering(web.json_response(Liveness(0.001, 5.0).report(7.0))) as port:
        assert await asyncio.to_thread(ask_health, port) == "The bot is well: loop lag 1 ms, 2 s without Discord"
