"""Use case: what a guild has set, read by everything that happens there and changed by those who manage it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from bot.core.curation.revisions import EVERY_GUILD
from bot.core.errors import UserError
from bot.core.guilds import Actor, GuildSettings, Players, check_defaults, require_manager
from bot.core.time_zones import nearest_zones, zone_named
from bot.services.ports import SettingsStore

MAX_CHANNELS = 25  # what a card shows in one field, each a link of up to 23 characters
MAX_CURATOR_ROLES = 25  # for the same reason
_MAX_GUILDS = 2_000
_NO_PLACES = {"localtime", "Factory", "posixrules"}  # files of the database, but not zones

Change = Callable[[GuildSettings], GuildSettings]


class GuildSettingsService:
    """Reads and changes settings. A guild is served by one process, so what is in memory here is what holds."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._known: OrderedDict[int, GuildSettings] = OrderedDict()
        self._changing = asyncio.Lock()

    async def load(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings, the defaults where it has set nothing."""
        settings = self._known.get(guild_id)
        if settings is None:
            loaded = await self._store.load(guild_id)
            settings = self._known.setdefault(guild_id, loaded)  # a change may have come first meanwhile
        self._keep(guild_id, settings)
        return settings

    async def change(self, guild_id: int, actor: Actor, change: Change) -> GuildSettings:
        """Change a guild's settings, one change after another, and return what holds from now on.

        Raises:
            NotAllowed: the actor may not manage the guild.
            UserError: what it would come to makes no sense; nothing has changed.
        """
        require_manager(actor)
        async with self._changing:
            before = await self.load(guild_id)
            after = _checked(change(before), before)
            if after != before:
                await self._store.save(guild_id, after)
                self._keep(guild_id, after)
        return after

    def forget(self, guild_id: int) -> None:
        """Read a guild's settings anew the next time, or those of all for `EVERY_GUILD`: they were deleted."""
        if guild_id == EVERY_GUILD:
            self._known.clear()
        self._known.pop(guild_id, None)

    def _keep(self, guild_id: int, settings: GuildSettings) -> None:
        self._known[guild_id] = settings
        self._known.move_to_end(guild_id)
        if len(self._known) > _MAX_GUILDS:
            self._known.popitem(last=False)


def complete_zone(typed: str, *, limit: int = 25) -> list[str]:
    """Return the time zones nearest to what has been typed so far, best first."""
    return nearest_zones(typed, zones(), limit)


@cache
def zones() -> frozenset[str]:
    """Return the names of the time zones that there are."""
    return frozenset(available_timezones() - _NO_PLACES)


def _checked(settings: GuildSettings, before: GuildSettings) -> GuildSettings:
    """Return settings with a new time zone's proper name. Raises UserError for those that make no sense."""
    check_defaults(settings.defaults)
    if Players.ROLE in (settings.starters, settings.stoppers) and settings.quiz_role_id is None:
        raise UserError("Which role? Please name the quiz role too.")
    if len(settings.channel_ids) > MAX_CHANNELS:
        raise UserError(f"I can keep to at most {MAX_CHANNELS} channels.")
    if len(settings.curator_role_ids) > MAX_CURATOR_ROLES:
        raise UserError(f"I can keep to at most {MAX_CURATOR_ROLES} roles of curators.")
    if settings.time_zone == before.time_zone:
        return settings
    return replace(settings, time_zone=zone_named(settings.time_zone, zones()))
