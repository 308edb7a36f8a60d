"""The quiz question that a fact gives, before it is kept."""

from __future__ import annotations

from dataclasses import replace

from bot.core.curation.checking import holding
from bot.core.curation.revisions import OwnFact
from bot.core.knowledge.facts import Fact, Pack
from bot.core.quiz.question import Question
from bot.core.quiz.questions import make_questions

# Facts beside the one in question, for wrong options: making all questions of more takes longer than a look may.
MAX_MATERIAL = 300


def quiz_question(pack: Pack, own: OwnFact) -> Question | None:
    """Return the first question that quizzes would ask for a fact; None when it gives none."""
    near = sorted(pack.facts, key=lambda fact: not _is_alike(fact, own.fact))[:MAX_MATERIAL]
    trial = holding(replace(pack, facts=tuple(near)), own)
    key = f"{pack.id}/{own.fact.id}"
    return next((question for question in make_questions(trial) if question.fact_key == key), None)


def _is_alike(fact: Fact, model: Fact) -> bool:
    is_same_type = bool(fact.value and model.value and fact.value.type == model.value.type)
    return is_same_type or fact.topic_id == model.topic_id
