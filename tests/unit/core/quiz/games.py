"""Games to play with in tests."""

from datetime import UTC, datetime, timedelta

from bot.core.quiz import playing
from bot.core.quiz.game import Game
from bot.core.quiz.question import Dealt, Question, Style

START = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
SECONDS = 20.0
STARTER = 1


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def pressed(number: int) -> Dealt:
    """A question whose right option stands in a place that changes from round to round."""
    options = ["wrong a", "wrong b", "wrong c"]
    options.insert(number % 4, "right")
    wrong = tuple(place for place in range(4) if options[place] != "right")
    question = Question(f"show/fact-{number}#own", "show", "cast", f"Question {number}?", "right", wrong=tuple(options))
    return Dealt(question, SECONDS, tuple(options), wrong[:2])


def typed(number: int) -> Dealt:
    question = Question(f"show/fact-{number}#typed", "show", "cast", f"Question {number}?", "Titus Welliver")
    return Dealt(question, SECONDS)


def game(*deal: Dealt, starter_id: int = STARTER, is_solo: bool = False) -> Game:
    deal = deal or (pressed(1), pressed(2), pressed(3))
    return playing.new_game((10, 20), starter_id, deal, START, style=Style.MIXED, is_solo=is_solo)


def right_option(dealt: Dealt) -> int:
    return dealt.options.index(dealt.question.answer)


def wrong_option(dealt: Dealt) -> int:
    return (right_option(dealt) + 1) % len(dealt.options)
