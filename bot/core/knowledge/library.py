"""All loaded shows and the lexicon: a question goes in, an answer comes out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.core.knowledge import text
from bot.core.knowledge.answering import Answer, Entry, Status, fact_text, together
from bot.core.knowledge.completing import Completion
from bot.core.knowledge.deciding import Shelf
from bot.core.knowledge.explaining import explanation
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.matching import Matcher
from bot.core.knowledge.question import AUXILIARIES, Question, take
from bot.core.knowledge.reading import Reader

MAX_PARTS = 3
QUESTION_WORDS = frozenset("who whos whose whom what whats when whens where wheres why how which".split())
JOINTS = frozenset(("and", "&", "plus"))
_CONFIDENCE = attrgetter("confidence")
_PARTS = re.compile(r"\?+\s+|[,;]?\s+(?:and|&|plus)\s+|;\s+", re.IGNORECASE)


class Index(NamedTuple):
    """What a library reads and matches with; guilds share it, and lay their own over it."""

    lexicon: Lexicon
    reader: Reader
    matcher: Matcher
    shelves: tuple[Shelf, ...]


class Library:
    """The packs with their index. Reading a question costs the same with one show or many."""

    def __init__(self, packs: tuple[Pack, ...], lexicon: Lexicon) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (pack.title, pack.id)))
        reader = Reader(lexicon)
        matcher = Matcher(
            {kind.id: [reader.read_example(line) for line in kind.examples] for kind in lexicon.kinds.values()}
        )
        for pack in self.packs:
            reader.teach_pack(pack)
        self._completion = Completion([Entry(pack, fact) for pack in self.packs for fact in pack.facts])
        shelves = [Shelf(pack, reader, lexicon, matcher) for pack in self.packs]
        self.index = Index(lexicon, reader, matcher, tuple(shelves))

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        """Return the answer to a question as typed; `show_id` narrows it to one show."""
        clauses = text.clauses(question)
        if verbatim := self.verbatim(tuple(chain.from_iterable(clauses)), show_id):
            return verbatim[0] if verbatim[0].topic else together(verbatim)
        parts = _parts(question)
        if 1 < len(parts) <= MAX_PARTS and all(map(_is_question, parts)):
            answers = self._in_parts(parts, show_id)
            if all(answer.status is Status.ANSWERED for answer in answers):
                return together(answers)
        return self.understand(question, clauses, show_id)

    def verbatim(self, words: tuple[str, ...], show_id: str | None) -> list[Answer]:
        """Return the answers, one a show, to the name of a topic or a fact's own question, word for word."""
        return [answer for shelf in self._shelves(show_id) if (answer := shelf.verbatim(words))]

    def understand(self, question: str, clauses: list[list[str]], show_id: str | None) -> Answer:
        """Return the answer to one question by what its words mean, given as typed and by its clauses."""
        read = self.take(question, clauses)
        shelves = self._shelves(show_id)
        if len(shelves) > 1:
            shelves = [shelf for shelf in shelves if shelf.is_named(read.reading)] or shelves
        return joined([shelf.answer(read) for shelf in shelves])

    def explain(self, question: str, show_id: str | None = None) -> str:
        """Return how a question is read and what speaks for and against the best facts, a paragraph a show."""
        read = self.read(question)
        return "\n\n".join(explanation(read, shelf.outcomes(read)) for shelf in self._shelves(show_id))

    def complete(self, typed: str, limit: int) -> list[Entry]:
        """Return the known questions closest to what was typed so far, best first."""
        if not text.fold(typed).strip():
            return [*self._completion.entries[:limit]]
        return [entry for _, entry in self.near(typed, limit)]

    def near(self, typed: str, limit: int) -> list[tuple[float, Entry]]:
        """Return the known questions closest to what was typed so far, with scores as `Completion.near` has them."""
        return self._completion.near(typed, limit)

    def quotations(self, about: str) -> list[Entry]:
        """Return all quotations, those whose question, keywords or words are nearest to `about` first."""
        quoted = [Entry(pack, fact) for pack in self.packs for fact in pack.facts if fact.quotation]
        if not about.strip():
            return quoted
        told = [text.fold(" ".join([it.fact.question, *it.fact.keywords, fact_text(it.fact)])) for it in quoted]
        near = process.extract(text.fold(about), told, scorer=fuzz.partial_token_set_ratio, limit=None)
        return [quoted[at] for _, _, at in near]

    def read(self, question: str) -> Question:
        """Return a question read and matched with the kinds."""
        return self.take(question, text.clauses(question))

    def take(self, question: str, clauses: list[list[str]]) -> Question:
        """Return a question, given as typed and by its clauses, read and matched with the kinds."""
        index = self.index
        return take(question, clauses, index.reader, index.matcher, index.lexicon.introducing)

    def _in_parts(self, parts: list[str], show_id: str | None) -> list[Answer]:
        """Return the answer to each part; what leaves its subject out is asked again with that of the first part."""
        first, *others = parts
        subject = " ".join(word for word in text.words(first) if word not in QUESTION_WORDS | AUXILIARIES)
        answers = [self.understand(first, text.clauses(first), show_id)]
        for part in others:
            alone = self.understand(part, text.clauses(part), show_id)
            whole = f"{part.rstrip(' ?!.')} {subject}"
            is_whole = alone.status is Status.ANSWERED
            answers.append(alone if is_whole else self.understand(whole, text.clauses(whole), show_id))
        return answers

    def _shelves(self, show_id: str | None) -> Sequence[Shelf]:
        if show_id is None:
            return self.index.shelves
        return [shelf for shelf in self.index.shelves if shelf.pack.id == show_id]


def joined(answers: list[Answer]) -> Answer:
    """Return one answer from those of several shows, the surest first."""
    return together(sorted(answers, key=_CONFIDENCE, reverse=True)) if answers else Answer(Status.UNKNOWN)


def _parts(question: str) -> list[str]:
    """Return the parts of a text that may be several questions; most are one, and seen to be one by their words."""
    words = question.lower().split()
    line = " ".join(words)
    if JOINTS.isdisjoint(words) and "? " not in line and "; " not in line:
        return [question]
    return [part for part in _PARTS.split(question) if part.strip()]


def _is_question(part: str) -> bool:
    first = text.words(part)[:3]
    return not QUESTION_WORDS.isdisjoint(first) or not AUXILIARIES.isdisjoint(first[:1])
