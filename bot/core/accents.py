"""The colour of each show, the same on cards and in pictures."""

from __future__ import annotations

import colorsys
from hashlib import blake2b

# Red, green and blue, 0-255 each.
Rgb = tuple[int, int, int]


def accent(show_id: str) -> Rgb:
    """Return a show's colour: always the same one, calm, readable on light and dark."""
    hue = blake2b(show_id.encode(), digest_size=1).digest()[0] / 256
    red, green, blue = colorsys.hsv_to_rgb(hue, 0.5, 0.8)
    return round(red * 255), round(green * 255), round(blue * 255)
