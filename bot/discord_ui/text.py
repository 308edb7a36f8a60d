"""Text that Discord shows as it is: no ping, no markup, no link that the pack did not mean as one.

What Discord turns into something else is listed in its reference, "Message Formatting"; `discord.utils.escape_markdown`
leaves `[`, `<` and links alone, hence this module.
"""

from __future__ import annotations

import re

from bot.core.plain_text import plain

__all__ = ["ELLIPSIS", "beginning", "clean", "clean_fact", "clean_prose", "counted", "cut", "mention", "plain"]

ELLIPSIS = "…"

_MARKUP = re.compile(r"[\\*_~`|\[\]<>@#]|:(?=//)")
_LIST_START = re.compile(r"\A(\d*)([-+.)])(?=\s)")
_WEB_LINK = re.compile(r"\[([^\[\]]*[^\[\]\s][^\[\]]*)\]\((https?://[\w.~:/?#@!$&'*+,;=%-]+)\)", re.ASCII)
_LINK_PIECE = r"\[(?:\\.|[^\\\]])*\]\(https?://[^\s()]+\)"
_SPOILER_PIECE = r"\|\|(?:\\.|[^\\|])*\|\|"
_ESCAPED_COMMAND = re.compile(r"\\`(/[a-z]+(?:[ -][a-z]+)*)\\`")
_PIECE = re.compile(rf"{_LINK_PIECE}|{_SPOILER_PIECE}|\\.|.", re.DOTALL)


def clean(text: str) -> str:
    """Return text that reads as typed wherever Discord knows markup: nothing in it pings, links or formats."""
    return _escape_list(_escape(plain(text)))


def clean_prose(text: str) -> str:
    """Return what the bot itself or a pack says, cleaned; commands in backticks, `/like this`, stay set apart."""
    return _ESCAPED_COMMAND.sub(r"`\1`", clean(text))


def clean_fact(text: str) -> str:
    """Return a fact's text, cleaned, with its `[words](https://...)` links kept; other markup reads as typed."""
    text, parts, end = plain(text), [], 0
    for link in _WEB_LINK.finditer(text):
        parts += [_escape(text[end : link.start()]), f"[{_escape(link[1])}]({link[2]})"]
        end = link.end()
    return _escape_list("".join([*parts, _escape(text[end:])]))


def beginning(text: str, units: int) -> str:
    """Return as much of a text as fits into so many units of UTF-16, by which Discord's clients count."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore").rstrip()


def counted(number: int, noun: str) -> str:
    """Return a number with a regular noun: 1 player, 2 players."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def mention(user_id: int | None) -> str:
    """Return a member's mention, which pings nobody; "somebody" for 0: an operator, or one who is forgotten."""
    return f"<@{user_id}>" if user_id else "somebody"


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
