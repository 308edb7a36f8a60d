"""Use case: curators take their guild's facts out as files, and files in: packs as facts, other lists for quizzes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.curation.exporting import own_part
from bot.core.curation.limits import MAX_FILE_BYTES, MAX_OWN_SHOWS, TITLE_CHARS
from bot.core.curation.naming import is_free
from bot.core.curation.overlaying import base_packs, states_of
from bot.core.curation.proposing import FactsProposal, Proposal, propose_facts, propose_list, require_room
from bot.core.curation.revisions import Change, Overlay, OwnShow, Revision, undone
from bot.core.curation.uploads import PackUpload
from bot.core.curation.wording import Unfit, line
from bot.core.errors import DataFault, Fault, UserError
from bot.core.guilds import Actor, require_curator
from bot.core.knowledge.facts import Pack
from bot.core.quiz.list_options import with_options
from bot.core.quiz.lists import ListReading
from bot.services.curation_ports import Conflict, Revisions
from bot.services.guild_settings import GuildSettingsService
from bot.services.locks import Locks
from bot.services.pack_files import PackFiles, Reader, Writer, pack_files
from bot.services.question_lists import GuildLists

TOO_LARGE = f"That file is larger than the {MAX_FILE_BYTES // 1024:,} KiB that I read."
NOT_HERE = "I have no such show here."
NO_OWN_FACTS = "has no facts of this server's own yet."
NO_FACTS = "has no facts here yet."
SWITCHED_OFF = "The show of that file is switched off here. Switch it on first: /shows on."
SHOWS_FULL = f"This server has {MAX_OWN_SHOWS} shows of its own, as many as I can keep."
TAKEN = "Another show here has the command or the title of the show in that file already."
NOTHING_NEW = "There is nothing in that file to apply."
NO_IMPORT = "I know of no such import here."
IS_UNDONE = "That has been undone already, or all of it has been changed since."


class FileRefused(UserError):
    """Nothing of a file can be used; `faults` say why, each with its line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("I can use nothing of that file.")
        self.faults = faults


class Outdated(UserError):
    """Somebody has changed a fact since the file was read; `newest` is their revision. Nothing was applied."""

    def __init__(self, newest: Revision) -> None:
        super().__init__(
            f"Somebody has changed the fact {newest.fact_id} in the meantime, so I have changed nothing. "
            "Send the file again to see what it would change now."
        )
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done. `batch_id` names the facts for `undo`; `list_id` and `at` name the list."""

    proposal: Proposal
    at: datetime
    batch_id: int = 0
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo brought back. `changed_since` are facts that were changed after the import, which stay so."""

    revisions: tuple[Revision, ...]
    changed_since: tuple[str, ...]

    @property
    def batch_id(self) -> int:
        """Names what was brought back, to undo that in turn."""
        return self.revisions[0].batch_id


