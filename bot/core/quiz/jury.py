"""Who judges the typed answers of a game: by what its questions accept, and by what its guild has accepted since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.core.quiz.judging import Judge, Verdict
from bot.core.quiz.question import Question


@dataclass(frozen=True, slots=True)
class Jury:
    """A judge, and what a guild accepts.

    Attributes:
        accepted: Texts that the guild accepts for each question, by its id, besides the question's own.
    """

    judge: Judge = field(default_factory=Judge)
    accepted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def verdict(self, question: Question, text: str) -> Verdict:
        """Return what an answer to a question is worth."""
        return self.judge.judge(text, (question.answer, *question.accepted, *self.accepted.get(question.id, ())))

    def accepting(self, question_id: str, text: str) -> Jury:
        """Return a jury that accepts one more text for a question."""
        texts = (*self.accepted.get(question_id, ()), text)
        return replace(self, accepted={**self.accepted, question_id: texts})
