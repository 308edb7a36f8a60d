"""Keeps the simulated Discord's clock at the time of day.

By itself it stands still between actions, so that a member who has once asked too often would have to wait for ever.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from simcord import Env, SetupError
from simcord.builders import ChannelHandle
from simcord.preview import Preview

TICK_S = 1.0


async def keep_time(env: Env, channel: ChannelHandle, page: Preview) -> None:
    """Advance the clock until cancelled, and show what the bot has posted by itself meanwhile."""
    shown = _content(channel)
    while True:
        await asyncio.sleep(TICK_S)
        await catch_up(env)
        if (content := _content(channel)) != shown:
            shown = content if await _refresh(page) else shown


async def catch_up(env: Env) -> None:
    """Advance the clock to now; not while the page is at work, which is a matter of milliseconds."""
    late_s = (datetime.now(UTC) - env.now()).total_seconds()
    try:
        await env.advance_time(max(0.0, late_s))
    except SetupError:
        return


async def _refresh(page: Preview) -> bool:
    try:
        await page.refresh()
    except SetupError:
        return False
    return True


def _content(channel: ChannelHandle) -> list[tuple[int, datetime | None]]:
    return [(message.id, message.edited_at) for message in channel.history()]
