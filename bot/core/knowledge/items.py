"""Take a question apart: the words that are read together, and what it costs to leave them unexplained."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.knowledge import text
from bot.core.knowledge.reading import Reading
from bot.core.knowledge.terms import CHATTER, SEASON, Span, is_name

UNKNOWN_NAME, UNKNOWN_WORD, COMMON_WORD = 1.5, 0.65, 0.35


class Item(NamedTuple):
    """Words of a question that are read together.

    Attributes:
        mask: Their places, a bit each.
        stray: What it costs to leave them unexplained, times the weight of the cheapest reading if they have any.
        clause: The clause that they stand in.
        apart: That is another clause than that of the first question word.
        terms, concepts: The terms of its readings, and those of them that are no names or figures.
        names: Its readings as names or figures.
        word: The stem of a word that means nothing; empty for others.
    """

    mask: int
    spans: tuple[Span, ...]
    stray: float
    clause: int = 0
    apart: bool = False
    terms: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    names: tuple[Span, ...] = ()
    word: str = ""


def take_apart(reading: Reading, introducing: frozenset[str] = frozenset()) -> list[Item]:
    """Return the parts of a question that carry meaning, each with the cost of leaving it unexplained.

    Args:
        introducing: Terms after which a word that means nothing is an unknown name, as it is before a season.
    """
    by_place: dict[int, list[Span]] = {}
    idle = known = 0
    first_asked = len(reading.words)
    for span in reading.spans:
        start, end, term = span[:3]
        mask = (1 << end) - (1 << start)
        known |= mask
        if term == CHATTER:
            idle |= mask
        elif mask in by_place:
            by_place[mask].append(span)
        else:
            by_place[mask] = [span]
        if term[0] == "?":
            first_asked = min(first_asked, start)
    clauses = reading.clauses
    asks = clauses[first_asked] if first_asked < len(clauses) else None
    items = []
    for mask, spans in by_place.items():
        clause = clauses[spans[0].start]
        terms = frozenset([span.term for span in spans])
        names = [span for span in spans if is_name(span.term)]
        items.append(
            Item(
                mask,
                tuple(spans),
                0.0 if mask & idle == mask else 1.0,
                clause,
                asks not in (None, clause),
                terms,
                terms.difference([span.term for span in names]) if names else terms,
                tuple(names),
            )
        )
    if known + 1 < 1 << len(reading.words):
        introduced = _introduced(reading, introducing)
        for at, common in enumerate(reading.common):
            if known >> at & 1:
                continue
            stray = UNKNOWN_NAME if at in introduced else COMMON_WORD if common else UNKNOWN_WORD
            items.append(Item(1 << at, (), stray, clauses[at], word=text.stem(reading.words[at])))
    return items


def _introduced(reading: Reading, introducing: frozenset[str]) -> list[int]:
    """Return the places where a word that means nothing is a name."""
    places = [span.end for span in reading.spans if span.term in introducing]
    places += [span.start - 1 for span in reading.spans if span.term == SEASON]
    return [*places, len(reading.words) - 1] if _ends_in_title(reading.words) else places


def _ends_in_title(words: tuple[str, ...]) -> bool:
    """Tell whether the last word stands where a title does: "how many episodes in ...", "an episode of the ..."."""
    before = words[-3:-1] if len(words) > 3 else ()
    return bool(before) and (before[1] in ("in", "of") or (before[0] in ("in", "of") and before[1] == "the"))
