"""A small Discord on 127.0.0.1: REST and gateway over one state, for what only shows on the wire.

What it does not know fails loudly (404, and a fault in `faults`).
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import WSMsgType, web

from tests.wire import payloads
from tests.wire.openapi import openapi
from tests.wire.payloads import Json

TOKEN = "wire-token.abcdef.0123456789"
TIMEOUT_S = 25.0
API = "/api/v10"


@dataclass(frozen=True)
class Request:
    """One that the bot made."""

    method: str
    path: str
    body: Any


@dataclass(frozen=True)
class Trouble:
    """How requests to a route go wrong, `times` in a row. Status 0 drops the connection."""

    method: str
    path: str
    status: int
    times: int = 1
    body: Json = field(default_factory=lambda: {"message": "no", "code": 0})
    headers: dict[str, str] = field(default_factory=dict)


AnyServer = TypeVar("AnyServer", bound="DiscordServer")


class DiscordServer:
    """What the tests set, send and look at.

    Attributes:
        shows_intent: The application's flags say that it has the Message Content intent.
        grants_intent: The gateway lets it have that intent.
        refuses_with: Close code for everyone who identifies.
        hellos: The IDENTIFY and RESUME payloads seen.
        closes: The close codes that the bot sent.
        faults: What the bot did that Discord would not have understood.
        guilds: Those that the bot is in.
        checks_schema: Compares each request with Discord's own schema, where that is at hand; takes time.
        slow: Holds messages back until it is set; `waiting` counts those held.
    """

    def __init__(self) -> None:
        self.shows_intent = self.grants_intent = True
        self.refuses_with: int | None = None
        self.requests: list[Request] = []
        self.hellos: list[Json] = []
        self.closes: list[int | None] = []
        self.commands: list[Json] = []
        self.faults: list[str] = []
        self.guilds = [payloads.guild()]
        self.checks_schema = True
        self.troubles: list[Trouble] = []
        self.slow: asyncio.Event | None = None
        self.waiting = 0
        self.port = 0
        self._ready: list[web.WebSocketResponse] = []
        self._changed = asyncio.Condition()
        self._sequence = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until something is true of the server, and return it."""
        async with asyncio.timeout(TIMEOUT_S), self._changed:
            return await self._changed.wait_for(condition)

    async def request(self, method: str, path: str, *, nth: int = 1) -> Request:
        """Wait for the nth request to a route, given as a regular expression, and return it."""

        def found() -> Request | None:
            matching = [it for it in self.requests if it.method == method and re.fullmatch(path, it.path)]
            return matching[nth - 1] if len(matching) >= nth else None

        request: Request = await self.until(found)
        return request

    async def ready(self) -> None:
        """Wait until a bot is connected and knows its guild."""
        await self.until(lambda: self._ready)

    async def dispatch(self, event: str, data: Json) -> None:
        """Send an event to every bot that is connected."""
        for socket in self._ready:
            await self._send(socket, event, data)

    async def say(self, content: str, *, mentions: tuple[Json, ...] = ()) -> Json:
        """Let Alice write into the channel; returns the message."""
        extra = {"guild_id": payloads.GUILD_ID, "member": payloads.member(payloads.ALICE)}
        message = payloads.message(content, payloads.ALICE, mentions=mentions, **extra)
        await self.dispatch("MESSAGE_CREATE", message)
        return message

    async def use(self, command: str, **options: str) -> Json:
        """Let Alice use a slash command; returns the interaction."""
        known = next(it for it in self.commands if it["name"] == command)
        interaction = payloads.slash(known, **options)
        await self.dispatch("INTERACTION_CREATE", interaction)
        return interaction

    # REST

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request, and keep it."""
        path = request.path.removeprefix(API)
        body = await _body(request)
        if request.headers.get("Authorization") != f"Bot {TOKEN}" and not path.startswith(
            ("/interactions", "/webhooks")
        ):
            await self._keep(Request(request.method, path, body))
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        if self.checks_schema and (spec := openapi()):
            self.faults += spec.faults(request.method, path, body)
        trouble = next(
            (it for it in self.troubles if it.method == request.method and re.fullmatch(it.path, path)), None
        )
        if trouble:
            return await self._make_trouble(trouble, request, Request(request.method, path, body))
        if self.slow and path.endswith("/messages"):
            await self._hold(self.slow)
        answer = self._answer(request.method, path, body)
        await self._keep(Request(request.method, path, body))
        return answer

    def _answer(self, method: str, path: str, body: Any) -> web.Response:
        match method, path.strip("/").split("/"):
            case "GET", ["users", "@me"]:
                return _json(payloads.BOT)
            case "GET", ["oauth2", "applications", "@me"]:
                return _json(payloads.application(message_content=self.shows_intent))
            case "GET", ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                return _json({"url": f"ws://127.0.0.1:{self.port}/gateway", "shards": 1, "session_start_limit": limit})
            case "PUT", ["applications", payloads.APPLICATION_ID, "commands"]:
                self.commands = [payloads.synced(it) for it in body]
                return _json(self.commands)
            case "POST", ["channels", _, "messages"]:
                return _json(payloads.message(body.get("content") or "", payloads.BOT))
            case "POST", ["channels", _, "typing"]:
                return web.Response(status=204)
            case "POST", ["interactions", interaction_id, _, "callback"]:
                resource = {"type": body["type"], "message": payloads.message("", payloads.BOT)}
                return _json({"interaction": {"id": interaction_id, "type": 2}, "resource": resource})
            case "POST" | "PATCH", ["webhooks", *_]:
                return _json(payloads.message("", payloads.BOT))
        self.faults.append(f"the wire server does not know {method} {path}")
        return _json({"message": "404: Not Found", "code": 0}, status=404)

    async def _make_trouble(self, trouble: Trouble, request: web.Request, seen: Request) -> web.StreamResponse:
        self.troubles.remove(trouble)
        if trouble.times > 1:
            self.troubles.append(Trouble(**{**vars(trouble), "times": trouble.times - 1}))
        await self._keep(seen)
        if trouble.status == 0:
            assert request.transport
            request.transport.abort()
        return _json(trouble.body, status=trouble.status or 500, headers=trouble.headers)

    async def _hold(self, slow: asyncio.Event) -> None:
        async with self._changed:
            self.waiting += 1
            self._changed.notify_all()
        await slow.wait()

    async def _keep(self, request: Request) -> None:
        async with self._changed:
            self.requests.append(request)
            self._changed.notify_all()

    # Gateway

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Be one connection to the gateway. Compression is offered by nobody and asked for in vain."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._receive(socket, frame.json())
        async with self._changed:
            self.closes.append(socket.close_code)
            self._ready = [it for it in self._ready if it is not socket]
            self._changed.notify_all()
        return socket

    async def _receive(self, socket: web.WebSocketResponse, payload: Json) -> None:
        match payload["op"]:
            case 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            case 2 | 6:
                self.hellos.append(payload)
                code = self._refusal(payload)
                if code:
                    await socket.close(code=code)
                elif payload["op"] == 2:
                    await self._welcome(socket)
                else:
                    await self._send(socket, "RESUMED", {})
                    await self._count_as_ready(socket)

    def _refusal(self, payload: Json) -> int | None:
        data = payload["d"]
        if data["token"] != TOKEN:
            return 4004
        if data.get("intents", 0) & payloads.MESSAGE_CONTENT_INTENT and not self.grants_intent:
            return 4014
        return self.refuses_with

    async def _welcome(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10,
            "user": payloads.BOT,
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in self.guilds],
            "session_id": "session",
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/gateway",
            "application": {
                "id": payloads.APPLICATION_ID,
                "flags": payloads.MESSAGE_CONTENT_FLAG if self.shows_intent else 0,
            },
        }
        await self._send(socket, "READY", ready)
        for guild in self.guilds:
            await self._send(socket, "GUILD_CREATE", guild)
        await self._count_as_ready(socket)

    async def _count_as_ready(self, socket: web.WebSocketResponse) -> None:
        async with self._changed:
            self._ready.append(socket)
            self._changed.notify_all()

    async def _send(self, socket: web.WebSocketResponse, event: str, data: Json) -> None:
        self._sequence += 1
        await socket.send_json({"op": 0, "t": event, "s": self._sequence, "d": data})

    async def break_line(self, code: int = 4000) -> None:
        """Close every connection as Discord does when it restarts a gateway."""
        for socket in list(self._ready):
            await socket.close(code=code)


async def _body(request: web.Request) -> Any:
    """Return what a request holds; of one with files what comes beside them."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    raw = await request.read()
    return json.loads(raw) if raw else None


def _json(data: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """discord.py reads JSON only where the type is exactly `application/json`."""
    own = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(data).encode(), status=status, headers=own)


@asynccontextmanager
async def running_server(server: AnyServer) -> AsyncIterator[AnyServer]:
    """Start a server on a free port, and end it."""
    app = web.Application()
    app.router.add_get("/gateway", server.gateway)
    app.router.add_get("/gateway/", server.gateway)
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()
