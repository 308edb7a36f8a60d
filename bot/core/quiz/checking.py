"""What is wrong with the quiz questions that authors write, in words for them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.knowledge.facts import Fact, Pack, Quiz
from bot.core.quiz.distractors import MAX_OPTION_CHARS, has_room
from bot.core.quiz.giveaways import same, stands_in, tells
from bot.core.quiz.making import FALSE, TRUE
from bot.core.quiz.material import Material, Sought
from bot.core.quiz.questions import sought_by

Problem = tuple[str, str]


def written_faults(pack: Pack) -> Iterator[tuple[int, int, str, str]]:
    """Yield where a fact stands, which of its questions is faulty, the key at fault, and what is wrong with it."""
    if not any(fact.quiz for fact in pack.facts):
        return
    material = Material(pack)
    for fact_at, fact in enumerate(pack.facts):
        for entry_at, entry in enumerate(fact.quiz):
            for key, problem in _problems(material, fact, entry):
                yield fact_at, entry_at, key, problem


def _problems(material: Material, fact: Fact, entry: Quiz) -> Iterator[Problem]:
    sought = sought_by(material, fact, entry)
    if sought is None:
        yield "", "needs an answer, as the fact has no value"
        return
    text = entry.question or fact.question
    if sought.answer not in (TRUE, FALSE) and tells(text, sought.forms, is_name=sought.is_name):
        problem = f"gives the answer away: {text!r} holds {sought.answer!r}, a part of it, or what counts as it"
        yield "question" if entry.question else "", problem
    if not entry.is_typed and not entry.wrong:
        yield "typed", "is false, so the question needs wrong options"
    if entry.wrong:
        yield from _option_problems(sought, entry)


def _option_problems(sought: Sought, entry: Quiz) -> Iterator[Problem]:
    right = {same(form) for form in sought.forms}
    seen: set[tuple[str, ...]] = set()
    for option in (sought.answer, *entry.wrong):
        words = same(option)
        if not has_room(option):
            yield "wrong", f"{option!r} is longer than the {MAX_OPTION_CHARS} characters that a button holds"
        if option is sought.answer:
            continue
        if words in right:
            yield "wrong", f"{option!r} is right: it is the answer, or counts as it"
        elif stands_in(words, same(sought.answer)) or stands_in(same(sought.answer), words):
            yield "wrong", f"{option!r} and the answer {sought.answer!r} hold each other"
        elif words in seen:
            yield "wrong", f"{option!r} says the same as another option"
        seen.add(words)
