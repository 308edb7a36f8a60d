"""Members who play: some start games and skip questions, all press buttons, and what they did is written down."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from tests.wire.quiz_server import Card, Place, QuizServer

SECONDS, QUESTIONS = 5, (1, 3)
PAUSE_S = (0.1, 1.5)
HINTS, SKIPS = 0.1, 0.1


@dataclass(frozen=True)
class Press:
    """What a member did.

    Attributes:
        press: What the button is for.
        token: Of the interaction, for what the member was told.
        is_old: Another bot had posted the button.
    """

    user_id: int
    game_id: int
    number: int
    press: str
    choice: int
    token: str
    is_old: bool


class Crowd:
    """Plays in every place until it is told to end.

    Attributes:
        presses: In the order in which they were made.
        stopped: Games that somebody has tried to stop.
    """

    def __init__(self, server: QuizServer, seed: int, players: int) -> None:
        self.presses: list[Press] = []
        self.stopped: set[int] = set()
        self._server = server
        self._seed = seed
        self._members = {
            place: range(4000 + number * 100, 4000 + number * 100 + players)
            for number, place in enumerate(server.places)
        }
        self._is_ending = self._is_over = False

    async def play(self) -> None:
        async with asyncio.TaskGroup() as group:
            for place, members in self._members.items():
                group.create_task(self._host(place, random.Random(f"{self._seed}.{place.channel_id}")))
                for user_id in members:
                    group.create_task(self._take_part(user_id, place, random.Random(f"{self._seed}.{user_id}")))

    def wind_up(self) -> None:
        """Start no more games, and hurry those that are left."""
        self._is_ending = True

    def go_home(self) -> None:
        self._is_over = True

    async def skip_all(self, _rng: random.Random) -> None:
        """Let each question that is open be skipped by its starter, all at once."""
        open_ = [card for place in self._members if (card := self._server.open_question(place))]
        await asyncio.gather(*(self._press(self._members[card.place][0], card, "skip") for card in open_))

    async def press_all(self, rng: random.Random) -> None:
        """Let everybody press an option at once, where a question is open."""
        open_ = [card for place in self._members if (card := self._server.open_question(place))]
        pairs = [(user_id, card) for card in open_ for user_id in self._members[card.place]]
        await asyncio.gather(*(self._press(user_id, card, "option", rng) for user_id, card in pairs))

    async def start_all(self, rng: random.Random) -> None:
        """Start a game wherever none runs, all at once."""
        await asyncio.gather(*(self._start(place, rng) for place in self._members if self._is_free(place)))

    async def _take_part(self, user_id: int, place: Place, rng: random.Random) -> None:
        while not self._is_over:
            await asyncio.sleep(rng.uniform(*PAUSE_S))
            card = self._server.open_question(place)
            if card and self._server.is_up:
                is_hint = rng.random() < HINTS and card.custom_ids("hint")
                await self._press(user_id, card, "hint" if is_hint else "option", rng)

    async def _host(self, place: Place, rng: random.Random) -> None:
        while not self._is_over:
            await asyncio.sleep(rng.uniform(*PAUSE_S))
            card = self._server.latest(place)
            if not self._server.is_up:
                continue
            if self._is_free(place):
                if not self._is_ending:
                    await self._start(place, rng)
            elif self._is_ending and rng.random() < SKIPS and card:
                self.stopped.add(card.game_id)
                await self._server.answer(await self._server.command(self._members[place][0], place, "stop"))
            elif card and card.step == "ask" and (self._is_ending or rng.random() < SKIPS):
                await self._press(self._members[place][0], card, "skip")

    def _is_free(self, place: Place) -> bool:
        card = self._server.latest(place)
        return card is None or card.step == "end"

    async def _start(self, place: Place, rng: random.Random) -> None:
        wish = {"questions": rng.randint(*QUESTIONS), "seconds": SECONDS, "style": "buttons"}
        await self._server.answer(await self._server.command(self._members[place][0], place, "start", **wish))

    async def _press(self, user_id: int, card: Card, press: str, rng: random.Random | None = None) -> None:
        custom_ids = card.custom_ids(press)
        choice = rng.randrange(len(custom_ids)) if rng else 0
        is_old = card.line != self._server.line
        token = await self._server.press(user_id, card, custom_ids[choice % len(custom_ids)])
        self.presses.append(Press(user_id, card.game_id, card.number, press, choice, token, is_old))
        await self._server.answer(token)
