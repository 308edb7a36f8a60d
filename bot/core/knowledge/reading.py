"""Read a question: which of its words mean what, in the words of television and the names of the loaded shows.

Every reading of a word is kept; the matcher decides which of them a question meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from bot.core.knowledge import text
from bot.core.knowledge.examples import Alternatives, alternatives
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.figures import FIGURE_WORDS, figures
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.terms import CHATTER, SHOW, SLOT_TERMS, STRANGER, Span
from bot.core.knowledge.vocabulary import Forms, Vocabulary, is_plain

MAX_FORMS = 4
MAX_UNDERSTOOD = 4096
MAX_NAME_COST, MAX_CHATTER_COST = 0.2, 0.13
CONFUSED, REAL_WORD = 0.15, 0.3
MIN_MENDED_CHARS, MIN_MENDED_NAME_CHARS = 5, 6
MIN_GLUED_CHARS, MAX_PART_CHARS, TELLING_PART_CHARS = 5, 12, 4
LETTERS_THAT_STAND_ALONE = frozenset("aiq")
WORSE_SPELT = 0.2
STRANGER_WORDS = (2, 3)
TWO_FOREIGN = (False, False)  # neighbours of which neither is everyday English: the least that is a stranger's name
_SLOT = re.compile(r"(\{\w+\})")
SURE_SLIP = 0.15
BEFORE_A_QUESTION = frozenset("and or plus since until till by from exactly".split())

# A word, the stems that it may stand for, and whether it is one of everyday English.
Understood = tuple[str, Forms, bool]


class Reading(NamedTuple):
    """A question read.

    Attributes:
        words: As understood, in order.
        typed: As typed, in order.
        spans: All readings of all words, none inside a longer one.
        common: Whether each word is one of everyday English.
        clauses: The number of the clause that each word stands in, from 0.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    common: tuple[bool, ...]
    clauses: tuple[int, ...]
    typed: tuple[str, ...] = ()


