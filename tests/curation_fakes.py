"""The ports of curation in memory. They are trusted because they pass the contract suite, as the database does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count

from bot.core.curation.drafts import Draft
from bot.core.curation.gaps import MAX_GAPS, PAGE_GAPS, Gap, GapPage, crowded_out, ranked
from bot.core.curation.revisions import (
    EVERY_GUILD,
    PAGE_REVISIONS,
    UNTOUCHED,
    Change,
    FactKey,
    Overlay,
    OwnShow,
    Revision,
    conflicting,
    revised,
)
from bot.core.curation.suggestions import Suggestion, Verdict
from bot.core.quiz.leaving import NOBODY
from bot.core.quiz.lists import KeptList, QuestionList
from bot.services.curation_ports import Conflict


class FakeRevisions:
    """Revisions and shows in memory."""

    def __init__(self) -> None:
        self.kept: list[Revision] = []
        self._off: dict[int, dict[str, int]] = {}  # with who switched it
        self._shows: dict[int, dict[str, tuple[OwnShow, int]]] = {}  # with who made it
        self._versions: dict[int, int] = {}

    async def record(
        self, guild_id: int, changes: Sequence[Change], *, by: int, at: datetime, is_batch: bool = False
    ) -> tuple[Revision, ...]:
        newest = {it.key: it for it in self.kept if it.guild_id == guild_id}
        conflict = conflicting(changes, newest)
        if conflict:
            raise Conflict(conflict)
        made = revised(guild_id, changes, newest, first_id=self._newest() + 1, by=by, at=at, is_batch=is_batch)
        self.kept += made
        if made:
            self._versions[guild_id] = made[-1].id
        return made

    async def overlay(self, guild_id: int) -> Overlay:
        newest = {it.key: it for it in self.kept if it.guild_id == guild_id}
        shows = self._shows.get(guild_id, {})
        return Overlay(
            states={key: (it.id, it.state) for key, it in newest.items() if it.state != UNTOUCHED},
            off=frozenset(self._off.get(guild_id, ())),
            own_shows=tuple(shows[show_id][0] for show_id in sorted(shows)),
            version=self._versions.get(guild_id, 0),
        )

    async def history(
        self, guild_id: int, *, key: FactKey | None = None, page: int = 0
    ) -> tuple[tuple[Revision, ...], int]:
        found = [it for it in reversed(self.kept) if it.guild_id == guild_id and key in {None, it.key}]
        start = max(0, page) * PAGE_REVISIONS
        return tuple(found[start : start + PAGE_REVISIONS]), len(found)

    async def find(self, guild_id: int, revision_id: int) -> Revision | None:
        return next((it for it in self.kept if (it.guild_id, it.id) == (guild_id, revision_id)), None)

    async def batch(self, guild_id: int, batch_id: int) -> tuple[Revision, ...]:
        return tuple(it for it in self.kept if batch_id and (it.guild_id, it.batch_id) == (guild_id, batch_id))

    async def newest(self, guild_id: int, show_id: str, fact_id: str) -> Revision | None:
        found, _ = await self.history(guild_id, key=(show_id, fact_id))
        return found[0] if found else None

    async def newest_ids(self, guild_id: int) -> dict[FactKey, int]:
        return {it.key: it.id for it in self.kept if it.guild_id == guild_id}

    async def switch(self, guild_id: int, show_id: str, *, is_on: bool, by: int, at: datetime) -> None:
        off = self._off.setdefault(guild_id, {})
        if (show_id in off) is is_on:
            if off.pop(show_id, None) is None:
                off[show_id] = by
            self._versions[guild_id] = self._newest() + 1

    async def create_show(self, guild_id: int, show: OwnShow, *, by: int, at: datetime) -> bool:
        shows = self._shows.setdefault(guild_id, {})
        if show.id in shows:
            return False
        shows[show.id] = show, by
        self._versions[guild_id] = self._newest() + 1
        return True

    async def changed_since(self, version: int) -> tuple[int, frozenset[int]]:
        return self._newest(), frozenset(guild for guild, newest in self._versions.items() if newest > version)

    def rows(self) -> Iterator[tuple[str, int, frozenset[int]]]:
        """Yield the table, the guild and the people of each row that the database would have."""
        yield from (("revisions", it.guild_id, _named(it.by)) for it in self.kept)
        yield from (("shows_off", guild, _named(by)) for guild, off in self._off.items() for by in off.values())
        for guild, shows in self._shows.items():
            yield from (("own_shows", guild, _named(by)) for _, by in shows.values())

    def forget(self, user_id: int, guild_id: int) -> None:
        """Take somebody's name from what they did."""
        is_theirs = [(it.guild_id, it.by) == (guild_id, user_id) for it in self.kept]
        self.kept = [replace(it, by=NOBODY) if theirs else it for it, theirs in zip(self.kept, is_theirs, strict=True)]
        off, shows = self._off.get(guild_id, {}), self._shows.get(guild_id, {})
        off.update({show_id: NOBODY for show_id, by in off.items() if by == user_id})
        shows.update({show_id: (show, NOBODY) for show_id, (show, by) in shows.items() if by == user_id})

    def purge(self, guild_id: int) -> None:
        """Delete all of a guild."""
        version = self._newest() + 1
        self.kept = [it for it in self.kept if it.guild_id != guild_id]
        for kept in (self._off, self._shows, self._versions):
            kept.pop(guild_id, None)
        self._versions[EVERY_GUILD] = version

    def _newest(self) -> int:
        return max(self._versions.values(), default=0)


