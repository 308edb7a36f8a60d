"""The ports in memory. They are trusted because they pass the contract suite, as the database does."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from itertools import count
from typing import TypeVar

from bot.core.errors import ChannelTaken
from bot.core.guilds import GuildSettings
from bot.core.quiz.boards import PAGE_ROWS, Board, Figures, Row
from bot.core.quiz.game import Game, Phase
from bot.core.quiz.leaving import NOBODY
from bot.core.quiz.scoring import Award, Given
from bot.services.ports import PlayedRound, Storage
from tests.curation_fakes import FakeGaps, FakeQuestionLists, FakeRevisions, FakeSuggestions
from tests.privacy_fakes import FakeDepartures, FakePeople, Fakes

T = TypeVar("T")
RoundKey = tuple[int, int, int]
"""Guild, game, number."""


@dataclass
class Result:
    """What one answer earned."""

    round: RoundKey
    user_id: int
    show_id: str
    topic_id: str
    at: datetime
    is_solo: bool
    award: Award | None

    @property
    def guild_id(self) -> int:
        return self.round[0]


@dataclass
class Shelf:
    """What all fakes of one bot keep together."""

    games: dict[int, Game] = field(default_factory=dict)
    answers: dict[RoundKey, dict[int, Given]] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    rounds: dict[RoundKey, str] = field(default_factory=dict)
    departed: set[tuple[int, int]] = field(default_factory=set)
    ids: Iterator[int] = field(default_factory=lambda: count(1))


class FakeGames:
    """Games in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.asked_in: dict[int, dict[str, datetime]] = {}

    async def begin(self, game: Game) -> Game:
        if not game.is_solo and any(it.channel_id == game.channel_id for it in self._running(game.guild_id)):
            raise ChannelTaken
        kept = replace(game, id=next(self._shelf.ids))
        self._shelf.games[kept.id] = kept
        return kept

    async def save(self, game: Game) -> None:
        before = self._shelf.games.get(game.id)
        if before and before.guild_id == game.guild_id:
            self._shelf.games[game.id] = replace(game, deal=before.deal)

    async def add_answer(self, game: Game, given: Given) -> None:
        self._shelf.answers.setdefault(_round_key(game), {})[given.user_id] = given

    async def score(self, game: Game, at: datetime) -> None:
        key = _round_key(game)
        if key not in self._shelf.rounds:
            question = game.dealt.question
            self._shelf.rounds[key] = question.show_id
            self._shelf.answers.setdefault(key, {}).update(game.round.answers)
            self._shelf.results += _results(game, at)
            self._shelf.departed -= {(game.guild_id, user_id) for user_id in game.round.answers}
        self.asked_in.setdefault(game.guild_id, {})[game.dealt.question.id] = at
        await self.save(game)

    async def running(self) -> list[Game]:
        return [self._with_answers(game) for game in self._running()]

    async def load(self, guild_id: int, game_id: int) -> Game | None:
        game = self._shelf.games.get(game_id)
        return self._with_answers(game) if game and game.guild_id == guild_id else None

    async def played(self, guild_id: int, game_id: int, number: int) -> PlayedRound | None:
        key = guild_id, game_id, number
        if key not in self._shelf.rounds:
            return None
        answers = self._shelf.answers.get(key, {}).values()
        return PlayedRound(
            game_id=game_id,
            number=number,
            dealt=self._shelf.games[game_id].deal[number - 1],
            answers=tuple(sorted(answers, key=lambda it: (it.seconds, it.user_id))),
            awarded=frozenset(it.user_id for it in self._shelf.results if it.round == key and it.award),
        )

    async def asked(self, guild_id: int) -> Mapping[str, datetime]:
        return dict(self.asked_in.get(guild_id, {}))

    def _running(self, guild_id: int | None = None) -> list[Game]:
        games = (it for it in self._shelf.games.values() if it.phase is not Phase.ENDED and not it.is_solo)
        return [it for it in games if guild_id in {None, it.guild_id}]

    def _with_answers(self, game: Game) -> Game:
        hinted = game.round.hinted
        answers = {
            user_id: replace(given, is_hinted=given.is_hinted or user_id in hinted)
            for user_id, given in self._shelf.answers.get(_round_key(game), {}).items()
        }
        return replace(game, round=replace(game.round, answers=answers))


