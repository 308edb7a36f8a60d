"""What happens around running games on the wire: lost lines, outages, guilds, channels and messages that are gone."""

from __future__ import annotations

import json
import signal
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from tests.wire import payloads
from tests.wire.bot_process import BotProcess
from tests.wire.conftest import StartBot
from tests.wire.discord_server import Trouble, running_server
from tests.wire.ledger import CHOSEN
from tests.wire.quiz_server import Card, Place, QuizServer

STARTER, BOB, CAROL = 4000, 4001, 4002
OVER = {"That quiz is over.", "That round is over."}
CALLBACK, FOLLOW_UP = r"/interactions/.*/callback", r"/webhooks/.*"


class EagerServer(QuizServer):
    """Has a member press a button before the bot has heard of any guild.

    Attributes:
        eager: Who presses, and on which card; `token` is then that of the press.
        forgets: Knows no session that a bot wants to resume.
    """

    eager: tuple[int, Card] | None = None
    token = ""
    forgets = False

    async def _receive(self, socket: web.WebSocketResponse, payload: payloads.Json) -> None:
        if payload["op"] == 6 and self.forgets:
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
        else:
            await super()._receive(socket, payload)

    async def _send(self, socket: web.WebSocketResponse, event: str, data: payloads.Json) -> None:
        await super()._send(socket, event, data)
        if event == "READY" and self.eager:
            user_id, card = self.eager
            self._ready.append(socket)
            self.token = await self.press(user_id, card, card.custom_ids("option")[0])
            self._ready.remove(socket)


@pytest.fixture
async def server() -> AsyncIterator[EagerServer]:
    async with running_server(EagerServer(2, 3)) as server:
        server.checks_schema = True
        yield server
        assert not server.faults


async def begin(server: QuizServer, place: Place, *, seconds: int = 60) -> Card:
    """Start a game and return its first question."""
    await server.command(STARTER, place, "start", questions=2, seconds=seconds, style="buttons")
    return await server.card(place, "ask")


async def choose(server: QuizServer, user_id: int, card: Card, option: int = 0) -> str:
    """Press an option and return what the bot says."""
    token = await server.press(user_id, card, card.custom_ids("option")[option])
    return str(await server.answer(token))


async def reveal(server: QuizServer, card: Card) -> str:
    """Skip a question and return how it is revealed."""
    await server.press(STARTER, card, card.custom_ids("skip")[0])
    return shown(await server.card(card.place, "reveal"))


def archived_thread(place: Place) -> payloads.Json:
    """Return what Discord sends when a thread falls asleep."""
    return {
        "id": place.channel_id,
        "guild_id": place.guild_id,
        "parent_id": f"{place.guild_id}000",
        "type": 11,
        "name": "quiz",
        "owner_id": str(STARTER),
        "message_count": 2,
        "member_count": 2,
        "thread_metadata": {
            "archived": True,
            "locked": False,
            "auto_archive_duration": 60,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
        },
    }


def shown(card: Card) -> str:
    return json.dumps(card.message["embeds"], ensure_ascii=False)


@pytest.mark.parametrize("route", [CALLBACK, FOLLOW_UP])
@pytest.mark.parametrize("status", [404, 0], ids=["404", "dropped"])
async def test_an_answer_counts_though_its_player_cannot_be_told(
    server: EagerServer, bot: BotProcess, route: str, status: int
) -> None:
    card = await begin(server, server.places[0])
    server.troubles = [Trouble("POST", route, status)]
    await server.press(BOB, card, card.custom_ids("option")[0])
    await bot.logged("quiz button failed")
    assert (await choose(server, CAROL, card)).startswith(CHOSEN)
    assert "of 2 right" in await reveal(server, card)
    assert not any("never retrieved" in line for line in bot.log + bot.complaints)


async def test_a_confirmation_is_tried_again_when_discord_is_unwell(server: EagerServer, bot: BotProcess) -> None:
    card = await begin(server, server.places[0])
    server.troubles = [Trouble("POST", FOLLOW_UP, 502)]
    assert (await choose(server, BOB, card)).startswith(CHOSEN)


