"""The real `python -m bot run`, as a process."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 20.0


class BotProcess:
    """One run of the bot. `log` and `complaints` grow while it lives."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._pid = process.pid
        self.log: list[str] = []
        self.complaints: list[str] = []
        self._changed = asyncio.Condition()
        self._readers = [
            asyncio.create_task(self._read(process.stdout, self.log)),
            asyncio.create_task(self._read(process.stderr, self.complaints)),
        ]

    async def ended(self) -> int:
        """Wait for the end and return the exit code."""
        async with asyncio.timeout(TIMEOUT_S):
            code = await self._process.wait()
            await asyncio.gather(*self._readers)
        return code

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        os.kill(self._pid, number)  # not Process.send_signal, which would reap a process that has just ended
        return await self.ended()

    async def logged(self, words: str) -> str:
        """Wait for a line of the log that holds some words, and return it."""
        async with asyncio.timeout(TIMEOUT_S), self._changed:
            await self._changed.wait_for(lambda: any(words in line for line in self.log))
        return next(line for line in self.log if words in line)

    async def _read(self, stream: asyncio.StreamReader | None, lines: list[str]) -> None:
        assert stream
        async for raw in stream:
            async with self._changed:
                lines.append(raw.decode().rstrip())
                self._changed.notify_all()

    async def kill(self) -> None:
        """End it, come what may; what it said stands in the report of a failed test."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await asyncio.gather(*self._readers)
        print(*self.log, *self.complaints, sep="\n")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return what a bot in a folder of its own finds around it: these settings and no others."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env = {**kept, "PYTHONPATH": str(ROOT), "DATA_DIR": str(folder / "data"), **settings}
    return {name: value for name, value in env.items() if value}


@asynccontextmanager
async def running_bot(folder: Path, *command: str, **settings: str) -> AsyncIterator[BotProcess]:
    """Start a command of the bot, `run` unless another is named, in a folder of its own with only these settings."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *(command or ("run",))),
        cwd=folder,
        env=environment(folder, **settings),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    bot = BotProcess(process)
    try:
        yield bot
    finally:
        await bot.kill()
