"""Keep a client connected until it is told to stop, and then stop it without losing what it is doing."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

log = logging.getLogger(__name__)

DRAIN_S = 8.0
# How discord.py names the tasks that run our handlers: events, slash commands, buttons and modals.
HANDLER_TASKS = ("discord.py: on_", "CommandTree-invoker", "discord-ui-")


class Connection(Protocol):
    """What there is to know about the bot's line to Discord; a `discord.Client`."""

    @property
    def latency(self) -> float:
        """Seconds; infinite or not a number while there is no working line."""

    def is_closed(self) -> bool:
        """Return whether it was closed for good."""

    async def start(self, token: str) -> None:
        """Log in, and stay connected."""

    async def close(self) -> None:
        """Say goodbye to Discord, so that the bot shows as offline at once."""


async def serve(client: Connection, token: str, stop: asyncio.Event) -> None:
    """Run a client until it ends by itself, with its exception, or `stop` is set.

    The task that reads the gateway is cancelled first: a plain `close()` from outside makes discord.py say 4000 instead
    of 1000, and the bot would seem online for minutes.
    """
    running = asyncio.create_task(client.start(token), name="gateway")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
            return
        log.info("Stopping")
        running.cancel()
        await asyncio.wait((running,))
        await _drain()
    finally:
        stopping.cancel()
        await client.close()


async def _drain() -> None:
    """Wait for the handlers that are at work; those that take too long are given up."""
    handlers = [task for task in asyncio.all_tasks() if task.get_name().startswith(HANDLER_TASKS)]
    if not handlers:
        return
    _, late = await asyncio.wait(handlers, timeout=DRAIN_S)
    for task in late:
        log.warning("Gave up %s", task.get_name())
        task.cancel()


@contextmanager
def stop_on_signals() -> Iterator[asyncio.Event]:
    """Give an event that SIGTERM and SIGINT set; a second signal ends the process as it would without us."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    signals = (signal.SIGTERM, signal.SIGINT)

    def heard() -> None:
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        loop.add_signal_handler(number, heard)
    try:
        yield stop
    finally:
        for number in signals:
            loop.remove_signal_handler(number)
