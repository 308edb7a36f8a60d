"""Buttons that carry all they need in their custom_id, so that they work after a restart and in every process.

A custom_id is `<letter><version>:...`. Clients can send any: each part is looked up again, and the actor is checked.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.errors import UserError
from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack, Topic
from bot.discord_ui.addressing import Asker
from bot.discord_ui.delivery import respond, show_instead, tell
from bot.discord_ui.errors import reporting
from bot.discord_ui.naming import find_entry
from bot.discord_ui.text import cut, plain

if TYPE_CHECKING:
    from bot.discord_ui.presenter import Presenter, Presenters

# Discord's design guide for buttons; longer labels are cut off on phones.
MAX_LABEL_CHARS = 38

NOT_YOURS = "Only the person who asked can use that button. Ask me yourself with `/ask`."
EXPIRED = "That button is from another time: I no longer know what it was for. Please ask me again."

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]
_OURS = re.compile(r"[a-z]\d+:")


class TopicButton(DynamicItem[_Button], template=r"t1:(?P<show>[\w-]{1,40}):(?P<topic>[\w-]{1,40})"):
    """Shows a topic, to whoever presses it."""

    def __init__(self, show_id: str, topic_id: str, label: str = "") -> None:
        super().__init__(_button(f"t1:{show_id}:{topic_id}", label or topic_id))
        self._show_id, self._topic_id = show_id, topic_id

    @classmethod
    def to(cls, show: Pack, topic: Topic) -> Self:
        """Return the button for a topic."""
        return cls(show.id, topic.id, topic.title)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(match["show"], match["topic"])

    async def callback(self, interaction: _Interaction) -> None:
        """Show the topic to whoever pressed."""
        async with reporting("topic button", partial(tell, interaction)):
            presenter = await _presenter(interaction)
            reply = presenter.topic(self._show_id, self._topic_id, asker_of(interaction))
            await respond(interaction, dataclasses.replace(reply, is_private=True, buttons=()))


class SuggestionButton(
    DynamicItem[_Button], template=r"s1:(?P<asker>\d{1,20}):(?P<show>[\w-]{1,32}):(?P<fact>[\w-]{1,40})"
):
    """Answers what the asker meant, in place of the question back."""

    def __init__(self, asker_id: int, show_id: str, fact_id: str, label: str = "", row: int | None = None) -> None:
        super().__init__(_button(f"s1:{asker_id}:{show_id}:{fact_id}", label or fact_id), row=row)
        self._asker_id, self._key = asker_id, f"{show_id}/{fact_id}"

    @classmethod
    def to(cls, entry: Entry, asker_id: int, number: int) -> Self:
        """Return the button for the suggestion of this number, counted from 1; each takes a row, for long labels."""
        label = f"{number}. {entry.fact.question}"
        return cls(asker_id, entry.pack.id, entry.fact.id, label, row=number - 1)

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(int(match["asker"]), match["show"], match["fact"])

    async def callback(self, interaction: _Interaction) -> None:
        """Turn the question back into the answer."""
        async with reporting("suggestion button", partial(tell, interaction)):
            _require(interaction, self._asker_id)
            presenter = await _presenter(interaction)
            entry = find_entry(presenter.shows, self._key)
            if entry is None:
                raise UserError(EXPIRED)
            reply = presenter.fact(entry, asker_of(interaction))
            await (respond if reply.is_private else show_instead)(interaction, reply)


class DeleteButton(DynamicItem[_Button], template=r"d1:(?P<asker>\d{1,20})"):
    """Deletes the bot's message, for the asker."""

    def __init__(self, asker_id: int, row: int | None = None) -> None:
        button = _Button(style=ButtonStyle.secondary, emoji="🗑️", custom_id=f"d1:{asker_id}")
        super().__init__(button, row=row)
        self._asker_id = asker_id

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        return cls(int(match["asker"]))

    async def callback(self, interaction: _Interaction) -> None:
        """Delete the message."""
        async with reporting("delete button", partial(tell, interaction)):
            _require(interaction, self._asker_id)
            await interaction.response.defer()
            await interaction.delete_original_response()


BUTTONS: tuple[type[DynamicItem[Any]], ...] = (TopicButton, SuggestionButton, DeleteButton)


def is_expired(custom_id: str, buttons: Iterable[type[DynamicItem[Any]]]) -> bool:
    """Tell whether a custom_id looks like one of ours that none of the buttons answers to (any more)."""
    templates = (button.__discord_ui_compiled_template__ for button in buttons)
    return bool(_OURS.match(custom_id)) and not any(template.fullmatch(custom_id) for template in templates)


def _button(custom_id: str, label: str) -> _Button:
    return _Button(style=ButtonStyle.secondary, label=cut(plain(label), MAX_LABEL_CHARS), custom_id=custom_id)


def asker_of(interaction: _Interaction) -> Asker:
    """Return who asks by an interaction."""
    return Asker(interaction.user.id, interaction.guild_id)


async def _presenter(interaction: _Interaction) -> Presenter:
    presenters: Presenters = interaction.client.presenters
    return await presenters.of(interaction.guild_id)


def _require(interaction: _Interaction, asker_id: int) -> None:
    if interaction.user.id != asker_id:
        raise UserError(NOT_YOURS)
