"""Members who play: some start games and skip questions, all press buttons, and what they did is written down."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass

from tests.wire.quiz_server import Card, Place, QuizServer

SECONDS, QUESTIONS = 5, (1, 3)
PAUSE_S, TYPING_S = (0.1, 1.5), (0.0, 0.5)
FORM = "qf1:"
HINTS, KNOWN, SKIPS, STOPS, SKIPPED_AT_ONCE = 0.1, 0.4, 0.03, 0.1, 0.3


@dataclass(frozen=True)
class Press:
    """What a member did.

    Attributes:
        press: What the button is for; "type" for a form that was sent.
        choice: The option; `text` is what was typed.
        token: Of the interaction, for what the member was told.
        is_old: Another bot had posted the button.
    """

    user_id: int
    game_id: int
    number: int
    press: str
    token: str
    is_old: bool
    choice: int = 0
    text: str = ""


@dataclass(frozen=True)
class Form:
    """One that a member has open; the custom_id is what else the bot said where there is none."""

    user_id: int
    card: Card
    line: int
    custom_id: str


class Crowd:
    """Plays in every place until it is told to end.

    Attributes:
        presses: In the order in which they were made.
        stopped: Games that somebody has tried to stop.
    """

    def __init__(self, server: QuizServer, seed: int, players: int, answers: Mapping[str, str]) -> None:
        """Prepare so many players a place; `answers` are those that some know, by question as it is shown."""
        self.presses: list[Press] = []
        self.stopped: set[int] = set()
        self._server = server
        self._seed = seed
        self._answers = answers
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

    async def skip_some(self, rng: random.Random) -> None:
        """Let some of the questions that are open be skipped by their starters, all at once."""
        open_ = [card for place in self._members if (card := self._server.open_question(place))]
        some = [card for card in open_ if rng.random() < SKIPPED_AT_ONCE]
        await asyncio.gather(*(self._press(self._members[card.place][0], card, "skip") for card in some))

    async def press_all(self, rng: random.Random) -> None:
        """Let everybody press an option at once, where a question with options is open."""
        pairs = self._everybody("option")
        await asyncio.gather(*(self._press(user_id, card, "option", rng) for user_id, card in pairs))

    async def open_forms(self) -> list[Form]:
        """Let everybody open a form, where a question without options is open."""
        return await asyncio.gather(*(self._open_form(user_id, card) for user_id, card in self._everybody("type")))

    async def send_all(self, forms: list[Form], rng: random.Random) -> None:
        """Let everybody send their form at once."""
        await asyncio.gather(*(self._send_form(form, rng) for form in forms))

    async def start_all(self, rng: random.Random) -> None:
        """Start a game wherever none runs, all at once."""
        await asyncio.gather(*(self._start(place, rng) for place in self._members if self._is_free(place)))

    def _everybody(self, press: str) -> list[tuple[int, Card]]:
        cards = [card for place in self._members if (card := self._server.open_question(place))]
        return [(user_id, card) for card in cards if card.custom_ids(press) for user_id in self._members[card.place]]

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
            elif self._is_ending and rng.random() < STOPS and card:
                self.stopped.add(card.game_id)
                await self._server.answer(await self._server.command(self._members[place][0], place, "stop"))
            elif card and card.step == "ask" and (self._is_ending or rng.random() < SKIPS):
                await self._press(self._members[place][0], card, "skip")

    def _is_free(self, place: Place) -> bool:
        card = self._server.latest(place)
        return card is None or card.step == "end"

    async def _start(self, place: Place, rng: random.Random) -> None:
        wish = {"questions": rng.randint(*QUESTIONS), "seconds": SECONDS, "style": "mixed"}
        await self._server.answer(await self._server.command(self._members[place][0], place, "start", **wish))

    async def _press(self, user_id: int, card: Card, press: str, rng: random.Random | None = None) -> None:
        custom_ids = card.custom_ids(press)
        if not custom_ids and rng:
            await self._type(user_id, card, rng)
            return
        choice = rng.randrange(len(custom_ids)) if rng else 0
        is_old = card.line != self._server.line
        token = await self._server.press(user_id, card, custom_ids[choice])
        self.presses.append(Press(user_id, card.game_id, card.number, press, token, is_old, choice))
        await self._server.answer(token)

    async def _type(self, user_id: int, card: Card, rng: random.Random) -> None:
        """Open the form, and send it a little later, when the bot may be another."""
        form = await self._open_form(user_id, card)
        await asyncio.sleep(rng.uniform(*TYPING_S))
        await self._send_form(form, rng)

    async def _open_form(self, user_id: int, card: Card) -> Form:
        line = self._server.line
        token = await self._server.press(user_id, card, card.custom_ids("type")[0])
        return Form(user_id, card, line, await self._server.answer(token) or "")

    async def _send_form(self, form: Form, rng: random.Random) -> None:
        if not form.custom_id.startswith(FORM):
            return
        user_id, card = form.user_id, form.card
        asked = card.message["embeds"][0]["description"].partition("\n")[0].strip("*")
        text = self._answers[asked] if rng.random() < KNOWN else f"guess {rng.randrange(10**6)}"
        token = await self._server.submit(user_id, card, form.custom_id, text)
        is_old = form.line != self._server.line
        self.presses.append(Press(user_id, card.game_id, card.number, "type", token, is_old, text=text))
        await self._server.answer(token)