class FakeSuggestions:
    """Suggestions in memory."""

    def __init__(self) -> None:
        self.kept: dict[int, Suggestion] = {}
        self._ids = count(1)

    async def add(self, guild_id: int, draft: Draft, *, fact_id: str, by: int, at: datetime) -> Suggestion:
        kept = Suggestion(next(self._ids), guild_id, draft, by, at, fact_id)
        self.kept[kept.id] = kept
        return kept

    async def count_open(self, guild_id: int, user_id: int) -> int:
        return sum(it.by == user_id for it in await self.waiting(guild_id))

    async def posted(self, guild_id: int, suggestion_id: int, message_id: int) -> None:
        kept = await self.load(guild_id, suggestion_id)
        if kept:
            self.kept[suggestion_id] = replace(kept, message_id=message_id)

    async def load(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        kept = self.kept.get(suggestion_id)
        return kept if kept and kept.guild_id == guild_id else None

    async def of_member(self, guild_id: int, user_id: int, limit: int = 10) -> tuple[Suggestion, ...]:
        found = (it for it in self.kept.values() if it.guild_id == guild_id and it.by == user_id)
        return tuple(sorted(found, key=lambda it: (it.at, it.id), reverse=True)[:limit])

    async def waiting(self, guild_id: int) -> tuple[Suggestion, ...]:
        found = (it for it in self.kept.values() if it.guild_id == guild_id and it.verdict is Verdict.OPEN)
        return tuple(sorted(found, key=lambda it: (it.at, it.id)))

    async def decide(
        self, guild_id: int, suggestion_id: int, verdict: Verdict, *, by: int, at: datetime, reason: str = ""
    ) -> bool:
        kept = await self.load(guild_id, suggestion_id)
        if kept is None or kept.verdict is not Verdict.OPEN:
            return False
        self.kept[suggestion_id] = replace(kept, verdict=verdict, decided_by=by, reason=reason)
        return True

    def forget(self, user_id: int, guild_id: int) -> None:
        """Take somebody's name from what they suggested and decided."""
        for it in [it for it in self.kept.values() if it.guild_id == guild_id]:
            by = NOBODY if it.by == user_id else it.by
            decided_by = NOBODY if it.decided_by == user_id else it.decided_by
            self.kept[it.id] = replace(it, by=by, decided_by=decided_by)


class FakeGaps:
    """Questions without an answer in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], Gap] = {}
        self.muted: set[tuple[int, str]] = set()

    async def log(self, guild_id: int, key: str, text: str, *, show_id: str, at: datetime) -> None:
        if (guild_id, key) in self.muted:
            return
        kept = self.kept.setdefault((guild_id, key), Gap(key, text, 0, at, at, show_id))
        self.kept[guild_id, key] = replace(kept, count=kept.count + 1, last_at=max(kept.last_at, at))
        for gap in crowded_out(self._of(guild_id), key) if len(self.kept) > MAX_GAPS else ():
            del self.kept[guild_id, gap.key]

    async def top(self, guild_id: int, page: int) -> GapPage:
        found = ranked(self._of(guild_id))
        page = max(0, min(page, (len(found) - 1) // PAGE_GAPS))
        return GapPage(tuple(found[page * PAGE_GAPS : (page + 1) * PAGE_GAPS]), page, len(found))

    async def load(self, guild_id: int, key: str) -> Gap | None:
        return self.kept.get((guild_id, key))

    async def forget(self, guild_id: int, keys: Sequence[str], *, is_for_good: bool = False) -> int:
        if is_for_good:
            self.muted |= {(guild_id, key) for key in keys}
        return sum(self.kept.pop((guild_id, key), None) is not None for key in keys)

    async def all(self, guild_id: int, limit: int = 1000) -> tuple[Gap, ...]:
        return tuple(ranked(self._of(guild_id))[:limit])

    async def sweep(self, before: datetime) -> int:
        old = [key for key, gap in self.kept.items() if gap.last_at < before]
        for key in old:
            del self.kept[key]
        return len(old)

    def _of(self, guild_id: int) -> list[Gap]:
        return [gap for (guild, _), gap in self.kept.items() if guild == guild_id]


def _named(user_id: int) -> frozenset[int]:
    return frozenset({user_id} - {NOBODY})


class FakeQuestionLists:
    """Question lists in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], tuple[KeptList, QuestionList]] = {}

    async def put(self, guild_id: int, questions: QuestionList, *, by: int, at: datetime) -> bool:
        kept = KeptList(questions.heading, len(questions.questions), by, at)
        return self.kept.setdefault((guild_id, questions.id), (kept, questions))[0] is kept

    async def of_guild(self, guild_id: int) -> tuple[KeptList, ...]:
        found = (kept for (guild, _), (kept, _) in self.kept.items() if guild == guild_id)
        return tuple(sorted(found, key=lambda it: (it.heading.title, it.heading.id)))

    async def load(self, guild_id: int, list_id: str) -> QuestionList | None:
        return self.kept[guild_id, list_id][1] if (guild_id, list_id) in self.kept else None

    async def remove(self, guild_id: int, list_id: str, at: datetime) -> bool:
        found = self.kept.get((guild_id, list_id))
        return found is not None and found[0].at == at and self.kept.pop((guild_id, list_id)) is found

    def forget(self, user_id: int, guild_id: int) -> None:
        for key, (it, questions) in self.kept.items():
            if key[0] == guild_id and it.by == user_id:
                self.kept[key] = replace(it, by=NOBODY), questions
