"""Read a question: which of its words mean what, in the words of television and the names of the loaded shows.

Every reading of a word is kept; the matcher decides which of them a question meant. Terms are short strings:
`renew` a concept, `?when` a question word, `@person` a name of that type, `!streamer` a foil, `'dog` a plain word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from bot.core.knowledge import text
from bot.core.knowledge.calendar import MONTHS
from bot.core.knowledge.facts import Entity, Pack
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.spelling import Speller

CHATTER = "~"
SLOT_TERMS = {
    "person": "@person", "character": "@character", "work": "@work", "org": "@organisation", "place": "@place",
    "season": "@season", "number": "@number", "date": "@date", "show": "@show", "topic": "@topic",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
SEASON_NOUNS = frozenset(map(text.stem, "season series run batch outing year go".split()))
NEXT_SEASON, SEASON, NUMBER, DATE = "next_season", "@season", "@number", "@date"
FOIL_SLOTS = {
    "author": "@person", "title": "@work", "streamer": "@organisation", "police": "@organisation",
    "outlet": "@organisation", "place": "@place",
}
NEXT = -1
_MEANINGS = ""
_MAX_FORMS = 4
MAX_NAME_COST, MAX_CHATTER_COST = 0.2, 0.13


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


@dataclass(frozen=True, slots=True)
class Reading:
    """A question read.

    Attributes:
        words: As understood, in order.
        clause_of: The clause each word stands in.
        spans: All readings of all words, none inside a longer one.
        common: Whether each word is one of everyday English.
    """

    words: tuple[str, ...]
    clause_of: tuple[int, ...]
    spans: tuple[Span, ...]
    common: tuple[bool, ...] = field(default=())


class Reader:
    """Reads with a lexicon, and the names of packs as they are added."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._trie: dict[str, object] = {}
        self._speller = Speller()
        self._surfaces: set[str] = set()
        self._names: set[str] = set()
        self._holders: dict[str, list[Meaning]] = defaultdict(list)
        self._idle = frozenset(phrase for phrase in lexicon.chatter if " " not in phrase)
        for phrase in lexicon.chatter:
            self.teach(phrase, Meaning(CHATTER))
        for concept, phrases in lexicon.concepts.items():
            self._teach_all(phrases, Meaning(concept))
        for question, phrases in lexicon.asking.items():
            self._teach_all(phrases, Meaning("?" + question))
        for phrase in lexicon.concepts.get(NEXT_SEASON, ()):
            self.teach(phrase, Meaning(SEASON, NEXT))
        for sort, names in lexicon.foils.items():
            for name in names:
                self.teach(name, Meaning("!" + sort, name))
                self.teach(name, Meaning(FOIL_SLOTS[sort], ("!" + sort, name)))
        for month in MONTHS:
            self._know(month)
        for term in SLOT_TERMS.values():
            self._trie[_slot_word(term)] = {_MEANINGS: [Meaning(term)]}

    def teach(self, phrase: str, meaning: Meaning) -> None:
        """Let a phrase mean something, beside what it already means."""
        words = text.words(phrase)
        if not words:
            return
        node = self._trie
        for word in words:
            self._know(word)
            node = node.setdefault(self._stem(word), {})  # type: ignore[assignment]
        meanings: list[Meaning] = node.setdefault(_MEANINGS, [])  # type: ignore[assignment]
        if meaning not in meanings:
            meanings.append(meaning)

    def teach_word(self, word: str) -> None:
        """Let a word mean itself, unless it already means something."""
        if word in MONTHS or text.number_of(word):
            return
        node = self._trie.get(self._stem(word))
        if not node or _MEANINGS not in node:  # type: ignore[operator]
            self.teach(word, Meaning("'" + self._stem(word)))

    def teach_pack(self, pack: Pack) -> None:
        """Learn the names and the own words of a show."""
        for entity in pack.entities:
            for role in entity.roles:
                self._holders[role].append(Meaning("@" + entity.type, (pack.id, entity.id)))
        for name in (pack.title, *pack.aliases):
            self.teach(name, Meaning("@show", pack.id))
        parts = {entity.id: self._parts_of(entity) for entity in pack.entities}
        for entity in pack.entities:
            for name in (entity.name, *entity.aliases, *parts[entity.id]):
                self._names.update(word for word in text.words(name) if word not in self._surfaces)
                self.teach(name, Meaning("@" + entity.type, (pack.id, entity.id)))
        for concept, phrases in pack.words.items():
            self._teach_all(phrases, Meaning(concept))
        for fact in pack.facts:
            for phrase in (*fact.asked, *fact.keywords):
                for word in text.words(phrase):
                    self.teach_word(word)

    def _parts_of(self, entity: Entity) -> list[str]:
        """Return the words of somebody's name that can stand for it: those that mean nothing else."""
        if entity.type not in ("person", "character"):
            return []
        english = self._lexicon.english
        return [word for word in text.words(entity.name) if len(word) > 2 and word not in english and word not in self._surfaces]

    def read_example(self, line: str) -> Reading:
        """Return the readings of an example with slots in braces; its words are taught first, as words of their own."""
        for word in text.words(_SLOT.sub(" ", line)):
            self.teach_word(word)
        return self.read(_SLOT.sub(lambda slot: f" {_slot_word(SLOT_TERMS[slot[1]])} ", line))

    def read(self, question: str) -> Reading:
        """Return the readings of a question as typed."""
        words, clause_of, forms = self._forms(question)
        spans = list(_outermost([*self._phrases(forms), *_seasons(words), *_dates(words), *_numbers(words)]))
        spans += [
            span._replace(term=name.term, value=name.value, implied=True)
            for span in spans
            for name in self._holders.get(self._lexicon.roles.get(span.term, ""), ())
        ]
        common = tuple(word in self._lexicon.english for word in words)
        return Reading(tuple(words), tuple(clause_of), tuple(spans), common)

    def _teach_all(self, phrases: Iterable[str], meaning: Meaning) -> None:
        for phrase in phrases:
            self.teach(phrase, meaning)

    def _know(self, word: str) -> None:
        self._surfaces.add(word)
        self._speller.add(word)

    def _forms(self, question: str) -> tuple[list[str], list[int], list[list[tuple[str, float]]]]:
        """Return the words, the clause of each, and the stems each may stand for with their costs."""
        words: list[str] = []
        clause_of: list[int] = []
        forms: list[list[tuple[str, float]]] = []
        for number, clause in enumerate(text.clauses(question)):
            for typed in self._plain(clause):
                for word, readings in self._readings_of(typed):
                    words.append(word)
                    clause_of.append(number)
                    forms.append(readings)
        return words, clause_of, forms

    def _plain(self, clause: list[str]) -> Iterator[str]:
        for typed in clause:
            yield from self._lexicon.slang.get(typed, typed).split()

    def _readings_of(self, word: str) -> Iterator[tuple[str, list[tuple[str, float]]]]:
        """Yield the words in what was typed as one: itself, what it is a slip for, or the words glued together."""
        stem = self._stem(word)
        if word in self._surfaces or stem in self._trie or not word.isalpha():
            readings = [(stem, 0.0)]
            if word in self._lexicon.confusions:
                readings.append((self._stem(self._lexicon.confusions[word]), 0.15))
            yield word, readings
            return
        everyday = word in self._lexicon.english
        near = [] if everyday and len(word) < 5 else self._speller.nearest(word)
        near = [(other, cost) for other, cost in near if cost <= self._limit(other) or sorted(other) == sorted(word)]
        if everyday:
            near = [(other, 0.3) for other, _ in near if sorted(other) == sorted(word) or (len(other) >= 6 and other in self._names)]
        if not near and not everyday and (parts := self._unglue(word)):
            for part in parts:
                yield part, [(self._stem(part), 0.0)]
            return
        stems = dict.fromkeys((self._stem(other), cost) for other, cost in near[:_MAX_FORMS])
        yield (near[0][0] if near and not everyday else word), [*stems, *([(stem, 0.0)] if everyday else [])] or [(stem, 0.0)]

    def _stem(self, word: str) -> str:
        """Return a word's stem, but keep "willing" and "news" apart from the idle "will" and "new"."""
        stem = text.stem(word)
        return word if stem in self._idle else stem

    def _limit(self, word: str) -> float:
        """Return how far a slip may be from a known word: names and chatter are not guessed at."""
        return MAX_NAME_COST if word in self._names else MAX_CHATTER_COST if word in self._idle else 1.0

    def _unglue(self, word: str) -> list[str]:
        """Return the known words that make up a glued one, fewest first; empty when it does not divide."""
        best: list[list[str] | None] = [[]] + [None] * len(word)
        if len(word) < 5:
            return []
        for end in range(2, len(word) + 1):
            for start in range(max(0, end - 12), end - 1):
                before = best[start]
                part = word[start:end]
                if before is None or (part not in self._surfaces and not (len(part) == 1 and part in "aiq")):
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = [*before, part]
        found = best[-1] or []
        return found if any(len(part) >= 4 for part in found) or len(found) == 2 else []

    def _phrases(self, forms: list[list[tuple[str, float]]]) -> Iterator[Span]:
        for start in range(len(forms)):
            open_paths: list[tuple[int, object, float]] = [(start, self._trie, 0.0)]
            while open_paths:
                at, node, cost = open_paths.pop()
                if at > start:
                    for meaning in node.get(_MEANINGS, ()):  # type: ignore[attr-defined]
                        yield Span(start, at, meaning.term, meaning.value, cost)
                if at < len(forms):
                    for stem, slip in forms[at]:
                        child = node.get(stem)  # type: ignore[attr-defined]
                        if child is not None:
                            open_paths.append((at + 1, child, max(cost, slip)))


