"""Use case: a guild's question lists, to be dealt in its quizzes. Who may change them is decided by `files`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import datetime

from bot.core.errors import UserError
from bot.core.quiz.lists import KeptList, QuestionList, free_id, renamed
from bot.services.curation_ports import QuestionLists

MAX_LISTS = 20
MAX_QUESTIONS = 20_000
"""In all lists of one guild."""
_MAX_LOADED = 10

TAKEN_BY_LIST = "A question list here is called that already: give the show another name for the command."
NO_LIST = "I have no such question list here (any more)."
FULL = f"This server has {MAX_LISTS} question lists, as many as I can keep. Remove one first: /facts lists."
TOO_MANY = f"This server would have more than {MAX_QUESTIONS:,} questions in its lists, as many as I can keep."


class GuildLists:
    """Keeps and finds lists; those that were used last stay in memory, since they never change."""

    def __init__(self, lists: QuestionLists) -> None:
        self._lists = lists
        self._loaded: OrderedDict[tuple[int, str, datetime], QuestionList] = OrderedDict()

    async def of_guild(self, guild_id: int) -> tuple[KeptList, ...]:
        """Return the lists of a guild, in the order of their titles."""
        return await self._lists.of_guild(guild_id)

    async def require_free(self, guild_id: int, show_id: str) -> None:
        """Let a guild have a show of its own. Raises UserError where a list has its id, by which points are kept."""
        if any(it.heading.id == show_id for it in await self._lists.of_guild(guild_id)):
            raise UserError(TAKEN_BY_LIST)

    async def load(self, guild_id: int, list_id: str) -> QuestionList:
        """Return a list with its questions. Raises UserError where the guild has none of that id."""
        kept = next((it for it in await self._lists.of_guild(guild_id) if it.heading.id == list_id), None)
        if kept is None:
            raise UserError(NO_LIST)
        key = guild_id, list_id, kept.at
        found = self._loaded.get(key) or await self._lists.load(guild_id, list_id)
        if found is None:
            raise UserError(NO_LIST)
        self._loaded[key] = found
        self._loaded.move_to_end(key)
        if len(self._loaded) > _MAX_LOADED:
            self._loaded.popitem(last=False)
        return found

    async def titled(self, guild_id: int, title: str) -> list[QuestionList]:
        """Return the lists of a guild with a title."""
        return [
            await self.load(guild_id, it.heading.id)
            for it in await self._lists.of_guild(guild_id)
            if it.heading.title == title
        ]

    async def put(
        self, guild_id: int, questions: QuestionList, taken: Collection[str], *, by: int, at: datetime
    ) -> str:
        """Keep a new list beside those that there are, and return the id that it got.

        Args:
            taken: Ids of shows, by which a list cannot be called as well.
        Raises:
            UserError: a guild cannot have that many.
        """
        while True:
            kept = await self._lists.of_guild(guild_id)
            if len(kept) >= MAX_LISTS:
                raise UserError(FULL)
            if sum(it.count for it in kept) + len(questions.questions) > MAX_QUESTIONS:
                raise UserError(TOO_MANY)
            list_id = free_id(questions.id, {*taken, *(it.heading.id for it in kept)})
            if await self._lists.put(guild_id, renamed(questions, list_id), by=by, at=at):
                return list_id

    async def remove(self, guild_id: int, list_id: str, at: datetime) -> None:
        """Delete the list that was put then. Raises UserError where it is not there (any more)."""
        if not await self._lists.remove(guild_id, list_id, at):
            raise UserError(NO_LIST)
