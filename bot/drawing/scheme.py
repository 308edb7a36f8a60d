"""What the drawings have in common: colours, margins, the heading, the medals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.accents import Rgb
from bot.drawing.canvas import BLACK, SCALE, WHITE, Canvas, mix
from bot.drawing.fonts import QUIET, STRONG
from bot.drawing.lettering import Lettering, letter, writable

MAX_ALT_CHARS = 1024  # of an attachment's description (API reference, "Attachment Object")

WIDTH = 640
MARGIN = 30
HEADING_HEIGHT = 108

TITLE_SIZE, SUBTITLE_SIZE = 32, 20
_TITLE_BASE, _SUBTITLE_BASE = 58, 88

NIGHT: Rgb = (21, 22, 28)
MEDALS: tuple[Rgb, ...] = ((244, 199, 87), (199, 206, 217), (211, 145, 98))


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands over a picture, and what it takes to draw the rest.

    Attributes:
        names: What players are called; those who are missing are "Player".
        accent: The show's colour.
    """

    title: str
    subtitle: str
    names: Mapping[int, str]
    accent: Rgb

    @property
    def ground(self) -> Rgb:
        """The colour of the background: dark, with a breath of the accent; it stands out from dark and from light."""
        return mix(NIGHT, self.accent, 0.07)

    @property
    def aside(self) -> Rgb:
        """The colour of what is said aside."""
        return mix(self.ground, WHITE, 0.62)

    def name(self, user_id: int) -> str:
        """Return what a player is called, as far as the fonts can write it."""
        return writable(self.names.get(user_id, ""))

    def shade(self, user_id: int) -> Rgb:
        """Return the colour of a player's name: pale for one that is not known."""
        return WHITE if user_id in self.names else self.aside

    def in_words(self, lines: Iterable[str]) -> str:
        """Return the alternative text of a picture that holds these lines."""
        return ". ".join([self.title, self.subtitle, *lines])[:MAX_ALT_CHARS]


def captioned(caption: Caption, height: int) -> Canvas:
    """Return a picture with nothing but its heading."""
    canvas, room = Canvas(WIDTH, height, caption.ground), WIDTH - 2 * MARGIN
    canvas.line(MARGIN, _TITLE_BASE, fitted(writable(caption.title), TITLE_SIZE, room), WHITE)
    subtitle = fitted(writable(caption.subtitle), SUBTITLE_SIZE, room, QUIET)
    canvas.line(MARGIN, _SUBTITLE_BASE, subtitle, caption.aside)
    return canvas


def medal(canvas: Canvas, x: float, y: float, radius: float, place: int) -> None:
    """Draw the medal of a place from 1 to 3 round a point."""
    colour = MEDALS[place - 1]
    canvas.disc(x, y, radius, mix(colour, BLACK, 0.22))
    canvas.disc(x, y, radius * 0.84, colour)
    canvas.sign(x, y, letter(str(place), round(radius * 1.1 * SCALE)), mix(colour, BLACK, 0.72))


def fitted(text: str, size: float, room: float, weight: str = STRONG) -> Lettering:
    """Return text of a size, cut to the room that there is."""
    return letter(text, round(size * SCALE), weight, room * SCALE)
