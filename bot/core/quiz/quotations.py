"""Questions of quotations: who said it, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from bot.core.knowledge.facts import Fact
from bot.core.quiz.distractors import MAX_KEPT, MAX_OPTION_CHARS, MIN_FOUND, different, is_alike
from bot.core.quiz.giveaways import tells
from bot.core.quiz.making import make, rng_of, wrong_for
from bot.core.quiz.material import Material, Sought
from bot.core.quiz.question import Difficulty, Question
from bot.core.quiz.statements import sentences

MAX_EXCERPT_CHARS = 200
# Shorter sentences fit anywhere.
MIN_ENDING_WORDS = 4


def quotation_questions(material: Material, fact: Fact) -> Iterator[Question]:
    """Yield what can be asked of a fact's quotation."""
    if fact.quotation:
        yield from filter(None, (_who_said(material, fact), _goes_on(material, fact)))


def excerpt(words: str) -> str:
    """Return as many sentences from the beginning of a quotation as are shown at once, at least one."""
    first, *others = sentences(words)
    for sentence in others:
        if len(first) + 1 + len(sentence) > MAX_EXCERPT_CHARS:
            break
        first += f" {sentence}"
    return first


def _who_said(material: Material, fact: Fact) -> Question | None:
    speaker = material.entities.get(fact.quotation.by) if fact.quotation else None
    if fact.quotation is None or speaker is None:
        return None
    text = f"Who said this? “{excerpt(fact.quotation.words)}”"
    sought = material.sought(speaker.type, speaker.name)
    wrong = wrong_for(material, fact, sought, text)
    return make(material, fact, "said", text, sought, wrong=wrong, difficulty=Difficulty.MEDIUM)


def _goes_on(material: Material, fact: Fact) -> Question | None:
    """Ask for the last sentence that fits on a button, after those before it, beside sentences of other quotations."""
    said = _sentences(fact)
    at = next((at for at in range(len(said) - 1, 0, -1) if _may_be_chosen(said[at])), 0)
    if not at:
        return None
    sought = Sought("text", said[at])
    rng = rng_of(material, fact, "next")
    others = [it for other in material.facts if other is not fact for it in _sentences(other) if _may_be_chosen(it)]
    alike = (it for it in rng.sample(others, len(others)) if is_alike(said[at], it) and not tells(fact.text, [it]))
    wrong = tuple(islice(different(sought, alike), MAX_KEPT))
    text = f"How does this quotation go on? “{' '.join(said[:at])} …”"
    if len(wrong) < MIN_FOUND:
        return None
    return make(material, fact, "next", text, sought, wrong=wrong, is_typable=False, difficulty=Difficulty.MEDIUM)


def _sentences(fact: Fact) -> tuple[str, ...]:
    return _split(fact.quotation.words) if fact.quotation else ()


@lru_cache(maxsize=8192)
def _split(words: str) -> tuple[str, ...]:
    return tuple(sentences(words))


def _may_be_chosen(sentence: str) -> bool:
    return len(sentence) <= MAX_OPTION_CHARS and len(sentence.split()) >= MIN_ENDING_WORDS
