"""Names and figures as the fonts can write them: any script, cut to a width, without boxes for what is missing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from PIL import ImageFont

from bot.drawing.fonts import STRONG, font, font_for

NOBODY = "Player"
_ELLIPSIS = "…"
_MAX_CHARS = 64  # no name needs more; Discord allows 32
_RIGHT_TO_LEFT = {"R", "AL"}
_WITHOUT_SHAPE = {"Cc", "Cf", "Cs", "Co", "Cn"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font."""

    text: str
    font: ImageFont.FreeTypeFont
    width_px: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """One line of text, ready to be drawn, its runs from left to right."""

    runs: tuple[Run, ...]

    @property
    def width_px(self) -> float:
        """How wide it is."""
        return sum(run.width_px for run in self.runs)

    @property
    def seen_px(self) -> tuple[float, float, float, float]:
        """What its first run covers: left, top, right and bottom, from where it begins on its baseline."""
        return self.runs[0].font.getbbox(self.runs[0].text, anchor="ls")


def writable(name: str) -> str:
    """Return what the fonts can write of a name: no emoji, fancy letters as plain ones; "Player" for nothing at all."""
    composed = unicodedata.normalize("NFKC", name[:_MAX_CHARS])
    kept = "".join(char for char in composed if not _is_left_out(char) and font_for(char, STRONG))
    return " ".join(kept.split()) if any(char.isalnum() for char in kept) else NOBODY


def letter(text: str, size_px: int, weight: str = STRONG, max_px: float | None = None) -> Lettering:
    """Return text in a size, cut with an ellipsis where it is wider than `max_px`."""
    whole = Lettering(tuple(_runs(text, size_px, weight)))
    if max_px is None or whole.width_px <= max_px:
        return whole
    fits, too_much = 0, len(text)
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        shorter = Lettering(tuple(_runs(text[:middle].rstrip() + _ELLIPSIS, size_px, weight)))
        fits, too_much = (middle, too_much) if shorter.width_px <= max_px else (fits, middle)
    return Lettering(tuple(_runs(text[:fits].rstrip() + _ELLIPSIS, size_px, weight)))


def _runs(text: str, size_px: int, weight: str) -> Iterator[Run]:
    pairs = groupby(zip(text, _fonts(text, weight), strict=True), key=lambda pair: pair[1])
    parts = [("".join(char for char, _ in group), name) for name, group in pairs]
    for part, name in reversed(parts) if _is_right_to_left(text) else parts:
        face = font(name, size_px)
        yield Run(part, face, face.getlength(part))


def _fonts(text: str, weight: str) -> Iterator[str]:
    """Yield the font of each character; a space has that of the word before it, to stand on the right side of it."""
    current = weight
    for char in text:
        current = current if char == " " else font_for(char, weight) or weight
        yield current


def _is_right_to_left(text: str) -> bool:
    """Tell by the first letter, as the Unicode bidirectional algorithm does for a paragraph."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((it for it in directions if it in {"L", *_RIGHT_TO_LEFT}), "L") in _RIGHT_TO_LEFT


def _is_left_out(char: str) -> bool:
    """Tell what a picture leaves out: what has no shape, and accents piled on letters that do not compose with them."""
    return (unicodedata.category(char) in _WITHOUT_SHAPE and not char.isspace()) or "\u0300" <= char <= "\u036f"
