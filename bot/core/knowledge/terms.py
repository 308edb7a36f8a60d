"""The terms that words are read as, and where in a question they stand.

A term is a short string: `renew` a concept, `?when` a question word, `@person` a name of that type, `!streamer` a foil,
`'dog` a plain word, `~` chatter.
"""

from __future__ import annotations

from typing import NamedTuple

CHATTER = "~"
NEXT_SEASON, SEASON, NUMBER, DATE, SHOW = "next_season", "@season", "@number", "@date", "@show"
LATEST_SEASON = "latest_season"
NEXT, LATEST = -1, -2
STRANGER = "!name"
SLOT_TERMS = {
    "{person}": "@person",
    "{character}": "@character",
    "{work}": "@work",
    "{org}": "@organisation",
    "{place}": "@place",
    "{topic}": "@topic",
    "{season}": SEASON,
    "{number}": NUMBER,
    "{date}": DATE,
    "{show}": SHOW,
}
SLOTS = frozenset(("@person", "@character", "@work", "@organisation", "@place", "@topic"))
FOIL_SLOTS = {
    "author": "@person", "title": "@work", "streamer": "@organisation", "police": "@organisation",
    "outlet": "@organisation", "place": "@place",
}  # fmt: skip


class Meaning(NamedTuple):
    """One thing a phrase can mean. `value` tells names, seasons, numbers and dates apart."""

    term: str
    value: object = None


class Span(NamedTuple):
    """Words `start` to `end` (exclusive) read as `term`; `cost` 0-1 grows with the slips in their spelling.

    `implied` marks a name that was not said: "the lead" for the person who has that role.
    """

    start: int
    end: int
    term: str
    value: object
    cost: float
    implied: bool = False


def season_meant(season: object, released: int) -> object:
    """Return the number of a season of a show, of which so many are released, where "next" or "latest" was said."""
    return {NEXT: released + 1, LATEST: released}.get(season, season) if isinstance(season, int) else season


def is_name(term: str) -> bool:
    """Tell whether a term stands for a name, a foil or a figure, not for a meaning."""
    return term[0] in "@!"


def is_stranger(span: Span) -> bool:
    """Tell whether a reading takes words that nobody knows for a name."""
    return isinstance(span.value, tuple) and span.value[0] == STRANGER


def is_foil(span: Span) -> bool:
    """Tell whether a reading is the name of a thing that no loaded pack has."""
    _, _, term, value, _, _ = span
    return term[0] == "!" or (isinstance(value, tuple) and value[0][0] == "!")


def foil_of(span: Span) -> tuple[str, object]:
    """Return the sort of a foil and its name. Only for spans that are foils."""
    if isinstance(span.value, tuple):
        return span.value[0][1:], span.value[1]
    return span.term[1:], span.value
