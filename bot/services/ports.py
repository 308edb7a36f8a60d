"""What the use cases need from outside: each port is passed by one contract suite, whatever stands behind it.

A method is one transaction: what it was given is kept when it returns, all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.guilds import GuildSettings
from bot.core.quiz.boards import Board, Figures
from bot.core.quiz.game import Game
from bot.core.quiz.question import Dealt
from bot.core.quiz.scoring import Award, Given
from bot.services.curation_ports import Gaps, QuestionLists, Revisions, Suggestions
from bot.services.privacy_ports import Departures, People


@dataclass(frozen=True, slots=True)
class PlayedRound:
    """A round that has been scored.

    Attributes:
        answers: The earliest first.
        awarded: Users who have points for it.
    """

    game_id: int
    number: int
    dealt: Dealt
    answers: tuple[Given, ...]
    awarded: frozenset[int]


class Games(Protocol):
    """Keeps games, so that they go on after a restart."""

    async def begin(self, game: Game) -> Game:
        """Keep a new game and return it with its id. Raises ChannelTaken when another runs in its channel."""

    async def save(self, game: Game) -> None:
        """Keep how far a game is. Answers of the open round are kept by `add_answer` alone."""

    async def add_answer(self, game: Game, given: Given) -> None:
        """Keep a player's answer in the open round, in place of an earlier one."""

    async def score(self, game: Game, at: datetime) -> None:
        """Keep the round that was just closed: its points, that its question was asked, how far the game is.

        No effect on points and answers when this round has been scored already. A solo game's points count on no board.
        """

    async def running(self) -> list[Game]:
        """Return the games that are not over, without solo ones, with the answers of their open rounds."""

    async def load(self, guild_id: int, game_id: int) -> Game | None:
        """Return a game with the answers of its open round; None when the guild has none of that id."""

    async def played(self, guild_id: int, game_id: int, number: int) -> PlayedRound | None:
        """Return a scored round; None when the guild has none such."""

    async def asked(self, guild_id: int) -> Mapping[str, datetime]:
        """Return when each question was last asked in a guild."""


class Rulings(Protocol):
    """What moderators and players of a guild said about questions and answers."""

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
        """Make a text an accepted answer in a guild and give its points for a played round, to each player once.

        Returns:
            The awards that were given now, and not before: of two calls at once, each player's is in one.
        """

    async def accepted(self, guild_id: int) -> Mapping[str, tuple[str, ...]]:
        """Return the texts accepted in a guild for each question."""

    async def report(self, guild_id: int, question_id: str, *, by: int, at: datetime) -> bool:
        """Take a question out of a guild's games until it is looked at; return whether it was not out yet."""

    async def reported(self, guild_id: int) -> Mapping[str, datetime]:
        """Return the questions that wait for a look, and since when, the oldest first."""

    async def out(self, guild_id: int) -> frozenset[str]:
        """Return the questions that must not be asked: those that wait for a look, and those kept out for good."""

    async def settle(self, guild_id: int, question_id: str, *, is_good: bool, by: int, at: datetime) -> bool:
        """Bring a reported question back into games, or keep it out for good; return whether it was waiting."""


class Scores(Protocol):
    """Sums up what players earned. Solo games do not count."""

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
        """Return one page of a guild's leaderboard, the last page for a number too high.

        Args:
            since: Points from then on count; None for all.
            show_id: Points in questions about one show count; None for all.
            user_id: The caller, for `Board.own`.
        """

    async def figures(self, guild_id: int, user_id: int, show_id: str | None = None) -> Figures | None:
        """Return what a player has done in a guild; None for somebody who has not played."""

    async def depart(self, guild_id: int, user_ids: Collection[int]) -> None:
        """Remember who left a guild; whoever plays there again is back."""


class SettingsStore(Protocol):
    """Keeps what guilds have set."""

    async def load(self, guild_id: int) -> GuildSettings:
        """Return a guild's settings, the defaults where it has set nothing."""

    async def save(self, guild_id: int, settings: GuildSettings) -> None:
        """Keep a guild's settings."""


@dataclass(frozen=True, slots=True)
class Storage:
    """All that is kept, each by its port."""

    games: Games
    rulings: Rulings
    scores: Scores
    settings: SettingsStore
    revisions: Revisions
    suggestions: Suggestions
    gaps: Gaps
    people: People
    departures: Departures
    lists: QuestionLists
