"""What curation needs from outside. As in `ports`: a method is one transaction, kept when it returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.curation.drafts import Draft
from bot.core.curation.gaps import Gap, GapPage
from bot.core.curation.revisions import Change, FactKey, Overlay, OwnShow, Revision
from bot.core.curation.suggestions import Suggestion, Verdict
from bot.core.errors import UserError
from bot.core.quiz.lists import KeptList, QuestionList


class Conflict(UserError):
    """Somebody else has changed the same fact in the meantime; `newest` is their revision."""

    def __init__(self, newest: Revision) -> None:
        super().__init__("Somebody else has changed that fact in the meantime.")
        self.newest = newest


class Revisions(Protocol):
    """Keeps what guilds changed about their facts, for ever."""

    async def record(
        self, guild_id: int, changes: Sequence[Change], *, by: int, at: datetime, is_batch: bool = False
    ) -> tuple[Revision, ...]:
        """Keep changes, all or none, and return them as revisions, in order; `is_batch` gives them one batch id.

        Raises:
            Conflict: a fact's newest revision is not the one that its change expected. Nothing kept is no conflict.
        """

    async def overlay(self, guild_id: int) -> Overlay:
        """Return all that a guild has changed."""

    async def history(
        self, guild_id: int, *, key: tuple[str, str] | None = None, page: int = 0
    ) -> tuple[tuple[Revision, ...], int]:
        """Return one page of ten revisions, of one fact or of all, the newest first, and how many there are in all."""

    async def find(self, guild_id: int, revision_id: int) -> Revision | None:
        """Return a revision of a guild; None when it has none of that id."""

    async def batch(self, guild_id: int, batch_id: int) -> tuple[Revision, ...]:
        """Return the revisions that were made at once, in order."""

    async def newest(self, guild_id: int, show_id: str, fact_id: str) -> Revision | None:
        """Return the newest revision of a fact; None for one that the guild never changed."""

    async def newest_ids(self, guild_id: int) -> Mapping[FactKey, int]:
        """Return the id of the newest revision of each fact that the guild ever changed."""

    async def switch(self, guild_id: int, show_id: str, *, is_on: bool, by: int, at: datetime) -> None:
        """Switch a shared show on or off."""

    async def create_show(self, guild_id: int, show: OwnShow, *, by: int, at: datetime) -> bool:
        """Keep a new show of a guild; return whether its id was free."""

    async def changed_since(self, version: int) -> tuple[int, frozenset[int]]:
        """Return the newest version of all, and the guilds that changed anything after `version`, by any process.

        `EVERY_GUILD` is among them when all that a guild had changed was deleted.
        """


class Suggestions(Protocol):
    """Keeps what members suggested."""

    async def add(self, guild_id: int, draft: Draft, *, fact_id: str, by: int, at: datetime) -> Suggestion:
        """Keep a new suggestion and return it with its id."""

    async def count_open(self, guild_id: int, user_id: int) -> int:
        """Return how many suggestions of a member wait."""

    async def posted(self, guild_id: int, suggestion_id: int, message_id: int) -> None:
        """Keep which message shows a suggestion to the curators."""

    async def load(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        """Return a suggestion; None when the guild has none of that id."""

    async def of_member(self, guild_id: int, user_id: int, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what a member has suggested in a guild, the newest first, decided or not."""

    async def waiting(self, guild_id: int) -> tuple[Suggestion, ...]:
        """Return the open suggestions of a guild, the oldest first."""

    async def decide(
        self, guild_id: int, suggestion_id: int, verdict: Verdict, *, by: int, at: datetime, reason: str = ""
    ) -> bool:
        """Close an open suggestion; return False, and change nothing, when somebody has decided it before."""


class Gaps(Protocol):
    """Keeps questions without an answer, and nothing about who asked them."""

    async def log(self, guild_id: int, key: str, text: str, *, show_id: str, at: datetime) -> None:
        """Count a question; one that a curator has called not about the show is passed over.

        Where a guild has more than MAX_GAPS then, those go that are `crowded_out`.
        """

    async def top(self, guild_id: int, page: int) -> GapPage:
        """Return one page of a guild's gaps, the most asked first, of equal ones the newest."""

    async def load(self, guild_id: int, key: str) -> Gap | None:
        """Return a gap; None when it is gone."""

    async def forget(self, guild_id: int, keys: Sequence[str], *, is_for_good: bool = False) -> int:
        """Delete gaps and return how many; `is_for_good` passes over such questions in future."""

    async def all(self, guild_id: int, limit: int = 1000) -> tuple[Gap, ...]:
        """Return the most asked gaps."""

    async def sweep(self, before: datetime) -> int:
        """Delete, in all guilds, what was last asked before a time; return how many."""


class QuestionLists(Protocol):
    """Keeps question lists that guilds have imported."""

    async def put(self, guild_id: int, questions: QuestionList, *, by: int, at: datetime) -> bool:
        """Keep a new list; return whether its id was free. One that is there stays as it is."""

    async def of_guild(self, guild_id: int) -> tuple[KeptList, ...]:
        """Return the lists of a guild, without their questions, in the order of their titles and ids."""

    async def load(self, guild_id: int, list_id: str) -> QuestionList | None:
        """Return a list with its questions; None when the guild has none of that id."""

    async def remove(self, guild_id: int, list_id: str, at: datetime) -> bool:
        """Delete the list that was put then; return whether it was there."""
