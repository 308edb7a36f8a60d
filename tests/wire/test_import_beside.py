"""What one process imports into the database, and undoes, is known within seconds to the bot that runs beside it."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.contract.conftest import postgres, postgres_url  # noqa: F401  fixtures
from tests.wire import payloads
from tests.wire.bot_process import BotProcess, running_bot
from tests.wire.conftest import StartBot
from tests.wire.discord_server import DiscordServer
from tests.wire.test_answering import MESSAGES, shown

SEEN_WITHIN_S = 5.0
PAUSE_S = 0.2
FACT = "Ann Petrel built the paper boats."
QUESTION = f"<@{payloads.BOT_ID}> who built the paper boats?"
PACK = """\
show: {{id: {show_id}, title: {title}}}
topics: {{cast: {{title: Cast}}}}
sources: {{paper: {{title: The Harbour Paper, date: 2031-02-03}}}}
facts:
- {{id: boats, topic: cast, question: Who built the paper boats?, text: {fact}, source: paper}}
"""

_askers = itertools.count(5001)


@dataclass(frozen=True)
class Beside:
    """A bot that runs, and the folder and settings with which others work on the same data."""

    bot: BotProcess
    folder: Path
    settings: dict[str, str]

    async def facts(self, command: str, *arguments: str) -> str:
        """Run a command of `facts` for the guild in a process of its own, and return what it said."""
        words = ("facts", command, "--guild", payloads.GUILD_ID, *arguments)
        async with running_bot(self.folder, *words, **self.settings) as process:
            assert await process.ended() == 0
            return "\n".join(process.log)


@pytest.fixture
async def beside(
    request: pytest.FixtureRequest, server: DiscordServer, start_bot: StartBot, tmp_path: Path
) -> AsyncIterator[Beside]:
    settings = {}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        settings["DATABASE_URL"] = url.set(drivername="postgresql").render_as_string()
    async with start_bot(**settings) as bot:
        await server.ready()
        yield Beside(bot, tmp_path, settings)


@pytest.mark.parametrize(
    ("beside", "show_id", "title"),
    [("sqlite", "regatta", "The Regatta"), ("postgres", "ballard", "Ballard")],
    indirect=["beside"],
)
async def test_an_import_and_its_undoing_are_seen_by_the_running_bot(
    server: DiscordServer, beside: Beside, show_id: str, title: str
) -> None:
    (beside.folder / "pack.yaml").write_text(PACK.format(show_id=show_id, title=title, fact=FACT), encoding="utf-8")
    assert FACT not in await reply_to(server, QUESTION)
    said = await beside.facts("import", "pack.yaml", "--yes")
    await seen(server, is_known=True)
    assert FACT in await reply_to(server, f"!{show_id} who built the paper boats?")
    undoing = re.search(rf"facts undo --guild {payloads.GUILD_ID} (\d+)$", said)
    assert undoing
    await beside.facts("undo", undoing[1])
    await seen(server, is_known=False)
    assert await beside.bot.stop() == 0


async def seen(server: DiscordServer, *, is_known: bool) -> None:
    """Ask until the fact is in the reply, or is no longer; what is asked once the time is over must be answered so."""
    began = asked_at = time.monotonic()
    while (FACT in (reply := await reply_to(server, QUESTION))) is not is_known:
        after_s = asked_at - began
        assert after_s < SEEN_WITHIN_S, f"{after_s:.1f} s after the command the reply is {reply!r}"
        await asyncio.sleep(PAUSE_S)
        asked_at = time.monotonic()


async def reply_to(server: DiscordServer, question: str) -> str:
    """Let somebody new ask, whom the bot does not slow down, and return its reply."""
    author = payloads.user(str(next(_askers)), "asker")
    mentions = (payloads.BOT,) if payloads.BOT_ID in question else ()
    extra = {"guild_id": payloads.GUILD_ID, "member": payloads.member(author)}
    message = payloads.message(question, author, mentions=mentions, **extra)
    await server.dispatch("MESSAGE_CREATE", message)

    def replies() -> list[str]:
        return [
            shown(it.body)
            for it in server.requests
            if it.path == MESSAGES and str(it.body["message_reference"]["message_id"]) == message["id"]
        ]

    return str((await server.until(replies))[0])
