"""A question without anything in it that says who asked it, or whom it names outside of the show."""

from __future__ import annotations

import re
import unicodedata

from bot.core.plain_text import plain

MAX_CHARS = 200

_TAGS = re.compile(r"<(?:@[!&]?|#|/|t:|id:|a?:)[^<>]*>")
_LINKS = re.compile(
    r"\S*://\S*|\b(?:www|discord)\.\S+|\bmailto:\S*|\b(?:[\w-]+\.)+[a-z]{2,24}(?:/\S*|\b)",
    re.IGNORECASE,
)
_HANDLES = re.compile(r"\S*@\S*")
# Seven digits or more, however they are set apart: phones, and ids of users and channels.
_LONG_NUMBERS = re.compile(r"\+?(?:[(\[]?\d[)\]]?[\s./()-]{0,3}){6,}\d")
_DATE_OR_YEARS = re.compile(
    r"(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[ /-]{1,3}(?:19|20)\d\d"
)
_WORD = re.compile(r"\w")


def anonymous(text: str) -> str:
    """Return a question on one line, at most MAX_CHARS, without mentions, emoji of guilds, links, mails and phones.

    Empty when there is no word left.
    """
    before, text = "", plain(unicodedata.normalize("NFKC", plain(text)))
    while text != before:
        before, text = text, _stripped(text)[:MAX_CHARS].rstrip()
    return text if _WORD.search(text) else ""


def _stripped(text: str) -> str:
    for pattern in (_TAGS, _LINKS, _HANDLES):
        text = pattern.sub(" ", text)
    return plain(_LONG_NUMBERS.sub(_kept, text))


def _kept(number: re.Match[str]) -> str:
    """Keep a date or a span of years, which are no phones."""
    return number[0] if _DATE_OR_YEARS.fullmatch(number[0]) else " "
