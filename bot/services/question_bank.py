"""The questions that a guild can be asked: of the facts of its shows or in its lists, without those reported there."""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence

from bot.core.errors import UserError
from bot.core.guilds import QuizDefaults
from bot.core.knowledge.facts import Pack
from bot.core.quiz.dealing import Order, deal
from bot.core.quiz.game import Game
from bot.core.quiz.judging import Judge
from bot.core.quiz.jury import Jury
from bot.core.quiz.question import Dealt, Question
from bot.core.quiz.questions import make_questions, names_of
from bot.services.asking import Asking
from bot.services.locks import Locks
from bot.services.ports import Games, Rulings
from bot.services.question_lists import GuildLists

MAX_PACKS = 64
MANY_FACTS = 100
"""Making the questions of more takes longer than others are to wait: 5,000 facts take seconds."""
AskingOf = Callable[[int], Awaitable[Asking]]

NO_QUESTIONS = "I have no questions for that. Try another topic, style or difficulty."


class QuestionBank:
    """Deals questions, and knows who judges the answers.

    Args:
        asking_of: Returns what a guild's base is, given its id; 0 for outside of guilds.
    """

    def __init__(
        self, asking_of: AskingOf, games: Games, rulings: Rulings, rng: random.Random, lists: GuildLists
    ) -> None:
        self.lists = lists
        self._asking_of = asking_of
        self._games = games
        self._rulings = rulings
        self._rng = rng
        self._locks = Locks()
        self._made: OrderedDict[int, tuple[Pack, tuple[Question, ...]]] = OrderedDict()
        self._judges: OrderedDict[tuple[int, ...], tuple[tuple[Pack, ...], Judge]] = OrderedDict()

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
        if list_id is None:
            known = await self._of_shows(await self._asking_of(guild_id), show_id, topic_id)
        else:
            known = (await self.lists.load(guild_id, list_id)).questions
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
        """Return a question of a guild's show or of one of its lists; None when it is not made (any more)."""
        list_id = question_id.partition("/")[0]
        if any(it.heading.id == list_id for it in await self.lists.of_guild(guild_id)):
            known = (await self.lists.load(guild_id, list_id)).questions
            if found := _named(question_id, known):
                return found
        return _named(question_id, await self._of_shows(await self._asking_of(guild_id), None, None))

    async def jury(self, game: Game) -> Jury:
        """Return who judges the typed answers of a game."""
        accepted = await self._rulings.accepted(game.guild_id)
        return Jury(await self._judge(game), accepted)

    async def _judge(self, game: Game) -> Judge:
        """Return a judge who knows all names in the shows of a game, and of lists the answers and options dealt."""
        shows = tuple(show for show in (await self._asking_of(game.guild_id)).shows if show.id in game.show_ids)
        listed = [it.question for it in game.deal if not it.question.fact_key]
        if listed:
            told = frozenset(name for question in listed for name in (question.answer, *question.wrong))
            return Judge(told.union(*map(names_of, shows)))
        known, judge = self._judges.pop(key := tuple(map(id, shows)), ((), None))
        if judge is None or known != shows:
            names: frozenset[str] = frozenset().union(*map(names_of, shows))
            judge = Judge(names)
        self._judges[key] = shows, judge
        if len(self._judges) > MAX_PACKS:
            self._judges.popitem(last=False)
        return judge

    async def _of_shows(self, asking: Asking, show_id: str | None, topic_id: str | None) -> tuple[Question, ...]:
        shows = asking.shows if show_id is None else (asking.show(show_id),)
        if topic_id is not None:
            self._check_topic(shows, topic_id)
        return tuple([question for show in shows for question in await self._questions(show)])

    async def _questions(self, show: Pack) -> tuple[Question, ...]:
        """Return the questions of a pack, made once for as long as it is in use; many beside the event loop."""
        async with self._locks.of(id(show)):
            pack, made = self._made.pop(id(show), (None, ()))
            if pack is not show:
                is_large = len(show.facts) > MANY_FACTS
                made = await asyncio.to_thread(make_questions, show) if is_large else make_questions(show)
            self._made[id(show)] = show, made
        if len(self._made) > MAX_PACKS:
            self._made.popitem(last=False)
        return made

    @staticmethod
    def _check_topic(shows: Sequence[Pack], topic_id: str) -> None:
        topics = dict.fromkeys(topic.id for show in shows for topic in show.topics)
        if topic_id not in topics:
            raise UserError(f"I have no such topic. There are {', '.join([*topics][:25])}.")


def _named(question_id: str, questions: Iterable[Question]) -> Question | None:
    return next((it for it in questions if it.id == question_id), None)
