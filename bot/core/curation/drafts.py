"""A fact as somebody typed it into a form, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.errors import UserError


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form, as typed; empty for what was left out.

    Attributes:
        topic: Id, title or alias of a topic of the show, or the title of a new one.
        asked: Ways people ask for it, one a line; the first is the question as the bot puts it.
        value: What a quiz asks for; empty for no quiz question.
        source: What it is known from.
        link: Address of the source.
        day: Day of the source, such as 2025-10-04; empty for today.
    """

    show_id: str
    topic: str = ""
    text: str = ""
    asked: str = ""
    value: str = ""
    source: str = ""
    link: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong with one field of a form, and what to do about it."""

    field: str
    problem: str


class DraftRefused(UserError):
    """A form cannot be taken as it is; `faults` name each field, some more than once, in the order of the form."""

    def __init__(self, draft: Draft, faults: tuple[FieldFault, ...]) -> None:
        super().__init__("\n".join(f"{fault.field}: {fault.problem}" for fault in faults))
        self.draft = draft
        self.faults = faults
