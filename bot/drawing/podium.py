"""The picture of those who came out best in a game, and the same in words for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.quiz.game import Standing
from bot.drawing.canvas import WHITE, Canvas, mix
from bot.drawing.fonts import QUIET
from bot.drawing.scheme import MARGIN, MEDALS, WIDTH, Caption, captioned, fitted, medal

# Place, user id and standing, as `core.quiz.game.rank` returns them.
Place = tuple[int, int, Standing]

STEPS = 3
HEIGHT = 430
STEP_GAP = 14
STEP_WIDTH = (WIDTH - 2 * MARGIN - (STEPS - 1) * STEP_GAP) / STEPS
STEP_RADIUS = 18
STEP_HEIGHTS = (146, 108, 76)
NAME_SIZE, POINTS_SIZE, INITIAL_SIZE = 24, 20, 34
FACE_RADIUS, MEDAL_RADIUS = 37, 14
_NAME_ABOVE, _POINTS_ABOVE, _FACE_ABOVE = 44, 17, 113  # their step, to baselines and the middle of the face
_NUMBER_SIZES = (64, 52, 42)
_STRENGTHS = (0.9, 0.66, 0.5)  # of the accent, by place
_ORDER = {1: (0,), 2: (1, 0), 3: (1, 0, 2)}  # who stands where, from left to right: the best in the middle


def on_podium(places: Sequence[Place]) -> list[Place]:
    """Return those who have a step: the first three with points."""
    return [place for place in places if place[2].points > 0][:STEPS]


def draw_podium(places: Sequence[Place], caption: Caption) -> bytes:
    """Return a PNG of at least one who is `on_podium`; ties stand on steps of one height."""
    best, canvas = on_podium(places), captioned(caption, HEIGHT)
    order = _ORDER[len(best)]
    for column, at in enumerate(order):
        _step(canvas, WIDTH / 2 + (column - (len(order) - 1) / 2) * (STEP_WIDTH + STEP_GAP), best[at], caption)
    return canvas.png()


def podium_in_words(places: Sequence[Place], caption: Caption) -> str:
    """Return the alternative text for the picture of a podium."""
    best = on_podium(places)
    return caption.in_words(f"{place}. {caption.name(user_id)}, {it.points:,} points" for place, user_id, it in best)


def _step(canvas: Canvas, middle: float, placed: Place, caption: Caption) -> None:
    place, user_id, standing = placed
    top, half = HEIGHT - STEP_HEIGHTS[place - 1], STEP_WIDTH / 2
    colour = mix(caption.ground, caption.accent, _STRENGTHS[place - 1])
    canvas.step((middle - half, top, middle + half, HEIGHT), STEP_RADIUS, colour, mix(colour, caption.ground, 0.55))
    number = fitted(str(place), _NUMBER_SIZES[place - 1], half)
    canvas.sign(middle, top + STEP_HEIGHTS[place - 1] / 2, number, mix(colour, WHITE, 0.75))
    name = fitted(caption.name(user_id), NAME_SIZE, STEP_WIDTH)
    canvas.line(middle, top - _NAME_ABOVE, name, caption.shade(user_id), share=0.5)
    points = fitted(f"{standing.points:,} points", POINTS_SIZE, STEP_WIDTH, QUIET)
    canvas.line(middle, top - _POINTS_ABOVE, points, caption.aside, share=0.5)
    _face(canvas, (middle, top - _FACE_ABOVE), placed, caption)


def _face(canvas: Canvas, centre: tuple[float, float], placed: Place, caption: Caption) -> None:
    """Draw a disc with the first letter of a name, ringed by the medal's colour."""
    (x, y), (place, user_id, _) = centre, placed
    canvas.disc(x, y, FACE_RADIUS, MEDALS[place - 1])
    canvas.disc(x, y, FACE_RADIUS - 4, mix(caption.ground, caption.accent, 0.3))
    initial = next(char for char in caption.name(user_id) if char.isalnum()).upper()[:1]
    canvas.sign(x, y, fitted(initial, INITIAL_SIZE, FACE_RADIUS * 2), WHITE)
    aside = FACE_RADIUS * 0.74
    medal(canvas, x + aside, y + aside, MEDAL_RADIUS, place)
