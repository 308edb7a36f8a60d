"""How long a page of the leaderboard takes in a guild with 100,000 results."""

import asyncio
import random
import time
from datetime import timedelta
from statistics import median

from sqlalchemy import URL, insert

from bot.storage.database import Database, open_database
from bot.storage.repositories import repositories
from bot.storage.tables import games, results
from tests.benchmarks.measuring import show_table
from tests.contract.samples import GUILD, T0

RESULTS, OTHERS, GAME_ROUNDS, PLAYERS, TIMES = 100_000, 100_000, 50, 2_000, 15
MOST_MS = 50.0
DAY = timedelta(days=1)
CASES = {
    "all time": {},
    "page 50": {"page": 50},
    "one show": {"show_id": "harbour"},
    "a month": {"since": T0 + 335 * DAY},
    "a day": {"since": T0 + 364 * DAY},
    "without those who left": {"hides_departed": True},
}


def rows(guild_id: int, number: int, rng: random.Random) -> list[dict[str, object]]:
    """Return results of a year; 40 players a round, some of whom play a lot more than others."""
    found = []
    for position in range(number // 40):
        game_id, at = position // GAME_ROUNDS + 1, T0 + position * 40 * 365 * DAY / number
        players = {int(PLAYERS * rng.random() ** 2) for _ in range(80)}
        for user_id in sorted(players)[:40]:
            is_right = rng.random() < 0.6
            found.append(
                {
                    "guild_id": guild_id,
                    "game_id": guild_id % 10 * 1000 + game_id,
                    "round": position % GAME_ROUNDS + 1,
                    "user_id": 10**17 + user_id,
                    "is_solo": False,
                    "show_id": rng.choice(("harbour", "moonmilk", "lighthouse")),
                    "topic_id": rng.choice("abcdefgh"),
                    "is_right": is_right,
                    "points": rng.randint(100, 160) if is_right else 0,
                    "seconds": rng.uniform(1, 20),
                    "streak": 1,
                    "at": at,
                }
            )
    return found


async def fill(database: Database) -> None:
    """Give two guilds results; the second one's are only in the way."""
    rng = random.Random(11)
    for guild_id, number in ((GUILD, RESULTS), (GUILD + 1, OTHERS)):
        found = rows(guild_id, number, rng)
        kept = [
            {
                "id": it,
                "guild_id": guild_id,
                "channel_id": it,
                "is_solo": False,
                "round": 1,
                "ended_at": T0,
                "state": "",
            }
            for it in sorted({row["game_id"] for row in found})
        ]

        def write(connection, found=found, kept=kept):
            connection.execute(insert(games), kept)
            connection.execute(insert(results), found)

        await database.writer.run(write)


async def measure(url: URL) -> dict[str, list[float]]:
    async with open_database(url) as database:
        await fill(database)
        scores = repositories(database).scores
        await scores.depart(GUILD, [10**17 + user_id for user_id in range(0, PLAYERS, 3)])
        times: dict[str, list[float]] = {name: [] for name in CASES}
        plain = {"since": None, "show_id": None, "page": 0, "hides_departed": False, "user_id": 10**17 + 900}
        for _ in range(TIMES):
            for name, case in CASES.items():
                start = time.perf_counter()
                board = await scores.board(GUILD, **{**plain, **case})
                times[name].append((time.perf_counter() - start) * 1000)
                assert len(board.rows) == 10
    return times


def test_a_page_of_the_leaderboard_comes_at_once(tmp_path):
    times = asyncio.run(measure(URL.create("sqlite+aiosqlite", database=str(tmp_path / "bot.db"))))
    show_table(
        f"A page of the leaderboard, {RESULTS:,} results in the guild, on SQLite",
        ("", "median ms", "longest ms"),
        [(name, median(them), max(them)) for name, them in times.items()],
    )
    assert {name: median(them) for name, them in times.items() if median(them) > MOST_MS} == {}
