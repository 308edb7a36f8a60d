"""Work that may take long: whoever waits for it is told so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

AFTER_S = 1.0

_T = TypeVar("_T")


async def with_progress(
    work: Coroutine[Any, Any, _T], tell: Callable[[], Awaitable[object]], *, after_s: float = AFTER_S
) -> _T:
    """Return what work comes to, and tell somebody when that takes longer than `after_s`."""
    task = asyncio.create_task(work)
    try:
        await asyncio.wait([task], timeout=after_s)
        if not task.done():
            await tell()
        return await task
    finally:
        task.cancel()
