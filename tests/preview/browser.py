"""Drives headless Chromium by its DevTools protocol, over aiohttp's websocket client."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

TIMEOUT_S = 20.0
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # containers seldom allow Chromium's own; it opens nothing but our page
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--force-color-profile=srgb",
    "--remote-debugging-port=0",
)

# Resolves when an expression becomes true, which is looked at with every frame that the page draws.
UNTIL = """new Promise((resolve, reject) => {{
  const deadline = performance.now() + {timeout_ms};
  const look = () => {{
    try {{ if ({condition}) return resolve(true); }} catch {{ /* not there yet */ }}
    if (performance.now() > deadline) return reject(new Error("never became true: " + {quoted}));
    requestAnimationFrame(look);
  }};
  look();
}})"""


def find_chromium() -> str | None:
    """Return where a Chromium is; None when there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Page:
    """One tab."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._ids = itertools.count(1)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Do one thing of the DevTools protocol and return its result."""
        number = next(self._ids)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        async with asyncio.timeout(TIMEOUT_S + 5):
            while (message := await self._socket.receive_json()).get("id") != number:
                pass
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']['message']}")
        result: dict[str, Any] = message["result"]
        return result

    async def evaluate(self, script: str) -> Any:
        """Return the value of a script, awaited if it is a promise."""
        result = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"]["exception"].get("description", script))
        return result["result"].get("value")

    async def until(self, condition: str, timeout_s: float = TIMEOUT_S) -> None:
        """Wait until a script is true. Raises RuntimeError when that takes too long."""
        timeout_ms, quoted = int(timeout_s * 1000), json.dumps(condition)
        await self.evaluate(UNTIL.format(condition=condition, quoted=quoted, timeout_ms=timeout_ms))

    async def open(self, url: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=url)
        await self.until(f"location.href.startsWith({json.dumps(url.split('#', maxsplit=1)[0])})")

    async def type(self, selector: str, text: str) -> None:
        """Type into a field, and press Enter."""
        await self.evaluate(f"document.querySelector({json.dumps(selector)}).focus()")
        await self.call("Input.insertText", text=text)
        await self.enter()

    async def enter(self) -> None:
        """Press Enter."""
        for kind in ("keyDown", "keyUp"):
            await self.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", text="\r", **_ENTER)

    async def picture(self) -> bytes:
        """Return the visible part as PNG."""
        return base64.b64decode((await self.call("Page.captureScreenshot", format="png"))["data"])


_ENTER = {"windowsVirtualKeyCode": 13, "nativeVirtualKeyCode": 13}


@asynccontextmanager
async def open_page(chromium: str, *, width: int = 1200, height: int = 800) -> AsyncIterator[Page]:
    """Start Chromium, give a tab, and end it."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as profile:
        flags = (*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}")
        env = {**os.environ, "HOME": profile}
        process = await asyncio.create_subprocess_exec(
            chromium, *flags, "about:blank", stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, env=env
        )
        try:
            async with asyncio.timeout(TIMEOUT_S):
                host = await _devtools_host(process)
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://{host}/json/list") as response:
                    tabs = await response.json(content_type=None)
                tab = next(tab for tab in tabs if tab["type"] == "page")
                async with session.ws_connect(tab["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    page = Page(socket)
                    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
                    await page.call("Emulation.setDeviceMetricsOverride", **size)
                    yield page
        finally:
            if process.returncode is None:
                process.terminate()
            await asyncio.gather(process.wait(), _discard(process.stderr))


async def _devtools_host(process: asyncio.subprocess.Process) -> str:
    assert process.stderr
    async for line in process.stderr:
        if match := re.search(rb"listening on ws://([^/]+)/", line):
            return match[1].decode()
    raise RuntimeError("Chromium ended before it could be driven")


async def _discard(stream: asyncio.StreamReader | None) -> None:
    while stream and await stream.read(65536):
        pass
