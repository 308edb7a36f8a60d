"""The fact base of each guild, as it is at that moment: the shared shows, and what the guild changed about them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from bot.core.curation.guild_library import GuildLibrary
from bot.core.curation.revisions import EVERY_GUILD, Overlay, OwnFact, State
from bot.services.asking import Asking
from bot.services.curation_ports import Revisions
from bot.services.locks import Locks

# An own fact takes 9 to 10 KB, with its index and words: 83 MiB in guilds of 50 (tests/benchmarks/test_guild_bases.py).
MAX_IN_MEMORY = 10_000
GUILD_WEIGHT = 5  # what a guild takes beside its facts, in facts
MAX_FRESH, MOST_FRESH = 64, 256

Report = Callable[[BaseException, str], object]


@dataclass(slots=True, eq=False)
class _Base:
    """A guild's base in memory. `overlay` is what `asking` answers from, `weight` counts facts."""

    asking: Asking
    overlay: Overlay
    weight: int


class GuildBases:
    """Answers for each guild from its own base, loaded when it is first asked and kept while there is room.

    Args:
        shared: Answers where a guild has changed nothing, and in direct messages.
        report: Told about what nobody else hears: an error while facts are indexed.
        max_facts: How many own facts are in memory, over all guilds; the least recently asked go first.
    """

    def __init__(self, shared: Asking, revisions: Revisions, report: Report, *, max_facts: int = MAX_IN_MEMORY) -> None:
        self.shared = shared
        self._revisions = revisions
        self._report = report
        self._max_facts = max_facts
        self._shared_ids = frozenset(show.id for show in shared.shows)
        self._version: int | None = None
        self._changed: set[int] = set()  # guilds that have changed anything, ever
        self._stale: dict[int, object] = {}  # those of them whose newest changes are not in memory, marked by the last
        self._ids: dict[int, frozenset[str]] = {}
        self._bases: OrderedDict[int, _Base] = OrderedDict()
        self._loading = Locks()
        self._tasks: set[asyncio.Task[Any]] = set()

    async def close(self) -> None:
        """Let go of what is being indexed."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def asking(self, guild_id: int | None) -> Asking:
        """Return what answers in a guild, with every change that was kept before; None for outside of guilds."""
        if guild_id is None:
            return self.shared
        if self._version is None:
            await self.catch_up()
        if guild_id not in self._changed:
            return self.shared
        if guild_id in self._stale or guild_id not in self._bases:
            async with self._loading.of(guild_id):
                if guild_id in self._stale or guild_id not in self._bases:
                    await self._load(guild_id)
        self._bases.move_to_end(guild_id)
        return self._bases[guild_id].asking

    async def try_fact(self, guild_id: int, show_id: str, own: OwnFact, replacing: str | None) -> list[tuple[str, str]]:
        """Return each question of a fact with the key of what would answer it if a guild had it; empty for nothing.

        Args:
            replacing: Id of the fact that it stands in for; None for a new one.
        """
        await self.asking(guild_id)
        base = self._bases.get(guild_id)
        overlay = base.overlay if base else Overlay()
        fact = replace(own.fact, id=replacing) if replacing else own.fact
        tried = State(own=OwnFact(fact, own.source, own.topic_title))
        overlay = replace(overlay, states={**overlay.states, (show_id, fact.id): (-1, tried)})
        asking = await self._over(base, overlay)
        answers = {question: asking.ask(question, show_id).entries for question in (fact.question, *fact.asked)}
        return [(question, entries[0].key if entries else "") for question, entries in answers.items()]

    def changed(self, guild_id: int) -> None:
        """Take note that something was changed in a guild: its next answer is to know it."""
        self._changed.add(guild_id)
        self._stale[guild_id] = object()

    def may_know(self, guild_id: int | None, show_id: str) -> bool:
        """Tell at once whether a guild may have a show; surely, but for guilds whose newest changes are not loaded."""
        if guild_id in self._stale:
            return True
        return show_id in (self.show_ids(guild_id) if guild_id is not None else self._shared_ids)

    def show_ids(self, guild_id: int) -> frozenset[str]:
        """Return the ids of a guild's shows as they were when it was last asked."""
        return self._ids.get(guild_id, self._shared_ids)

    async def catch_up(self) -> None:
        """See which guilds have changed anything since the last time, by any process. To be done every few seconds."""
        version, guilds = await self._revisions.changed_since(self._version or 0)
        self._version = version
        if EVERY_GUILD in guilds:
            guilds |= self._changed
        for guild_id in guilds - {EVERY_GUILD}:
            self.changed(guild_id)

    async def _load(self, guild_id: int) -> None:
        """Bring a guild's base up to date. It stays stale until then, and after that if it was changed meanwhile."""
        last = self._stale.get(guild_id)
        overlay = await self._revisions.overlay(guild_id)
        base = self._bases.get(guild_id)
        if base is None or base.overlay.version != overlay.version:
            self._keep(guild_id, _Base(await self._over(base, overlay), overlay, overlay.own_count + GUILD_WEIGHT))
        if self._stale.get(guild_id) is last:
            self._stale.pop(guild_id, None)

    async def _over(self, base: _Base | None, overlay: Overlay) -> Asking:
        """Return what answers with an overlay; many facts that are new are indexed beside the event loop."""
        if not (overlay.states or overlay.off or overlay.own_shows):
            return self.shared
        library = base.asking.library if base else None
        if isinstance(library, GuildLibrary) and library.catch_up(overlay) <= MOST_FRESH:
            return Asking(library.renewed(overlay))
        if overlay.own_count <= MAX_FRESH:
            return Asking(GuildLibrary(self.shared.library, overlay))
        return Asking(await asyncio.to_thread(GuildLibrary.settled, self.shared.library, overlay))

    def _keep(self, guild_id: int, base: _Base) -> None:
        """Keep a base in place of those that were not used for longest, where there is no room for all."""
        self._bases[guild_id] = base
        self._bases.move_to_end(guild_id)
        over = sum(it.weight for it in self._bases.values()) - self._max_facts
        while over > 0 and len(self._bases) > 1:
            over -= self._bases.popitem(last=False)[1].weight
        ids = frozenset(show.id for show in base.asking.shows)
        self._ids[guild_id] = self._shared_ids if ids == self._shared_ids else ids
        library = base.asking.library
        if isinstance(library, GuildLibrary) and library.catch_up(base.overlay) > MAX_FRESH:
            self._run(self._settle(guild_id, base), f"index of guild {guild_id}")

    async def _settle(self, guild_id: int, base: _Base) -> None:
        """Put all own facts of a guild into one layer, beside the event loop, unless they change meanwhile."""
        library = await asyncio.to_thread(GuildLibrary.settled, self.shared.library, base.overlay)
        newest = self._bases.get(guild_id)
        if newest is not None:
            newest.asking = Asking(library.renewed(newest.overlay))

    def _run(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._report(error, task.get_name())
