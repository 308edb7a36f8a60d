"""One game at its table: the task that plays it from question to question, whatever happens around it.

Answers come in between; whatever changes the phase is done here, one step after the other, so nothing is done twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.core.errors import StageLost
from bot.core.quiz import playing
from bot.core.quiz.game import REVEAL_S, Ending, Game, Phase
from bot.core.quiz.jury import Jury
from bot.services.ports import Games

Clock = Callable[[], datetime]


class Stage(Protocol):
    """Shows a game to its players. Every method raises StageLost when that is not possible any more."""

    async def ask(self, game: Game) -> int:
        """Show the open question and return the id of the message; the same message when it is called again."""

    async def reveal(self, game: Game) -> int:
        """Show how the last round went and return the id of the message; the same message when it is called again."""

    async def finish(self, game: Game) -> None:
        """Show how the game ended."""


class QuizTable:
    """Plays one game.

    Attributes:
        game: As it is now; answers change it between two steps of the play.
        jury: Judges what is typed.
    """

    def __init__(self, game: Game, games: Games, stage: Stage, clock: Clock, jury: Jury) -> None:
        self.game = game
        self.jury = jury
        self._games = games
        self._stage = stage
        self._clock = clock
        self._sleep: asyncio.Task[None] | None = None
        self._is_hurried = False
        self._ending: Ending | None = None

    async def play(self) -> None:
        """Play until the game is over. A game that can no longer be shown ends; its points stay."""
        try:
            while self.game.phase is not Phase.ENDED:
                await (self._round() if self.game.phase is Phase.ASKING else self._pause())
            await self._stage.finish(self.game)
        except StageLost:
            await self.give_up()
        else:
            await self._games.save(self.game)

    async def give_up(self) -> None:
        """End the game as it stands: what was answered is scored, and nothing more is shown."""
        self._score_open_round()
        self.game = playing.ended(self.game, Ending.LOST, self._clock())
        await self._games.score(self.game, self._clock())

    def go_on(self) -> None:
        """End the open round, or the pause after it, at once."""
        self._is_hurried = True
        self._wake()

    def end(self, ending: Ending) -> None:
        """End the game; an open round is scored before."""
        self._ending = self._ending or ending
        self.go_on()

    def sooner(self) -> None:
        """Look again when the game is due."""
        self._wake()

    async def _round(self) -> None:
        if self.game.round.asked_in is None:
            self.game = playing.reopened(self.game, self._clock())
            await self._games.save(self.game)
            message_id = await self._stage.ask(self.game)
            self.game = replace(self.game, round=replace(self.game.round, asked_in=message_id))
            await self._games.save(self.game)
        await self._until_due()
        self._score_open_round()
        await self._games.score(self.game, self._clock())

    async def _pause(self) -> None:
        if self.game.round.revealed_in is None:
            message_id = await self._stage.reveal(self.game)
            self.game = replace(self.game, round=replace(self.game.round, revealed_in=message_id))
            await self._games.save(self.game)
        if self._ending is None:
            await self._until_due()
        now = self._clock()
        if self._ending is not None:
            self.game = playing.ended(self.game, self._ending, now)
        else:
            self.game = playing.proceed(self.game, self.game.round.number, now)

    async def _until_due(self) -> None:
        """Sleep by the event loop's time, not by the clock's, which can jump; `_wake` ends the sleep."""
        loop = asyncio.get_running_loop()
        due, is_due = loop.time() + max(self.game.dealt.seconds, REVEAL_S), False
        while not (self._is_hurried or is_due):
            left_s = (self.game.due_at - self._clock()).total_seconds()
            due = min(due, loop.time() + max(left_s, 0.0))
            self._sleep = asyncio.create_task(asyncio.sleep(due - loop.time()))
            try:
                await asyncio.wait([self._sleep])
                is_due = not self._sleep.cancelled()
            finally:
                self._wake()
        self._is_hurried = False

    def _wake(self) -> None:
        if self._sleep is not None:
            self._sleep.cancel()

    def _score_open_round(self) -> None:
        if self.game.phase is Phase.ASKING:
            self.game = playing.close(self.game, self.game.round.number, self._clock())
