"""Use case: questions that the bot could not answer are kept for a guild's curators, without who asked them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.core.curation.anonymity import anonymous
from bot.core.curation.gaps import Gap, GapPage
from bot.core.curation.grouping import gap_key, hero_of
from bot.core.errors import UserError
from bot.core.guilds import Actor, require_curator
from bot.core.knowledge.answering import Answer, Status
from bot.core.knowledge.facts import Fact
from bot.services.asking import Asking
from bot.services.curation_ports import Gaps
from bot.services.guild_settings import GuildSettingsService

GONE = "That question is gone: it was answered or forgotten, or nobody asked it for a month."
_TRIED_AT_ONCE = 5

AskingOf = Callable[[int], Awaitable[Asking]]


class GapKeeping:
    """Keeps the gaps of guilds that want that, and shows them to their curators."""

    def __init__(
        self, gaps: Gaps, settings: GuildSettingsService, asking_of: AskingOf, clock: Callable[[], datetime]
    ) -> None:
        self._gaps = gaps
        self._settings = settings
        self._asking_of = asking_of
        self._clock = clock

    async def log(self, guild_id: int, question: str, show_id: str = "") -> None:
        """Count a question that had no answer in a guild; without effect where the guild keeps none.

        Talk with the bot is passed over, and what has no word left without mentions, links and the like.
        """
        if not await self.is_on(guild_id):
            return
        text, asking = anonymous(question), await self._asking_of(guild_id)
        hero = hero_of(show for show in asking.shows if show_id in ("", show.id))
        key = gap_key(asking.read(text), hero) if text else ""
        if key:
            await self._gaps.log(guild_id, key, text, show_id=show_id, at=self._clock())

    async def is_on(self, guild_id: int) -> bool:
        """Tell whether a guild keeps its gaps."""
        return (await self._settings.load(guild_id)).keeps_gaps

    async def page(self, guild_id: int, actor: Actor, page: int) -> GapPage:
        """Return one page of gaps, the most asked first. Raises NotAllowed for all but curators."""
        await self._require(guild_id, actor)
        return await self._gaps.top(guild_id, page)

    async def find(self, guild_id: int, actor: Actor, key: str) -> Gap:
        """Return a gap. Raises NotAllowed, and UserError for one that is gone."""
        await self._require(guild_id, actor)
        gap = await self._gaps.load(guild_id, key)
        if gap is None:
            raise UserError(GONE)
        return gap

    async def forget(self, guild_id: int, actor: Actor, key: str) -> None:
        """Delete a gap until the question is asked again. Raises NotAllowed."""
        await self._require(guild_id, actor)
        await self._gaps.forget(guild_id, [key])

    async def dismiss(self, guild_id: int, actor: Actor, key: str) -> None:
        """Delete a gap that is not about the show, and pass over such questions for good. Raises NotAllowed."""
        await self._require(guild_id, actor)
        await self._gaps.forget(guild_id, [key], is_for_good=True)

    async def covered_by(self, guild_id: int, actor: Actor, fact: Fact) -> int:
        """Delete the gaps that the guild's base answers by now; return how often those were asked that `fact` answers.

        Raises:
            NotAllowed: the actor is no curator.
        """
        await self._require(guild_id, actor)
        asking, answered, times = await self._asking_of(guild_id), list[str](), 0
        for tried, gap in enumerate(await self._gaps.all(guild_id)):
            if tried % _TRIED_AT_ONCE == 0:
                await asyncio.sleep(0)  # others are answered meanwhile
            answer = _answer(asking, gap)
            if answer.status is Status.ANSWERED:
                answered.append(gap.key)
                times += gap.count if _is_by(answer, fact) else 0
        if answered:
            await self._gaps.forget(guild_id, answered)
        return times

    async def _require(self, guild_id: int, actor: Actor) -> None:
        require_curator(await self._settings.load(guild_id), actor)


def _answer(asking: Asking, gap: Gap) -> Answer:
    """Ask again as it was asked; where that show is gone, of all."""
    is_there = any(show.id == gap.show_id for show in asking.shows)
    return asking.ask(gap.text, gap.show_id if is_there else None)


def _is_by(answer: Answer, fact: Fact) -> bool:
    return any((entry.pack.id, entry.fact.id) == (fact.show_id, fact.id) for entry in answer.entries)
