"""The questions that a guild can be asked: of the facts of its shows or in its lists, without those reported there."""

from __future__ import annotations

import random
from collections import OrderedDict
from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.guilds import QuizDefaults
from bot.core.knowledge.facts import Pack
from bot.core.quiz.dealing import Order, deal
from bot.core.quiz.judging import Judge
from bot.core.quiz.question import Dealt, Question
from bot.core.quiz.questions import make_questions, names_of
from bot.services.asking import Asking
from bot.services.ports import Games, Rulings
from bot.services.question_lists import GuildLists

_MAX_JUDGES = 100

NO_QUESTIONS = "I have no questions for that. Try another topic, style or difficulty."


class QuestionBank:
    """Deals questions, and knows who judges the answers."""

    def __init__(self, asking: Asking, games: Games, rulings: Rulings, rng: random.Random, lists: GuildLists) -> None:
        self._asking = asking
        self._games = games
        self._rulings = rulings
        self._rng = rng
        self.lists = lists
        self._made: dict[str, tuple[Pack, tuple[Question, ...]]] = {}
        self._judges: OrderedDict[tuple[str, ...], tuple[object, Judge]] = OrderedDict()

    async def deal(
        self,
        guild_id: int,
        show_id: str | None,
        topic_id: str | None,
        wanted: QuizDefaults,
        *,
        list_id: str | None = None,
    ) -> tuple[Dealt, ...]:
        """Return the questions of a game, fewer than wanted where there are no more.

        Args:
            list_id: The guild's list that they are from, instead of from shows.
        Raises:
            UserError: the show, or the topic in it, or the list is not known, or there is no such question.
        """
        known = (
            self._of_shows(show_id, topic_id)
            if list_id is None
            else (await self.lists.load(guild_id, list_id)).questions
        )
        out = await self._rulings.out(guild_id)
        questions = [question for question in known if question.id not in out]
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
        """Return a question of a loaded show or of a guild's list; None when it is not made (any more)."""
        questions = [question for show in self._asking.shows for question in self._questions(show)]
        list_id = question_id.partition("/")[0]
        if any(it.heading.id == list_id for it in await self.lists.of_guild(guild_id)):
            questions += (await self.lists.load(guild_id, list_id)).questions
        return next((question for question in questions if question.id == question_id), None)

    def judge(self, show_ids: Sequence[str], deal: Sequence[Dealt] = ()) -> Judge:
        """Return the judge of typed answers who knows all names in shows, of those that are loaded.

        Args:
            deal: The questions of the game; of those from lists, the judge knows the answers and options too.
        """
        shows = tuple(show for show in self._asking.shows if show.id in show_ids)
        listed = [it.question for it in deal if not it.question.fact_key]
        told = frozenset(name for question in listed for name in (question.answer, *question.wrong))
        known = self._judges.get(tuple(show_ids))
        if known is None or known[0] != (shows, told):
            names = told.union(*map(names_of, shows))
            known = self._judges[tuple(show_ids)] = (shows, told), Judge(names)
        self._judges.move_to_end(tuple(show_ids))
        if len(self._judges) > _MAX_JUDGES:
            self._judges.popitem(last=False)
        return known[1]

    def _of_shows(self, show_id: str | None, topic_id: str | None) -> list[Question]:
        shows = self._asking.shows if show_id is None else (self._asking.show(show_id),)
        if topic_id is not None:
            self._check_topic(shows, topic_id)
        return [question for show in shows for question in self._questions(show)]

    def _questions(self, show: Pack) -> tuple[Question, ...]:
        made = self._made.get(show.id)
        if made is None or made[0] is not show:
            made = self._made[show.id] = show, make_questions(show)
        return made[1]

    @staticmethod
    def _check_topic(shows: Sequence[Pack], topic_id: str) -> None:
        topics = dict.fromkeys(topic.id for show in shows for topic in show.topics)
        if topic_id not in topics:
            raise UserError(f"I have no such topic. There are {', '.join([*topics][:25])}.")