@dataclass(frozen=True)
class Reported:
    """A question that was reported, and who had to do with it."""

    at: datetime
    is_good: bool | None
    by: int
    settled_by: int = NOBODY

    @property
    def people(self) -> set[int]:
        return {self.by, self.settled_by} - {NOBODY}


class FakeRulings:
    """Accepted answers and reports in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.accepted_in: dict[tuple[int, str], dict[str, tuple[datetime, int]]] = {}  # with who accepted it
        self.reports: dict[tuple[int, str], Reported] = {}

    async def accept(
        self,
        guild_id: int,
        question_id: str,
        text: str,
        *,
        by: int,
        at: datetime,
        played: PlayedRound,
        awards: Sequence[Award],
    ) -> tuple[Award, ...]:
        self.accepted_in.setdefault((guild_id, question_id), {}).setdefault(text, (at, by))
        of_round = [it for it in self._shelf.results if it.round == (guild_id, played.game_id, played.number)]
        missed = {result.user_id: result for result in of_round if result.award is None}
        given = tuple(award for award in awards if award.user_id in missed)
        for award in given:
            missed[award.user_id].award = award
        return given

    async def accepted(self, guild_id: int) -> Mapping[str, tuple[str, ...]]:
        return {
            question_id: tuple(sorted(texts, key=lambda text: (texts[text][0], text)))
            for (guild, question_id), texts in self.accepted_in.items()
            if guild == guild_id
        }

    async def report(self, guild_id: int, question_id: str, *, by: int, at: datetime) -> bool:
        before = self.reports.get((guild_id, question_id))
        is_new = before is None or bool(before.is_good)
        if is_new:
            self.reports[guild_id, question_id] = Reported(at, None, by)
        return is_new

    async def reported(self, guild_id: int) -> Mapping[str, datetime]:
        waiting = {key[1]: it.at for key, it in self.reports.items() if key[0] == guild_id and it.is_good is None}
        return dict(sorted(waiting.items(), key=lambda it: (it[1], it[0])))

    async def out(self, guild_id: int) -> frozenset[str]:
        return frozenset(key[1] for key, it in self.reports.items() if key[0] == guild_id and not it.is_good)

    async def settle(self, guild_id: int, question_id: str, *, is_good: bool, by: int, at: datetime) -> bool:
        before = self.reports.get((guild_id, question_id))
        if before is None or before.is_good is not None:
            return False
        self.reports[guild_id, question_id] = replace(before, is_good=is_good, settled_by=by)
        return True

    def forget(self, user_id: int, guild_id: int) -> None:
        """Take somebody's name from what they said."""
        for (guild, _), texts in self.accepted_in.items():
            if guild == guild_id:
                texts.update({text: (at, NOBODY) for text, (at, by) in texts.items() if by == user_id})
        for key, it in self.reports.items():
            if key[0] == guild_id and user_id in it.people:
                by = NOBODY if it.by == user_id else it.by
                settled_by = NOBODY if it.settled_by == user_id else it.settled_by
                self.reports[key] = replace(it, by=by, settled_by=settled_by)


