"""Where a fact is from: a title, maybe with an address and a day, in whatever order they were typed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b

from bot.core.curation.drafts import Draft
from bot.core.curation.limits import LINK_CHARS, SOURCE_CHARS
from bot.core.curation.wording import Unfit, line
from bot.core.knowledge.facts import Pack, Source
from bot.core.knowledge.text import fold, words
from bot.core.plain_text import plain
from bot.core.quiz.dates import dates_of

# Somewhere it is tomorrow already.
_AHEAD = timedelta(days=1)
_BEGINS_AS_ADDRESS = re.compile(r"(?<![\w.])(?:\w+://|www\.(?=\w))\S*", re.IGNORECASE)
# Hosts as the network has them; any path, since what is no ASCII in it is written as browsers send it.
_ADDRESS = re.compile(
    r"""(https?://(?a:[\w-]+(?:\.[\w-]+)+)(?::[0-9]{1,5})?)((?:[/?#][^\s"<>\[\]\\^`{|}]*)?)""", re.IGNORECASE
)
_NO_ASCII = re.compile(r"[^\x00-\x7f]")
_ISO_DAY = re.compile(r"(?<![^\s([])\d{4}-\d{2}-\d{2}(?![^\s,;.)\]])")
# Not to be left in the title: the form is to be asked which day it is, and not to be dated today.
_LIKE_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}([/.-])\d{1,2}\1(?:\d{2}|\d{4})", re.ASCII)
_MAX_DAY_WORDS = 6
_NO_TITLE = re.compile(
    r"(?:on\b)?\W*(?:(?:mon|tue|wed|thu|fri|sat|sun|tues|wednes|thurs|satur)(?:day)?\b)?\W*(?:the\b)?", re.IGNORECASE
)
_BEFORE_DAY = re.compile(r"[\s,]+on(?: the)?$")
_LOOSE = " ,;|<>-–—"
_CLOSING = {")": "(", "]": "["}


def read_day(typed: str) -> date | None:
    """Return the day that is meant by 2025-10-04, 4 October 2025 or Oct 4, 2025; None for less or more than one day."""
    typed = plain(typed)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        return _day(*map(int, typed.split("-")))
    found = [it for it in dates_of(words(typed)) if it.year and it.month and it.day and not it.before_christ]
    return _day(found[0].year, found[0].month, found[0].day) if len(found) == 1 else None


def with_source(draft: Draft, typed: str) -> Draft:
    """Return a draft with its source, link and day out of one field: lines or words in any order.

    What has a line of its own comes first. A day stands at the end of a line, else anywhere in the form 2025-10-04.
    """
    title = [*filter(None, map(plain, typed.splitlines()))]
    parts = {"link": "", "day": ""}
    for kind, find, is_alone in _FINDING:
        for at, part in enumerate(title):
            found = None if parts[kind] else find(part)
            if found and (not is_alone or _NO_TITLE.fullmatch(found[1])):
                parts[kind], title[at] = found[0], "" if is_alone else found[1]
    return replace(draft, source=" ".join(filter(None, title)), **parts)


def joined_source(draft: Draft) -> str:
    """Return source, link and day as one field that `with_source` reads."""
    return "\n".join(filter(None, (draft.source, draft.link, draft.day)))


def day_of(typed: str, today: date) -> date:
    """Return the day of a source, today for an empty field. Raises Unfit for what is no day, or is yet to come."""
    if not plain(typed):
        return today
    day = read_day(typed)
    if day is None:
        raise Unfit("should be one day, such as 2025-10-04")
    if day > today + _AHEAD:
        raise Unfit("is yet to come: give the day on which the source said so")
    return day


def address_of(typed: str) -> str:
    """Return a web address, empty for an empty field. Raises Unfit for what is none."""
    address = plain(typed)
    if not address:
        return ""
    match = _ADDRESS.fullmatch(address if "://" in address else f"https://{address}")
    if match is None:
        raise Unfit("should be a web address such as https://example.org/page, as the browser shows it")
    path = _NO_ASCII.sub(lambda it: "".join(f"%{byte:02X}" for byte in it[0].encode()), match[2])
    address = match[1].lower() + path
    if len(address) > LINK_CHARS:
        raise Unfit(f"is {len(address)} characters long; at most {LINK_CHARS} fit")
    return address


def title_of(typed: str) -> str:
    """Return what a source is called. Raises Unfit as `line` does, and for none."""
    return line(typed, SOURCE_CHARS, missing="say where this is known from: an article, an interview, an episode")


def source_of(pack: Pack, title: str, address: str, day: date) -> Source:
    """Return the pack's own source where it is that one, else a new one with an id that follows from what it holds."""
    for source in pack.sources:
        if (source.date, source.url) == (day, address) and fold(title) in map(fold, (source.title, title_in(source))):
            return source
    mark = blake2b(f"{title}\n{address}\n{day}".encode(), digest_size=8).hexdigest()
    return Source(f"own-{mark}", title, day, url=address)


def title_in(source: Source) -> str:
    """Return how a form names a source: its title and who published it."""
    return ", ".join(filter(None, (source.title, source.publisher)))


def _link_in(part: str) -> tuple[str, str] | None:
    """Return what begins as an address and the rest of a line, as the two below return a day; None without one."""
    match = _BEGINS_AS_ADDRESS.search(part)
    if match is None:
        return None
    link = match[0].rstrip(_LOOSE + ".")
    while (opening := _CLOSING.get(link[-1])) and link.count(link[-1]) > link.count(opening):
        link = link[:-1].rstrip(_LOOSE + ".")
    return link, _without(part, match.start(), len(link))


def _day_at_end(part: str) -> tuple[str, str] | None:
    for word in [*re.finditer(r"\S+", part)][: -_MAX_DAY_WORDS - 1 : -1]:
        day = part[word.start() :].strip(f"{_LOOSE}.()[]")
        if _LIKE_A_DAY.fullmatch(day) or (day[-1:].isdigit() and read_day(day)):
            rest = _without(part.rstrip("."), part.index(day, word.start()), len(day))
            return day, _BEFORE_DAY.sub("", rest)
    return None


def _iso_day_in(part: str) -> tuple[str, str] | None:
    match = _ISO_DAY.search(part)
    return (match[0], _without(part, match.start(), len(match[0]))) if match else None


# What to look for in each line, one after another, and whether it is to have that line for itself.
_FINDING = (
    ("link", _link_in, True),
    ("link", _link_in, False),
    ("day", _day_at_end, True),
    ("day", _day_at_end, False),
    ("day", _iso_day_in, False),
)


def _without(part: str, start: int, length: int) -> str:
    """Return a line without some of it, and without the brackets and marks that stood around that."""
    rest = re.sub(r"[(\[<]\s*[)\]>]", "", f"{part[:start]} {part[start + length :]}")
    rest = plain(re.sub(r"\s+(?=[)\],;.])", "", rest)).strip(_LOOSE)
    return rest if re.search(r"\w", rest) else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
