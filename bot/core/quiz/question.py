"""A quiz question as a value, and how one is dealt to a round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# How long a question stays open: what it takes to read it, and time to think.
READING_CHARS_PER_S = 13.0
THINKING_S = 10.0
MIN_SECONDS, MAX_SECONDS = 5, 120


class Style(StrEnum):
    """How a game is answered."""

    BUTTONS = "buttons"
    TYPED = "typed"
    MIXED = "mixed"


class Difficulty(StrEnum):
    """How hard a question is for somebody who knows the show."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask, with all that its round needs to show.

    Attributes:
        id: `show/fact#form`; the same for as long as the fact stands.
        text: Plain text; does not hold the answer.
        answer: As shown at the reveal.
        accepted: Other forms that count when typed.
        wrong: Distractors, the most plausible first; empty for a question that can only be typed.
        is_typable: Makes sense without its options.
        fact_key: The fact that it is made of, `show/fact`; empty when it comes from a list.
        giveaways: Keys of all facts whose text holds the answer, its own among them.
        explanation: What is said about the answer at the reveal.
        source: Where that is from and since when it is known, in one line.
        show_title: What the show, or the list that it is from, is called.
    """

    id: str
    show_id: str
    topic_id: str
    text: str
    answer: str
    accepted: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    is_typable: bool = True
    difficulty: Difficulty = Difficulty.MEDIUM
    fact_key: str = ""
    giveaways: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""
    show_title: str = ""


@dataclass(frozen=True, slots=True)
class Dealt:
    """A question as one round asks it.

    Attributes:
        options: In the order shown, the answer among them; empty when it is to be typed.
        struck: Positions of the wrong options that a hint strikes out.
        seconds: How long it stays open.
    """

    question: Question
    seconds: float
    options: tuple[str, ...] = ()
    struck: tuple[int, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether the answer is to be typed."""
        return not self.options


def reading_seconds(text: str, options: Sequence[str] = ()) -> int:
    """Return how long a question stays open where nobody has said: reading and thinking time, in whole seconds."""
    chars = len(text) + sum(map(len, options))
    return round(min(MAX_SECONDS, THINKING_S + chars / READING_CHARS_PER_S))
