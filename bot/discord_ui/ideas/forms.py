"""The forms of suggestions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

import discord

from bot.core.curation.drafts import Draft
from bot.core.curation.sourcing import joined_source, with_source
from bot.core.curation.suggestions import LIMITS, REASON_CHARS
from bot.discord_ui.curation.forms import FIELDS as FACT_FIELDS
from bot.discord_ui.forms import FORM_TIMEOUT_S, Field, add_fields, custom_id_of, typed_in

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


_SUGGESTED = {field.name: field._replace(limit=LIMITS[field.name]) for field in FACT_FIELDS}
_WRONG_HINT = "And, if you know, what is right, and from where"
_REASON_HINT = "For whoever suggested it; may be left empty"
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.NEW: (
        _SUGGESTED["text"],
        _SUGGESTED["asked"]._replace(label="Which question does it answer?", hint="As people ask it"),
        _SUGGESTED["source"]._replace(is_required=False),
    ),
    Kind.WRONG: (_SUGGESTED["text"]._replace(label="What is wrong with the answer?", hint=_WRONG_HINT),),
    Kind.EDIT: FACT_FIELDS,
    Kind.REJECT: (Field("reason", "Why?", REASON_CHARS, _REASON_HINT, is_required=False),),
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
        typed = {it.name: getattr(draft, it.name, "") for it in FIELDS[kind]}
        return cls(kind, ref, {**typed, "source": joined_source(draft)} if "source" in typed else typed)

    def draft(self, show_id: str) -> Draft:
        """Return what was typed as a draft."""
        draft = Draft(show_id, **{name: text for name, text in self.typed.items() if name in LIMITS})
        return with_source(draft, draft.source)


class IdeaForm(discord.ui.Modal):
    """Asks for all fields of a kind of form. What is sent arrives at `read_form`."""

    def __init__(self, sheet: Sheet, opening: int) -> None:
        custom_id = f"if1:{sheet.kind}:{sheet.ref}:{opening}"
        super().__init__(title=TITLES[sheet.kind], custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        add_fields(self, {field: sheet.typed.get(field.name, "") for field in FIELDS[sheet.kind]})


def read_form(interaction: discord.Interaction[Any]) -> Sheet | None:
    """Return what was sent; None for something that is not such a form."""
    match = _CUSTOM_ID.fullmatch(custom_id_of(interaction))
    if match is None or not REFS[kind := Kind(match["kind"])].fullmatch(match["ref"]):
        return None
    sent = typed_in(interaction.data)
    return Sheet(kind, match["ref"], {it.name: sent.get(it.name, "") for it in FIELDS[kind]})
