"""A guild's facts as its curators see them: shared ones, own ones, edited ones, and those that were removed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from bot.core.curation.checking import holding, own_of
from bot.core.curation.revisions import EVERY_GUILD, UNTOUCHED, FactKey, Overlay, OwnFact, State
from bot.core.curation.searching import TextIndex
from bot.core.knowledge.answering import Entry, fact_text
from bot.core.knowledge.facts import Fact, Pack
from bot.services.asking import Asking
from bot.services.curation_ports import Revisions

AskingOf = Callable[[int], Awaitable[Asking]]

MANY_FACTS = 500  # more are searched beside the event loop
_MAX_OVERLAYS = 200
_MAX_SHELVES = 50
_MAX_REMOVED = 20_000


class Standing(StrEnum):
    """Whose a fact is in a guild."""

    SHARED = "shared"
    OWN = "own"
    EDITED = "edited"
    REMOVED = "removed"


CHANGED = frozenset({Standing.OWN, Standing.EDITED, Standing.REMOVED})


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A fact of a guild.

    Attributes:
        fact: As it stands in the pack; for a removed one, as it did.
        kept: As the guild keeps it, or kept it before it was removed; None for a shared one.
    """

    pack: Pack
    fact: Fact
    standing: Standing
    kept: OwnFact | None = None

    @property
    def key(self) -> FactKey:
        """The show and the fact."""
        return self.pack.id, self.fact.id

    @property
    def own(self) -> OwnFact:
        """The fact with its source and its topic's title."""
        return self.kept or own_of(self.fact, self.pack)

    @property
    def entry(self) -> Entry:
        """The fact in a pack that holds it."""
        is_removed = self.standing is Standing.REMOVED
        return Entry(holding(self.pack, self.own) if is_removed else self.pack, self.fact)


class _Shelf:
    """A guild's facts as they were when it had this overlay and these answers, ready to be searched."""

    def __init__(self, overlay: Overlay, asking: Asking, facts: list[Listed]) -> None:
        self.overlay, self.asking, self.facts = overlay, asking, facts

    @cached_property
    def by_key(self) -> dict[FactKey, Listed]:
        """The facts by their keys."""
        return {it.key: it for it in self.facts}

    @cached_property
    def index(self) -> TextIndex:
        """The facts by the words of their questions and text."""
        return TextIndex([" . ".join((it.question, *it.asked, fact_text(it))) for it in (it.fact for it in self.facts)])

    def search(self, query: str, standings: Collection[Standing]) -> list[Listed]:
        """Return the facts nearest to a query, best first."""
        found = (self.facts[at] for at in self.index.near(query))
        return [it for it in found if it.standing in standings]


class Catalogue:
    """Looks up facts of guilds, as they are at that moment.

    Args:
        asking_of: Returns what answers in a guild.
        shared: What answers where nothing was changed.
    """

    def __init__(self, revisions: Revisions, asking_of: AskingOf, shared: Asking) -> None:
        self._revisions = revisions
        self._asking_of = asking_of
        self._shared = shared
        self._overlays: OrderedDict[int, tuple[int, Overlay]] = OrderedDict()
        self._shelves: OrderedDict[int, _Shelf] = OrderedDict()
        self._removed: OrderedDict[int, OwnFact] = OrderedDict()

    async def overlay(self, guild_id: int) -> Overlay:
        """Return all that a guild has changed, read anew only when anybody has changed anything there."""
        seen, overlay = self._overlays.pop(guild_id, (-1, Overlay()))
        version, changed = await self._revisions.changed_since(seen)
        if seen < 0 or not changed.isdisjoint((guild_id, EVERY_GUILD)):
            overlay = await self._revisions.overlay(guild_id)
        self._overlays[guild_id] = version, overlay
        if len(self._overlays) > _MAX_OVERLAYS:
            self._overlays.popitem(last=False)
        return overlay

    async def shows(self, guild_id: int) -> tuple[Pack, ...]:
        """Return the shows of a guild with its own facts in them."""
        return (await self._asking_of(guild_id)).shows

    async def facts(self, guild_id: int, standings: Collection[Standing] = tuple(Standing)) -> list[Listed]:
        """Return the facts of a guild, show by show, those that it removed last."""
        return [it for it in (await self._shelf(guild_id)).facts if it.standing in standings]

    async def find(self, guild_id: int, key: FactKey) -> Listed | None:
        """Return a fact of a guild, removed or not; None when the guild has none of that key."""
        return (await self._shelf(guild_id)).by_key.get(key)

    async def search(
        self, guild_id: int, query: str, standings: Collection[Standing] = tuple(Standing), limit: int | None = None
    ) -> list[Listed]:
        """Return the facts nearest to a query, by their questions and text, best first; all for a blank query."""
        shelf = await self._shelf(guild_id)
        if len(shelf.facts) < MANY_FACTS:
            return shelf.search(query, standings)[:limit]
        return (await asyncio.to_thread(shelf.search, query, standings))[:limit]

    async def _shelf(self, guild_id: int) -> _Shelf:
        overlay, asking = await self.overlay(guild_id), await self._asking_of(guild_id)
        shelf = self._shelves.pop(guild_id, None)
        if shelf is None or shelf.overlay is not overlay or shelf.asking is not asking:
            facts = [it for show in asking.shows for it in self._present(show, overlay)]
            for key, (revision_id, state) in overlay.states.items():
                show = next((it for it in asking.shows if it.id == key[0]), None)
                if show and state.is_hidden and (own := await self._last_seen(guild_id, key, revision_id)):
                    facts.append(Listed(show, own.fact, Standing.REMOVED, own))
            shelf = _Shelf(overlay, asking, facts)
        self._shelves[guild_id] = shelf
        if len(self._shelves) > _MAX_SHELVES:
            self._shelves.popitem(last=False)
        return shelf

    def version_in(self, state: State, key: FactKey) -> OwnFact | None:
        """Return the fact that a state stands for: the guild's own, the shared one, or none."""
        if state.own or state.is_hidden:
            return state.own
        pack = self._shared_pack(key[0])
        return next((own_of(fact, pack) for fact in pack.facts if fact.id == key[1]), None) if pack else None

    def _present(self, show: Pack, overlay: Overlay) -> Iterator[Listed]:
        shared = self._shared_pack(show.id)
        known = {fact.id for fact in shared.facts} if shared else set()
        for fact in show.facts:
            _, state = overlay.states.get((show.id, fact.id), (0, UNTOUCHED))
            own = Standing.EDITED if fact.id in known else Standing.OWN
            yield Listed(show, fact, own if state.own else Standing.SHARED, state.own)

    def _shared_pack(self, show_id: str) -> Pack | None:
        return next((pack for pack in self._shared.shows if pack.id == show_id), None)

    async def _last_seen(self, guild_id: int, key: FactKey, revision_id: int) -> OwnFact | None:
        """Return what a fact was like before its newest revision removed it."""
        if revision_id not in self._removed:
            own = self.version_in(await self.state_before(guild_id, key), key)
            if own is None:
                return None
            self._removed[revision_id] = own
            if len(self._removed) > _MAX_REMOVED:
                self._removed.popitem(last=False)
        return self._removed[revision_id]

    async def state_before(self, guild_id: int, key: FactKey) -> State:
        """Return the last state of a removed fact in which it was there."""
        past, _ = await self._revisions.history(guild_id, key=key)
        return next((it.before for it in past if not it.before.is_hidden), UNTOUCHED)
