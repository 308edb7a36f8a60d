"""Buttons of suggestions. Each carries what it is about, so that it works after a restart.

Whoever presses is looked at again by the service, and everything in a custom_id is looked up in their guild.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.curation.suggestions import Suggestion, Verdict
from bot.discord_ui.delivery import tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.ideas.forms import Kind, Sheet
from bot.discord_ui.replies import Button
from bot.discord_ui.text import beginning, plain

if TYPE_CHECKING:
    from bot.discord_ui.ideas.reviewing import Reviewing

ANY_SHOW = "-"
_CUSTOM_ID_CHARS = 100

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]


class SuggestButton(DynamicItem[_Button], template=r"u1:(?P<show>[\w-]{1,32}):(?P<asked>.{0,95})"):
    """Opens the form for a fact, under a question that had no answer."""

    def __init__(self, show_id: str, asked: str) -> None:
        head = f"u1:{show_id or ANY_SHOW}:"
        custom_id = head + beginning(plain(asked), _CUSTOM_ID_CHARS - len(head))
        super().__init__(_Button(style=ButtonStyle.secondary, label="Suggest a fact", custom_id=custom_id))
        self._show_id, self._asked = show_id, asked

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls("" if match["show"] == ANY_SHOW else match["show"], match["asked"])

    async def callback(self, interaction: _Interaction) -> None:
        """Open the form."""
        async with reporting("suggest button", partial(tell, interaction)):
            await _reviewing(interaction).open_new(interaction, self._show_id, self._asked)


class WrongButton(DynamicItem[_Button], template=r"w1:(?P<show>[\w-]{1,32}):(?P<fact>[\w-]{1,40})"):
    """Opens the form to say what is wrong with an answer."""

    def __init__(self, show_id: str, fact_id: str) -> None:
        custom_id = f"w1:{show_id}:{fact_id}"
        super().__init__(_Button(style=ButtonStyle.secondary, label="This answer is wrong", custom_id=custom_id))
        self._key = show_id, fact_id

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["show"], match["fact"])

    async def callback(self, interaction: _Interaction) -> None:
        """Open the form."""
        async with reporting("wrong-answer button", partial(tell, interaction)):
            await _reviewing(interaction).open_wrong(interaction, self._key)


class Press(StrEnum):
    """What a curator does with a suggestion."""

    APPROVE = "approve"
    EDIT = "edit"
    REJECT = "reject"


_LOOKS = {
    Press.APPROVE: ("Approve", ButtonStyle.success),
    Press.EDIT: ("Edit and approve", ButtonStyle.primary),
    Press.REJECT: ("Reject", ButtonStyle.danger),
}


class ReviewButton(DynamicItem[_Button], template=r"v1:(?P<press>approve|edit|reject):(?P<id>\d{1,18})"):
    """Decides about a suggestion."""

    def __init__(self, press: Press, suggestion_id: int) -> None:
        label, style = _LOOKS[press]
        super().__init__(_Button(style=style, label=label, custom_id=f"v1:{press}:{suggestion_id}"))
        self._press, self._suggestion_id = press, suggestion_id

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(Press(match["press"]), int(match["id"]))

    async def callback(self, interaction: _Interaction) -> None:
        """Do it, or open the form for it."""
        async with reporting("review button", partial(tell, interaction)):
            await _reviewing(interaction).press(interaction, self._press, self._suggestion_id)


class ReopenButton(DynamicItem[_Button], template=r"o1:(?P<kind>new|wrong|edit|reject):(?P<ref>[\w/-]{1,72})"):
    """Opens a form again that was refused, with all that was typed."""

    def __init__(self, kind: Kind, ref: str) -> None:
        custom_id = f"o1:{kind}:{ref}"
        super().__init__(_Button(style=ButtonStyle.primary, label="Reopen the form", custom_id=custom_id))
        self._kind, self._ref = kind, ref

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """Return the button for a form."""
        return cls(sheet.kind, sheet.ref)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(Kind(match["kind"]), match["ref"])

    async def callback(self, interaction: _Interaction) -> None:
        """Open the form."""
        async with reporting("reopen button", partial(tell, interaction)):
            await _reviewing(interaction).reopen(interaction, self._kind, self._ref)


SUGGESTION_BUTTONS: tuple[type[DynamicItem[Any]], ...] = (SuggestButton, WrongButton, ReviewButton, ReopenButton)


def review_buttons(suggestion: Suggestion) -> list[Button]:
    """Return what can be done about a suggestion; a remark is no fact that could be approved as it is."""
    if suggestion.verdict is not Verdict.OPEN:
        return []
    presses = (Press.EDIT, Press.REJECT) if suggestion.fact_id else tuple(Press)
    return [ReviewButton(press, suggestion.id) for press in presses]


def _reviewing(interaction: _Interaction) -> Reviewing:
    reviewing: Reviewing = interaction.client.reviewing
    return reviewing
