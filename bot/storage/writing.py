"""One task that writes: whatever has queued is committed together, and each caller hears of it after the commit.

A commit waits for the disk. With one commit for all who wait, fifty writers wait about as long as one.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

log = logging.getLogger(__name__)

MAX_BATCH = 500

T = TypeVar("T")
Unit = Callable[[Connection], T]


@dataclass(frozen=True, slots=True)
class Step:
    """A statement to be executed with each of some rows."""

    statement: Executable
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class _Write:
    """What one caller waits for: a unit, or steps in their order.

    Attributes:
        about: What the steps are about; with those about something else they may change places.
    """

    done: asyncio.Future[Any]
    unit: Unit[Any] | None = None
    steps: tuple[Step, ...] = ()
    about: Hashable = None

    def resolve(self, result: object) -> None:
        if not self.done.done():
            self.done.set_result(result)

    def fail(self, error: Exception) -> None:
        if not self.done.done():
            self.done.set_exception(error)
        else:
            log.warning("A write failed that nobody waits for any more", exc_info=error)


class Writer:
    """Commits writes, each whole or not at all, and none before another about the same that came earlier.

    A caller who is cancelled while waiting changes nothing: what has been queued is written once.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        """Prepare to write through connections of an engine; `work` does it."""
        self._engine = engine
        self._queue: deque[_Write] = deque()
        self._woken = asyncio.Event()
        self._is_closed = False

    async def write(self, *steps: Step, about: Hashable = None) -> None:
        """Execute steps in one transaction.

        Args:
            about: Such as a game. Writes about different things may share executions; without it nothing is overtaken.
        """
        await self._queued(_Write(asyncio.get_running_loop().create_future(), None, steps, about))

    async def run(self, unit: Unit[T]) -> T:
        """Run a unit in one transaction and return what it returned.

        It may run a second time, after a rollback, when another write of the same commit fails.
        """
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        await self._queued(_Write(done, unit))
        return done.result()

    def close(self) -> None:
        """Take nothing more; `work` returns when the queue is empty."""
        self._is_closed = True
        self._woken.set()

    async def work(self) -> None:
        """Write until it is closed and nothing is left."""
        while self._queue or not self._is_closed:
            await self._woken.wait()
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(MAX_BATCH, len(self._queue)))]
                await self._commit(batch)
            if not self._is_closed:
                self._woken.clear()

    async def _queued(self, write: _Write) -> None:
        if self._is_closed:
            raise RuntimeError("The writer is closed")
        self._queue.append(write)
        self._woken.set()
        await write.done

    async def _commit(self, batch: Sequence[_Write]) -> None:
        """Commit a batch as one transaction; where that fails, each write alone, so that only the guilty fail."""
        try:
            async with self._engine.begin() as connection:
                results = await connection.run_sync(_apply, batch)
        except Exception as error:
            if len(batch) > 1 and not _is_shared(error):
                for write in batch:
                    await self._commit([write])
                return
            for write in batch:
                write.fail(error)
        else:
            for write, result in zip(batch, results, strict=True):
                write.resolve(result)


@asynccontextmanager
async def open_writer(engine: AsyncEngine) -> AsyncIterator[Writer]:
    """Give a writer that works while the block runs; what has queued by its end is written before it is left."""
    writer = Writer(engine)
    working = asyncio.create_task(writer.work(), name="writer")
    try:
        yield writer
    finally:
        writer.close()
        await working


def _apply(connection: Connection, batch: Sequence[_Write]) -> list[object]:
    """Execute a batch and return what each write of it returned."""
    results: dict[int, object] = {}
    for group in _groups(batch):
        if group[0].unit:
            results[id(group[0])] = group[0].unit(connection)
        for position, step in enumerate(group[0].steps):
            rows = [row for write in group for row in write.steps[position].rows]
            if rows:
                connection.execute(step.statement, rows)
    return [results.get(id(write)) for write in batch]


def _groups(batch: Sequence[_Write]) -> list[list[_Write]]:
    """Return a batch by statements, in an order in which nothing overtakes what is about the same."""
    groups: list[list[_Write]] = []
    shapes: dict[tuple[int, ...], int] = {}
    latest: dict[Hashable, int] = {}
    for write in batch:
        shape = tuple(id(step.statement) for step in write.steps)
        if write.about is None:
            shapes, latest = {}, {}
        place = shapes.get(shape, -1)
        if place < latest.get(write.about, 0):
            place = len(groups)
            groups.append([])
        groups[place].append(write)
        if write.about is not None:
            shapes[shape] = latest[write.about] = place
    return groups


def _is_shared(error: Exception) -> bool:
    """Tell whether no single write can be blamed: the disk is full, the file locked, the server gone."""
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return is_lost or isinstance(error, OperationalError | InterfaceError | OSError)
