"""Cards of leaderboards and of one player's figures. Names are mentions, which do not ping."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.core.knowledge.answering import long_date
from bot.core.knowledge.facts import Pack
from bot.core.quiz.boards import Board, Figures, Row, Span
from bot.discord_ui.cards import MAX_TITLE_CHARS, accent
from bot.discord_ui.text import clean, cut, mention, plain
from bot.services.leaderboards import BoardView, ShownBoard

TITLE = "Leaderboard"
HOW_TO_START = "Start a quiz with `/quiz start`."
SPANS = {Span.DAY: "today", Span.WEEK: "this week", Span.MONTH: "this month", Span.ALL: "all time"}

_MEDALS = ("🥇", "🥈", "🥉")
_MAX_SHOW_CHARS = 100


def board_card(shown: ShownBoard, view: BoardView, shows: Sequence[Pack]) -> discord.Embed:
    """Return a page of a leaderboard with the caller's own place, or how to get points where there are none."""
    card = discord.Embed(
        title=f"{TITLE}: {SPANS[view.span]}",
        description="\n".join(_lines(shown.board)) if shown.board.rows else _nothing(view),
        colour=board_colour(view, shows),
    )
    if view.show_id:
        card.set_author(name=cut(plain(board_show(view, shows)), MAX_TITLE_CHARS))
    return card.set_footer(text=_footer(shown) or None)


def board_subtitle(view: BoardView, shows: Sequence[Pack]) -> str:
    """Return what a board covers, in plain text."""
    return f"{SPANS[view.span].capitalize()} · {board_show(view, shows)}"


def board_show(view: BoardView, shows: Sequence[Pack]) -> str:
    """Return the title of the show that a board is about, as the pack gives it."""
    return next((show.title for show in shows if show.id == view.show_id), "all shows")


def board_colour(view: BoardView, shows: Sequence[Pack]) -> discord.Colour:
    """Return the show's colour, or that of the first show for a board of all."""
    return accent(view.show_id or (shows[0].id if shows else ""))


def figures_card(user_id: int, figures: Figures, show: Pack | None, shows: Sequence[Pack]) -> discord.Embed:
    """Return what a player has done."""
    first = show or (shows[0] if shows else None)
    card = discord.Embed(description=mention(user_id), colour=accent(first.id) if first else None)
    card.set_author(name=cut(plain(f"Stats: {show.title}" if show else "Stats"), MAX_TITLE_CHARS))
    fields = {
        "Points": f"{figures.points:,}",
        "Games": f"{figures.games:,}",
        "Accuracy": f"{figures.accuracy:.0%} ({figures.right:,} of {figures.answered:,})",
        "Answered": f"{figures.answered:,} of {figures.rounds:,} questions",
        "Average speed": f"{figures.average_s:.1f} s" if figures.average_s is not None else "none yet",
        "Best streak": f"{figures.best_streak:,} in a row",
        "Best topic": _topic_title(figures.best_topic_id, shows, is_alone=show is not None or len(shows) == 1),
    }
    for name, value in fields.items():
        card.add_field(name=name, value=value)
    return card


def _lines(board: Board) -> list[str]:
    lines = [_line(row) for row in board.rows]
    own = board.own
    if own and all(row.user_id != own.user_id for row in board.rows):
        lines += ["", f"{_line(own)} (of {board.players:,})"]
    return lines


def _line(row: Row) -> str:
    place = _MEDALS[row.place - 1] if row.place <= len(_MEDALS) else f"`{row.place:>2}`"
    return f"{place} {mention(row.user_id)} · **{row.points:,}** points · {row.right:,} of {row.answered:,} right"


def _nothing(view: BoardView) -> str:
    when = "" if view.span is Span.ALL else f" {SPANS[view.span]}"
    return f"Nobody has points here{when} yet. {HOW_TO_START}"


def _footer(shown: ShownBoard) -> str:
    board = shown.board
    since = f"Since {long_date(shown.since.date())}" if shown.since else ""
    page = f"Page {board.page + 1:,} of {board.pages:,}" if board.pages > 1 else ""
    players = f"{board.players:,} player{'' if board.players == 1 else 's'}" if board.players else ""
    own = "" if board.own or not board.rows else "You have no points here yet"
    return " · ".join(filter(None, [since, page, players, own]))


def _topic_title(topic_key: str, shows: Sequence[Pack], *, is_alone: bool) -> str:
    """Return a topic as its show calls it; its key when the show has it no longer."""
    for show in shows:
        for topic in show.topics:
            if topic_key == f"{show.id}/{topic.id}":
                return cut(clean(topic.title if is_alone else f"{show.title}: {topic.title}"), _MAX_SHOW_CHARS)
    return cut(clean(topic_key), _MAX_SHOW_CHARS) or "none yet"
