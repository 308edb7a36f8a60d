"""Buttons under a leaderboard. Whoever opened it turns its pages; everybody else gets a copy of their own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ButtonStyle
from discord.ui import DynamicItem

from bot.core.quiz.boards import Board, Span
from bot.discord_ui.actors import guild_of
from bot.discord_ui.delivery import respond, show_instead, tell
from bot.discord_ui.errors import reporting
from bot.services.leaderboards import BoardView

if TYPE_CHECKING:
    from bot.discord_ui.board_presenter import BoardPresenter

_ALL_SHOWS = "-"
_SPANS = "|".join(Span)
_SPAN_ROW, _PAGE_ROW = 0, 1

_Button = discord.ui.Button[discord.ui.View]
_Interaction = discord.Interaction[Any]


class BoardButton(
    DynamicItem[_Button],
    template=rf"l1:(?P<owner>[0-9]{{1,20}}):(?P<show>[\w-]{{1,40}}):(?P<span>{_SPANS}):(?P<page>[0-9]{{1,4}}):[sp]",
):
    """Leads to another page or span. Its last letter tells apart two buttons that lead to the same one."""

    def __init__(self, owner_id: int, view: BoardView, kind: str = "p", **look: Any) -> None:
        custom_id = f"l1:{owner_id}:{view.show_id or _ALL_SHOWS}:{view.span}:{view.page}:{kind}"
        row = _SPAN_ROW if kind == "s" else _PAGE_ROW
        super().__init__(_Button(custom_id=custom_id, **{"style": ButtonStyle.secondary, **look}), row=row)
        self._owner_id, self._wanted = owner_id, view

    @classmethod
    async def from_custom_id(cls, _interaction: Any, _item: Any, match: re.Match[str], /) -> Self:
        """Return the button that was pressed."""
        show_id = match["show"] if match["show"] != _ALL_SHOWS else None
        return cls(int(match["owner"]), BoardView(Span(match["span"]), show_id, int(match["page"])))

    async def callback(self, interaction: _Interaction) -> None:
        """Turn the page for whoever opened the board, or show it to another one alone."""
        async with reporting("leaderboard button", partial(tell, interaction)):
            guild_id, user_id, wanted = guild_of(interaction), interaction.user.id, self._wanted
            boards: BoardPresenter = interaction.client.boards
            boards.count_look(user_id, interaction.created_at)
            view = await boards.view(guild_id, wanted.span, wanted.show_id, wanted.page)
            is_own = user_id == self._owner_id
            await interaction.response.defer(ephemeral=not is_own, thinking=not is_own)
            reply = await boards.board(guild_id, user_id, view, may_attach=may_attach(interaction))
            await (
                show_instead(interaction, reply) if is_own else respond(interaction, replace(reply, is_private=True))
            )


BOARD_BUTTONS: tuple[type[DynamicItem[Any]], ...] = (BoardButton,)


def span_button(owner_id: int, view: BoardView, span: Span, label: str) -> BoardButton:
    """Return the button for a span; the one that is shown cannot be pressed."""
    is_shown = span is view.span
    style = ButtonStyle.primary if is_shown else ButtonStyle.secondary
    return BoardButton(owner_id, replace(view, span=span, page=0), "s", label=label, style=style, disabled=is_shown)


def page_button(owner_id: int, view: BoardView, board: Board, step: int) -> BoardButton:
    """Return the button for the page before (-1) or after (1) the one that is shown."""
    page = board.page + step
    is_there = 0 <= page < board.pages
    wanted = replace(view, page=page if is_there else board.page)
    return BoardButton(owner_id, wanted, emoji="◀️" if step < 0 else "▶️", disabled=not is_there)


def may_attach(interaction: _Interaction) -> bool:
    """Tell whether the bot may post pictures where something was used."""
    return interaction.app_permissions.attach_files
