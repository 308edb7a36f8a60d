"""The ports of privacy in memory: they look into the other fakes as the database looks into its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.core.quiz.leaving import NOBODY, without
from bot.services.privacy_ports import Counts, Export
from tests.curation_fakes import FakeGaps, FakeQuestionLists, FakeRevisions, FakeSuggestions

Kept = tuple[str, int, frozenset[int]]
"""A table, a guild, and the people named in the row."""


@dataclass
class Fakes:
    """What privacy looks into."""

    shelf: Any
    games: Any
    rulings: Any
    settings: Any
    revisions: FakeRevisions
    suggestions: FakeSuggestions
    gaps: FakeGaps
    lists: FakeQuestionLists
    left: dict[int, datetime] = field(default_factory=dict)


class FakePeople:
    """Counts and forgets in memory."""

    def __init__(self, fakes: Fakes) -> None:
        self._fakes = fakes

    async def about_user(self, user_id: int, guild_id: int | None = None) -> Counts:
        return Counter(table for table, guild, users in self.rows() if user_id in users and guild_id in {None, guild})

    async def about_guild(self, guild_id: int) -> Counts:
        return Counter(table for table, guild, _ in self.rows() if guild == guild_id)

    async def export(self, user_id: int) -> Export:
        found: dict[str, list[dict[str, object]]] = {}
        for table, guild, users in self.rows():
            if user_id in users:
                found.setdefault(table, []).append({"guild_id": str(guild)})
        return found

    async def forget(self, user_id: int, guild_id: int | None = None) -> int:
        touched = (await self.about_user(user_id, guild_id)).total()
        for guild in {guild for _, guild, _ in self.rows() if guild_id in {None, guild}}:
            self._forget(user_id, guild)
        return touched

    async def purge(self, guild_id: int) -> int:
        deleted = (await self.about_guild(guild_id)).total()
        fakes, shelf = self._fakes, self._fakes.shelf
        for kept in (shelf.games, fakes.suggestions.kept):
            for key in [key for key, it in kept.items() if it.guild_id == guild_id]:
                del kept[key]
        for kept in (fakes.games.asked_in, fakes.settings.kept, fakes.left):
            kept.pop(guild_id, None)
        by_key = (shelf.answers, shelf.rounds, fakes.rulings.accepted_in, fakes.rulings.reports, fakes.gaps.kept)
        for kept in (*by_key, fakes.lists.kept):
            for key in [key for key in kept if key[0] == guild_id]:
                del kept[key]
        shelf.results[:] = [it for it in shelf.results if it.guild_id != guild_id]
        shelf.departed -= {it for it in shelf.departed if it[0] == guild_id}
        fakes.gaps.muted -= {it for it in fakes.gaps.muted if it[0] == guild_id}
        if deleted:
            fakes.revisions.purge(guild_id)
        return deleted

    async def empty_texts(self, before: datetime) -> int:
        emptied = 0
        for (_, game_id, _), answers in self._fakes.shelf.answers.items():
            game = self._fakes.shelf.games[game_id]
            for user_id, it in answers.items() if game.ending and game.due_at < before else ():
                if it.option is None and (it.text or it.refused):
                    answers[user_id] = replace(it, text="", refused=())
                    emptied += 1
        return emptied

    def rows(self) -> Iterator[Kept]:
        fakes, shelf = self._fakes, self._fakes.shelf
        for game in shelf.games.values():
            named = {*game.standings, *game.round.hinted, *game.round.skips, game.starter_id} - {NOBODY}
            yield "games", game.guild_id, frozenset(named)
            yield "deals", game.guild_id, frozenset()
        for (guild, *_), answers in shelf.answers.items():
            yield from (("answers", guild, frozenset({user_id})) for user_id in answers)
        yield from (("rounds", key[0], frozenset()) for key in shelf.rounds)
        yield from (("results", it.guild_id, frozenset({it.user_id})) for it in shelf.results)
        yield from (("departed", guild, frozenset({user_id})) for guild, user_id in shelf.departed)
        yield from (("asked", guild, frozenset()) for guild, asked in fakes.games.asked_in.items() for _ in asked)
        yield from (("guild_settings", guild, frozenset()) for guild in fakes.settings.kept)
        for (guild, _), texts in fakes.rulings.accepted_in.items():
            yield from (("accepted_answers", guild, frozenset({by} - {NOBODY})) for _, by in texts.values())
        for (guild, _), report in fakes.rulings.reports.items():
            yield "reports", guild, frozenset(report.people)
        yield from fakes.revisions.rows()
        for it in fakes.suggestions.kept.values():
            yield "suggestions", it.guild_id, frozenset({it.by, it.decided_by} - {None, NOBODY})
        for (guild, _), (it, _) in fakes.lists.kept.items():
            yield "question_lists", guild, frozenset({it.by} - {NOBODY})
        yield from (("gaps", guild, frozenset()) for guild, _ in fakes.gaps.kept)
        yield from (("muted_gaps", guild, frozenset()) for guild, _ in fakes.gaps.muted)

    def _forget(self, user_id: int, guild_id: int) -> None:
        shelf = self._fakes.shelf
        for game in [it for it in shelf.games.values() if it.guild_id == guild_id]:
            if game.is_solo and game.starter_id == user_id:
                self._drop_game(game.id)
            else:
                shelf.games[game.id] = without(game, user_id)
        for key, answers in shelf.answers.items():
            if key[0] == guild_id:
                answers.pop(user_id, None)
        for it in shelf.results:
            if (it.guild_id, it.user_id) == (guild_id, user_id):
                of_round = [other.user_id for other in shelf.results if other.round == it.round]
                it.user_id = min(0, *of_round) - 1
        shelf.departed.discard((guild_id, user_id))
        self._fakes.rulings.forget(user_id, guild_id)
        self._fakes.revisions.forget(user_id, guild_id)
        self._fakes.suggestions.forget(user_id, guild_id)
        self._fakes.lists.forget(user_id, guild_id)

    def _drop_game(self, game_id: int) -> None:
        shelf = self._fakes.shelf
        del shelf.games[game_id]
        for kept in (shelf.answers, shelf.rounds):
            for key in [key for key in kept if key[1] == game_id]:
                del kept[key]
        shelf.results[:] = [it for it in shelf.results if it.round[1] != game_id]


class FakeDepartures:
    """Departures in memory."""

    def __init__(self, fakes: Fakes) -> None:
        self._people = FakePeople(fakes)
        self._left = fakes.left

    async def known(self) -> frozenset[int]:
        return frozenset({*self._left, *(guild for _, guild, _ in self._people.rows())}) - {0}

    async def leave(self, guild_ids: Collection[int], at: datetime) -> None:
        for guild_id in guild_ids:
            self._left.setdefault(guild_id, at)

    async def come_back(self, guild_ids: Collection[int]) -> int:
        return sum(self._left.pop(guild_id, None) is not None for guild_id in guild_ids)

    async def left_before(self, at: datetime) -> tuple[int, ...]:
        found = ((left, guild_id) for guild_id, left in self._left.items() if left < at)
        return tuple(guild_id for _, guild_id in sorted(found))
