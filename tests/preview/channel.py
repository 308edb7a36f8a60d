"""The preview as a process, and its page as somebody who reads and writes in the channel."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

from tests.preview.browser import TIMEOUT_S, Page

ROOT = Path(__file__).resolve().parents[2]
COMPOSER = "#channel-composer-input"
READY = "window.simcordPreview?.ready && document.querySelector('#preview-app[aria-busy=false]')"
AGAIN_S = 4.0
LAST = "[...document.querySelectorAll('.channel-message')].at(-1)"


class Preview:
    """A running `python -m bot preview`."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self.url = url

    async def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGINT)
        async with asyncio.timeout(TIMEOUT_S):
            return await self._process.wait()


@asynccontextmanager
async def running_preview(*options: str) -> AsyncIterator[Preview]:
    """Start the preview, and end it."""
    command = (sys.executable, "-m", "bot", "preview", "--no-open", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    assert process.stdout
    try:
        async with asyncio.timeout(TIMEOUT_S):
            url = (await process.stdout.readline()).decode().strip()
            if not url:
                await process.wait()
        preview = Preview(process, url)
        yield preview
        await preview.stop()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class Channel:
    """What a member sees and does in the page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def enter(self, preview: Preview) -> None:
        """Open the page and wait for the welcome."""
        await self._page.open(preview.url)
        await self._page.until(f"{READY} && document.querySelectorAll('.channel-message').length >= 2")

    async def ask(self, text: str) -> str:
        """Send a message, wait for the bot's, and return it."""
        before = await self._page.evaluate("document.querySelectorAll('.channel-message').length")
        await self._page.type(COMPOSER, text)
        await self._until(f"document.querySelectorAll('.channel-message').length >= {before} + 2", self._page.enter)
        return await self.last()

    async def press(self, label: str) -> str:
        """Press a button of the last message and return what the page says then."""
        before = await self._page.evaluate("document.querySelector('#channel-message-list').innerText")
        find = f"[...{LAST}.querySelectorAll('button')].find(b => b.innerText.trim() === {json.dumps(label)})"
        click = partial(self._page.evaluate, f"{find}?.click()")
        await click()
        await self._until(f"document.querySelector('#channel-message-list').innerText !== {json.dumps(before)}", click)
        return await self.last()

    async def _until(self, condition: str, again: Callable[[], Awaitable[object]]) -> None:
        """Wait for what was done; do it again meanwhile, as the page refuses what crosses news of its own."""
        for _ in range(int(TIMEOUT_S / AGAIN_S)):
            with suppress(RuntimeError):
                return await self._page.until(f"{READY} && {condition}", AGAIN_S)
            await again()
        return await self._page.until(f"{READY} && {condition}", AGAIN_S)

    async def tidy(self) -> None:
        """Close the list of messages and leave the composer, as for a picture."""
        toggle = "document.querySelector('#messages-toggle[aria-expanded=true]')"
        await self._page.evaluate(f"{toggle}?.click(); document.activeElement.blur()")
        await self._page.until(f"{READY} && document.querySelector('#action-status').innerText === 'Viewport updated'")
        await self._page.evaluate(f"{LAST}.scrollIntoView(false)")

    async def last(self) -> str:
        """Return the text of the last message."""
        return str(await self._page.evaluate(f"{LAST}.innerText"))

    async def buttons(self) -> list[str]:
        """Return the labels under the last message."""
        script = f"[...{LAST}.querySelectorAll('.component-button')].map(b => b.innerText.trim())"
        return list(await self._page.evaluate(script))
