"""/healthz on 127.0.0.1: is the loop alive, and is there a line to Discord."""

from __future__ import annotations

import asyncio
import json
import math
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.ops.exits import ExitCode, Stop
from bot.ops.serving import Connection

HOST = "127.0.0.1"
PROBE_EVERY_S = 1.0
MAX_LAG_S = 2.0
MAX_SILENCE_S = 180.0  # a lost line is repaired by reconnecting; only one that stays down needs a new process
ASK_TIMEOUT_S = 5.0


@dataclass
class Liveness:
    """What the probe saw last.

    Attributes:
        lag_s: How much later than asked the loop woke the probe.
        connected_at: Loop time at which the line was last seen working.
    """

    lag_s: float = 0.0
    connected_at: float = 0.0

    def report(self, now: float) -> dict[str, object]:
        """Return what /healthz says."""
        silence_s = now - self.connected_at
        ok = self.lag_s < MAX_LAG_S and silence_s < MAX_SILENCE_S
        return {"ok": ok, "loop_lag_ms": round(self.lag_s * 1000), "disconnected_s": round(silence_s)}


@asynccontextmanager
async def health_server(client: Connection, port: int | None) -> AsyncIterator[None]:
    """Answer /healthz while the block runs; without a port do nothing. Raises Stop when the port is taken."""
    if port is None:
        yield
        return
    liveness = Liveness(connected_at=asyncio.get_running_loop().time())
    app = web.Application()
    app.router.add_get("/healthz", _handler(liveness))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    probe = asyncio.create_task(_probe(client, liveness), name="health probe")
    try:
        await web.TCPSite(runner, HOST, port).start()
        yield
    except OSError as error:
        raise Stop(f"HTTP_PORT: cannot listen on {HOST}:{port}: {error.strerror}", ExitCode.USAGE) from None
    finally:
        probe.cancel()
        await runner.cleanup()


def ask_health(port: int) -> str:
    """Return what a running bot says about itself, in one line. Raises Stop when it is not well, or not there."""
    try:
        report = json.loads(_healthz(port))
        line = f"loop lag {report['loop_lag_ms']} ms, {report['disconnected_s']} s without Discord"
    except OSError as error:
        raise Stop(f"No bot answers on {HOST}:{port}: {error}") from None
    except (ValueError, TypeError, KeyError):
        raise Stop(f"What answers on {HOST}:{port} is not this bot") from None
    if not report.get("ok"):
        raise Stop(f"The bot is not well: {line}")
    return f"The bot is well: {line}"


def _healthz(port: int) -> bytes:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=ASK_TIMEOUT_S) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


def _handler(liveness: Liveness) -> Handler:
    async def healthz(_: web.Request) -> web.Response:
        report = liveness.report(asyncio.get_running_loop().time())
        return web.json_response(report, status=200 if report["ok"] else 503)

    return healthz


async def _probe(client: Connection, liveness: Liveness) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(PROBE_EVERY_S)
        liveness.lag_s = loop.time() - before - PROBE_EVERY_S
        if not client.is_closed() and math.isfinite(client.latency):
            liveness.connected_at = loop.time()
