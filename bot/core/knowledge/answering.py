"""What comes out of a question: facts, suggestions, or an honest "I don't know", and how that reads as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.knowledge.facts import Fact, Pack, Topic

MAX_SUGGESTIONS = 3
UNKNOWN_TEXT = "I don't know that."
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Status(StrEnum):
    """How sure the bot is: it answers, asks back, or says that it does not know."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with the pack it stands in."""

    pack: Pack
    fact: Fact

    @property
    def key(self) -> str:
        """The fact's name across packs, `show/fact`."""
        return f"{self.pack.id}/{self.fact.id}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one question.

    Attributes:
        confidence: 0-1; of the best reading, also when it was not good enough to answer.
        entries: The facts that answer, most fitting first; empty unless answered.
        suggestions: At most three facts that may be meant; empty unless suggested.
        topic: The pack and topic when a whole topic was asked for.
        missing: What was asked and is not known ("who directed it"), when the bot understood that much.
    """

    status: Status
    confidence: float = 0.0
    entries: tuple[Entry, ...] = ()
    suggestions: tuple[Entry, ...] = ()
    topic: tuple[Pack, Topic] | None = None
    missing: str = ""


def together(answers: Iterable[Answer]) -> Answer:
    """Return one answer with the facts, or else the suggestions, of several shows or parts of a question, in order."""
    answers = list(answers)
    if len(answers) == 1:
        return answers[0]
    answered = [answer for answer in answers if answer.status is Status.ANSWERED]
    if answered:
        entries = dict.fromkeys(entry for answer in answered for entry in answer.entries)
        return Answer(Status.ANSWERED, min(answer.confidence for answer in answered), tuple(entries))
    suggested = [answer for answer in answers if answer.status is Status.SUGGESTED]
    if suggested:
        near = dict.fromkeys(entry for answer in suggested for entry in answer.suggestions)
        return Answer(
            Status.SUGGESTED, max(answer.confidence for answer in suggested), suggestions=tuple(near)[:MAX_SUGGESTIONS]
        )
    return answers[0]


def fact_text(fact: Fact) -> str:
    """Return a fact as prose; a quotation follows its introduction, in quotation marks."""
    if fact.quotation is None:
        return fact.text
    return f"{fact.text} “{fact.quotation.words}”"


def source_line(entry: Entry) -> str:
    """Return where a fact is from and since when it is known, in one line."""
    source = entry.pack.source(entry.fact.source_id)
    parts = [source.title, source.publisher, entry.fact.where]
    return f"Source: {', '.join(filter(None, parts))}. As of {long_date(entry.fact.as_of)}."


def long_date(day: date) -> str:
    """Return a date as people write it, the same in every locale: 4 October 2025."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def unknown_text(answer: Answer) -> str:
    """Return the one line for a question without an answer, naming what is missing where that was understood."""
    return f"I don't know {answer.missing}." if answer.missing else UNKNOWN_TEXT


def plain_text(answer: Answer) -> str:
    """Return all that the user would read, without markup."""
    if answer.status is Status.UNKNOWN:
        return unknown_text(answer)
    if answer.status is Status.SUGGESTED:
        return "\n".join(["Did you mean:", *(f"- {entry.fact.question}" for entry in answer.suggestions)])
    lines = [fact_text(entry.fact) for entry in answer.entries]
    return "\n".join([*lines, *dict.fromkeys(map(source_line, answer.entries))])
