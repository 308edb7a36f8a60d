"""The questions that a guild can be asked: made of the facts of its shows, without those that are reported there."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence

from bot.core.errors import UserError
from bot.core.guilds import QuizDefaults
from bot.core.knowledge.facts import Pack
from bot.core.quiz.dealing import Order, deal
from bot.core.quiz.judging import Judge
from bot.core.quiz.question import Dealt, Question
from bot.core.quiz.questions import make_questions, names_of
from bot.services.asking import Asking
from bot.services.ports import Games, Rulings

MAX_PACKS = 64
AskingOf = Callable[[int], Awaitable[Asking]]

NO_QUESTIONS = "I have no questions for that. Try another topic, style or difficulty."


class QuestionBank:
    """Deals questions, and knows who judges the answers.

    Args:
        asking_of: Returns what a guild's base is, given its id; 0 for outside of guilds.
    """

    def __init__(self, asking_of: AskingOf, games: Games, rulings: Rulings, rng: random.Random) -> None:
        self._asking_of = asking_of
        self._games = games
        self._rulings = rulings
        self._rng = rng
        self._made: OrderedDict[int, tuple[Pack, tuple[Question, ...]]] = OrderedDict()
        self._judges: OrderedDict[tuple[int, ...], tuple[tuple[Pack, ...], Judge]] = OrderedDict()

    async def deal(
        self, guild_id: int, show_id: str | None, topic_id: str | None, wanted: QuizDefaults
    ) -> tuple[Dealt, ...]:
        """Return the questions of a game, fewer than wanted where there are no more.

        Raises:
            UserError: the show, or the topic in it, is not known, or there is no such question.
        """
        asking = await self._asking_of(guild_id)
        shows = asking.shows if show_id is None else (asking.show(show_id),)
        if topic_id is not None:
            self._check_topic(shows, topic_id)
        out = await self._rulings.out(guild_id)
        questions = [question for show in shows for question in self._questions(show) if question.id not in out]
        order = Order(
            wanted.questions,
            style=wanted.style,
            seconds=wanted.seconds,
            difficulty=wanted.difficulty,
            topic_id=topic_id,
        )
        dealt = deal(questions, order, await self._games.asked(guild_id), self._rng)
        if not dealt:
            raise UserError(NO_QUESTIONS)
        return dealt

    async def find(self, guild_id: int, question_id: str) -> Question | None:
        """Return a question of a guild's show; None when it is not made (any more)."""
        shows = (await self._asking_of(guild_id)).shows
        questions = (question for show in shows for question in self._questions(show))
        return next((question for question in questions if question.id == question_id), None)

    async def judge(self, guild_id: int, show_ids: Sequence[str]) -> Judge:
        """Return the judge of typed answers who knows all names in shows of a guild."""
        shows = tuple(show for show in (await self._asking_of(guild_id)).shows if show.id in show_ids)
        known, judge = self._judges.pop(key := tuple(map(id, shows)), ((), None))
        if judge is None or known != shows:
            names: frozenset[str] = frozenset().union(*map(names_of, shows))
            judge = Judge(names)
        self._judges[key] = shows, judge
        if len(self._judges) > MAX_PACKS:
            self._judges.popitem(last=False)
        return judge

    def _questions(self, show: Pack) -> tuple[Question, ...]:
        """Return the questions of a pack, made once for as long as it is in use."""
        pack, made = self._made.pop(id(show), (None, ()))
        if pack is not show:
            made = make_questions(show)
        self._made[id(show)] = show, made
        if len(self._made) > MAX_PACKS:
            self._made.popitem(last=False)
        return made

    @staticmethod
    def _check_topic(shows: Sequence[Pack], topic_id: str) -> None:
        topics = dict.fromkeys(topic.id for show in shows for topic in show.topics)
        if topic_id not in topics:
            raise UserError(f"I have no such topic. There are {', '.join([*topics][:25])}.")