class FakeScores:
    """Leaderboards and figures in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def board(
        self,
        guild_id: int,
        *,
        since: datetime | None,
        show_id: str | None,
        page: int,
        user_id: int,
        hides_departed: bool,
    ) -> Board:
        earned: dict[int, list[Result]] = {}
        for result in self._counting(guild_id, show_id):
            is_hidden = hides_departed and (guild_id, result.user_id) in self._shelf.departed
            if (since is None or result.at >= since) and (result.user_id == user_id or not is_hidden):
                earned.setdefault(result.user_id, []).append(result)
        rows = _ranked(earned)
        page = max(0, min(page, (len(rows) - 1) // PAGE_ROWS))
        on_page = rows[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
        return Board(tuple(on_page), page, len(rows), next((row for row in rows if row.user_id == user_id), None))

    async def figures(self, guild_id: int, user_id: int, show_id: str | None = None) -> Figures | None:
        own = [it for it in self._counting(guild_id, show_id) if it.user_id == user_id]
        if not own:
            return None
        awards = [it.award for it in own if it.award]
        games = {it.round[:2] for it in own}
        asked = [key for key, show in self._shelf.rounds.items() if key[:2] in games and show_id in {None, show}]
        return Figures(
            points=sum(award.points for award in awards),
            games=len(games),
            rounds=len(asked),
            answered=len(own),
            right=len(awards),
            best_streak=max((award.streak for award in awards), default=0),
            average_s=sum(award.seconds for award in awards) / len(awards) if awards else None,
            best_topic_id=_best_topic(own),
        )

    async def depart(self, guild_id: int, user_ids: Collection[int]) -> None:
        self._shelf.departed |= {(guild_id, user_id) for user_id in user_ids}

    def _counting(self, guild_id: int, show_id: str | None) -> Iterable[Result]:
        named = (it for it in self._shelf.results if it.user_id >= 0)
        of_guild = (it for it in named if it.guild_id == guild_id and not it.is_solo)
        return (it for it in of_guild if show_id in {None, it.show_id})


class FakeSettings:
    """Guilds' settings in memory; counts how often they are read."""

    def __init__(self) -> None:
        self.kept: dict[int, GuildSettings] = {}
        self.loads = 0

    async def load(self, guild_id: int) -> GuildSettings:
        self.loads += 1
        return self.kept.get(guild_id, GuildSettings())

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        self.kept[guild_id] = settings


def fake_storage() -> Storage:
    """Return all ports over one memory."""
    shelf = Shelf()
    fakes = Fakes(
        *(shelf, FakeGames(shelf), FakeRulings(shelf), FakeSettings()),
        *(FakeRevisions(), FakeSuggestions(), FakeGaps(), FakeQuestionLists()),
    )
    return Storage(
        games=fakes.games,
        rulings=fakes.rulings,
        scores=FakeScores(shelf),
        settings=fakes.settings,
        revisions=fakes.revisions,
        suggestions=fakes.suggestions,
        gaps=fakes.gaps,
        people=FakePeople(fakes),
        departures=FakeDepartures(fakes),
        lists=fakes.lists,
    )


def slowly(act: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    """Let an act take a moment, in which others can act, as it does in a database."""

    async def later(*arguments: object, **named: object) -> T:
        await asyncio.sleep(0)
        return await act(*arguments, **named)

    return later


def _round_key(game: Game) -> RoundKey:
    return game.guild_id, game.id, game.round.number


def _results(game: Game, at: datetime) -> list[Result]:
    question, awards = game.dealt.question, {award.user_id: award for award in game.round.awards}
    return [
        Result(_round_key(game), user_id, question.show_id, question.topic_id, at, game.is_solo, awards.get(user_id))
        for user_id in game.round.answers
    ]


def _ranked(earned: Mapping[int, Sequence[Result]]) -> list[Row]:
    totals = {user_id: sum(it.award.points for it in results if it.award) for user_id, results in earned.items()}
    ordered = sorted((it for it in totals if totals[it] > 0), key=lambda it: (-totals[it], it))
    return [
        Row(
            place=1 + sum(totals[other] > totals[user_id] for other in ordered),
            user_id=user_id,
            points=totals[user_id],
            right=sum(it.award is not None for it in earned[user_id]),
            answered=len(earned[user_id]),
        )
        for user_id in ordered
    ]


def _best_topic(results: Sequence[Result]) -> str:
    by_topic: dict[str, list[bool]] = {}
    for it in results:
        by_topic.setdefault(f"{it.show_id}/{it.topic_id}", []).append(it.award is not None)
    telling = [topic for topic, answers in by_topic.items() if len(answers) >= 3]
    shares = {topic: Fraction(sum(by_topic[topic]), len(by_topic[topic])) for topic in telling}
    return min(telling, key=lambda topic: (-shares[topic], -len(by_topic[topic]), topic), default="")
