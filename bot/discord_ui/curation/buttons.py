"""Buttons of curators. Each carries its fact and the revision that was seen, so that it works after a restart.

Whoever presses is looked at again by the service, and everything in a custom_id is looked up in their guild.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.curation.revisions import FactKey
from bot.discord_ui.curation.forms import NO_FACT, identity
from bot.discord_ui.curation.slips import Slip
from bot.discord_ui.delivery import tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.text import cut, plain

MAX_LABEL_CHARS = 38

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]


class Press(StrEnum):
    """What a button about a fact does; those of the first line do it with what the card shows as typed."""

    SAVE, RETYPE, PICK, CANCEL = "save", "retype", "pick", "cancel"
    EDIT, REMOVE, RESTORE, HISTORY = "edit", "remove", "restore", "history"


LOOKS = {
    Press.SAVE: ("Save", ButtonStyle.success),
    Press.RETYPE: ("Edit", ButtonStyle.primary),
    Press.CANCEL: ("Cancel", ButtonStyle.secondary),
    Press.EDIT: ("Edit", ButtonStyle.primary),
    Press.REMOVE: ("Remove", ButtonStyle.danger),
    Press.RESTORE: ("Restore", ButtonStyle.success),
}
_PLAIN_LOOK = ("History", ButtonStyle.secondary)


class FactButton(
    DynamicItem[_Button],
    template=r"f1:(?P<press>[a-z]{1,8}):(?P<show>[\w-]{1,32}):(?P<fact>[a-z0-9-]{1,32}):(?P<seen>[0-9a-f]{1,16})",
):
    """Does something with one fact, or with one that is being typed."""

    def __init__(self, press: str, show_id: str, fact_id: str = "", seen: int = 0, label: str = "") -> None:
        said, style = LOOKS.get(press, _PLAIN_LOOK)  # type: ignore[call-overload]  # a press may be any word
        custom_id = f"f1:{press}:{show_id or '-'}:{fact_id or NO_FACT}:{seen:x}"
        super().__init__(_Button(style=style, label=cut(plain(label or said), MAX_LABEL_CHARS), custom_id=custom_id))
        self.press, self.show_id, self.fact_id, self.seen = press, show_id, fact_id, seen

    @classmethod
    def on(cls, press: Press, slip: Slip, label: str = "") -> Self:
        """Return the button for a form that was sent."""
        return cls(press, slip.draft.show_id, slip.fact_id, slip.seen, label)

    @classmethod
    def about(cls, press: Press, key: FactKey, label: str = "") -> Self:
        """Return the button for a fact."""
        return cls(press, *key, label=label)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["press"], match["show"], *identity(match))

    async def callback(self, interaction: _Interaction) -> None:
        """Do what the button is for."""
        async with reporting("fact button", partial(tell, interaction)):
            await interaction.client.curation.press(interaction, self)


class RevisionButton(DynamicItem[_Button], template=r"f2:(?P<sure>[ny]):(?P<id>\d{1,18}):(?P<newest>\d{1,18})"):
    """Shows what undoing a change would do, or undoes it."""

    def __init__(self, revision_id: int, newest_id: int = 0, *, is_sure: bool = False, label: str = "Undo") -> None:
        custom_id = f"f2:{'y' if is_sure else 'n'}:{revision_id}:{newest_id}"
        style = ButtonStyle.danger if is_sure else ButtonStyle.secondary
        super().__init__(_Button(style=style, label=label, custom_id=custom_id))
        self.revision_id, self.newest_id, self.is_sure = revision_id, newest_id, is_sure

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(int(match["id"]), int(match["newest"]), is_sure=match["sure"] == "y")

    async def callback(self, interaction: _Interaction) -> None:
        """Ask, or undo."""
        async with reporting("undo button", partial(tell, interaction)):
            await interaction.client.curation.press_undo(interaction, self)


class FactPageButton(DynamicItem[_Button], template=r"f3:(?P<kind>[lh]):(?P<page>\d{1,4}):[sp]:(?P<rest>[^\n]{0,80})"):
    """Turns the pages of a list (`l`, its rest says of what) or of a history (`h`, its rest names the fact)."""

    def __init__(self, kind: str, page: int, rest: str, step: int = 1, *, is_there: bool = True) -> None:
        custom_id = f"f3:{kind}:{max(page, 0)}:{'s' if step < 0 else 'p'}:{rest}"
        emoji = "◀️" if step < 0 else "▶️"
        button = _Button(style=ButtonStyle.secondary, emoji=emoji, custom_id=custom_id, disabled=not is_there)
        super().__init__(button, row=4)
        self.kind, self.page, self.rest = kind, page, rest

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["kind"], int(match["page"]), match["rest"])

    async def callback(self, interaction: _Interaction) -> None:
        """Show the page."""
        async with reporting("page of facts", partial(tell, interaction)):
            await interaction.client.curation.press_page(interaction, self)


CURATION_BUTTONS: tuple[type[DynamicItem[Any]], ...] = (FactButton, RevisionButton, FactPageButton)


def page_buttons(kind: str, page: int, pages: int, rest: str) -> list[FactPageButton]:
    """Return the buttons for the pages before and after one; none where all fits on one."""
    if pages == 1:
        return []
    return [FactPageButton(kind, page + step, rest, step, is_there=0 <= page + step < pages) for step in (-1, 1)]