async def test_an_outage_of_a_guild_ends_no_game(server: EagerServer, bot: BotProcess) -> None:
    place = server.places[0]
    card = await begin(server, place, seconds=5)
    await server.dispatch("GUILD_DELETE", {"id": place.guild_id, "unavailable": True})
    await server.card(place, "reveal")
    following = await server.card(place, "ask")
    assert following.number == 2
    await server.dispatch("GUILD_CREATE", server.guilds[0])
    assert (await choose(server, BOB, following)).startswith(CHOSEN)
    assert (await choose(server, BOB, card)) == "That round is over."


async def test_a_guild_that_the_bot_was_taken_from_loses_its_games_alone(server: EagerServer, bot: BotProcess) -> None:
    gone, other = server.places[0], server.places[3]
    lost, kept = await begin(server, gone), await begin(server, other)
    assert (await choose(server, BOB, lost)).startswith(CHOSEN)
    refusal: dict[str, Any] = {"message": "Missing Access", "code": 50001}
    server.troubles = [Trouble("POST", f"/channels/{gone.channel_id}/messages", 403, times=9, body=refusal)]
    await server.dispatch("GUILD_DELETE", {"id": gone.guild_id})
    await server.request("POST", f"/channels/{gone.channel_id}/messages", nth=2)
    assert await choose(server, BOB, lost) in OVER
    assert (await choose(server, BOB, kept)).startswith(CHOSEN)


async def test_what_is_deleted_ends_its_own_game_and_an_archived_thread_none(
    server: EagerServer, bot: BotProcess
) -> None:
    cards = [await begin(server, place) for place in server.places]
    swept, thread, channel, archived, other, untouched = cards
    where = [{"guild_id": it.place.guild_id, "channel_id": it.place.channel_id} for it in cards]
    asked = str(swept.message["id"])
    await server.dispatch("MESSAGE_DELETE_BULK", {**where[0], "ids": [payloads.snowflake(), asked]})
    gone = {"id": thread.place.channel_id, "guild_id": thread.place.guild_id, "parent_id": "1", "type": 11}
    await server.dispatch("THREAD_DELETE", gone)
    await server.dispatch("CHANNEL_DELETE", payloads.channel(channel.place.channel_id, channel.place.guild_id))
    await server.dispatch("THREAD_UPDATE", archived_thread(archived.place))
    await server.dispatch("MESSAGE_DELETE", {**where[4], "id": payloads.snowflake()})
    for card in (swept, thread, channel):
        await server.card(card.place, "end")
        assert (await choose(server, BOB, card)) in OVER
    for card in (archived, other, untouched):
        assert (await choose(server, BOB, card)).startswith(CHOSEN)


async def test_a_press_between_two_bots_is_lost_and_the_first_after_it_counts(
    server: EagerServer, start_bot: StartBot
) -> None:
    async with start_bot() as first:
        await server.ready()
        card = await begin(server, server.places[0])
        await choose(server, BOB, card, option=1)
        await first.stop(signal.SIGKILL)
    token = await server.press(BOB, card, card.custom_ids("option")[2])
    assert await server.answer(token) is None
    server.eager = (CAROL, card)
    async with start_bot():
        await server.ready()
        assert (await server.answer(server.token) or "").startswith(CHOSEN), "before the guilds have arrived"
        text = await reveal(server, card)
    assert "of 2 right" in text
    assert text.count("50%") == 2, "the first option and the second; the third was pressed while nobody was there"


@pytest.mark.parametrize(("forgets", "op"), [(False, 6), (True, 2)], ids=["resumed", "a new session"])
async def test_a_lost_line_changes_nothing_in_a_game(
    server: EagerServer, bot: BotProcess, *, forgets: bool, op: int
) -> None:
    card = await begin(server, server.places[0])
    assert (await choose(server, BOB, card)).startswith(CHOSEN)
    server.forgets = forgets
    await server.break_line()
    await server.until(lambda: server.hellos[-1]["op"] == op and len(server.hellos) > 1)
    await server.ready()
    assert (await choose(server, CAROL, card)).startswith(CHOSEN)
    assert "of 2 right" in await reveal(server, card)
    assert [len(it.posted_at) for it in server.cards.values()] == [1, 1]
