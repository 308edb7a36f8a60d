"""All loaded shows and the lexicon: a question goes in, an answer comes out."""

from __future__ import annotations

import re
from bisect import bisect_left

from rapidfuzz import fuzz, process

from bot.core.knowledge import text
from bot.core.knowledge.answering import Answer, Entry, Status, fact_text
from bot.core.knowledge.deciding import Shelf, together
from bot.core.knowledge.explaining import explanation
from bot.core.knowledge.facts import Pack
from bot.core.knowledge.lexicon import Lexicon
from bot.core.knowledge.matching import Matcher
from bot.core.knowledge.question import AUXILIARIES, Question, take
from bot.core.knowledge.reading import Reader

MAX_PARTS = 3
QUESTION_WORDS = frozenset("who whos whose whom what whats when whens where wheres why how which".split())
JOINTS = frozenset(("and", "&", "plus"))
_PARTS = re.compile(r"\?+\s+|[,;]?\s+(?:and|&|plus)\s+|;\s+", re.IGNORECASE)


class Library:
    """The packs with their index. Reading a question costs the same with one show or many."""

    def __init__(self, packs: tuple[Pack, ...], lexicon: Lexicon) -> None:
        self.packs = tuple(sorted(packs, key=lambda pack: (pack.title, pack.id)))
        self._introducing = lexicon.introducing
        self._reader = Reader(lexicon)
        self._matcher = Matcher(
            {kind.id: [self._reader.read_example(line) for line in kind.examples] for kind in lexicon.kinds.values()}
        )
        for pack in self.packs:
            self._reader.teach_pack(pack)
        self._entries = [Entry(pack, fact) for pack in self.packs for fact in pack.facts]
        self._questions = [text.fold(entry.fact.question) for entry in self._entries]
        self._sorted = sorted((question, at) for at, question in enumerate(self._questions))
        self._shelves = [Shelf(pack, self._reader, lexicon, self._matcher) for pack in self.packs]

    def answer(self, question: str, show_id: str | None = None) -> Answer:
        """Return the answer to a question as typed; `show_id` narrows it to one show."""
        shelves = [shelf for shelf in self._shelves if show_id in (None, shelf.pack.id)]
        clauses = text.clauses(question)
        words = tuple([word for clause in clauses for word in clause])
        if verbatim := [answer for shelf in shelves if (answer := shelf.verbatim(words))]:
            return verbatim[0] if verbatim[0].topic else together(verbatim)
        parts = _parts(question)
        if 1 < len(parts) <= MAX_PARTS and all(map(_is_question, parts)):
            answers = [self._answer(part, text.clauses(part), shelves) for part in parts]
            if all(answer.status is Status.ANSWERED for answer in answers):
                return together(answers)
        return self._answer(question, clauses, shelves)

    def explain(self, question: str, show_id: str | None = None) -> str:
        """Return how a question is read and what speaks for and against the best facts, a paragraph a show."""
        read = self.read(question)
        shelves = [shelf for shelf in self._shelves if show_id in (None, shelf.pack.id)]
        return "\n\n".join(explanation(read, shelf.outcomes(read)) for shelf in shelves)

    def complete(self, typed: str, limit: int) -> list[Entry]:
        """Return the known questions closest to what was typed so far, best first."""
        folded = text.fold(typed).strip()
        if not folded:
            return self._entries[:limit]
        first = bisect_left(self._sorted, (folded, -1))
        begun = [at for question, at in self._sorted[first : first + limit] if question.startswith(folded)]
        near = process.extract(folded, self._questions, scorer=fuzz.partial_token_sort_ratio, limit=limit)
        return [self._entries[at] for at in dict.fromkeys([*begun, *(at for _, _, at in near)])][:limit]

    def quotations(self, about: str) -> list[Entry]:
        """Return all quotations, those whose question, keywords or words are nearest to `about` first."""
        quoted = [entry for entry in self._entries if entry.fact.quotation]
        if not about.strip():
            return quoted
        told = [text.fold(" ".join([it.fact.question, *it.fact.keywords, fact_text(it.fact)])) for it in quoted]
        near = process.extract(text.fold(about), told, scorer=fuzz.partial_token_set_ratio, limit=None)
        return [quoted[at] for _, _, at in near]

    def read(self, question: str) -> Question:
        """Return a question read and matched with the kinds."""
        return self._take(question, text.clauses(question))

    def _take(self, question: str, clauses: list[list[str]]) -> Question:
        return take(question, clauses, self._reader, self._matcher, self._introducing)

    def _answer(self, question: str, clauses: list[list[str]], shelves: list[Shelf]) -> Answer:
        read = self._take(question, clauses)
        named = [shelf for shelf in shelves if shelf.is_named(read.reading)]
        answers = [shelf.answer(read) for shelf in named or shelves]
        surest_first = sorted(answers, key=lambda answer: -answer.confidence)
        return together(surest_first) if answers else Answer(Status.UNKNOWN)


def _parts(question: str) -> list[str]:
    """Return the parts of a text that may be several questions; most are one, and seen to be one by their words."""
    words = question.lower().split()
    if JOINTS.isdisjoint(words) and not any(word[-1] in "?;" for word in words[:-1]):
        return [question]
    return [part for part in _PARTS.split(question) if part.strip()]


def _is_question(part: str) -> bool:
    first = text.words(part)[:3]
    return not QUESTION_WORDS.isdisjoint(first) or not AUXILIARIES.isdisjoint(first[:1])
