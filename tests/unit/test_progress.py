"""Whoever waits for long work is told so, and for short work is not."""

import asyncio

import pytest

from bot.discord_ui.progress import with_progress


class Told:
    def __init__(self) -> None:
        self.event = asyncio.Event()

    async def __call__(self) -> None:
        self.event.set()


async def test_long_work_is_told_while_it_goes_on():
    told = Told()

    async def work() -> str:
        await told.event.wait()
        return "done"

    assert await with_progress(work(), told, after_s=0) == "done"


async def test_short_work_is_not_told():
    told = Told()

    async def work() -> str:
        return "done"

    assert await with_progress(work(), told) == "done"
    assert not told.event.is_set()


async def test_what_goes_wrong_is_raised():
    async def work() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await with_progress(work(), Told())


async def test_work_that_nobody_can_be_told_of_ends():
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def tell() -> None:
        raise OSError("unreachable")

    with pytest.raises(OSError, match="unreachable"):
        await with_progress(work(), tell, after_s=0)
    await ended.wait()
