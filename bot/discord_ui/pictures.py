"""Pictures beside the text of a card, with a description for those who cannot see them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO

import discord

from bot.core.quiz.boards import Board
from bot.drawing.leaderboard import board_in_words, draw_board
from bot.drawing.podium import Place, draw_podium, on_podium, podium_in_words
from bot.drawing.scheme import Caption

FILE_NAME = "picture.png"
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and what it shows, in at most 1,024 characters."""

    png: bytes
    words: str

    @property
    def url(self) -> str:
        """The address by which the card of the same message shows it."""
        return f"attachment://{FILE_NAME}"

    def file(self) -> discord.File:
        """Return it as an attachment; each sending needs one of its own."""
        return discord.File(BytesIO(self.png), FILE_NAME, description=self.words)


class Pictures:
    """Draws beside the event loop, a few at once."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def board(self, board: Board, caption: Caption, user_id: int) -> Picture:
        """Return the picture of a page that has at least one row, with the caller's framed."""
        png = await self._draw(partial(draw_board, board, caption, user_id))
        return Picture(png, board_in_words(board, caption))

    async def podium(self, places: Sequence[Place], caption: Caption) -> Picture | None:
        """Return the picture of the best of a game; None where nobody has points."""
        if not on_podium(places):
            return None
        png = await self._draw(partial(draw_podium, places, caption))
        return Picture(png, podium_in_words(places, caption))

    async def _draw(self, drawing: Callable[[], bytes]) -> bytes:
        async with self._turns:
            return await asyncio.to_thread(drawing)
