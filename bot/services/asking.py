"""Use case: somebody asks about a show, by question, by topic, or by typing the start of one."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.curation.grouping import LIGHT_WORDS
from bot.core.errors import QuestionTooLong, UserError
from bot.core.knowledge.answering import Answer, Entry, fact_text
from bot.core.knowledge.facts import Pack, Topic
from bot.core.knowledge.library import Library
from bot.core.knowledge.question import Question
from bot.core.knowledge.text import stem, words

MAX_QUESTION_CHARS = 300
MIN_BEGUN_CHARS = 4


class Asking:
    """Answers from the loaded packs."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def shows(self) -> tuple[Pack, ...]:
        """The loaded packs, in the order of their titles."""
        return self.library.packs

    def show(self, show_id: str) -> Pack:
        """Return a loaded pack. Raises UserError naming the ones there are."""
        for pack in self.shows:
            if pack.id == show_id:
                return pack
        raise UserError(f"I have no such show. I know {', '.join(pack.title for pack in self.shows)}.")

    def ask(self, question: str, show_id: str | None = None) -> Answer:
        """Return the answer to a question as typed; `show_id` narrows it to one show.

        Raises:
            QuestionTooLong: over MAX_QUESTION_CHARS.
        """
        self._check(question)
        return self.library.answer(question, show_id)

    def read(self, question: str) -> Question:
        """Return a question read and matched with the kinds of questions. Raises QuestionTooLong as `ask` does."""
        self._check(question)
        return self.library.read(question)

    def explain(self, question: str, show_id: str | None = None) -> str:
        """Return how a question is read and why its best facts fit or do not. Raises QuestionTooLong as `ask` does."""
        self._check(question)
        return self.library.explain(question, show_id)

    def complete(self, typed: str, *, limit: int = 25) -> list[Entry]:
        """Return the known questions closest to what has been typed so far, best first; all of them for a blank."""
        return self.library.complete(typed[:MAX_QUESTION_CHARS], limit)

    def topic(self, show_id: str, topic_id: str) -> tuple[Topic, tuple[Entry, ...]]:
        """Return a topic and its facts in order. Raises UserError for one the show does not have."""
        pack = self.show(show_id)
        for topic in pack.topics:
            if topic.id == topic_id:
                return topic, tuple(Entry(pack, fact) for fact in pack.facts_of(topic.id))
        raise UserError(f"{pack.title} has no such topic. It has {', '.join(topic.id for topic in pack.topics)}.")

    def related(self, entry: Entry, *, limit: int = 3) -> tuple[Topic, ...]:
        """Return the topics to look at after a fact: its own, then those that share an entity with it."""
        shared = [fact.topic_id for fact in entry.pack.facts if set(fact.about) & set(entry.fact.about)]
        ids = dict.fromkeys([entry.fact.topic_id, *shared, *(topic.id for topic in entry.pack.topics)])
        return tuple(entry.pack.topic(topic_id) for topic_id in ids)[:limit]

    def quotations(self, show_id: str | None = None, about: str = "") -> list[Entry]:
        """Return the quotations of a show, or of all, those nearest to `about` first."""
        shows = (self.show(show_id),) if show_id else self.shows
        return [entry for entry in self.library.quotations(about) if entry.pack in shows]

    def quotation_about(self, about: str, show_id: str | None = None) -> Entry | None:
        """Return the quotation nearest to `about` among those in which all its telling words stand; None for none."""
        wanted = [stem(word) for word in words(about) if word not in LIGHT_WORDS]
        return next((it for it in self.quotations(show_id, about) if _holds(it, wanted)), None)

    def _check(self, question: str) -> None:
        if len(question) > MAX_QUESTION_CHARS:
            raise QuestionTooLong(MAX_QUESTION_CHARS)


def _holds(entry: Entry, stems: Iterable[str]) -> bool:
    """Tell whether a fact holds words, or longer ones that begin alike."""
    fact = entry.fact
    told = {stem(word) for word in words(" ".join((fact.question, *fact.keywords, fact_text(fact))))}
    return all(it in told or (len(it) >= MIN_BEGUN_CHARS and any(word.startswith(it) for word in told)) for it in stems)
