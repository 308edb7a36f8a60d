"""What curation stands on, in memory: revisions, and bases that are laid together anew after each change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.curation.checking import holding
from bot.core.curation.revisions import UNTOUCHED, Change, Overlay, OwnFact, OwnShow, Revision
from bot.core.knowledge.answering import Status
from bot.core.knowledge.facts import Pack
from bot.services.asking import Asking
from bot.services.catalogue import Catalogue
from bot.services.curating import Curating
from bot.services.curation_ports import Conflict
from bot.services.guild_settings import GuildSettingsService
from tests.e2e.fakes import FakeLibrary

PAGE = 10


class FakeRevisions:
    """Revisions in memory."""

    def __init__(self) -> None:
        self.kept: list[Revision] = []
        self.faults: list[Exception] = []

    async def record(
        self, guild_id: int, changes: Sequence[Change], *, by: int, at: datetime, is_batch: bool = False
    ) -> tuple[Revision, ...]:
        if self.faults:
            raise self.faults.pop()
        made: list[Revision] = []
        for change in changes:
            newest = self._of(guild_id, (change.show_id, change.fact_id))
            if (newest[-1].id if newest else 0) != change.expected:
                raise Conflict(newest[-1])
            before = newest[-1].state if newest else UNTOUCHED
            place = len(self.kept) + len(made) + 1, guild_id, change.show_id, change.fact_id
            made.append(Revision(*place, change.act, change.state, before, by, at))
        self.kept += made
        return tuple(made)

    async def overlay(self, guild_id: int) -> Overlay:
        newest = {it.key: it for it in self._of(guild_id)}
        states = {key: (it.id, it.state) for key, it in newest.items() if it.state != UNTOUCHED}
        return Overlay(states, version=max((it.id for it in self._of(guild_id)), default=0))

    async def history(self, guild_id: int, *, key=None, page: int = 0) -> tuple[tuple[Revision, ...], int]:
        found = self._of(guild_id, key)[::-1]
        return tuple(found[page * PAGE : (page + 1) * PAGE]), len(found)

    async def find(self, guild_id: int, revision_id: int) -> Revision | None:
        return next((it for it in self._of(guild_id) if it.id == revision_id), None)

    async def batch(self, guild_id: int, batch_id: int) -> tuple[Revision, ...]:
        return tuple(it for it in self._of(guild_id) if batch_id and it.batch_id == batch_id)

    async def newest(self, guild_id: int, show_id: str, fact_id: str) -> Revision | None:
        return next(iter(self._of(guild_id, (show_id, fact_id))[::-1]), None)

    async def switch(self, guild_id: int, show_id: str, *, is_on: bool, by: int, at: datetime) -> None:
        raise NotImplementedError

    async def create_show(self, guild_id: int, show: OwnShow, *, by: int, at: datetime) -> bool:
        raise NotImplementedError

    async def changed_since(self, version: int) -> tuple[int, frozenset[int]]:
        return len(self.kept), frozenset(it.guild_id for it in self.kept if it.id > version)

    def _of(self, guild_id: int, key=None) -> list[Revision]:
        return [it for it in self.kept if it.guild_id == guild_id and key in (None, it.key)]


class FakeBases:
    """The base of each guild: shared packs with what the guild changed."""

    def __init__(self, shared: Asking, revisions: FakeRevisions, library: Callable = FakeLibrary) -> None:
        self._shared, self._revisions, self._library = shared, revisions, library
        self._made: dict[tuple[int, int], Asking] = {}

    async def asking_of(self, guild_id: int) -> Asking:
        key = guild_id, (await self._revisions.overlay(guild_id)).version
        if key not in self._made:
            self._made[key] = Asking(self._library(await self._packs(guild_id)))
        return self._made[key]

    async def try_fact(self, guild_id: int, show_id: str, own: OwnFact, replacing: str | None) -> list[tuple[str, str]]:
        packs = await self._packs(guild_id)
        asking = Asking(self._library(tuple(holding(it, own) if it.id == show_id else it for it in packs)))
        answers = [(line, asking.ask(line, show_id)) for line in (own.fact.question, *own.fact.asked)]
        return [(line, it.entries[0].key if it.status is Status.ANSWERED else "") for line, it in answers]

    async def _packs(self, guild_id: int) -> tuple[Pack, ...]:
        overlay = await self._revisions.overlay(guild_id)
        packs = {pack.id: pack for pack in self._shared.shows}
        for (show_id, fact_id), (_, state) in overlay.states.items():
            pack = packs[show_id]
            packs[show_id] = replace(pack, facts=tuple(it for it in pack.facts if it.id != fact_id))
            if state.own:
                packs[show_id] = holding(packs[show_id], state.own)
        return tuple(packs.values())


def make_curating(
    shared: Asking,
    settings: GuildSettingsService,
    revisions: FakeRevisions,
    clock: Callable[[], datetime],
    *,
    library: Callable = FakeLibrary,
    on_change: Callable[[int], None] = lambda guild_id: None,
) -> Curating:
    """Return the use case over fakes."""
    bases = FakeBases(shared, revisions, library)
    catalogue = Catalogue(revisions, bases.asking_of, shared)
    return Curating(
        *(revisions, settings, bases.asking_of, clock), catalogue=catalogue, trial=bases, on_change=on_change
    )
