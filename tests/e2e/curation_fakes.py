"""What curation stands on, in memory: bases that are laid together anew after each change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.curation.checking import holding
from bot.core.curation.revisions import OwnFact
from bot.core.knowledge.answering import Status
from bot.core.knowledge.facts import Pack
from bot.services.asking import Asking
from bot.services.catalogue import Catalogue
from bot.services.curating import Curating
from bot.services.guild_settings import GuildSettingsService
from tests.curation_fakes import FakeRevisions
from tests.e2e.fakes import FakeLibrary


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
