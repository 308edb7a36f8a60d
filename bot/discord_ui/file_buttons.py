"""Buttons of imports: apply or cancel what a file would change, undo it at any time, remove a question list."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.errors import UserError
from bot.core.quiz.lists import KeptList
from bot.discord_ui.actors import actor_of, guild_of
from bot.discord_ui.delivery import respond, show_instead, tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.file_cards import applied_reply, lists_reply, removal_reply, undone_reply
from bot.discord_ui.file_desk import FileDesk
from bot.discord_ui.replies import Button, Reply
from bot.discord_ui.text import cut, plain
from bot.services.files import Applied
from bot.services.question_lists import NO_LIST

CANCELLED = "Nothing has changed."
DONE = "Done."
REMOVED = "The question list is removed."
MAX_LABEL_CHARS = 38
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]


class ProposalButton(DynamicItem[_Button], template=r"i1:(?P<press>apply|cancel):(?P<token>[0-9a-f]{16})"):
    """Applies what a file would change, or lets go of it."""

    def __init__(self, press: str, token: str) -> None:
        self._is_applied, self._token = press == "apply", token
        label, style = ("Apply", ButtonStyle.success) if self._is_applied else ("Cancel", ButtonStyle.secondary)
        super().__init__(_Button(style=style, label=label, custom_id=f"i1:{press}:{token}"))

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> ProposalButton:
        """Return the button that was pressed."""
        return cls(match["press"], match["token"])

    async def callback(self, interaction: _Interaction) -> None:
        """Do it, and show everybody what was done."""
        async with reporting("import button", partial(tell, interaction)):
            desk, guild_id, user_id = _desk(interaction), guild_of(interaction), interaction.user.id
            proposal = desk.take(self._token, guild_id, user_id)
            if not self._is_applied:
                await show_instead(interaction, Reply(CANCELLED, is_private=True))
                return
            try:
                await interaction.response.defer()
                applied = await desk.files.apply(guild_id, actor_of(interaction), proposal)
            except BaseException:
                desk.put_back(self._token, user_id, proposal)
                raise
            await show_instead(interaction, Reply(DONE, is_private=True))
            await respond(interaction, applied_reply(applied, user_id, [_way_back(applied)]))


class UndoButton(DynamicItem[_Button], template=r"i2:(?P<batch>\d{1,18})"):
    """Undoes an import, or an undo of one, however long ago that was."""

    def __init__(self, batch_id: int, label: str = "Undo") -> None:
        super().__init__(_Button(style=ButtonStyle.secondary, label=label, custom_id=f"i2:{batch_id}"))
        self._batch_id = batch_id

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> UndoButton:
        """Return the button that was pressed."""
        return cls(int(match["batch"]))

    async def callback(self, interaction: _Interaction) -> None:
        """Undo it, and show everybody what is as before."""
        async with reporting("undo of an import", partial(tell, interaction)):
            files, guild_id = _desk(interaction).files, guild_of(interaction)
            await files.require(guild_id, actor_of(interaction))
            await interaction.response.defer()
            undone = await files.undo(guild_id, actor_of(interaction), self._batch_id)
            again = UndoButton(undone.batch_id, "Undo that")
            await show_instead(interaction, undone_reply(undone, interaction.user.id, [again]))


class ListButton(
    DynamicItem[_Button], template=r"i3:(?P<sure>[ny]):(?P<list>[a-z0-9]+(?:-[a-z0-9]+)*):(?P<at>\d{1,15})"
):
    """Removes a question list: the first press asks whether that is meant, the second one does it."""

    def __init__(self, sure: str, list_id: str, at_ms: int, label: str = "Remove") -> None:
        custom_id = f"i3:{sure}:{list_id}:{at_ms}"
        super().__init__(_Button(style=ButtonStyle.danger, label=cut(label, MAX_LABEL_CHARS), custom_id=custom_id))
        self._is_sure, self._list_id, self._at_ms = sure == "y", list_id, at_ms

    @classmethod
    def to(cls, kept: KeptList) -> ListButton:
        """Return the button for a list among others."""
        return cls("n", kept.heading.id, _ms(kept.at), f"Remove {plain(kept.heading.title)}")

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> ListButton:
        """Return the button that was pressed."""
        return cls(match["sure"], match["list"], int(match["at"]))

    async def callback(self, interaction: _Interaction) -> None:
        """Ask, or remove."""
        async with reporting("list button", partial(tell, interaction)):
            files, guild_id, actor = _desk(interaction).files, guild_of(interaction), actor_of(interaction)
            await files.require(guild_id, actor)
            lists = await files.lists.of_guild(guild_id)
            kept = next((it for it in lists if (it.heading.id, _ms(it.at)) == (self._list_id, self._at_ms)), None)
            if kept is None:
                raise UserError(NO_LIST)
            if self._is_sure:
                await files.lists.remove(guild_id, self._list_id, kept.at)
                await show_instead(interaction, Reply(REMOVED, is_private=True))
                return
            sure = ListButton("y", self._list_id, self._at_ms, "Remove it")
            await respond(interaction, removal_reply(kept, [sure]))


FILE_BUTTONS: tuple[type[DynamicItem[Any]], ...] = (ProposalButton, UndoButton, ListButton)


async def lists_of(desk: FileDesk, interaction: _Interaction) -> Reply:
    """Return the lists of a guild with buttons to remove them. Raises NotAllowed."""
    guild_id = guild_of(interaction)
    await desk.files.require(guild_id, actor_of(interaction))
    lists = await desk.files.lists.of_guild(guild_id)
    return lists_reply(lists, [ListButton.to(it) for it in lists])


def _way_back(applied: Applied) -> Button:
    if applied.list_id:
        return ListButton("n", applied.list_id, _ms(applied.at))
    return UndoButton(applied.batch_id)


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // _MILLISECOND


def _desk(interaction: _Interaction) -> FileDesk:
    desk: FileDesk = interaction.client.file_desk
    return desk
