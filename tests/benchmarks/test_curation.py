"""How long it takes to read what a guild has of its own, and what it could not answer."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from statistics import median

from sqlalchemy import URL, insert

from bot.core.curation.gaps import MAX_GAPS
from bot.storage.database import Database, open_database
from bot.storage.repositories import repositories
from bot.storage.tables import gaps
from tests.benchmarks.measuring import show_table
from tests.contract.curation_samples import change, own
from tests.contract.samples import ANN, GUILD, T0

FULL_GUILD = GUILD + 2
ASKED, OTHERS, TIMES = 100_000, 100_000, 15
MOST_GAPS_MS = 200.0
GUILDS = {GUILD: 50, GUILD + 1: 5_000}
MOST_MS_A_FACT = 0.2
MOST_SMALL_MS = 30.0


async def times_of(work: Callable[[], Awaitable[object]]) -> list[float]:
    """Return how long something takes, in milliseconds, again and again."""
    times = []
    for _ in range(TIMES):
        start = time.perf_counter()
        await work()
        times.append((time.perf_counter() - start) * 1000)
    return times


async def fill_gaps(database: Database) -> None:
    """Give guilds a question a row: more than can come together, others that are only in the way, as many as stay."""
    rng = random.Random(5)
    for guild_id, number in ((GUILD, ASKED), (GUILD + 1, OTHERS), (FULL_GUILD, MAX_GAPS)):
        rows = [
            {
                "guild_id": guild_id,
                "key": f"{rng.getrandbits(60):015x} question {it}",
                "text": f"Who did number {it} in the second season?",
                "times": int(1 / (1 - rng.random())) % 5000 + 1,
                "first_at": T0,
                "last_at": T0 + timedelta(seconds=rng.randrange(10**6)),
                "show_id": "harbour",
            }
            for it in range(number)
        ]
        await database.writer.run(lambda connection, rows=rows: connection.execute(insert(gaps), rows).rowcount)


async def measure_gaps(url: URL) -> dict[str, list[float]]:
    async with open_database(url) as database:
        await fill_gaps(database)
        kept = repositories(database).gaps
        assert (await kept.top(GUILD, 0)).total == ASKED
        return {
            "first page": await times_of(lambda: kept.top(GUILD, 0)),
            "page 100": await times_of(lambda: kept.top(GUILD, 99)),
            "last page": await times_of(lambda: kept.top(GUILD, 10**6)),
            "the 1,000 most asked": await times_of(lambda: kept.all(GUILD)),
            "log one": await times_of(lambda: kept.log(FULL_GUILD, "key", "Who?", show_id="harbour", at=T0)),
        }


async def measure_overlays(url: URL) -> dict[int, list[float]]:
    """Each fact has been changed twice."""
    async with open_database(url) as database:
        kept = repositories(database).revisions
        for guild_id, number in GUILDS.items():
            added = [change(f"fact-{it}") for it in range(number)]
            made = await kept.record(guild_id, added, by=ANN, at=T0, is_batch=True)
            edited = [change(it.fact_id, own("Odile leads still."), it.id) for it in made]
            await kept.record(guild_id, edited, by=ANN, at=T0)
            assert (await kept.overlay(guild_id)).own_count == number
        return {number: await times_of(lambda it=guild_id: kept.overlay(it)) for guild_id, number in GUILDS.items()}


def test_a_page_of_gaps_comes_at_once(tmp_path):
    times = asyncio.run(measure_gaps(URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))))
    show_table(
        f"Questions without an answer, {ASKED:,} different ones in the guild, on SQLite",
        ("", "median ms", "longest ms"),
        [(name, median(them), max(them)) for name, them in times.items()],
    )
    assert {name: max(them) for name, them in times.items() if max(them) > MOST_GAPS_MS} == {}


def test_what_a_guild_has_of_its_own_is_loaded_at_once(tmp_path):
    times = asyncio.run(measure_overlays(URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))))
    show_table(
        "All that a guild has changed, each fact twice, on SQLite",
        ("facts", "median ms", "longest ms"),
        [(f"{number:,}", median(them), max(them)) for number, them in times.items()],
    )
    assert median(times[50]) < MOST_SMALL_MS
    assert median(times[5_000]) < 5_000 * MOST_MS_A_FACT
