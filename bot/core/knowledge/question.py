"""A question as all shows see it: read, taken apart, and matched with the kinds."""

from __future__ import annotations

from typing import NamedTuple

from bot.core.knowledge.items import UNKNOWN_WORD, Item, take_apart
from bot.core.knowledge.matching import Match, Matcher
from bot.core.knowledge.reading import Reader, Reading
from bot.core.knowledge.terms import CHATTER, SEASON, SHOW, SLOTS, is_stranger

SURE_SLIP = 0.3
ABOUT_A_SHOW = SLOTS | {SHOW, SEASON}
AUXILIARIES = frozenset(
    "is are was were do does did has have had will would can could should am right correct true or then".split()
)
HEARSAY = frozenset("heard read reckons reckon apparently supposedly allegedly claims".split())
GUESSING = AUXILIARIES | HEARSAY
INTRODUCTIONS = frozenset(
    "who whos is was the a an please pls tell me about in by from it show so this that person one thing then".split()
)
REFERENCES = frozenset("it this she he her him his they show series".split())
PRONOUNS = frozenset("she he her him his hers".split())


class Question(NamedTuple):
    """A question read.

    Attributes:
        corrects: Its form lets a wrong guess be corrected: "is it on ...?", "why did ...?".
    """

    reading: Reading
    items: list[Item]
    matches: list[Match]
    corrects: bool

    @property
    def asks(self) -> bool:
        """Whether it has a question word."""
        return any(span.term[0] == "?" for span in self.reading.spans)

    @property
    def names(self) -> list[object]:
        """The entities that it names, each once."""
        return list(dict.fromkeys([span.value for span in self.reading.spans if isinstance(span.value, tuple)]))

    @property
    def refers(self) -> bool:
        """Whether it refers to something by a word such as "it"."""
        return not REFERENCES.isdisjoint(self.reading.words)

    @property
    def is_anchored(self) -> bool:
        """Whether it is tied to something: it refers, or holds a name or a figure."""
        return self.refers or any(span.term[0] == "@" and span.value is not None for span in self.reading.spans)

    @property
    def is_about_a_show(self) -> bool:
        """Whether it refers, or names a show, something of one, or a season."""
        return self.refers or any(span.term in ABOUT_A_SHOW and span.value is not None for span in self.reading.spans)

    @property
    def slips(self) -> frozenset[str]:
        """The words as typed that are understood as others, or not at all."""
        unknown = [item.mask for item in self.items if _is_unknown(item)]
        if not unknown and self.reading.typed == self.reading.words:
            return frozenset()
        known = [word for at, word in enumerate(self.reading.words) if not any(mask >> at & 1 for mask in unknown)]
        return frozenset(self.reading.typed).difference(known)

    @property
    def chatter(self) -> frozenset[str]:
        """The words that say nothing."""
        idle = [span for span in self.reading.spans if span.term == CHATTER]
        return frozenset([word for span in idle for word in self.reading.words[span.start : span.end]])

    @property
    def bare_names(self) -> list[object]:
        """The entities that it may mean when it is nothing but a name, or "who is" and a name; else none."""
        told: list[Item] = []
        titles: list[Item] = []
        for item in self.items:
            if _tells_something(item):
                (titles if SHOW in item.terms else told).append(item)
                if len(told) > 1:
                    return []
        named = told or titles
        words = self.reading.words
        idle = sum([item.mask for item in titles]) | _places(words, INTRODUCTIONS)
        if len(named) != 1 or named[0].mask | idle != (1 << len(words)) - 1:
            return []
        spans = [span for span in named[0].spans if span.term in SLOTS and span.cost < SURE_SLIP]
        return [span.value for span in spans if not span.implied]


def take(
    typed: str, clauses: list[list[str]], reader: Reader, matcher: Matcher, introducing: frozenset[str]
) -> Question:
    """Return a question as typed and its clauses, read and matched. `introducing`: concepts that a name follows."""
    reading = reader.read_clauses(clauses)
    items = take_apart(reading, introducing)
    return Question(reading, items, matcher.matches(items, filled_slots(reading)), lets_correct(reading, typed))


def filled_slots(reading: Reading) -> frozenset[str]:
    """Return the slots that a pronoun fills."""
    return frozenset() if PRONOUNS.isdisjoint(reading.words) else frozenset(("@person", "@character"))


def lets_correct(reading: Reading, typed: str) -> bool:
    """Tell whether a question's form lets a wrong guess in it be corrected: yes or no, a tag, or why."""
    asking = [span for span in reading.spans if span.term[0] == "?"]
    asks = min(asking).term if asking else ""
    is_guess = "?" in typed or not GUESSING.isdisjoint(reading.words)
    return asks == "?why" or (asks in ("", "?how") and is_guess)


def _tells_something(item: Item) -> bool:
    """Tell whether an item is more than chatter or "who"."""
    if "?who" in item.terms:
        return False
    return item.stray > 0 or any(term[0] == "@" for term in item.terms)


def _is_unknown(item: Item) -> bool:
    """Tell whether nobody knows the words of an item: they are no English, or taken for a stranger's name."""
    return item.stray >= UNKNOWN_WORD if not item.spans else any(map(is_stranger, item.names))


def _places(words: tuple[str, ...], wanted: frozenset[str]) -> int:
    return sum(1 << at for at, word in enumerate(words) if word in wanted)
