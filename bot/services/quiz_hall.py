"""Which games run where: one a channel, each at a table of its own with the task that plays it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from bot.core.errors import ChannelTaken
from bot.services.quiz_table import QuizTable

Report = Callable[[BaseException, str], object]


class QuizHall:
    """Seats games, and clears their tables when they are over.

    Args:
        report: Told about what nobody else hears: an error in a game's own task.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._tables: dict[int, QuizTable] = {}
        self._plays: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._channels: dict[int, QuizTable | None] = {}  # None while a game is about to start there

    @property
    def tables(self) -> tuple[QuizTable, ...]:
        """The tables of all games that run."""
        return tuple(self._tables.values())

    def of_guild(self, guild_id: int | None) -> list[QuizTable]:
        """Return the tables of a guild; of all for None."""
        return [table for table in self._tables.values() if guild_id in {None, table.game.guild_id}]

    def in_channel(self, channel_id: int) -> QuizTable | None:
        """Return the table in a channel; None where no game runs (yet)."""
        return self._channels.get(channel_id)

    def of_game(self, game_id: int) -> QuizTable | None:
        """Return the table of a game; None for one that does not run."""
        return self._tables.get(game_id)

    @contextmanager
    def claim(self, channel_id: int) -> Iterator[None]:
        """Keep a channel for the game that is seated in the block. Raises ChannelTaken."""
        if channel_id in self._channels:
            raise ChannelTaken
        self._channels[channel_id] = None
        try:
            yield
        finally:
            if self._channels.get(channel_id) is None:
                self._channels.pop(channel_id, None)

    def seat(self, table: QuizTable) -> None:
        """Let a game be played until it is over."""
        game = table.game
        self._tables[game.id] = self._channels[game.channel_id] = table
        play = self._plays[game.id] = self._run(table.play(), f"quiz {game.id}")
        play.add_done_callback(lambda done: self._clear(table, done))

    def give_up(self, table: QuizTable) -> None:
        """End a game that cannot be played, so that nobody waits for it after a restart."""
        self._run(table.give_up(), f"end of quiz {table.game.id}")

    def report(self, error: BaseException, name: str) -> None:
        """Tell of an error that nobody else hears of."""
        self._report(error, name)

    async def close(self) -> None:
        """Let go of all games, as they stand."""
        await _cancelled(list(self._tasks))

    async def drop(self, guild_id: int) -> None:
        """Break off the games of a guild, without a word."""
        tables = self.of_guild(guild_id)
        await _cancelled([self._plays[table.game.id] for table in tables])
        for table in tables:
            self._free(table)

    def _clear(self, table: QuizTable, played: asyncio.Task[None]) -> None:
        """Free the channel. A game that met an error is over.

        One that was let go of stays, so that answers are kept until the end of the process.
        """
        if played.cancelled():
            return
        self._free(table)
        if played.exception() is not None:
            self.give_up(table)

    def _free(self, table: QuizTable) -> None:
        """Take a table away, if it is still there: its game may have ended while it was broken off."""
        game = table.game
        if self._tables.get(game.id) is table:
            del self._tables[game.id], self._plays[game.id], self._channels[game.channel_id]

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._forget)
        return task

    def _forget(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._report(error, task.get_name())


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they are over."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
