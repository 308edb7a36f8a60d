"""One game in one channel, as a value: who plays what, how far they are, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.quiz.question import Dealt, Style
from bot.core.quiz.scoring import Award, Given

REVEAL_S = 6.0
MAX_IDLE_ROUNDS = 3


class Phase(StrEnum):
    """What a game is doing."""

    ASKING = "asking"
    REVEALING = "revealing"
    ENDED = "ended"


class Ending(StrEnum):
    """Why a game ended."""

    PLAYED = "played"
    IDLE = "idle"
    STOPPED = "stopped"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one player stands in a game.

    Attributes:
        answered: Rounds with an answer.
        right: Rounds with a right one.
        streak: Right answers in a row up to now; a round without an answer ends it.
        quickest_s: The quickest right answer; None before the first.
        right_s: Seconds of all right answers together.
    """

    points: int = 0
    answered: int = 0
    right: int = 0
    streak: int = 0
    best_streak: int = 0
    quickest_s: float | None = None
    right_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Round:
    """The question that is open, or that was revealed last.

    Attributes:
        number: Counted from 1.
        answers: The last answer of each player.
        hinted: Players who took the hint.
        skips: Players who want to go on to the next question.
        awards: The right answers, the quickest first; empty while the question is open.
        asked_in, revealed_in: Ids of the messages that asked and revealed it; None before they are posted.
    """

    number: int
    opened_at: datetime
    closes_at: datetime
    answers: Mapping[int, Given] = field(default_factory=dict)
    hinted: frozenset[int] = frozenset()
    skips: frozenset[int] = frozenset()
    awards: tuple[Award, ...] = ()
    asked_in: int | None = None
    revealed_in: int | None = None

    @property
    def given(self) -> tuple[Given, ...]:
        """Every player's last answer, the earliest first."""
        return tuple(sorted(self.answers.values(), key=lambda given: (given.seconds, given.user_id)))

    def share(self, option: int) -> float:
        """Return what part of the players chose an option, 0-1; 0 where nobody answered."""
        chosen = sum(given.option == option for given in self.answers.values())
        return chosen / len(self.answers) if self.answers else 0.0


@dataclass(frozen=True, slots=True)
class Game:
    """A game and all that has happened in it so far.

    Attributes:
        show_ids: The shows that it is about.
        deal: The questions, in the order asked.
        due_at: When it goes on by itself: the end of the open round, or of the pause after it.
        idle_rounds: Rounds in a row, up to now, that nobody answered.
        ending: None while it runs.
        is_solo: For its starter alone: only the starter sees it, it waits for them, and it counts on no board.
    """

    id: int
    guild_id: int
    channel_id: int
    starter_id: int
    show_ids: tuple[str, ...]
    style: Style
    deal: tuple[Dealt, ...]
    phase: Phase
    round: Round
    due_at: datetime
    standings: Mapping[int, Standing] = field(default_factory=dict)
    idle_rounds: int = 0
    ending: Ending | None = None
    is_solo: bool = False

    @property
    def dealt(self) -> Dealt:
        """The question of the current round."""
        return self.deal[self.round.number - 1]

    @property
    def players(self) -> frozenset[int]:
        """Those who have answered in this game."""
        return frozenset(self.standings) | frozenset(self.round.answers)

    @property
    def is_last_round(self) -> bool:
        """Whether no question follows: all are asked, or nobody answers any more."""
        return self.round.number == len(self.deal) or self.idle_rounds >= MAX_IDLE_ROUNDS


def rank(standings: Mapping[int, Standing]) -> list[tuple[int, int, Standing]]:
    """Return place, user id and standing of each player, best first; equal points share a place."""
    ordered = sorted(standings.items(), key=lambda it: (-it[1].points, it[0]))
    places: list[tuple[int, int, Standing]] = []
    for number, (user_id, standing) in enumerate(ordered, 1):
        is_tied = bool(places) and places[-1][2].points == standing.points
        places.append((places[-1][0] if is_tied else number, user_id, standing))
    return places


def open_round(number: int, dealt: Dealt, now: datetime) -> Round:
    """Return a round that opens now."""
    return Round(number, now, now + timedelta(seconds=dealt.seconds))


def standings_after(standings: Mapping[int, Standing], scored: Round) -> dict[int, Standing]:
    """Return how everybody stands once a round has been scored."""
    awards = {award.user_id: award for award in scored.awards}
    after = {}
    for user_id in dict.fromkeys([*standings, *scored.answers]):
        standing = standings.get(user_id, Standing())
        counted = replace(standing, answered=standing.answered + (user_id in scored.answers))
        after[user_id] = _earned(counted, awards[user_id]) if user_id in awards else replace(counted, streak=0)
    return after


def with_points(standings: Mapping[int, Standing], awards: Iterable[Award]) -> dict[int, Standing]:
    """Return the standings with answers made right after their round: points, but no streak in hindsight."""
    changed = dict(standings)
    for award in awards:
        standing = changed.get(award.user_id, Standing(answered=1))
        changed[award.user_id] = replace(_earned(standing, award), streak=standing.streak)
    return changed


def _earned(standing: Standing, award: Award) -> Standing:
    quickest_s = award.seconds if standing.quickest_s is None else min(standing.quickest_s, award.seconds)
    return replace(
        standing,
        points=standing.points + award.points,
        right=standing.right + 1,
        streak=award.streak,
        best_streak=max(standing.best_streak, award.streak),
        quickest_s=quickest_s,
        right_s=standing.right_s + award.seconds,
    )
