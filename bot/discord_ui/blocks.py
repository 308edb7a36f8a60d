"""Blocks of code: what was typed, shown as it is, and read back from there."""

from __future__ import annotations

_OPEN, _CLOSE = "```\n", "\n```"
# A look-alike, since a backtick could end the block.
_SHOWN = str.maketrans("`", "\u02cb")
_TYPED = str.maketrans("\u02cb", "`")
BLOCK_CHARS = len(_OPEN) + len(_CLOSE)


def in_block(text: str) -> str:
    """Return a text in a block that none of its characters can end."""
    return f"{_OPEN}{text.translate(_SHOWN)}{_CLOSE}"


def out_of_block(block: str) -> str:
    """Return what stands in a block that Discord may have stripped of its line ends."""
    return block.removeprefix(_OPEN.strip()).removesuffix(_CLOSE.strip()).strip("\n").translate(_TYPED)