class Reader:
    """Reads with a lexicon, and the names of packs as they are added."""

    max_understood = MAX_UNDERSTOOD

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary | None = None) -> None:
        self._lexicon = lexicon
        self._vocabulary = vocabulary or Vocabulary(lexicon)
        self._understood: dict[str, tuple[Understood, ...]] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """What words and phrases mean."""
        return self._vocabulary

    def teach_pack(self, pack: Pack) -> None:
        """Learn the names and the own words of a show."""
        self._understood.clear()
        self._vocabulary.teach_pack(pack)

    def read_example(self, line: str) -> Alternatives:
        """Return what the parts of an example with slots in braces can mean; its words are taught first."""
        words, may_hold_figures = line.split(), True
        if self._vocabulary.knows(words):
            may_hold_figures = not FIGURE_WORDS.isdisjoint(words)
        else:
            words = self._teach_line(line, words)
        if may_hold_figures and (found := list(figures(words))):
            return alternatives(_outermost([*self._vocabulary.exact_phrases(words), *found]))
        return [terms for terms in self._vocabulary.places(words) if SHOW not in terms]

    def _teach_line(self, line: str, words: list[str]) -> list[str]:
        """Teach the words of an example; return them with their signs read."""
        self._understood.clear()
        if all(word in SLOT_TERMS or is_plain(word) for word in words):
            self._vocabulary.teach_words([word for word in words if word not in SLOT_TERMS])
            return words
        read: list[str] = []
        for part in _SLOT.split(line):
            if part in SLOT_TERMS:
                read.append(part)
            else:
                plain = part.split() if is_plain(part.replace(" ", "")) else text.words(part)
                self._vocabulary.teach_words(plain)
                read += plain
        return read

    def read(self, question: str) -> Reading:
        """Return the readings of a question as typed."""
        return self.read_clauses(text.clauses(question))

    def read_clauses(self, typed: list[list[str]]) -> Reading:
        """Return the readings of a question that `text.clauses` divided."""
        understood: list[Understood] = []
        clauses: list[int] = []
        for number, clause in enumerate(typed):
            for word in clause:
                parts = self._understood.get(word) or self._understand(word)
                understood += parts
                clauses += [number] * len(parts)
        words, forms, common = zip(*understood, strict=True) if understood else ((), (), ())
        spans = self._spans(words, self._vocabulary.phrases(forms), common)
        return Reading(words, spans, common, tuple(clauses), tuple(chain.from_iterable(typed)))

    def _understand(self, typed: str) -> tuple[Understood, ...]:
        """Return the words in what was typed as one, and keep them in mind."""
        parts = [part for word in self._lexicon.slang.get(typed, typed).split() for part in self._meant(word)]
        if len(self._understood) >= self.max_understood:
            self._understood.clear()
        found = tuple([(word, forms, word in self._lexicon.english) for word, forms in parts])
        self._understood[typed] = found
        return found

    def _spans(self, words: Sequence[str], phrases: Iterable[Span], common: Sequence[bool]) -> tuple[Span, ...]:
        spans = _outermost([*phrases, *figures(words)])
        roles, holders = self._lexicon.roles, self._vocabulary.holders
        spans += [
            span._replace(term=name.term, value=name.value, implied=True)
            for span in spans
            if span.term in roles
            for name in holders.get(roles[span.term], ())
        ]
        if "when" in words:
            spans = _without_conjunctions(words, spans)
        if TWO_FOREIGN in pairwise(common):
            spans += _strangers(words, spans, common)
        if not self._lexicon.first_names.isdisjoint(words):
            spans = self._with_full_names(words, spans)
        return tuple(spans)

    def _with_full_names(self, words: Sequence[str], spans: list[Span]) -> list[Span]:
        """Return the readings with first names that nobody has, and the word after each, as names of strangers."""
        meant = {at: span.term for span in spans for at in range(span.start, span.end)}
        for at, (first, last) in enumerate(pairwise(words)):
            is_free = at not in meant and meant.get(at + 1, "!")[0] not in "~?@"
            if is_free and first in self._lexicon.first_names and last.isalpha():
                stranger = Span(at, at + 2, "@person", ("!name", f"{first} {last}"), 0.0)
                spans = [span for span in spans if span.start not in (at, at + 1)] + [stranger]
        return spans

    def _meant(self, word: str) -> Iterator[tuple[str, Forms]]:
        """Yield the words in what was typed as one, each with the stems it may stand for."""
        vocabulary, stem = self._vocabulary, self._vocabulary.stem(word)
        if meant := self._lexicon.confusions.get(word):
            yield word, ((stem, 0.0), (vocabulary.stem(meant), CONFUSED))
            return
        if word in vocabulary or not word.isalpha():
            yield word, ((stem, 0.0),)
            return
        if word in self._lexicon.english:
            yield word, ((stem, 0.0), *[(vocabulary.stem(other), REAL_WORD) for other in self._mistaken_for(word)])
            return
        near = [(other, cost) for other, cost in vocabulary.speller.nearest(word) if self._may_be(word, other, cost)]
        is_first_name = word in self._lexicon.first_names
        if is_first_name:
            near = [(other, cost) for other, cost in near if other in vocabulary.names]
        is_sure = bool(near) and near[0][1] <= SURE_SLIP
        parts = [] if is_sure else [word] if is_first_name else self._unglue(word)
        if near and not parts:
            yield near[0][0], tuple([(vocabulary.stem(other), cost) for other, cost in near[:MAX_FORMS]])
        else:
            for part in parts or [word]:
                yield part, ((vocabulary.stem(part), 0.0),)

    def _mistaken_for(self, word: str) -> list[str]:
        """Return the known words that an English word may be a slip for: its letters swapped, or a long name."""
        if len(word) < MIN_MENDED_CHARS:
            return []
        near = [other for other, _ in self._vocabulary.speller.nearest(word)]
        names = [other for other in near if len(other) >= MIN_MENDED_NAME_CHARS and other in self._vocabulary.names]
        return [other for other in near if sorted(other) == sorted(word) or other in names]

    def _may_be(self, word: str, other: str, cost: float) -> bool:
        """Tell whether a slip is small enough for what it would become: names and chatter are not guessed at."""
        if other in self._vocabulary.names:
            return cost <= MAX_NAME_COST
        return other not in self._vocabulary.idle or cost <= MAX_CHATTER_COST or sorted(other) == sorted(word)

    def _unglue(self, word: str) -> list[str]:
        """Return the known words that make up a glued one, fewest first; empty when it does not divide."""
        if len(word) < MIN_GLUED_CHARS:
            return []
        best: list[list[str] | None] = [[], *[None] * len(word)]
        for start in range(len(word)):
            before = best[start]
            if before is None:
                continue
            for end in range(start + 1, min(start + MAX_PART_CHARS, len(word)) + 1):
                shortest = best[end]
                if (shortest is None or len(before) + 1 < len(shortest)) and self._stands_alone(word[start:end]):
                    best[end] = [*before, word[start:end]]
        parts = best[-1] or []
        return parts if len(parts) == 2 or any(len(part) >= TELLING_PART_CHARS for part in parts) else []

    def _stands_alone(self, part: str) -> bool:
        if len(part) == 1:
            return part in LETTERS_THAT_STAND_ALONE
        return part in self._vocabulary.speller and (len(part) > 2 or part in self._lexicon.english)


