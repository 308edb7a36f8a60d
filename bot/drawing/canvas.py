"""A picture in the making: rounded shapes and text, in units of which two pixels are one, for sharp screens."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from bot.core.accents import Rgb
from bot.drawing.lettering import Lettering

SCALE = 2
_SMOOTHING = 8  # Pillow draws shapes with jagged edges: corners are drawn this much larger, then reduced
_COMPRESSION = 3  # of 0-9: two thirds of the time of the default, for a file a sixth larger

WHITE: Rgb = (255, 255, 255)
BLACK: Rgb = (0, 0, 0)

Box = tuple[float, float, float, float]


def mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """Return a colour with a share, 0-1, of another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


class Canvas:
    """Draws in units from the upper left corner."""

    def __init__(self, width: int, height: int, background: Rgb) -> None:
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self._draw = ImageDraw.Draw(self._image)

    def bar(self, box: Box, radius: float, colour: Rgb) -> None:
        """Fill a box with rounded corners."""
        at, size, reach = _pixels(box, radius)
        self._image.paste(colour, at, _rounded(size, reach))

    def step(self, box: Box, radius: float, above: Rgb, below: Rgb) -> None:
        """Fill a box whose upper corners are rounded, from one colour above to another below."""
        at, size, reach = _pixels(box, radius)
        shade = Image.linear_gradient("L").resize(size)
        fill = Image.composite(Image.new("RGB", size, below), Image.new("RGB", size, above), shade)
        self._image.paste(fill, at, _rounded(size, reach, is_flat_below=True))

    def disc(self, x: float, y: float, radius: float, colour: Rgb) -> None:
        """Fill a circle round a point."""
        self.bar((x - radius, y - radius, x + radius, y + radius), radius, colour)

    def line(self, x: float, base: float, lettering: Lettering, colour: Rgb, *, share: float = 0.0) -> None:
        """Write on a baseline: from a point, or with the `share` of the text, 0-1, that stands to the left of it."""
        at = x * SCALE - lettering.width_px * share
        for run in lettering.runs:
            self._draw.text((at, base * SCALE), run.text, fill=colour, font=run.font, anchor="ls")
            at += run.width_px

    def sign(self, x: float, y: float, lettering: Lettering, colour: Rgb) -> None:
        """Write a number or a letter so that what is seen of it lies round a point."""
        left, top, right, bottom = lettering.seen_px
        self.line(x - (left + right) / 2 / SCALE, y - (top + bottom) / 2 / SCALE, lettering, colour)

    def png(self) -> bytes:
        """Return the picture as a file."""
        file = BytesIO()
        self._image.save(file, "PNG", compress_level=_COMPRESSION)
        return file.getvalue()


def _pixels(box: Box, radius: float) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Return where a box lies, how large it is, and how far its corners reach, in pixels."""
    left, top, right, bottom = (round(edge * SCALE) for edge in box)
    size = max(1, right - left), max(1, bottom - top)
    return (left, top), size, min(round(radius * SCALE), size[0] // 2, size[1] // 2)


def _rounded(size: tuple[int, int], reach: int, *, is_flat_below: bool = False) -> Image.Image:
    mask = Image.new("L", size, 255)
    if reach:
        corner, (width, height) = _corner(reach), size
        mask.paste(corner, (0, 0))
        mask.paste(corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (width - reach, 0))
        if not is_flat_below:
            below = corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            mask.paste(below, (0, height - reach))
            mask.paste(below.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (width - reach, height - reach))
    return mask


@cache
def _corner(reach: int) -> Image.Image:
    """Return the upper left quarter of a disc; there are as many as the drawings have radii."""
    side = reach * _SMOOTHING
    large = Image.new("L", (side, side), 0)
    ImageDraw.Draw(large).ellipse((0, 0, side * 2 - 1, side * 2 - 1), fill=255)
    return large.reduce(_SMOOTHING)
