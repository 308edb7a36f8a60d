"""SIGKILL, again and again, in the middle of games: no confirmed answer and no point is lost or counts twice.

A run prints its seed; `KILL_SEED=<seed>` in the environment makes the same choices again.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from bot.bootstrap import load_packs
from bot.core.quiz.questions import make_questions
from bot.discord_ui.text import clean
from bot.ops.places import FACTS_DIR
from tests.wire.crowd import Crowd
from tests.wire.discord_server import TOKEN, running_server
from tests.wire.ledger import CONFIRMED, faults, read, undisturbed
from tests.wire.lives import Lives, lives
from tests.wire.quiz_server import QuizServer

KILLS, COLD_STARTS = 50, 5
GUILDS, CHANNELS, PLAYERS = 3, 4, 6
END_S = 60.0


@pytest.mark.timeout(240)
async def test_kills_at_random_instants_lose_nothing(tmp_path: Path) -> None:
    seed = int(os.environ.get("KILL_SEED") or random.SystemRandom().randrange(10**6))
    print(f"KILL_SEED={seed}")
    rng = random.Random(seed)
    async with running_server(QuizServer(GUILDS, CHANNELS)) as server:
        settings = {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": f"{server.url}/api/v10"}
        crowd = Crowd(server, seed, PLAYERS, known_answers())
        async with lives(tmp_path, **settings) as bots:
            playing = asyncio.create_task(crowd.play())
            began = time.monotonic()
            for number in range(KILLS):
                await bots.start(is_warm=number % (KILLS // COLD_STARTS) > 0)
                await fateful_moment(server, crowd, rng)
                await bots.kill()
            took_s = time.monotonic() - began
            await end_all(server, crowd, bots)
            await playing
        kept = await read(tmp_path / "data")
    assert not server.faults
    found = list(faults(server, crowd, kept, bots.killed_at))
    confirmed = [it for it in crowd.presses if server.told.get(it.token, "").startswith(CONFIRMED)]
    revived = [it for it in confirmed if it.is_old]
    timed = undisturbed(server, crowd)
    print(
        f"{KILLS} kills in {took_s:.0f} s: {len(kept.games)} games, {sum(map(len, kept.scored.values()))} rounds, "
        f"{sum(sum(it.values()) for it in kept.points.values())} points, {len(crowd.presses)} presses, "
        f"{len(confirmed)} confirmed answers, {len(revived)} of them by buttons or forms of an earlier process, "
        f"{len(timed)} rounds open for their whole time"
    )
    assert not found, "\n".join(found)
    assert len(revived) > KILLS // 2
    assert timed


def known_answers() -> dict[str, str]:
    questions = [it for pack in load_packs(FACTS_DIR) for it in make_questions(pack)]
    return {clean(it.text): it.answer for it in questions}


async def fateful_moment(server: QuizServer, crowd: Crowd, rng: random.Random) -> None:
    """Wait for the instant of a kill: any, also before the bot is there, or when much is happening at once."""
    kind = rng.choice(("any", "press", "type", "skip", "start"))
    if kind == "any":
        await asyncio.sleep(rng.uniform(0, 1.5))
        return
    await server.ready()
    await asyncio.sleep(rng.uniform(0, 0.8))
    forms = await crowd.open_forms() if kind == "type" else []
    type_all = partial(crowd.send_all, forms)
    acts = {"press": crowd.press_all, "type": type_all, "skip": crowd.skip_some, "start": crowd.start_all}
    acting = asyncio.create_task(acts[kind](rng))
    acting.add_done_callback(asyncio.Task.result)
    await asyncio.sleep(rng.uniform(0, 0.06))


async def end_all(server: QuizServer, crowd: Crowd, bots: Lives) -> None:
    """Start a last time, and let every game come to its end."""
    crowd.wind_up()
    await bots.start(is_warm=True)
    await server.ready()
    await server.all_over(END_S)
    crowd.go_home()
    await asyncio.sleep(1)
    await bots.kill(signal.SIGTERM)
