"""Question lists that others wrote, as values: what is in a list, and what of it was refused and why."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.knowledge.text import fold
from bot.core.plain_text import plain
from bot.core.quiz.question import Difficulty, Question

MAX_ID_CHARS = 32
# So much of an author or a title is named with every question; the list keeps all of it.
MAX_NAMED_CHARS = 100
_NO_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A question that was not imported.

    Attributes:
        line: Where it stands in the file, counted from 1.
        item: The question, or as much of it as there is.
        reason: Ends the sentence that begins with the question.
    """

    line: int
    item: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.item}: {self.reason}" if self.item else f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list says about itself. What it does not say is empty."""

    id: str
    title: str
    author: str = ""
    licence: str = ""
    description: str = ""

    @property
    def credit(self) -> str:
        """The list, its author and its licence in one line, as it stands under every question."""
        by = f" by {_named(self.author)}" if self.author else ""
        licence = f", {self.licence}" if self.licence else ""
        return f"Question list “{_named(self.title)}”{by}{licence}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as it stands in a file, before anything is checked.

    Attributes:
        answers: What counts as right; the first is the one to show.
        wrong: The options that the file gives besides.
        category: In words; empty for that of the list.
        is_typable: Makes sense without its options.
    """

    line: int
    text: str
    answers: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    category: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    is_typable: bool = True


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Questions with who wrote them and under which licence."""

    heading: Heading
    questions: tuple[Question, ...]

    @property
    def id(self) -> str:
        """A slug, made of the name of the file."""
        return self.heading.id

    @property
    def title(self) -> str:
        """The name of the list for people."""
        return self.heading.title

    @property
    def author(self) -> str:
        """Who wrote it; empty when the file does not say."""
        return self.heading.author

    @property
    def licence(self) -> str:
        """Under which terms; empty when the file does not say."""
        return self.heading.licence

    @property
    def description(self) -> str:
        """What it is about; empty when the file does not say."""
        return self.heading.description


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list that a guild has, without its questions: how many there are, who added it, and when."""

    heading: Heading
    count: int
    by: int
    at: datetime


@dataclass(frozen=True, slots=True)
class ListReading:
    """What became of a file with questions: each was imported, refused, or merged into an earlier one."""

    list: QuestionList
    refusals: tuple[Refusal, ...] = ()
    merged: int = 0

    @property
    def count(self) -> int:
        """How many questions the file holds."""
        return len(self.list.questions) + len(self.refusals) + self.merged


def renamed(questions: QuestionList, list_id: str) -> QuestionList:
    """Return a list under another id; its questions go with it, and name it by its title."""
    old = questions.id
    return QuestionList(
        replace(questions.heading, id=list_id),
        tuple(
            replace(
                it,
                id=f"{list_id}/{it.id.partition('/')[2]}",
                show_id=list_id,
                topic_id=list_id if it.topic_id == old else it.topic_id,
                show_title=questions.title,
            )
            for it in questions.questions
        ),
    )


def free_id(wanted: str, taken: Collection[str]) -> str:
    """Return the first id that is not taken: the wanted one, then the same with -2, -3 ..."""
    free, number = wanted, 1
    while free in taken:
        number += 1
        ending = f"-{number}"
        free = wanted[: MAX_ID_CHARS - len(ending)].strip("-") + ending
    return free


def slug(text: str) -> str:
    """Return an id made of words: `Entertainment: Television` becomes `entertainment-television`.

    At most MAX_ID_CHARS characters; `list` where no letter or digit of the Latin alphabet is left.
    """
    return _NO_SLUG.sub("-", fold(text)).strip("-")[:MAX_ID_CHARS].strip("-") or "list"


def title_of(stem: str) -> str:
    """Return the title of a list whose file is called `stem` and that has no other name."""
    words = plain(stem.replace("_", " ").replace("-", " ")) or "Questions"
    return words[0].upper() + words[1:]


def _named(text: str) -> str:
    return text if len(text) <= MAX_NAMED_CHARS else f"{text[: MAX_NAMED_CHARS - 1].rstrip()}…"
