"""Work on many rows beside the event loop, so that others are answered meanwhile."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

MANY = 100

_T = TypeVar("_T")
_R = TypeVar("_R")


async def aside(work: Callable[[Sequence[_T]], _R], items: Sequence[_T]) -> _R:
    """Work on many items in a thread, on a few at once."""
    return await asyncio.to_thread(work, items) if len(items) > MANY else work(items)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, what is being loaded: that takes several times as long.

    It is off for the whole process meanwhile, so this is for work that takes a moment.
    """
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()
