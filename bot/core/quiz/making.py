"""One question out of a fact: what every form of question has in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from bot.core.knowledge.answering import Entry, fact_text, source_line
from bot.core.knowledge.facts import Fact
from bot.core.quiz.distractors import different, distractors, has_room
from bot.core.quiz.giveaways import tells
from bot.core.quiz.material import Material, Sought
from bot.core.quiz.quantities import MAX_COUNT, read_quantity
from bot.core.quiz.question import Difficulty, Question

TRUE, FALSE = "True", "False"
# A longer answer is not typed as it stands.
MAX_TYPED_WORDS = 6
# Whoever knows anything about a show knows these.
WELL_KNOWN_ROLES = frozenset(("lead", "home", "parent"))
_NEEDS_OPTIONS = re.compile(r"which (?:one )?of (?:these|the following)|^finish|true or false", re.IGNORECASE)


def key_of(material: Material, fact: Fact) -> str:
    """Return the fact's name across packs."""
    return Entry(material.pack, fact).key


def rng_of(material: Material, fact: Fact, form: str) -> Random:
    """Return what draws for one question: the same each time it is made."""
    return Random(f"{key_of(material, fact)}#{form}")  # noqa: S311


def wrong_for(material: Material, fact: Fact, sought: Sought, text: str) -> tuple[str, ...]:
    """Return wrong options for an answer to a fact, as `distractors` finds them."""
    return distractors(material, fact, sought, text, rng_of(material, fact, sought.answer))


def checked(sought: Sought, wrong: Sequence[str]) -> tuple[str, ...]:
    """Return the wrong options of an author, without what would be right; none where a button has no place for one."""
    found = tuple(different(sought, wrong))
    return found if all(map(has_room, (sought.answer, *found))) else ()


def make(
    material: Material,
    fact: Fact,
    form: str,
    text: str,
    sought: Sought,
    *,
    wrong: Sequence[str],
    is_typable: bool = True,
    difficulty: Difficulty | None = None,
    hides: Sought | None = None,
) -> Question | None:
    """Return a question; None when its text gives the answer away, or when it can be answered in no way.

    Args:
        form: Tells it from the other questions of this fact.
        hides: What other facts must not tell, where that is not the answer itself.
    """
    if sought.answer not in (TRUE, FALSE) and tells(text, sought.forms, is_name=sought.is_name):
        return None
    is_typable = is_typable and not _NEEDS_OPTIONS.search(text) and len(sought.answer.split()) <= MAX_TYPED_WORDS
    if not is_typable and not wrong:
        return None
    key = key_of(material, fact)
    return Question(
        id=f"{key}#{form}",
        show_id=material.pack.id,
        topic_id=fact.topic_id,
        text=text,
        answer=sought.answer,
        accepted=sought.accepted,
        wrong=tuple(wrong),
        is_typable=is_typable,
        difficulty=difficulty or difficulty_of(material, fact, sought),
        fact_key=key,
        giveaways=tuple(dict.fromkeys((key, *material.holding(hides or sought)))),
        explanation=fact_text(fact),
        source=source_line(Entry(material.pack, fact)),
        show_title=material.pack.title,
    )


def difficulty_of(material: Material, fact: Fact, sought: Sought) -> Difficulty:
    """Return how hard an answer is to know.

    Easy: one that everybody knows who knows the show: its lead, its home, the show that it came from.
    Hard: sums of money, days, weeks, and numbers beyond those that are counted. All else is of medium difficulty.
    """
    entity = material.entity(sought.answer, sought.type)
    pair = material.pairs.get(fact.id)
    known = [entity, *((pair.person, pair.character) if pair else ())]
    if any(it and not WELL_KNOWN_ROLES.isdisjoint(it.roles) for it in known):
        return Difficulty.EASY
    quantity = read_quantity(sought.answer)
    is_exact = quantity is not None and (quantity.size > MAX_COUNT or quantity.decimals > 0)
    has_day = sought.type == "date" and re.search(r"\b\d{1,2}\b", sought.answer)
    return Difficulty.HARD if is_exact or has_day or sought.type == "money" else Difficulty.MEDIUM
