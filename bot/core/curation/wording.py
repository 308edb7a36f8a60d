"""What may stand in a line that a person typed: words, without pings and links."""

from __future__ import annotations

import re

from bot.core.plain_text import plain

_MENTION = re.compile(r"<(?:@[!&]?\d|#\d|id:|/\w|t:-?\d|a?:\w+:\d)|@(?:everyone|here)\b", re.IGNORECASE)
_LINK = re.compile(r"\w+://|\]\(|\bwww\.\w|\b(?:javascript|vbscript|data|mailto|file):\S", re.IGNORECASE)
_WORD = re.compile(r"\w")
_LIST_MARK = re.compile(r"^[-*•–](?:\s+|$)")


class Unfit(ValueError):
    """Something typed cannot be taken; each of `problems` tells what about it, and how it can."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def line(typed: str, limit: int, *, missing: str = "") -> str:
    """Return a line as it is kept; empty for an empty one that may be empty.

    Args:
        limit: In characters.
        missing: What to say when it is empty and may not be.
    Raises:
        Unfit: empty or without a word in it; or too long, with a mention, with a link, or all of that.
    """
    text = plain(typed)
    if not text and not missing:
        return ""
    if not _WORD.search(text):
        raise Unfit(missing or "has no word in it")
    problems = {
        f"is {len(text)} characters long; at most {limit} fit": len(text) > limit,
        "holds a mention: write the name instead, since a fact pings nobody": bool(_MENTION.search(text)),
        "holds a link: a fact may have one only, and only as its source": bool(_LINK.search(text)),
    }
    if any(problems.values()):
        raise Unfit(*(problem for problem, is_there in problems.items() if is_there))
    return text


def lines(typed: str) -> tuple[str, ...]:
    """Return the lines of a list as typed, without the empty ones and the marks that stand before them."""
    plain_lines = (_LIST_MARK.sub("", plain(it)) for it in typed.splitlines())
    return tuple(dict.fromkeys(filter(None, plain_lines)))