class Files:
    """Exports and imports for those who may, and only for those.

    Args:
        shared: The packs that all guilds share.
        read: Returns what a file holds; raises DataFault for one that cannot be used.
        write: Returns a pack as the text of a file.
        on_change: Called with the id of a guild after each change of its facts.
        changing: A guild's lock, shared with all that changes its facts, so that none goes over a limit beside another.
    """

    def __init__(
        self,
        revisions: Revisions,
        lists: GuildLists,
        settings: GuildSettingsService,
        shared: Sequence[Pack],
        clock: Callable[[], datetime],
        *,
        read: Reader,
        write: Writer,
        on_change: Callable[[int], object] = lambda _: None,
        changing: Locks | None = None,
    ) -> None:
        self.lists = lists
        self._revisions = revisions
        self._settings = settings
        self._shared = shared
        self._clock = clock
        self._read = read
        self._write = write
        self._on_change = on_change
        self._changing = changing or Locks()
        self._reading = asyncio.Semaphore(1)  # one large file at a time is enough for the others to wait for

    async def require(self, guild_id: int, actor: Actor) -> None:
        """Let somebody import and export. Raises NotAllowed for who may not, at this moment."""
        require_curator(await self._settings.load(guild_id), actor)

    async def shows(self, guild_id: int) -> tuple[Pack, ...]:
        """Return the shows of a guild, its own facts among them."""
        return await self._base(await self._revisions.overlay(guild_id))

    async def export(self, guild_id: int, actor: Actor, show_id: str, *, merged: bool) -> PackFiles:
        """Return a show as files, each a pack of at most MAX_FILE_BYTES that can be checked and imported.

        Args:
            merged: All facts of the show as the guild has it, instead of the guild's own alone.
        Raises:
            NotAllowed: the actor is no curator.
            UserError: there is no such show, or no such fact in it.
        """
        await self.require(guild_id, actor)
        overlay = await self._revisions.overlay(guild_id)
        pack = next((it for it in await self._base(overlay) if it.id == show_id), None)
        if pack is None:
            raise UserError(NOT_HERE)
        if not merged:
            pack = own_part(pack, {fact_id for fact_id, state in states_of(pack.id, overlay).items() if state.own})
        if not pack.facts:
            raise UserError(f"{pack.title} {NO_FACTS if merged else NO_OWN_FACTS}")
        if self._shared_pack(pack.id) is None:
            pack = replace(pack, summary="")  # which says only that it is a guild's
        stem = pack.id if merged else f"{pack.id}-own"
        return await asyncio.to_thread(pack_files, pack, stem, self._read, self._write)

    async def read(self, guild_id: int, actor: Actor, name: str, data: bytes) -> Proposal:
        """Return what a file would change; nothing has changed yet.

        Raises:
            NotAllowed: the actor is no curator.
            FileRefused: nothing of it can be used.
            UserError: a guild cannot have that much, or not that show.
        """
        await self.require(guild_id, actor)
        if len(data) > MAX_FILE_BYTES:
            raise UserError(TOO_LARGE)
        async with self._reading:
            return await self._proposal(guild_id, name, data)

    async def _proposal(self, guild_id: int, name: str, data: bytes) -> Proposal:
        try:
            upload = await asyncio.to_thread(self._read, name, data)
        except DataFault as fault:
            raise FileRefused(fault.faults) from None
        if isinstance(upload, ListReading):
            known = await self.lists.titled(guild_id, upload.list.title)
            complete = replace(upload, list=await asyncio.to_thread(with_options, upload.list))
            return propose_list(complete, known, guild_id=guild_id, file=name)
        return await self._propose_facts(guild_id, name, upload)

    async def apply(self, guild_id: int, actor: Actor, proposal: Proposal) -> Applied:
        """Do what was proposed, all or nothing.

        Raises:
            NotAllowed: the actor is no curator (any more).
            Outdated: somebody has changed one of the facts meanwhile.
            UserError: there is nothing to do, or no room (any more).
        """
        await self.require(guild_id, actor)
        if proposal.guild_id != guild_id:
            raise UserError(NO_IMPORT)
        async with self._changing.of(guild_id):
            return await self._applied(guild_id, actor, proposal)

    async def _applied(self, guild_id: int, actor: Actor, proposal: Proposal) -> Applied:
        if isinstance(proposal, FactsProposal):
            return await self._apply_facts(guild_id, actor, proposal)
        if proposal.is_known or not proposal.list.questions:
            raise UserError(NOTHING_NEW)
        now = self._now()
        overlay = await self._revisions.overlay(guild_id)
        taken = {show.id for show in self._shared} | {show.id for show in overlay.own_shows}
        list_id = await self.lists.put(guild_id, proposal.list, taken, by=actor.user_id, at=now)
        return Applied(proposal, now, list_id=list_id)

    async def undo(self, guild_id: int, actor: Actor, batch_id: int) -> Undone:
        """Bring back how facts were before an import, or before an undo of one, as one change.

        Raises:
            NotAllowed: the actor is no curator.
            Outdated: somebody changes one of the facts at the same time.
            UserError: there is no such import, or nothing of it is left to undo.
        """
        await self.require(guild_id, actor)
        async with self._changing.of(guild_id):
            return await self._undone(guild_id, actor, batch_id)

    async def _undone(self, guild_id: int, actor: Actor, batch_id: int) -> Undone:
        made = await self._revisions.batch(guild_id, batch_id)
        if not made:
            raise UserError(NO_IMPORT)
        newest = await self._revisions.newest_ids(guild_id)
        changes = [undone(it, it) for it in made if newest.get(it.key) == it.id]
        if not changes:
            raise UserError(IS_UNDONE)
        overlay = await self._revisions.overlay(guild_id)
        require_room(overlay, {(it.show_id, it.fact_id): it.state for it in changes})
        brought_back = await self._record(guild_id, actor, changes)
        return Undone(brought_back, tuple(it.fact_id for it in made if newest.get(it.key) != it.id))

    async def _propose_facts(self, guild_id: int, name: str, upload: PackUpload) -> FactsProposal:
        overlay = await self._revisions.overlay(guild_id)
        shared = self._shared_pack(upload.pack.id)
        if shared and shared.id in overlay.off:
            raise UserError(SWITCHED_OFF)
        newest = await self._revisions.newest_ids(guild_id)
        proposal = await asyncio.to_thread(propose_facts, upload, shared, overlay, newest, guild_id=guild_id, file=name)
        if proposal.is_new_show:
            await self._require_free(guild_id, proposal.show, overlay)
        return proposal

    async def _apply_facts(self, guild_id: int, actor: Actor, proposal: FactsProposal) -> Applied:
        if not proposal.changes:
            raise UserError(NOTHING_NEW)
        overlay, now, show = await self._revisions.overlay(guild_id), self._now(), proposal.show
        require_room(overlay, {(it.show_id, it.fact_id): it.state for it in proposal.changes})
        if proposal.is_new_show and show.id not in {it.id for it in overlay.own_shows}:
            await self._require_free(guild_id, show, overlay)
            await self._revisions.create_show(guild_id, show, by=actor.user_id, at=now)
        made = await self._record(guild_id, actor, proposal.changes)
        return Applied(proposal, now, made[0].batch_id)

    async def _record(self, guild_id: int, actor: Actor, changes: Sequence[Change]) -> tuple[Revision, ...]:
        """Keep changes as one batch. Raises Outdated."""
        try:
            return await self._revisions.record(guild_id, changes, by=actor.user_id, at=self._clock(), is_batch=True)
        except Conflict as conflict:
            raise Outdated(conflict.newest) from None
        finally:
            self._on_change(guild_id)

    async def _base(self, overlay: Overlay) -> tuple[Pack, ...]:
        """Return a guild's shows; beside the event loop, as that takes long where a guild has changed much."""
        return await asyncio.to_thread(base_packs, self._shared, overlay)

    def _now(self) -> datetime:
        """Return the time as it can be kept: in whole milliseconds."""
        now = self._clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def _shared_pack(self, show_id: str) -> Pack | None:
        return next((it for it in self._shared if it.id == show_id), None)

    async def _require_free(self, guild_id: int, show: OwnShow, overlay: Overlay) -> None:
        """Let a guild have another show. Raises UserError for one that it cannot have."""
        if len(overlay.own_shows) >= MAX_OWN_SHOWS:
            raise UserError(SHOWS_FULL)
        try:
            line(show.title, TITLE_CHARS, missing="is empty")
        except Unfit as unfit:
            raise UserError(f"The title of the show in that file {unfit}.") from None
        if not is_free(show, self._shared, overlay.own_shows):
            raise UserError(TAKEN)
        await self.lists.require_free(guild_id, show.id)
