"""Use case: members suggest facts, or say that an answer is wrong, and curators decide about that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.curation.drafts import Draft
from bot.core.curation.revisions import FactKey, Revision
from bot.core.curation.suggestions import MAX_OPEN, REASON_CHARS, Suggestion, Verdict, checked
from bot.core.errors import UserError
from bot.core.guilds import Actor, require_curator
from bot.core.plain_text import plain
from bot.services.curation_ports import Suggestions
from bot.services.guild_settings import GuildSettingsService
from bot.services.locks import Locks

NO_SUCH_SUGGESTION = "I know of no such suggestion here."
IS_REMARK = "That says that an answer is wrong, which is no fact by itself. Edit the fact, or reject it."
TOO_MANY = f"{MAX_OPEN} suggestions of yours wait for a curator already. Please wait until one is decided."


class AlreadyDecided(UserError):
    """Another curator was first; `suggestion` tells who, and how it was decided."""

    def __init__(self, suggestion: Suggestion) -> None:
        super().__init__(f"Another curator was first: it has been {suggestion.verdict} already.")
        self.suggestion = suggestion


class Curator(Protocol):
    """Changes a guild's facts on behalf of a curator."""

    async def form(self, guild_id: int, actor: Actor, key: FactKey) -> tuple[Draft, int]:
        """Return the form to edit a fact with, and the id of the revision that it shows."""

    async def save(
        self, guild_id: int, actor: Actor, draft: Draft, *, fact_id: str = "", expected: int = 0
    ) -> Revision:
        """Keep a new fact, or an edit of the one of which `expected` was the newest revision.

        Raises:
            UserError: it cannot be kept as it is; nothing has changed.
        """


@dataclass(frozen=True, slots=True)
class Approved:
    """A suggestion that has become a revision."""

    suggestion: Suggestion
    revision: Revision


class Suggesting:
    """Keeps suggestions, and turns them into facts for those who may.

    A guild is served by one process, so one decision after another is made for each guild.
    """

    def __init__(
        self,
        suggestions: Suggestions,
        settings: GuildSettingsService,
        curator: Curator,
        clock: Callable[[], datetime],
    ) -> None:
        self._suggestions = suggestions
        self._settings = settings
        self._curator = curator
        self._clock = clock
        self._locks = Locks()

    async def review_channel(self, guild_id: int) -> int | None:
        """Return the channel where curators see suggestions; None where a guild has set none."""
        return (await self._settings.load(guild_id)).review_channel_id

    async def suggest(self, guild_id: int, actor: Actor, draft: Draft, *, fact_id: str = "") -> Suggestion:
        """Keep a fact that a member suggests or, with `fact_id`, what is wrong with that one.

        Raises:
            DraftRefused: something in it is missing or too long.
            UserError: too many suggestions of the member wait.
        """
        draft = checked(draft, is_remark=bool(fact_id))
        async with self._locks.of(guild_id):
            if await self._suggestions.count_open(guild_id, actor.user_id) >= MAX_OPEN:
                raise UserError(TOO_MANY)
            return await self._suggestions.add(guild_id, draft, fact_id=fact_id, by=actor.user_id, at=self._clock())

    async def posted(self, suggestion: Suggestion, message_id: int) -> None:
        """Remember the message that shows a suggestion to the curators."""
        await self._suggestions.posted(suggestion.guild_id, suggestion.id, message_id)

    async def mine(self, guild_id: int, user_id: int) -> tuple[Suggestion, ...]:
        """Return what a member has suggested in a guild, the newest first, decided or not."""
        return await self._suggestions.of_member(guild_id, user_id)

    async def waiting(self, guild_id: int, actor: Actor) -> tuple[Suggestion, ...]:
        """Return the open suggestions, the oldest first. Raises NotAllowed for all but curators."""
        await self._require(guild_id, actor)
        return await self._suggestions.waiting(guild_id)

    async def form(self, guild_id: int, actor: Actor, suggestion_id: int) -> tuple[Suggestion, Draft, int]:
        """Return an open suggestion, the form to edit it with, and the newest revision of the fact that it is about.

        Raises:
            NotAllowed: the actor is no curator.
            AlreadyDecided, UserError: it is not open (any more), or the fact that it is about is gone.
        """
        suggestion = await self.find(guild_id, actor, suggestion_id)
        if not suggestion.fact_id:
            return suggestion, suggestion.draft, 0
        key = suggestion.draft.show_id, suggestion.fact_id
        return suggestion, *await self._curator.form(guild_id, actor, key)

    async def find(self, guild_id: int, actor: Actor, suggestion_id: int) -> Suggestion:
        """Return an open suggestion. Raises NotAllowed, AlreadyDecided, and UserError for one that there is not."""
        await self._require(guild_id, actor)
        suggestion = await self._suggestions.load(guild_id, suggestion_id)
        if suggestion is None:
            raise UserError(NO_SUCH_SUGGESTION)
        if suggestion.verdict is not Verdict.OPEN:
            raise AlreadyDecided(suggestion)
        return suggestion

    async def approve(
        self, guild_id: int, actor: Actor, suggestion_id: int, draft: Draft | None = None, *, expected: int = 0
    ) -> Approved:
        """Make a suggestion a fact, as it is or as `draft` has it.

        The fact is kept before the suggestion is closed: dying in between leaves one that is open, and not a lost one.

        Raises:
            NotAllowed: the actor is no curator.
            AlreadyDecided: another curator was first; nothing has changed.
            UserError: it cannot become a fact as it is, and stays open.
        """
        async with self._locks.of(guild_id):
            suggestion = await self.find(guild_id, actor, suggestion_id)
            if suggestion.fact_id and draft is None:
                raise UserError(IS_REMARK)
            revision = await self._curator.save(
                guild_id, actor, draft or suggestion.draft, fact_id=suggestion.fact_id, expected=expected
            )
            return Approved(await self._decide(suggestion, Verdict.APPROVED, actor), revision)

    async def reject(self, guild_id: int, actor: Actor, suggestion_id: int, reason: str = "") -> Suggestion:
        """Close a suggestion, maybe with a reason for the member. Raises NotAllowed, AlreadyDecided, UserError."""
        async with self._locks.of(guild_id):
            suggestion = await self.find(guild_id, actor, suggestion_id)
            return await self._decide(suggestion, Verdict.REJECTED, actor, plain(reason)[:REASON_CHARS])

    async def _decide(self, suggestion: Suggestion, verdict: Verdict, actor: Actor, reason: str = "") -> Suggestion:
        guild_id, id_ = suggestion.guild_id, suggestion.id
        is_first = await self._suggestions.decide(
            guild_id, id_, verdict, by=actor.user_id, at=self._clock(), reason=reason
        )
        decided = await self._suggestions.load(guild_id, id_)
        if decided is None:
            raise UserError(NO_SUCH_SUGGESTION)
        if not is_first:
            raise AlreadyDecided(decided)
        return decided

    async def _require(self, guild_id: int, actor: Actor) -> None:
        require_curator(await self._settings.load(guild_id), actor)
