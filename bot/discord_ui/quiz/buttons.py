"""The buttons of a quiz. Each carries its game, its round and what it is for, so that it works after a restart.

Whether an option is right stands nowhere in it: clients can read a custom_id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.quiz.game import Game, Phase
from bot.core.quiz.playing import has_hint
from bot.discord_ui.delivery import tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.quiz.cards import LETTERS, MAX_LABEL_CHARS, fits_buttons
from bot.discord_ui.quiz.desk import Interaction
from bot.discord_ui.replies import Button
from bot.discord_ui.text import cut, plain
from bot.services.appeals import Refused
from bot.services.hosting import RoundKey

_Button = discord.ui.Button[discord.ui.View]


class Press(StrEnum):
    """What a button is for; `solo_` ones belong to a game that only its player sees."""

    OPTION = "option"
    HINT = "hint"
    SKIP = "skip"
    TYPE = "type"
    REPORT = "report"
    APPEAL = "appeal"
    ALLOW = "allow"
    AGAIN = "again"
    SOLO_OPTION = "solo-option"
    SOLO_HINT = "solo-hint"
    SOLO_SKIP = "solo-skip"
    SOLO_TYPE = "solo-type"
    SOLO_NEXT = "solo-next"


class QuizButton(
    DynamicItem[_Button],
    template=r"q1:(?P<press>[a-z-]{1,12}):(?P<game>\d{1,18}):(?P<round>\d{1,3}):(?P<choice>\d{1,3})",
):
    """A button of a round; what it does is told by `pressing.press`."""

    def __init__(
        self,
        press: str,
        game_id: int,
        number: int,
        choice: int = 0,
        *,
        label: str = "",
        style: ButtonStyle = ButtonStyle.secondary,
        row: int | None = None,
    ) -> None:
        label = cut(plain(label), MAX_LABEL_CHARS) or "…"
        custom_id = f"q1:{press}:{game_id}:{number}:{choice}"
        super().__init__(_Button(style=style, label=label, custom_id=custom_id), row=row)
        self.press, self.game_id, self.number, self.choice = press, game_id, number, choice

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["press"], int(match["game"]), int(match["round"]), int(match["choice"]))

    async def callback(self, interaction: Interaction) -> None:
        """Do what the button is for."""
        async with reporting("quiz button", partial(tell, interaction)):
            key = RoundKey(interaction.guild_id or 0, self.game_id, self.number)
            await interaction.client.quiz_press(interaction, self.press, key, self.choice)


def question_buttons(game: Game) -> list[Button]:
    """Return the buttons of an open question: its options, or a form to type in; a hint; on to the next."""
    hint, skip = (Press.SOLO_HINT, Press.SOLO_SKIP) if game.is_solo else (Press.HINT, Press.SKIP)
    buttons = list(_answering(game))
    row = buttons[-1].item.row
    assert row is not None
    if has_hint(game.dealt):
        buttons.append(_of(game, hint, label="Hint (half points)", row=row + 1))
    return [*buttons, _of(game, skip, label="Skip", row=row + 1)]


def reveal_buttons(game: Game) -> list[Button]:
    """Return the buttons of a reveal: a complaint about the question, an appeal, on to the next in a game for one."""
    buttons: list[Button] = []
    if game.is_solo and game.phase is Phase.REVEALING:
        label = "Result" if game.is_last_round else "Next question"
        buttons.append(_of(game, Press.SOLO_NEXT, label=label, style=ButtonStyle.primary))
    if not game.is_solo and any(given.option is None and not given.is_right for given in game.round.given):
        buttons.append(_of(game, Press.APPEAL, label="That should count"))
    return [*buttons, _of(game, Press.REPORT, label="🚩 Report")]


def ending_buttons(game: Game) -> list[Button]:
    """Return the button that starts another game of the same kind."""
    return [_of(game, Press.AGAIN, label="Play again", style=ButtonStyle.primary)]


def refused_buttons(key: RoundKey, refused: Sequence[Refused]) -> list[Button]:
    """Return a button for each refused answer, at most as many as a message can hold."""
    return [
        QuizButton(Press.ALLOW, key.game_id, key.number, place, label=answer.text)
        for place, answer in enumerate(refused[:25])
    ]


def _answering(game: Game) -> Iterator[QuizButton]:
    if game.dealt.is_typed:
        press = Press.SOLO_TYPE if game.is_solo else Press.TYPE
        yield _of(game, press, label="Answer", style=ButtonStyle.primary, row=0)
    press, fits = Press.SOLO_OPTION if game.is_solo else Press.OPTION, fits_buttons(game.dealt)
    for place, option in enumerate(game.dealt.options):
        label = option if fits else LETTERS[place]
        yield _of(game, press, place, label=label, style=ButtonStyle.primary, row=place // 2 if fits else 0)


def _of(game: Game, press: Press, choice: int = 0, **looks: Any) -> QuizButton:
    return QuizButton(press, game.id, game.round.number, choice, **looks)
