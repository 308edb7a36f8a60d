"""Points of a round: everyone who is right scores, the earlier the more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.quiz.judging import Verdict

RIGHT_POINTS = 100
SPEED_POINTS = 50
TIE_S = 0.5
STREAK_FROM = 3
STREAK_POINTS = 10
MAX_STREAK_POINTS = 50


@dataclass(frozen=True, slots=True)
class Given:
    """The answer of one player in one round; a later one takes its place.

    Attributes:
        text: As typed, or the option's text.
        option: The option's position; None for a typed answer.
        seconds: Since the round opened.
        is_hinted: The player took the hint.
        refused: What the same player typed before in this round and was refused, oldest first.
    """

    user_id: int
    text: str
    verdict: Verdict
    seconds: float
    option: int | None = None
    is_hinted: bool = False
    refused: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether it scores."""
        return self.verdict is Verdict.RIGHT


@dataclass(frozen=True, slots=True)
class Award:
    """What a right answer earned. `streak` counts right answers in a row, this one included."""

    user_id: int
    points: int
    seconds: float
    streak: int = 1


def award(answers: Iterable[Given], streaks: Mapping[int, int], limit_s: float) -> tuple[Award, ...]:
    """Return what a round's right answers earn, the quickest first.

    Args:
        streaks: Right answers in a row of each player before this round; those without one may be absent.
        limit_s: How long the round was open.
    """
    right = sorted((given for given in answers if given.is_right), key=lambda given: (given.seconds, given.user_id))
    awards = []
    first_s = float("-inf")
    for given in right:
        if given.seconds - first_s > TIE_S:
            first_s = given.seconds
        streak = streaks.get(given.user_id, 0) + 1
        earned = points(first_s, limit_s, streak, is_hinted=given.is_hinted)
        awards.append(Award(given.user_id, earned, given.seconds, streak))
    return tuple(awards)


def points(seconds: float, limit_s: float, streak: int = 1, *, is_hinted: bool = False) -> int:
    """Return what one right answer earns: 100, up to 50 for speed, 10 more for each in a row from the third on.

    Whoever took the hint gets half.
    """
    share = 1 - min(max(seconds, 0.0), limit_s) / limit_s
    bonus = min(MAX_STREAK_POINTS, STREAK_POINTS * max(0, streak - STREAK_FROM + 1))
    whole = RIGHT_POINTS + round(SPEED_POINTS * share) + bonus
    return whole // 2 if is_hinted else whole
