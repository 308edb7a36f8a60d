"""What a fact would be like, before it is kept: how it reads, what it answers, and what quizzes ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.core.curation.revisions import OwnFact
from bot.core.knowledge.answering import Entry, Status
from bot.core.knowledge.facts import Pack
from bot.core.quiz.question import Question
from bot.services.asking import Asking


class Trial(Protocol):
    """Answers from a guild's base as it would be with one more fact."""

    async def try_fact(self, guild_id: int, show_id: str, own: OwnFact, replacing: str | None) -> list[tuple[str, str]]:
        """Return each question of a fact with the key of the fact that would answer it; empty for none.

        Args:
            replacing: Id of the fact that it stands in for; None for a new one.
        """


@dataclass(frozen=True, slots=True)
class Tried:
    """One question of a fact, with the key (`show/fact`) and the question of what answers it; empty for nothing."""

    question: str
    by: str
    before: str = ""
    before_question: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """A fact before it is kept.

    Attributes:
        quiz: The question that quizzes would ask for it; None for none.
    """

    own: OwnFact
    entry: Entry
    tried: tuple[Tried, ...]
    quiz: Question | None

    @property
    def answered(self) -> tuple[str, ...]:
        """The questions that it will answer."""
        return tuple(it.question for it in self.tried if it.by == self.entry.key)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The questions of its own that it will not answer."""
        return tuple(it.question for it in self.tried if it.by != self.entry.key)

    @property
    def taken(self) -> tuple[Tried, ...]:
        """The questions that it takes over from another fact."""
        return tuple(it for it in self.tried if it.by == self.entry.key and it.before not in ("", self.entry.key))


def answering_today(asking: Asking, pack: Pack, question: str) -> tuple[str, str]:
    """Return the key and the question of the fact that answers today, or what topic; empty for nothing."""
    answer = asking.ask(question, pack.id)
    if answer.status is not Status.ANSWERED:
        return "", ""
    if answer.topic is not None:
        return f"{pack.id}/", answer.topic[1].title
    entry = answer.entries[0]
    return entry.key, entry.fact.question
