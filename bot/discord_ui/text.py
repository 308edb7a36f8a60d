"""Text that Discord shows as it is: no ping, no markup, no link that the pack did not mean as one.

What Discord turns into something else is listed in its reference, "Message Formatting"; `discord.utils.escape_markdown`
leaves `[`, `<` and links alone, hence this module.
"""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co"})
# Fillers and joiners that show nothing although their category is that of letters or marks.
_FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0]")
_MARKUP = re.compile(r"[\\*_~`|\[\]<>@#]|:(?=//)")
_LIST_START = re.compile(r"\A(\d*)([-+.)])(?=\s)")
_WEB_LINK = re.compile(r"\[([^\[\]]*[^\[\]\s][^\[\]]*)\]\((https?://[\w.~:/?#@!$&'*+,;=%-]+)\)", re.ASCII)
_LINK_PIECE = r"\[(?:\\.|[^\\\]])*\]\(https?://[^\s()]+\)"
_SPOILER_PIECE = r"\|\|(?:\\.|[^\\|])*\|\|"
_PIECE = re.compile(rf"{_LINK_PIECE}|{_SPOILER_PIECE}|\\.|.", re.DOTALL)


def plain(text: str) -> str:
    """Return text on one line, composed (NFC), without control, bidirectional, zero-width or other unseen characters.

    For places that know no markup: button labels, choices, author lines.
    """
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = "".join(char for char in spaced if unicodedata.category(char) not in _UNSEEN_CATEGORIES)
    return unicodedata.normalize("NFC", " ".join(_FILLERS.sub("", seen).split()))


def clean(text: str) -> str:
    """Return text that reads as typed wherever Discord knows markup: nothing in it pings, links or formats."""
    return _escape_list(_escape(plain(text)))


def clean_fact(text: str) -> str:
    """Return a fact's text, cleaned, with its `[words](https://...)` links kept; other markup reads as typed."""
    text, parts, end = plain(text), [], 0
    for link in _WEB_LINK.finditer(text):
        parts += [_escape(text[end : link.start()]), f"[{_escape(link[1])}]({link[2]})"]
        end = link.end()
    return _escape_list("".join([*parts, _escape(text[end:])]))


def counted(number: int, noun: str) -> str:
    """Return a number with a regular noun: 1 player, 2 players."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of cleaned text, never ending inside an escape, a link or a spoiler."""
    if len(text) <= limit:
        return text
    kept, room = [], limit - len(ELLIPSIS)
    for piece in _PIECE.findall(text):
        room -= len(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + ELLIPSIS


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _escape_list(text: str) -> str:
    return _LIST_START.sub(r"\1\\\2", text)
