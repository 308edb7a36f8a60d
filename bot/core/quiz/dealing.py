"""Which questions a game asks, in which order, and with which options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from bot.core.quiz.distractors import pick
from bot.core.quiz.giveaways import plain, same, stands_in
from bot.core.quiz.making import FALSE, TRUE
from bot.core.quiz.question import Dealt, Difficulty, Question, Style, reading_seconds

# What may be true or false of a game's questions: one in so many, where there are enough others.
STATEMENTS_ONE_IN = 4
MAX_STRUCK = 2


@dataclass(frozen=True, slots=True)
class Order:
    """What a game is to ask.

    Attributes:
        seconds: How long each question stays open; None for as long as it takes to read.
        difficulty: None for any.
        topic_id: None for every topic.
    """

    count: int
    style: Style = Style.BUTTONS
    seconds: int | None = None
    difficulty: Difficulty | None = None
    topic_id: str | None = None


def deal(questions: Sequence[Question], order: Order, asked: Mapping[str, datetime], rng: Random) -> tuple[Dealt, ...]:
    """Return the questions of a game, as many as wanted or as there are, each once.

    Those asked never or least recently come before others. Two questions of one fact, two of which each tells the
    other's answer, and too many statements to be called true or false are chosen only where nothing else is left.
    A question whose answer another one tells stands before that, wherever it can.

    Args:
        asked: When each question was last asked in this guild, by its id.
    """
    fitting = [it for it in dict.fromkeys(questions) if _is_ordered(it, order)]
    rng.shuffle(fitting)
    fitting.sort(key=lambda it: (it.id in asked, asked[it.id].timestamp() if it.id in asked else 0.0))
    chosen = _Choice(order.count)
    for may_be_added in (chosen.is_welcome, chosen.has_place, chosen.is_of_another_fact, chosen.is_new):
        chosen.add(filter(may_be_added, fitting))
    return tuple(_dealt(it, order, rng) for it in chosen.ordered(rng))


def tells_answer(telling: Question, question: Question) -> bool:
    """Tell whether whoever has seen one question, its options and its reveal knows the answer to the other."""
    if telling.fact_key and telling.fact_key in question.giveaways:
        return True
    if is_statement(question):
        return False
    shown = [telling.text, *(option for option in telling.wrong if len(option) > len(question.answer))]
    if not (telling.fact_key and question.fact_key):
        shown += [telling.answer, telling.explanation]
    answer = same(question.answer)
    return any(stands_in(plain(text), answer) for text in shown)


class _Choice:
    """The questions chosen so far. Each test of a further one is less strict than the one before."""

    def __init__(self, count: int) -> None:
        self.questions: list[Question] = []
        self._count = count
        self._ids: set[str] = set()
        self._facts: set[str] = set()
        self._told_by: dict[str, list[Question]] = {}
        self._statements_left = count // STATEMENTS_ONE_IN

    def add(self, candidates: Iterable[Question]) -> None:
        """Add candidates until there are enough; an iterator may look at what has been chosen before each."""
        for question in candidates:
            if len(self.questions) == self._count:
                return
            for other in self.questions:
                if tells_answer(other, question):
                    self._told_by[other.id].append(question)
            self._told_by[question.id] = [it for it in self.questions if tells_answer(question, it)]
            self._ids.add(question.id)
            self._facts |= {question.fact_key} - {""}
            self._statements_left -= is_statement(question)
            self.questions.append(question)

    def is_welcome(self, question: Question) -> bool:
        """Tell whether nothing speaks against a question."""
        return not (is_statement(question) and self._statements_left <= 0) and self.has_place(question)

    def has_place(self, question: Question) -> bool:
        """Tell whether all can be put in an order in which no question's answer has been told before."""
        if not self.is_of_another_fact(question):
            return False
        seen: set[str] = set()
        waiting = [it for it in self.questions if tells_answer(question, it)]
        while waiting:
            told = waiting.pop()
            if told.id not in seen:
                if tells_answer(told, question):
                    return False
                seen.add(told.id)
                waiting += self._told_by[told.id]
        return True

    def is_of_another_fact(self, question: Question) -> bool:
        """Tell whether no other question of the same fact has been chosen."""
        return self.is_new(question) and question.fact_key not in self._facts

    def is_new(self, question: Question) -> bool:
        """Tell whether a question has not been chosen."""
        return question.id not in self._ids

    def ordered(self, rng: Random) -> Iterator[Question]:
        """Yield what was chosen: next comes one that tells the answers of fewest others still to come, at random."""
        left = {it.id: it for it in rng.sample(self.questions, len(self.questions))}
        while left:
            tells = {key: sum(it.id in left for it in self._told_by[key]) for key in left}
            yield left.pop(min(left, key=tells.__getitem__))


def is_statement(question: Question) -> bool:
    """Tell whether a question is a statement, to be called true or false."""
    return question.answer in (TRUE, FALSE)


def _is_ordered(question: Question, order: Order) -> bool:
    has_style = {
        Style.BUTTONS: bool(question.wrong),
        Style.TYPED: question.is_typable,
        Style.MIXED: bool(question.wrong) or question.is_typable,
    }[order.style]
    has_difficulty = order.difficulty in (None, question.difficulty)
    return has_style and has_difficulty and order.topic_id in (None, question.topic_id)


def _dealt(question: Question, order: Order, rng: Random) -> Dealt:
    options: tuple[str, ...] = ()
    struck: tuple[int, ...] = ()
    if not _is_typed(question, order.style, rng):
        options = _options(question, rng)
        wrong = [at for at, option in enumerate(options) if option != question.answer]
        struck = tuple(sorted(rng.sample(wrong, min(MAX_STRUCK, len(wrong) - 1))))
    seconds = reading_seconds(question.text, options) if order.seconds is None else order.seconds
    return Dealt(question, seconds, options, struck)


def _is_typed(question: Question, style: Style, rng: Random) -> bool:
    if style is Style.MIXED and question.wrong and question.is_typable:
        return rng.random() < 0.5
    return style is Style.TYPED or not question.wrong


def _options(question: Question, rng: Random) -> tuple[str, ...]:
    """Return the answer among wrong options, in any order; one wrong option leaves nothing for a hint to strike."""
    if is_statement(question):
        return (TRUE, FALSE)
    options = [question.answer, *pick(question, rng)]
    rng.shuffle(options)
    return tuple(options)
