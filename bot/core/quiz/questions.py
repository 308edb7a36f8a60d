"""Quiz questions out of a pack: what its facts have as values, who they are about, what is said in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.core.knowledge.facts import Fact, Pack, Quiz, ValueType
from bot.core.knowledge.question import AUXILIARIES
from bot.core.knowledge.text import words
from bot.core.quiz.casting import casting_questions
from bot.core.quiz.giveaways import Words, plain, same
from bot.core.quiz.making import checked, make, wrong_for
from bot.core.quiz.material import Material, Sought
from bot.core.quiz.question import Difficulty, Question
from bot.core.quiz.quotations import quotation_questions
from bot.core.quiz.statements import in_pairs, statements

_WHO, _WHICH = frozenset("who whom whose".split()), frozenset(("which", "what"))
# The question words that ask for a type of value; "how" takes one of the measures behind it.
_ASKS_FOR: dict[ValueType, frozenset[str]] = {
    "person": _WHO | _WHICH,
    "character": _WHO | _WHICH,
    "work": _WHICH,
    "organisation": _WHO | _WHICH | {"where"},
    "place": _WHICH | {"where"},
    "number": _WHICH | {"how", "where"},
    "money": _WHICH | {"how"},
    "date": _WHICH | {"when"},
    "title": _WHO | _WHICH,
    "text": _WHO | _WHICH | {"how", "where", "why"},
}
_MEASURES = frozenset("many much long old often far tall high big large wide heavy fast soon deep".split())
_UNNAMED_UNIT = re.compile(r"\bhow (?!many\b|much\b)", re.IGNORECASE)
_TWO_ASKED = re.compile(r"\b(?:and|or) (?:who|whom|what|when|where|how|why|which)\b", re.IGNORECASE)


def make_questions(pack: Pack) -> tuple[Question, ...]:
    """Return all questions that a pack yields, in the order of its facts; the same each time.

    Facts that give the story away, that say what the bot knows, or that their author keeps out, yield none. A question
    that an author wrote stands before what is worked out in the same words from the people that facts are about.
    """
    material = Material(pack)
    asked = {fact.id: tuple(_asked(material, fact)) for fact in material.facts}
    written = {plain(question.text) for fact in material.facts if fact.quiz for question in asked[fact.id]}
    questions: list[Question] = []
    for fact in material.facts:
        worked_out = _worked_out(material, fact, asked[fact.id])
        questions += (*asked[fact.id], *(it for it in worked_out if plain(it.text) not in written))
    return tuple(in_pairs(_unambiguous(questions)))


def names_of(pack: Pack) -> frozenset[str]:
    """Return every name and value that a pack knows: an answer that is one of them is no slip for another."""
    names = {name for entity in pack.entities for name in (entity.name, *entity.aliases)}
    values = {form for fact in pack.facts if fact.value for form in (fact.value.text, *fact.value.accepted)}
    return frozenset(names | values)


def _unambiguous(questions: Sequence[Question]) -> Iterator[Question]:
    """Yield questions without those that stand there before, and those that could be answered in two ways.

    Of questions in the same words with answers of their own only those stay that show options without the others'.
    """
    answers: dict[Words, set[Words]] = defaultdict(set)
    for question in questions:
        answers[plain(question.text)].add(same(question.answer))
    seen: set[tuple[Words, Words]] = set()
    for question in questions:
        text, answer = plain(question.text), same(question.answer)
        is_clear = answers[text] == {answer} or not (
            question.is_typable or answers[text] & set(map(same, question.wrong))
        )
        if (text, answer) not in seen and is_clear:
            seen.add((text, answer))
            yield question


def _asked(material: Material, fact: Fact) -> Iterator[Question]:
    """Return what the author asks: the questions written for a fact, else its own."""
    return _written(material, fact) if fact.quiz else _own(material, fact)


def _worked_out(material: Material, fact: Fact, asked: Sequence[Question]) -> Iterator[Question]:
    """Yield what else a fact can be asked for, beside what its author asks."""
    yield from casting_questions(material, fact, [question.answer for question in asked])
    yield from quotation_questions(material, fact)
    sought = _stated(material, fact)
    if sought and all(entry.is_stated for entry in fact.quiz):
        wrong = next((it.wrong for it in asked if it.answer == sought.answer), ())
        yield from statements(material, fact, sought, wrong or wrong_for(material, fact, sought, ""))


def _own(material: Material, fact: Fact) -> Iterator[Question]:
    """Yield the fact's own question, where that asks for its value."""
    if fact.value and asks_for(fact.question, fact.value.type):
        sought = _measured(material.sought(fact.value.type, fact.value.text, fact.value.accepted), fact)
        wrong = wrong_for(material, fact, sought, fact.question)
        question = make(material, fact, "ask", fact.question, sought, wrong=wrong)
        yield from filter(None, [question])


def _written(material: Material, fact: Fact) -> Iterator[Question]:
    """Yield the questions that the author wrote for a fact."""
    for number, entry in enumerate(fact.quiz, 1):
        text, sought = entry.question or fact.question, sought_by(material, fact, entry)
        if sought is None:
            continue
        wrong = checked(sought, entry.wrong) if entry.wrong else wrong_for(material, fact, sought, text)
        difficulty = Difficulty(entry.difficulty) if entry.difficulty else None
        form = "ask" if number == 1 else f"ask-{number}"
        question = make(
            material, fact, form, text, sought, wrong=wrong, is_typable=entry.is_typed, difficulty=difficulty
        )
        yield from filter(None, [question])


def sought_by(material: Material, fact: Fact, entry: Quiz) -> Sought | None:
    """Return what a written question seeks: its own answer, else the fact's value; None where there is neither."""
    value = fact.value
    if value and entry.answer in ("", value.text):
        return material.sought(value.type, value.text, (*entry.accepted, *value.accepted))
    if not entry.answer:
        return None
    named = [type_ for type_ in _ASKS_FOR if material.entity(entry.answer, type_)]
    return material.sought(named[0] if named else "text", entry.answer, entry.accepted)


def asks_for(question: str, type_: ValueType) -> bool:
    """Tell whether a question asks for a value of a type, and for nothing else."""
    asked = words(question)
    if not asked or asked[0] in AUXILIARIES or _TWO_ASKED.search(question):
        return False
    at = next((at for at, word in enumerate(asked) if word in _WHO | _WHICH | {"when", "where", "why", "how"}), None)
    if at is None or asked[at] not in _ASKS_FOR[type_]:
        return False
    return asked[at] != "how" or not _MEASURES.isdisjoint(asked[at + 1 : at + 2])


def _measured(sought: Sought, fact: Fact) -> Sought:
    """Return an answer with its unit, where the question does not say which: 34 minutes, for "how long"."""
    unit = fact.value.unit if fact.value else ""
    if sought.type != "number" or not unit or not _UNNAMED_UNIT.search(fact.question):
        return sought
    return Sought(sought.type, f"{sought.answer} {unit}", sought.forms)


def _stated(material: Material, fact: Fact) -> Sought | None:
    """Return what stands in a fact's text and may be exchanged: what was asked for first, or who plays the part."""
    if fact.quiz and (sought := sought_by(material, fact, fact.quiz[0])):
        return sought
    if fact.value:
        return _measured(material.sought(fact.value.type, fact.value.text, fact.value.accepted), fact)
    pair = material.pairs.get(fact.id)
    return material.sought("person", pair.person.name) if pair else None
