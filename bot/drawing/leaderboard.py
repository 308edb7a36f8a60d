"""The picture of one page of a leaderboard, and the same in words for those who cannot see it."""

from __future__ import annotations

from bot.core.quiz.boards import Board, Row
from bot.drawing.canvas import SCALE, WHITE, Canvas, mix
from bot.drawing.fonts import QUIET
from bot.drawing.scheme import HEADING_HEIGHT, MARGIN, MEDALS, WIDTH, Caption, captioned, fitted, medal

ROW_HEIGHT, ROW_GAP = 48, 8
ROW_RADIUS = 14
TEXT_SIZE, PLACE_SIZE = 23, 20
MEDAL_RADIUS = 16
FRAME = 3
BELOW = 22
OWN_GAP = 18
_BASE = 32  # of the text in a row, from its upper edge
_PLACE_X, _NAME_X, _POINTS_X = 29, 70, 18
_LEAST_FILL = 58  # so that the medal of the last stands on its bar


def draw_board(board: Board, caption: Caption, user_id: int) -> bytes:
    """Return a PNG of a page that has at least one row.

    Args:
        user_id: The caller, whose row is framed, and stands below the others when it is on another page.
    """
    own = _own_elsewhere(board)
    height = HEADING_HEIGHT + len(board.rows) * (ROW_HEIGHT + ROW_GAP) - ROW_GAP + BELOW
    canvas = captioned(caption, height + (ROW_HEIGHT + OWN_GAP if own else 0))
    most, top = max(row.points for row in [*board.rows, *own]), HEADING_HEIGHT
    for row in board.rows:
        _row(canvas, top, row, row.points / max(1, most), caption, is_framed=row.user_id == user_id)
        top += ROW_HEIGHT + ROW_GAP
    for row in own:
        _row(canvas, top + OWN_GAP - ROW_GAP, row, row.points / max(1, most), caption, is_framed=True)
    return canvas.png()


def board_in_words(board: Board, caption: Caption) -> str:
    """Return the alternative text for the picture of a page."""
    rows = [*board.rows, *_own_elsewhere(board)]
    return caption.in_words(f"{row.place}. {caption.name(row.user_id)}, {row.points:,} points" for row in rows)


def _own_elsewhere(board: Board) -> list[Row]:
    """Return the caller's row where it is on another page, else nothing."""
    here = {row.user_id for row in board.rows}
    return [board.own] if board.own and board.own.user_id not in here else []


def _row(canvas: Canvas, top: int, row: Row, share: float, caption: Caption, *, is_framed: bool) -> None:
    """Draw a player's row, filled by the share, 0-1, of the most points."""
    ground, accent, right, bottom = caption.ground, caption.accent, WIDTH - MARGIN, top + ROW_HEIGHT
    if is_framed:
        box = (MARGIN - FRAME, top - FRAME, right + FRAME, bottom + FRAME)
        canvas.bar(box, ROW_RADIUS + FRAME, mix(accent, WHITE, 0.35))
    canvas.bar((MARGIN, top, right, bottom), ROW_RADIUS, mix(ground, WHITE, 0.06))
    fill = max(_LEAST_FILL, (right - MARGIN) * share)
    canvas.bar((MARGIN, top, MARGIN + fill, bottom), ROW_RADIUS, mix(ground, accent, 0.52))
    _place(canvas, MARGIN + _PLACE_X, (top + bottom) / 2, row.place, caption)
    points = fitted(f"{row.points:,}", TEXT_SIZE, WIDTH)
    canvas.line(right - _POINTS_X, top + _BASE, points, WHITE, share=1.0)
    room = right - MARGIN - _NAME_X - 2 * _POINTS_X - points.width_px / SCALE
    name = fitted(caption.name(row.user_id), TEXT_SIZE, room)
    canvas.line(MARGIN + _NAME_X, top + _BASE, name, caption.shade(row.user_id))


def _place(canvas: Canvas, x: float, y: float, place: int, caption: Caption) -> None:
    if place <= len(MEDALS):
        medal(canvas, x, y, MEDAL_RADIUS, place)
    else:
        canvas.sign(x, y, fitted(str(place), PLACE_SIZE, _LEAST_FILL, QUIET), mix(caption.ground, WHITE, 0.82))
