"""One bot after the other over the same data, each ended by SIGKILL."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.wire.bot_process import environment

TIMEOUT_S = 20.0


class Lives:
    """Starts and kills. A warm start forks a process that has imported the bot already, and takes half the time.

    Attributes:
        killed_at: By `time.monotonic`.
    """

    def __init__(self, folder: Path, settings: dict[str, str], forker: Process) -> None:
        self._folder, self._env, self._forker = folder, environment(folder, **settings), forker
        self.killed_at: list[float] = []
        self._pid = 0
        self._process: Process | None = None

    async def start(self, *, is_warm: bool) -> None:
        """Start a bot; none may be alive."""
        if is_warm:
            assert self._forker.stdin
            self._forker.stdin.write(b"start\n")
            self._pid = int(await self._line())
            return
        with (self._folder / "bot.log").open("ab") as log:
            command = (sys.executable, "-m", "bot", "run")
            self._process = await asyncio.create_subprocess_exec(
                *command, cwd=self._folder, env=self._env, stdout=log, stderr=log
            )
        self._pid = self._process.pid

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal and wait for the end."""
        if self._pid:
            os.kill(self._pid, number)
            self.killed_at.append(time.monotonic())
            await (self._process.wait() if self._process else self._line())
        self._pid, self._process = 0, None

    async def _line(self) -> str:
        assert self._forker.stdout
        async with asyncio.timeout(TIMEOUT_S):
            return (await self._forker.stdout.readline()).decode().strip()


@asynccontextmanager
async def lives(folder: Path, **settings: str) -> AsyncIterator[Lives]:
    """Give what starts bots while the block runs; what they said stands in the report of a failed test."""
    log = folder / "bot.log"
    with log.open("ab") as stderr:
        forker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.wire.warm_bot"),
            cwd=folder,
            env=environment(folder, **settings),
            stdin=PIPE,
            stdout=PIPE,
            stderr=stderr,
        )
    started = Lives(folder, settings, forker)
    try:
        yield started
    finally:
        await started.kill()
        assert forker.stdin
        forker.stdin.close()
        await forker.wait()
        print(*log.read_text().splitlines()[-200:], sep="\n")
