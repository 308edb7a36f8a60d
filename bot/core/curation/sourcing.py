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
_BEGINS_AS_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_IS_ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d{1,5})?(?:[/?#][\w.~:/?#@!$&'*+,;=%-]*)?", re.ASCII)
_ISO_DAY = re.compile(r"(?<!\S)\d{4}-\d{2}-\d{2}(?![^\s,;.)])")
_LOOSE = " ,;|<>-–—"


def read_day(typed: str) -> date | None:
    """Return the day that is meant by 2025-10-04, 4 October 2025 or Oct 4, 2025; None for less or more than one day."""
    typed = plain(typed)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        return _day(*map(int, typed.split("-")))
    found = [it for it in dates_of(words(typed)) if it.year and it.month and it.day and not it.before_christ]
    return _day(found[0].year, found[0].month, found[0].day) if len(found) == 1 else None


def with_source(draft: Draft, typed: str) -> Draft:
    """Return a draft with its source, link and day out of one field: lines or words in any order."""
    title: list[str] = []
    parts = {"link": "", "day": ""}
    for part in filter(None, map(plain, typed.splitlines())):
        kind = "link" if _BEGINS_AS_ADDRESS.fullmatch(part) else "day" if read_day(part) else ""
        if kind and not parts[kind]:
            parts[kind] = part
        else:
            title.append(part)
    rest = " ".join(title)
    for kind, form in (("link", _BEGINS_AS_ADDRESS), ("day", _ISO_DAY)):
        if not parts[kind] and (match := form.search(rest)):
            parts[kind] = match[0].rstrip(_LOOSE) if kind == "link" else match[0]
            rest = rest[: match.start()] + " " + rest[match.start() + len(parts[kind]) :]
            rest = plain(rest).strip(_LOOSE)
    return replace(draft, source=rest, **parts)


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
    if address and not _IS_ADDRESS.fullmatch(address):
        raise Unfit("should be a web address that begins with https:// or http://, as the browser shows it")
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


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
