"""How many answers and awards fifty writers keep on SQLite, compared with one commit each under a lock.

Both wait for the disk at each commit (synchronous FULL), both are told of a write only after it. A writer is a
game: its players answer one after the other, and then the round is scored: an award for each, as all are right here.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median

import aiosqlite
from sqlalchemy import URL

from bot.core.quiz.game import Ending, Game
from bot.core.quiz.playing import choose, close, ended
from bot.core.quiz.scoring import Given
from bot.services.ports import Storage
from bot.storage.database import open_database
from bot.storage.repositories import repositories
from tests.benchmarks.measuring import p99, show_table
from tests.contract.samples import RIGHT, dealt, new_game

WRITERS, PLAYERS, QUESTIONS, SECONDS, ROUNDS = 50, 10, 50, 1.0, 10
AT_LEAST = 3.0
LOCK, BOT = "one commit each", "the bot"
TABLES = """
CREATE TABLE answers (guild_id, game_id, round, user_id, text, refused, verdict, seconds, option, is_hinted,
    PRIMARY KEY (guild_id, game_id, round, user_id)) WITHOUT ROWID;
CREATE TABLE results (guild_id, game_id, round, user_id, show_id, topic_id, is_right, points, seconds, streak, at,
    PRIMARY KEY (guild_id, game_id, round, user_id)) WITHOUT ROWID;
"""
ANSWER = """INSERT INTO answers VALUES (?, ?, ?, ?, ?, '[]', 'right', ?, ?, 0)
    ON CONFLICT DO UPDATE SET text = excluded.text, seconds = excluded.seconds, option = excluded.option"""
AWARD = "INSERT INTO results VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?) ON CONFLICT DO NOTHING"


class Meter:
    """Counts what is kept until the time is up, and how long each call takes."""

    def __init__(self) -> None:
        self.kept, self.times_ms = 0, list[float]()
        self.start = self.end = time.perf_counter()

    @property
    def is_over(self) -> bool:
        return time.perf_counter() - self.start > SECONDS

    @property
    def per_second(self) -> float:
        return self.kept / (self.end - self.start)

    async def wait(self, write: Awaitable[None], *, kept: int) -> None:
        start = time.perf_counter()
        await write
        self.end = time.perf_counter()
        self.times_ms.append((self.end - start) * 1000)
        self.kept += kept


class Batching:
    """The bot's own storage."""

    def __init__(self, storage: Storage) -> None:
        self._games = storage.games

    async def begin(self, game: Game) -> Game:
        return await self._games.begin(game)

    async def end(self, game: Game) -> None:
        await self._games.save(ended(game, Ending.PLAYED, game.due_at))

    async def play(self, meter: Meter, game: Game, answers: Sequence[Given]) -> None:
        for given in answers:
            await meter.wait(self._games.add_answer(game, given), kept=1)
        await meter.wait(self._games.score(game, game.due_at), kept=len(game.round.awards))


class Locking:
    """What most bots do: lock, execute, commit, for each answer and for each award."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection, self._lock, self._ids = connection, asyncio.Lock(), count(1)

    async def begin(self, game: Game) -> Game:
        return replace(game, id=next(self._ids))

    async def end(self, game: Game) -> None:
        pass

    async def play(self, meter: Meter, game: Game, answers: Sequence[Given]) -> None:
        key, question = (game.guild_id, game.id, game.round.number), game.dealt.question
        for it in answers:
            await meter.wait(self._commit(ANSWER, (*key, it.user_id, it.text, it.seconds, it.option)), kept=1)
        for it in game.round.awards:
            earned = (question.show_id, question.topic_id, it.points, it.seconds, it.streak, 0)
            await meter.wait(self._commit(AWARD, (*key, it.user_id, *earned)), kept=1)

    async def _commit(self, statement: str, row: tuple[object, ...]) -> None:
        async with self._lock:
            await self._connection.execute(statement, row)
            await self._connection.commit()


@asynccontextmanager
async def batching(folder: Path) -> AsyncIterator[Batching]:
    async with open_database(URL.create("sqlite+aiosqlite", database=str(folder / "batching.db"))) as database:
        yield Batching(repositories(database))


@asynccontextmanager
async def locking(folder: Path) -> AsyncIterator[Locking]:
    async with aiosqlite.connect(folder / "locking.db") as connection:
        await connection.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {TABLES}")
        yield Locking(connection)


def played(game: Game) -> tuple[list[Game], list[Given]]:
    """Return a game after the close of each of its rounds, and the answers of any, a little later by each player."""
    for user_id in range(PLAYERS):
        game, _ = choose(game, 1, user_id, RIGHT, game.round.opened_at + timedelta(seconds=user_id / 10))
    game = close(game, 1, game.due_at)
    rounds = [replace(game, round=replace(game.round, number=number)) for number in range(1, QUESTIONS + 1)]
    return rounds, list(game.round.given)


async def keep_playing(side: Batching | Locking, meter: Meter, channel_id: int) -> None:
    """Play one game after the other in a channel, until the time is up."""
    first = new_game(channel_id=channel_id, deal=[dealt(number) for number in range(QUESTIONS)])
    while not meter.is_over:
        rounds, answers = played(await side.begin(first))
        for game in rounds:
            if meter.is_over:
                break
            await side.play(meter, game, answers)
        await side.end(rounds[-1])


async def measure(side: Batching | Locking) -> Meter:
    meter = Meter()
    async with asyncio.TaskGroup() as group:
        for channel_id in range(WRITERS):
            group.create_task(keep_playing(side, meter, channel_id))
    return meter


async def compare(folder: Path) -> list[dict[str, Meter]]:
    """Return what each side did, round by round; who goes first changes each time."""
    rounds = []
    async with locking(folder) as lock, batching(folder) as batch:
        sides = [(LOCK, lock), (BOT, batch)]
        for _ in range(ROUNDS):
            rounds.append({name: await measure(side) for name, side in sides})
            sides.reverse()
    return rounds


def test_fifty_writers_keep_more_than_with_a_commit_each(tmp_path):
    rounds = asyncio.run(compare(tmp_path))
    rates = [it[BOT].per_second / it[LOCK].per_second for it in rounds]
    waits = [p99(it[BOT].times_ms) / p99(it[LOCK].times_ms) for it in rounds]
    show_table(
        f"{WRITERS} writers on SQLite, synchronous FULL, median of {ROUNDS} rounds of {SECONDS} s",
        ("", "kept/s", "p50 ms", "p99 ms"),
        [
            (
                name,
                round(median(it[name].per_second for it in rounds)),
                median(median(it[name].times_ms) for it in rounds),
                median(p99(it[name].times_ms) for it in rounds),
            )
            for name in (LOCK, BOT)
        ],
    )
    print(f"  ratios: kept {median(rates):.2f}, p99 {median(waits):.2f}")
    assert median(rates) >= AT_LEAST
    assert median(waits) <= 1
