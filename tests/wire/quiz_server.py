"""The small Discord with quizzes in it: channels of several guilds, cards with buttons, and members who press them."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.wire import payloads
from tests.wire.discord_server import DiscordServer, _json
from tests.wire.payloads import Json

_NONCE = re.compile(r"(?P<game>\d+)\.(?P<round>\d+)\.(?P<step>ask|reveal|end)")
_DEFERRALS, _FORM = (5, 6), 9
_FIRST_GUILD = 20_000


@dataclass(frozen=True)
class Place:
    """A channel of a guild."""

    guild_id: str
    channel_id: str


@dataclass
class Card:
    """A message of a game.

    Attributes:
        posted_at: When it came, and when it came again, by `time.monotonic`.
        line: How many bots had been connected before it came.
    """

    place: Place
    game_id: int
    number: int
    step: str
    message: Json
    line: int
    posted_at: list[float] = field(default_factory=list)

    def custom_ids(self, press: str) -> list[str]:
        """Return the buttons for something, also those that were taken off since."""
        rows = (row["components"] for row in self.message["components"])
        return [it["custom_id"] for row in rows for it in row if it["custom_id"].startswith(f"q1:{press}:")]


class QuizServer(DiscordServer):
    """Keeps what is posted, posts nothing twice, and hears what members are told.

    Attributes:
        cards: By game, round and step ("ask", "reveal", "end").
        told: What the bot first said to each interaction, by its token; the custom_id of a form that it opened.
        arrived, deferred: When a press was sent to the bot, and when its deferral came, by token.
        ups: When a bot was there, from and to, by `time.monotonic`; one that is still there not yet.
    """

    def __init__(self, guilds: int, channels: int) -> None:
        super().__init__()
        self.checks_schema = False
        self.places = [
            Place(str(guild), f"{guild}{channel:03}") for guild in _ids(guilds) for channel in range(channels)
        ]
        self.guilds = [
            payloads.guild(guild, tuple(it.channel_id for it in self.places if it.guild_id == guild))
            for guild in dict.fromkeys(it.guild_id for it in self.places)
        ]
        self.cards: dict[tuple[int, int, str], Card] = {}
        self.told: dict[str, str] = {}
        self.arrived: dict[str, float] = {}
        self.deferred: dict[str, float] = {}
        self.ups: list[tuple[float, float]] = []
        self._latest: dict[str, Card] = {}
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @property
    def is_up(self) -> bool:
        return bool(self._ready)

    @property
    def line(self) -> int:
        """How many bots have been connected up to now."""
        return len(self.ups)

    async def card(self, place: Place, step: str) -> Card:
        """Wait for the last card in a channel to be of a step."""

        def found() -> Card | None:
            card = self.latest(place)
            return card if card and card.step == step else None

        card: Card = await self.until(found)
        return card

    def latest(self, place: Place) -> Card | None:
        """Return the last card of a game in a channel."""
        return self._latest.get(place.channel_id)

    async def all_over(self, timeout_s: float) -> None:
        """Wait until no game is left anywhere."""
        async with asyncio.timeout(timeout_s), self._changed:
            await self._changed.wait_for(
                lambda: all((card := self.latest(place)) is None or card.step == "end" for place in self.places)
            )

    def open_question(self, place: Place) -> Card | None:
        card = self.latest(place)
        return card if card and card.step == "ask" else None

    async def press(self, user_id: int, card: Card, custom_id: str) -> str:
        """Let a member press a button; return the token of the interaction."""
        data = {"custom_id": custom_id, "component_type": 2}
        return await self.interact(user_id, card.place, 3, data, message=card.message)

    async def submit(self, user_id: int, card: Card, custom_id: str, text: str) -> str:
        """Let a member send a form of one field; return the token of the interaction."""
        field = {"type": 4, "id": 2, "custom_id": "answer", "value": text}
        data = {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}]}
        return await self.interact(user_id, card.place, 5, data, message=card.message)

    async def command(self, user_id: int, place: Place, name: str, **options: Any) -> str:
        """Let a member use a subcommand of `/quiz`; return the token of the interaction."""
        known = next(it for it in self.commands if it["name"] == "quiz")
        types = {str: 3, int: 4}
        values = [{"name": key, "type": types[type(value)], "value": value} for key, value in options.items()]
        subcommand = {"name": name, "type": 1, "options": values}
        return await self.interact(
            user_id, place, 2, {"id": known["id"], "name": "quiz", "type": 1, "options": [subcommand]}
        )

    async def interact(self, user_id: int, place: Place, kind: int, data: Json, **more: Any) -> str:
        user = payloads.user(str(user_id), f"player {user_id}")
        where = {"guild_id": place.guild_id, "channel_id": place.channel_id}
        interaction = payloads.interaction(kind, data, user=user, **where, **more)
        token = str(interaction["token"])
        self.arrived[token] = time.monotonic()
        with suppress(ConnectionError):  # the bot has just gone
            await self.dispatch("INTERACTION_CREATE", interaction)
        return token

    async def answer(self, token: str, timeout_s: float = 10.0) -> str | None:
        """Wait for what a member is told; None when the bot is gone before."""
        if token not in self.told and self.is_up:
            waiting = self._waiting[token] = asyncio.get_running_loop().create_future()
            async with asyncio.timeout(timeout_s):
                await waiting
        return self.told.get(token)

    # What the bot asks for

    def _answer(self, method: str, path: str, body: Any) -> web.Response:
        match method, path.strip("/").split("/"):
            case "POST", ["channels", channel_id, "messages"]:
                return _json(self._post(channel_id, body))
            case "PATCH", ["channels", _, "messages", _]:
                return _json(payloads.message("", payloads.BOT))
            case "POST", ["interactions", _, token, "callback"] if body["type"] in _DEFERRALS:
                self.deferred[token] = time.monotonic()
            case "POST", ["interactions", _, token, "callback"] if body["type"] == _FORM:
                self._hear(token, {"content": body["data"]["custom_id"]})
            case "POST", ["interactions", _, token, "callback"]:
                self._hear(token, body["data"])
            case "POST", ["webhooks", _, token]:
                self._hear(token, body)
        return super()._answer(method, path, body)

    def _post(self, channel_id: str, body: Json) -> Json:
        """Keep a message of a game; one with the nonce of another is that other one, as with `enforce_nonce`."""
        match = _NONCE.fullmatch(str(body.get("nonce", "")))
        if match is None:
            return payloads.message(body.get("content") or "", payloads.BOT, channel_id=channel_id)
        assert body["enforce_nonce"]
        key = int(match["game"]), int(match["round"]), match["step"]
        if key not in self.cards:
            shown = {name: body.get(name) or [] for name in ("embeds", "components")}
            message = payloads.message(body.get("content") or "", payloads.BOT, channel_id=channel_id, **shown)
            place = next(it for it in self.places if it.channel_id == channel_id)
            self.cards[key] = self._latest[channel_id] = Card(place, *key, message, self.line)
        self.cards[key].posted_at.append(time.monotonic())
        return self.cards[key].message

    def _hear(self, token: str, body: Json) -> None:
        text = " ".join([body.get("content") or "", *(str(it.get("description")) for it in body.get("embeds", []))])
        self.told.setdefault(token, text)
        waiting = self._waiting.pop(token, None)
        if waiting and not waiting.done():
            waiting.set_result(None)

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Be one connection; when it ends, nobody waits for its bot any more."""
        since = time.monotonic()
        try:
            return await super().gateway(request)
        finally:
            self.ups.append((since, time.monotonic()))
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_result(None)
            self._waiting.clear()


def _ids(guilds: int) -> Iterable[str]:
    return [str(_FIRST_GUILD + number) for number in range(guilds)]
