"""From players' points to a reply: the card, its picture, and the buttons that lead to other pages and spans."""

from __future__ import annotations

from datetime import datetime

from bot.core.knowledge.facts import Pack
from bot.core.quiz.boards import Board, Span
from bot.discord_ui.board_buttons import BoardButton, page_button, span_button
from bot.discord_ui.board_cards import (
    HOW_TO_START,
    SPANS,
    TITLE,
    board_card,
    board_colour,
    board_subtitle,
    figures_card,
)
from bot.discord_ui.cooldowns import Cooldowns
from bot.discord_ui.names import Names
from bot.discord_ui.naming import show_of
from bot.discord_ui.pictures import Picture, Pictures
from bot.discord_ui.replies import Reply
from bot.discord_ui.text import mention
from bot.drawing.scheme import Caption
from bot.services.bases import GuildBases
from bot.services.leaderboards import BoardView, Leaderboards, Membership, ShownBoard

# Looking is cheaper than playing but not free: Discord is asked about members, and a picture is drawn.
LOOKS, LOOKS_WINDOW_S = 10, 15.0


class BoardPresenter:
    """Looks at leaderboards and figures on behalf of a user."""

    def __init__(self, leaderboards: Leaderboards, bases: GuildBases, names: Names, membership: Membership) -> None:
        self._leaderboards = leaderboards
        self._bases = bases
        self._names = names
        self._membership = membership
        self._pictures = Pictures()
        self._cooldowns = Cooldowns(LOOKS, LOOKS_WINDOW_S)

    def count_look(self, user_id: int, now: datetime) -> None:
        """Count that a user looks at something. Raises TooFast where that was too often."""
        self._cooldowns.take(user_id, now)

    async def view(self, guild_id: int, span: Span, show_name: str | None, page: int = 0) -> BoardView:
        """Return what somebody wants to look at. Raises UserError for an unknown show."""
        return BoardView(span, show_of(await self._shows(guild_id), show_name).id if show_name else None, page)

    async def board(self, guild_id: int, user_id: int, view: BoardView, *, may_attach: bool) -> Reply:
        """Return a page of a leaderboard with buttons that serve this user.

        Args:
            may_attach: Whether pictures may be posted there; the guild may still not want any.
        """
        shown = await self._leaderboards.board(guild_id, user_id, view, self._membership)
        card = board_card(shown, view, await self._shows(guild_id))
        picture = await self._picture(guild_id, user_id, shown, view) if may_attach else None
        if picture:
            card.set_image(url=picture.url)
        return Reply(card=card, buttons=_buttons(user_id, view, shown.board), picture=picture)

    async def figures(self, guild_id: int, user_id: int, show_name: str | None) -> Reply:
        """Return what a player has done. Raises UserError for an unknown show."""
        shows = await self._shows(guild_id)
        show = show_of(shows, show_name) if show_name else None
        figures = await self._leaderboards.figures(guild_id, user_id, show.id if show else None)
        if figures is None:
            return Reply(f"{mention(user_id)} has not played here yet. {HOW_TO_START}", is_private=True)
        return Reply(card=figures_card(user_id, figures, show, shows))

    async def _shows(self, guild_id: int) -> tuple[Pack, ...]:
        return (await self._bases.asking(guild_id)).shows

    async def _picture(self, guild_id: int, user_id: int, shown: ShownBoard, view: BoardView) -> Picture | None:
        if not shown.has_picture or not shown.board.rows:
            return None
        players = {row.user_id for row in shown.board.rows} | {user_id}
        shows, names = await self._shows(guild_id), self._names.among(guild_id, players)
        caption = Caption(TITLE, board_subtitle(view, shows), names, board_colour(view, shows).to_rgb())
        return await self._pictures.board(shown.board, caption, user_id)


def _buttons(user_id: int, view: BoardView, board: Board) -> list[BoardButton]:
    spans = [span_button(user_id, view, span, SPANS[span].capitalize()) for span in Span]
    pages = [page_button(user_id, view, board, step) for step in (-1, 1)] if board.pages > 1 else []
    return [*spans, *pages]
