"""Use case: curators add, edit, remove and restore facts of their guild, and undo any change at any time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.curation.checking import check, draft_of, holding
from bot.core.curation.differing import HistoryPage, Undoing, differences
from bot.core.curation.drafts import Draft, DraftRefused, FieldFault
from bot.core.curation.limits import MAX_OWN_FACTS
from bot.core.curation.naming import free_id, ids_for
from bot.core.curation.quizzing import quiz_question
from bot.core.curation.revisions import HIDDEN, Act, Change, FactKey, OwnFact, Revision, State, undone
from bot.core.errors import UserError
from bot.core.guilds import Actor, require_curator
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack
from bot.services.catalogue import AskingOf, Catalogue, Listed, Standing
from bot.services.curation_ports import Conflict, Revisions
from bot.services.guild_settings import GuildSettingsService
from bot.services.locks import Locks
from bot.services.previewing import Preview, Trial, Tried, answering_today

NO_SUCH_FACT = "I have no such fact here. Choose one from the list that appears while you type."
NO_SUCH_CHANGE = "I know of no such change here."
UNCHANGED = "That is how it is already."
IS_REMOVED = "That fact has been removed. Restore it first."
NOT_REMOVED = "That fact has not been removed."
FULL = "This server has {:,} facts of its own, as many as I can keep. Remove one first."


class Curating:
    """Changes guilds' facts for those who may, and only for those.

    Args:
        trial: Tells what a fact would answer.
        max_facts: How many facts of its own a guild may have.
        on_change: Called with the id of a guild after each change of its facts.
        changing: A guild's lock, shared with all that changes its facts, so that none goes over a limit beside another.
    """

    def __init__(
        self,
        revisions: Revisions,
        settings: GuildSettingsService,
        asking_of: AskingOf,
        clock: Callable[[], datetime],
        *,
        catalogue: Catalogue,
        trial: Trial,
        on_change: Callable[[int], None],
        max_facts: int = MAX_OWN_FACTS,
        changing: Locks | None = None,
    ) -> None:
        self._revisions = revisions
        self._settings = settings
        self._asking_of = asking_of
        self._clock = clock
        self._trial = trial
        self._on_change = on_change
        self._max_facts = max_facts
        self._changing = changing or Locks()
        self.catalogue = catalogue

    async def require(self, guild_id: int, actor: Actor) -> None:
        """Let somebody change a guild's facts. Raises NotAllowed for who may not, at this moment."""
        require_curator(await self._settings.load(guild_id), actor)

    async def fact(self, guild_id: int, actor: Actor, key: FactKey) -> Listed:
        """Return a fact of a guild, removed or not. Raises NotAllowed, and UserError for one that it does not have."""
        await self.require(guild_id, actor)
        listed = await self.catalogue.find(guild_id, key)
        if listed is None:
            raise UserError(NO_SUCH_FACT)
        return listed

    async def form(self, guild_id: int, actor: Actor, key: FactKey) -> tuple[Draft, int]:
        """Return the form to edit a fact with, and the revision that it shows. Raises as `fact` does."""
        await self.require(guild_id, actor)
        seen = await self._newest_id(guild_id, key)  # before the fact: a change between the two is to be a conflict
        listed = await self.fact(guild_id, actor, key)
        if listed.standing is Standing.REMOVED:
            raise UserError(IS_REMOVED)
        return draft_of(listed.own), seen

    async def preview(self, guild_id: int, actor: Actor, draft: Draft, fact_id: str = "") -> Preview:
        """Return what a form comes to; `fact_id` names the fact that it edits.

        Raises:
            NotAllowed: the actor is no curator.
            DraftRefused: the form cannot be taken as it is.
            UserError: the fact that it edits is gone.
        """
        pack, own = await self._checked(guild_id, actor, draft, fact_id)
        asking = await self._asking_of(guild_id)
        answers = await self._trial.try_fact(guild_id, pack.id, own, fact_id or None)
        tried = tuple(Tried(question, by, *answering_today(asking, pack, question)) for question, by in answers)
        quiz = await asyncio.to_thread(quiz_question, pack, own)
        return Preview(own, Entry(holding(pack, own), own.fact), tried, quiz)

    async def save(
        self, guild_id: int, actor: Actor, draft: Draft, *, fact_id: str = "", expected: int = 0
    ) -> Revision:
        """Keep a new fact, or with `fact_id` an edit of the one of which `expected` was the newest revision.

        Raises:
            Conflict: somebody else has changed the fact since then.
            NotAllowed, DraftRefused, UserError: as `preview`; UserError as well for an edit that changes nothing, and
                when the guild has as many facts as it can.
        """
        pack, own = await self._checked(guild_id, actor, draft, fact_id)
        if not fact_id:
            return await self._add(guild_id, actor, pack, own)
        newest = await self._revisions.newest(guild_id, pack.id, fact_id)
        if newest and newest.id != expected:
            raise Conflict(newest)
        listed = await self.fact(guild_id, actor, (pack.id, fact_id))
        if listed.standing is Standing.REMOVED:
            raise UserError(IS_REMOVED)
        if listed.own == own:
            raise UserError(UNCHANGED)
        seen = newest.id if newest else 0
        return await self._record(guild_id, actor, Change(pack.id, fact_id, Act.EDIT, State(own), seen))

    async def remove(self, guild_id: int, actor: Actor, key: FactKey) -> Revision:
        """Hide a fact, shared or own. Raises NotAllowed, Conflict, and UserError for one that is not there."""
        listed = await self.fact(guild_id, actor, key)
        if listed.standing is Standing.REMOVED:
            raise UserError(UNCHANGED)
        return await self._record(
            guild_id, actor, Change(*key, Act.REMOVE, HIDDEN, await self._newest_id(guild_id, key))
        )

    async def restore(self, guild_id: int, actor: Actor, key: FactKey) -> Revision:
        """Bring a removed fact back as it was. Raises NotAllowed, Conflict, and UserError for one that is there."""
        listed = await self.fact(guild_id, actor, key)
        if listed.standing is not Standing.REMOVED:
            raise UserError(NOT_REMOVED)
        expected = await self._newest_id(guild_id, key)
        state = await self.catalogue.state_before(guild_id, key)
        return await self._record(guild_id, actor, Change(*key, Act.RESTORE, state, expected))

    async def undoing(self, guild_id: int, actor: Actor, revision_id: int) -> Undoing:
        """Return what undoing a change would do. Raises NotAllowed, and UserError where it is undone already."""
        await self.require(guild_id, actor)
        revision = await self._revisions.find(guild_id, revision_id)
        newest = await self._revisions.newest(guild_id, *revision.key) if revision else None
        if revision is None or newest is None:
            raise UserError(NO_SUCH_CHANGE)
        if newest.state == revision.before:
            raise UserError(UNCHANGED)
        now, then = (self.catalogue.version_in(it, revision.key) for it in (newest.state, revision.before))
        return Undoing(revision, newest.id, then, differences(now, then))

    async def undo(self, guild_id: int, actor: Actor, revision_id: int, expected: int) -> Revision:
        """Bring back how a fact was before a change, whatever came later; that is a change too.

        Raises:
            Conflict: `expected` is no longer the fact's newest revision.
            NotAllowed, UserError: as `undoing`.
        """
        revision = (await self.undoing(guild_id, actor, revision_id)).revision
        newest = await self._revisions.newest(guild_id, *revision.key)
        if newest is None or newest.id != expected:
            raise Conflict(newest or revision)
        return await self._record(guild_id, actor, undone(revision, newest))

    async def history(self, guild_id: int, actor: Actor, key: FactKey | None = None, page: int = 0) -> HistoryPage:
        """Return changes of a fact, or of all of a guild's facts. Raises NotAllowed."""
        await self.require(guild_id, actor)
        revisions, total = await self._revisions.history(guild_id, key=key, page=page)
        versions = self.catalogue.version_in
        changes = ((it, differences(versions(it.before, it.key), versions(it.state, it.key))) for it in revisions)
        return HistoryPage(tuple(changes), page, total)

    async def _checked(self, guild_id: int, actor: Actor, draft: Draft, fact_id: str) -> tuple[Pack, OwnFact]:
        original = (await self.fact(guild_id, actor, (draft.show_id, fact_id))).own if fact_id else None
        await self.require(guild_id, actor)
        pack = next((it for it in await self.catalogue.shows(guild_id) if it.id == draft.show_id), None)
        if pack is None:
            raise DraftRefused(draft, (FieldFault("show", "is missing, or none that I know here"),))
        free = free_id(next(iter(draft.asked.split("\n"))), {fact.id for fact in pack.facts}, "fact")
        today = self._clock().date()
        return pack, check(draft, pack, fact_id=fact_id or free, today=today, original=original)

    async def _add(self, guild_id: int, actor: Actor, pack: Pack, own: OwnFact) -> Revision:
        """Keep a new fact under an id that no fact of the show has, or ever had in this guild."""
        taken = {fact.id for fact in pack.facts}
        for fact_id in ids_for(own.fact.question, "fact"):
            if fact_id in taken or await self._newest_id(guild_id, (pack.id, fact_id)):
                continue
            named = replace(own, fact=replace(own.fact, id=fact_id))
            try:
                return await self._record(guild_id, actor, Change(pack.id, fact_id, Act.ADD, State(named)))
            except Conflict:
                continue  # somebody took the id in this moment
        raise AssertionError("there is always another id")

    async def _record(self, guild_id: int, actor: Actor, change: Change) -> Revision:
        async with self._changing.of(guild_id):
            overlay = await self.catalogue.overlay(guild_id)
            _, before = overlay.states.get((change.show_id, change.fact_id), (0, State()))
            if change.state.own and not before.own and overlay.own_count >= self._max_facts:
                raise UserError(FULL.format(self._max_facts))
            (revision,) = await self._revisions.record(guild_id, [change], by=actor.user_id, at=self._clock())
        self._on_change(guild_id)
        return revision

    async def _newest_id(self, guild_id: int, key: FactKey) -> int:
        newest = await self._revisions.newest(guild_id, *key)
        return newest.id if newest else 0