def _without_conjunctions(words: Sequence[str], spans: list[Span]) -> list[Span]:
    """Return the readings with every "when" that asks nothing as chatter: "how many watched when it began"."""
    asked = min([span.start for span in spans if span.term[0] == "?"], default=len(words))
    return [
        span._replace(term=CHATTER) if span.term == "?when" and _joins(words, span.start, asked) else span
        for span in spans
    ]


def _joins(words: Sequence[str], at: int, asked: int) -> bool:
    return asked < at < len(words) - 1 and words[at] == "when" and words[at - 1] not in BEFORE_A_QUESTION


def _strangers(words: Sequence[str], spans: list[Span], common: Sequence[bool]) -> Iterator[Span]:
    """Yield the names of people that nobody knows: two or three words in a row that mean nothing and are no English."""
    read = {at for span in spans for at in range(span.start, span.end)}
    start = 0
    for end in range(len(words) + 1):
        if end < len(words) and end not in read and not common[end] and words[end].isalpha():
            continue
        if end - start in STRANGER_WORDS:
            yield Span(start, end, "@person", (STRANGER, " ".join(words[start:end])), 0.0)
        start = end + 1


def _outermost(spans: list[Span]) -> list[Span]:
    """Return each span that is not part of a longer one spelled as well, and no phrase that cuts a title."""
    kept = list(dict.fromkeys(spans))
    longer = [span for span in kept if span[1] - span[0] > 1]
    if longer and SHOW in [span.term for span in longer]:
        kept = [span for span in kept if not any(_cuts(span, title) for title in longer)]
        longer = [span for span in longer if span in kept]
    for start, end, _, _, cost, _ in longer:
        kept = [
            span
            for span in kept
            if span[0] < start or span[1] > end or span[1] - span[0] == end - start or cost > span.cost + WORSE_SPELT
        ]
    return kept


def _cuts(span: Span, title: Span) -> bool:
    """Tell whether a phrase shares words with a title of as many words or more, and holds others too."""
    if title.term != SHOW or title.cost or span.term[0] == "@":
        return False
    is_apart = span.end <= title.start or title.end <= span.start
    is_within = title.start <= span.start and span.end <= title.end
    return not is_apart and not is_within and title.end - title.start >= span.end - span.start
