"""Facts prepared for comparison with questions: what their words say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.knowledge.answering import Entry
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.items import take_apart
from bot.core.knowledge.reading import Reader
from bot.core.knowledge.terms import DATE, NUMBER, SEASON, Span

EVERYWHERE = frozenset(("home", "ratings", "author"))
_UNTELLING = "@!~?"


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A fact with what its words say: prepared once, compared with every question.

    Attributes:
        about, mentioned: The entities that it is about, and those that its words name.
        everywhere: Entities of the show that a question may name in passing: its home, its author.
        keywords, words: Terms of its keywords, and of its words.
        unread: The stems of those of its words that mean nothing.
        seasons: Those that its words name.
        numbers, dates, names: Figures, dates and names of no entity in it.
    """

    entry: Entry
    about: frozenset[object]
    mentioned: frozenset[object]
    everywhere: frozenset[object]
    keywords: frozenset[str]
    words: frozenset[str]
    unread: frozenset[str]
    seasons: frozenset[object]
    numbers: frozenset[object]
    dates: frozenset[str]
    names: frozenset[object]


def in_passing(pack: Pack) -> frozenset[object]:
    """Return the entities of a show that a question may name in passing: its home, its author."""
    return frozenset((pack.id, entity.id) for entity in pack.entities if not EVERYWHERE.isdisjoint(entity.roles))


def know(entry: Entry, reader: Reader, everywhere: frozenset[object]) -> Known:
    """Return a fact prepared for comparison; `everywhere` as `in_passing` returns it."""
    fact = entry.fact
    told = f"{fact.text} {fact.quotation.words if fact.quotation else ''}"
    readings = [reader.read(told), reader.read(fact.question)]
    spans = [span for reading in readings for span in reading.spans]
    periods = [span for phrase in fact.periods for span in reader.read(phrase).spans]
    return Known(
        entry=entry,
        about=frozenset((entry.pack.id, name) for name in fact.about),
        mentioned=frozenset(span.value for span in spans if isinstance(span.value, tuple)),
        everywhere=everywhere,
        keywords=_telling(span for phrase in fact.keywords for span in reader.read(phrase).spans),
        words=_telling(spans),
        unread=frozenset(item.word for reading in readings for item in take_apart(reading) if item.word),
        seasons=frozenset(span.value for span in spans if span.term == SEASON),
        numbers=frozenset(span.value for span in spans if span.term == NUMBER),
        dates=frozenset(str(span.value) for span in (*periods, *spans) if span.term == DATE),
        names=frozenset(span.value for span in spans if span.term[0] == "!"),
    )


def _telling(spans: Iterable[Span]) -> frozenset[str]:
    return frozenset(span.term for span in spans if span.term[0] not in _UNTELLING)
