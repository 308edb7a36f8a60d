"""Keeps the simulated Discord's clock at the time of day.

By itself it stands still between actions, so that a member who has once asked too often would have to wait for ever.
"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from simcord import Env, SetupError

TICK_S = 2.0


async def keep_time(env: Env) -> None:
    """Advance the clock until cancelled."""
    while True:
        await catch_up(env)
        await asyncio.sleep(TICK_S)


async def catch_up(env: Env) -> None:
    """Advance the clock to now; not while the page is at work, which is a matter of milliseconds."""
    late_s = (datetime.now(UTC) - env.now()).total_seconds()
    try:
        await env.advance_time(max(0.0, late_s))
    except SetupError:
        return