def _slot_word(term: str) -> str:
    """Return the word that stands for a slot in examples; nobody types it."""
    return f"slot{term[1:]}slot"


def _outermost(spans: list[Span]) -> Iterator[Span]:
    """Yield each span that is not part of a longer one spelled as well."""
    for span in dict.fromkeys(spans):
        if not any(
            other.start <= span.start and span.end <= other.end and other.end - other.start > span.end - span.start
            and other.cost <= span.cost + 0.2
            for other in spans
        ):
            yield span


def _seasons(words: list[str]) -> Iterator[Span]:
    for at in range(len(words) - 1):
        first, second = words[at], words[at + 1]
        if text.stem(first) in ("season", "sery") and (number := text.number_of(second)) and len(number) <= 2:
            yield Span(at, at + 2, SEASON, int(number), 0.0)
        elif text.stem(second) in SEASON_NOUNS and not first[0].isdigit() and (number := text.number_of(first)):
            yield Span(at, at + 2, SEASON, int(number), 0.0)
        elif text.stem(second) in SEASON_NOUNS and first.isdigit() and len(first) == 1:
            yield Span(at, at + 2, SEASON, int(first), 0.0)
        elif text.stem(second) in SEASON_NOUNS and first in ("debut", "opening", "initial", "inaugural"):
            yield Span(at, at + 2, SEASON, 1, 0.0)


def _dates(words: list[str]) -> Iterator[Span]:
    for at, word in enumerate(words):
        month = MONTHS.get(word)
        if month is None:
            if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
                yield Span(at, at + 1, DATE, word, 0.0)
            continue
        if word == "may" and not _is_month(words, at):
            continue
        day_after = words[at + 1] if at + 1 < len(words) else ""
        day_before = words[at - 1] if at else ""
        if day_after.isdigit() and len(day_after) <= 2:
            yield Span(at, at + 2, DATE, f"{month:02}-{int(day_after):02}", 0.0)
        elif day_before.isdigit() and len(day_before) <= 2:
            yield Span(at - 1, at + 1, DATE, f"{month:02}-{int(day_before):02}", 0.0)
        else:
            yield Span(at, at + 1, DATE, f"{month:02}", 0.0)


def _is_month(words: list[str], at: int) -> bool:
    """Tell the month of May from the verb."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return before in ("in", "of", "since", "by", "during", "last", "early", "late", "mid") or after.isdigit() or before.isdigit()


def _numbers(words: list[str]) -> Iterator[Span]:
    for at, word in enumerate(words):
        if word not in ("one", "first", "second") and (number := text.number_of(word)):
            yield Span(at, at + 1, NUMBER, number, 0.0)
