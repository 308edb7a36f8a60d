"""Buttons of gaps, for curators. Each carries the gap's key, which is looked up in the guild where it is pressed."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.discord_ui.delivery import tell
from bot.discord_ui.errors import reporting

if TYPE_CHECKING:
    from bot.discord_ui.ideas.gap_desk import GapDesk

NO_KEY = "-"

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]


class GapPress(StrEnum):
    """What a button does: turns a page, looks at one gap, or does something about it."""

    BEFORE = "before"
    AFTER = "after"
    LOOK = "look"
    ANSWER = "answer"
    DISMISS = "dismiss"
    FORGET = "forget"
    BACK = "back"


_STYLES = {GapPress.ANSWER: ButtonStyle.success, GapPress.DISMISS: ButtonStyle.danger}
_PRESSES = "|".join(GapPress)


class GapButton(
    DynamicItem[_Button], template=rf"g1:(?P<press>{_PRESSES}):(?P<page>\d{{1,5}}):(?P<key>[0-9a-f]{{1,64}}|-)"
):
    """Does something about a gap, or shows others. It remembers the page that it came from."""

    def __init__(
        self, press: GapPress, page: int, key: str = NO_KEY, *, label: str = "", row: int = 0, is_off: bool = False
    ) -> None:
        style = _STYLES.get(press, ButtonStyle.secondary)
        custom_id = f"g1:{press}:{page}:{key}"
        super().__init__(_Button(style=style, label=label or "…", custom_id=custom_id, disabled=is_off), row=row)
        self.press, self.page, self.key = press, page, key

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(GapPress(match["press"]), int(match["page"]), match["key"])

    async def callback(self, interaction: _Interaction) -> None:
        """Do it."""
        async with reporting("gap button", partial(tell, interaction)):
            desk: GapDesk = interaction.client.gap_desk
            await desk.press(interaction, self.press, self.page, self.key)


GAP_BUTTONS: tuple[type[DynamicItem[Any]], ...] = (GapButton,)
