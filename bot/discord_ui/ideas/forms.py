"""The forms of suggestions. What is sent arrives at `read_form`, whether the form's object still exists or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self

import discord

from bot.core.curation.drafts import Draft
from bot.core.curation.sourcing import with_source
from bot.core.curation.suggestions import LIMITS, REASON_CHARS

FORM_TIMEOUT_S = 900.0
_CUSTOM_ID = re.compile(r"if1:(?P<kind>new|wrong|edit|reject):(?P<ref>[\w/-]{1,72}):\d{1,20}", re.ASCII)


class Kind(StrEnum):
    """What a form is for. REFS tells what each refers to: a show, a fact, a suggestion and a revision, a suggestion."""

    NEW = "new"
    WRONG = "wrong"
    EDIT = "edit"
    REJECT = "reject"


REFS = {
    Kind.NEW: re.compile(r"[\w-]{1,32}", re.ASCII),
    Kind.WRONG: re.compile(r"[\w-]{1,32}/[\w-]{1,40}", re.ASCII),
    Kind.EDIT: re.compile(r"\d{1,18}/\d{1,18}", re.ASCII),
    Kind.REJECT: re.compile(r"\d{1,18}", re.ASCII),
}


class _Field(NamedTuple):
    name: str
    label: str
    hint: str
    is_required: bool = True
    is_long: bool = True


_TEXT = _Field("text", "The fact", "What is known, in a sentence or two")
_ASKED = _Field("asked", "Ways to ask for it", "One a line; the first is the question as I put it myself")
_SOURCE = _Field("source", "Source", "What it is known from. If you can, a link and a date, each on a line.", False)  # noqa: FBT003
FIELDS: Mapping[Kind, tuple[_Field, ...]] = {
    Kind.NEW: (_TEXT, _ASKED._replace(label="Which question does it answer?", hint="As people ask it"), _SOURCE),
    Kind.WRONG: (_Field("text", "What is wrong with the answer?", "And, if you know, what is right, and from where"),),
    Kind.EDIT: (
        _Field("topic", "Topic", "One that the show has, or a new one", is_required=False, is_long=False),
        _TEXT,
        _ASKED,
        _Field("value", "Answer for quizzes", "A name, a number, a date ...", is_required=False, is_long=False),
        _SOURCE._replace(is_required=True),
    ),
    Kind.REJECT: (_Field("reason", "Why?", "For whoever suggested it; may be left empty", is_required=False),),
}
TITLES = {
    Kind.NEW: "Suggest a fact",
    Kind.WRONG: "This answer is wrong",
    Kind.EDIT: "Edit and approve",
    Kind.REJECT: "Reject a suggestion",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form of some kind with what stands in it, by the names of its fields."""

    kind: Kind
    ref: str
    typed: Mapping[str, str]

    @classmethod
    def of(cls, kind: Kind, ref: str, draft: Draft) -> Self:
        """Return the form filled in with a draft."""
        source = "\n".join(filter(None, (draft.source, draft.link, draft.day)))
        typed = {it.name: getattr(draft, it.name, "") for it in FIELDS[kind]}
        return cls(kind, ref, {**typed, "source": source} if "source" in typed else typed)

    def draft(self, show_id: str) -> Draft:
        """Return what was typed as a draft."""
        draft = Draft(show_id, **{name: text for name, text in self.typed.items() if name in LIMITS})
        return with_source(draft, draft.source)


class IdeaForm(discord.ui.Modal):
    """Asks for all fields of a kind of form.

    Its custom_id tells what it is for, so that it can be sent after a restart, and the opening, so that nobody sends
    into somebody else's form.
    """

    def __init__(self, sheet: Sheet, opening: int) -> None:
        custom_id = f"if1:{sheet.kind}:{sheet.ref}:{opening}"
        super().__init__(title=TITLES[sheet.kind], custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        for field in FIELDS[sheet.kind]:
            self.add_item(_label(field, sheet.typed.get(field.name, "")))


def read_form(interaction: discord.Interaction[Any]) -> Sheet | None:
    """Return what was sent; None for something that is not such a form."""
    data: Any = interaction.data or {}
    match = _CUSTOM_ID.fullmatch(str(data.get("custom_id", "")))
    if match is None or not REFS[kind := Kind(match["kind"])].fullmatch(match["ref"]):
        return None
    sent = dict(_values(data))
    return Sheet(kind, match["ref"], {it.name: sent.get(it.name, "") for it in FIELDS[kind]})


def _label(field: _Field, typed: str) -> discord.ui.Label[Any]:
    limit = LIMITS.get(field.name, REASON_CHARS)
    box: Any = discord.ui.TextInput(
        custom_id=field.name,
        style=discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short,
        default=typed or None,
        required=field.is_required,
        max_length=max(limit, len(typed)),
    )
    return discord.ui.Label(text=field.label, description=field.hint, component=box)


def _values(data: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields by name, wherever they stand in what Discord sends."""
    if isinstance(data, dict):
        if isinstance(data.get("value"), str):
            yield str(data.get("custom_id", "")), data["value"]
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
