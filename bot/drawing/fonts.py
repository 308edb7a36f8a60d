"""The fonts that come with the bot, and which of them can write what. `fonts/README.md` says where they are from."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

FOLDER = Path(__file__).parent / "fonts"

STRONG = "Inter-SemiBold.otf"
QUIET = "Inter-Medium.otf"
_OTHER_SCRIPTS = ("NotoSansThai-SemiBold.ttf", "NotoSansGeorgian-SemiBold.ttf", "NotoSansArmenian-SemiBold.ttf")
# Their letters change with their neighbours, or run from right to left: without Raqm they come out wrong.
_SHAPED_SCRIPTS = (
    "NotoSansArabic-SemiBold.ttf",
    "NotoSansHebrew-SemiBold.ttf",
    "NotoSansDevanagari-SemiBold.ttf",
    "NotoSansBengali-SemiBold.ttf",
    "NotoSansTamil-SemiBold.ttf",
)
_EAST_ASIAN = "DroidSansFallback.ttf"

_PROBE_PX = 24
_NO_CHARACTER = "\U0010ffff"


@cache
def font(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    """Return a font in a size; the drawings use few sizes, so all are kept."""
    return ImageFont.truetype(FOLDER / name, size_px)


@lru_cache(maxsize=8192)
def font_for(char: str, first: str) -> str | None:
    """Return the first font that can write a character, beginning with `first`; None where none can."""
    return next((name for name in (first, *_fallbacks()) if has_glyph(name, char)), None)


def has_glyph(name: str, char: str) -> bool:
    """Tell whether a font has a shape of its own for a character, and not only the box for those that it lacks."""
    return char.isspace() or _shape(name, char) != _missing(name)


@cache
def _fallbacks() -> tuple[str, ...]:
    shaped = _SHAPED_SCRIPTS if features.check("raqm") else ()
    return (STRONG, *_OTHER_SCRIPTS, *shaped, _EAST_ASIAN)


@cache
def _missing(name: str) -> bytes:
    return _shape(name, _NO_CHARACTER)


def _shape(name: str, char: str) -> bytes:
    mask = _probe(name).getmask(char)
    return repr(mask.size).encode() + bytes(mask)


@cache
def _probe(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FOLDER / name, _PROBE_PX, layout_engine=ImageFont.Layout.BASIC)
