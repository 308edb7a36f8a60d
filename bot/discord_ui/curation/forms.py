"""The form for a fact. What is sent arrives at `read_form`, whether the form's object still exists or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Self

import discord

from bot.core.curation.drafts import Draft
from bot.core.curation.limits import (
    LINK_CHARS,
    PHRASING_CHARS,
    PHRASINGS,
    SOURCE_CHARS,
    TEXT_CHARS,
    TOPIC_CHARS,
    VALUE_CHARS,
)
from bot.core.curation.sourcing import joined_source, with_source
from bot.discord_ui.curation.slips import LABELS, Slip

FORM_TIMEOUT_S = 900.0
_MAX_FIELD_CHARS = 4000
_DAY_CHARS = 20
# Enough of an interaction's id to tell two forms apart that one person opens.
_OPENINGS = 16**12
_CUSTOM_ID = re.compile(
    r"ff1:(?P<show>[\w-]{1,32}):(?P<fact>[a-z0-9-]{1,32}):(?P<seen>[0-9a-f]{1,16}):[0-9a-f]{1,12}", re.ASCII
)
NO_FACT = "-"


class _Field(NamedTuple):
    name: str
    hint: str
    limit: int
    is_required: bool = True
    is_long: bool = True


_ASKED = f"One a line, up to {PHRASINGS}. The first is the question as I put it myself."
_VALUE = "A name, a number, a date ... Without one, quizzes do not ask for it."
_SOURCE = "What it is known from. If you can, a link and a date, each on a line."
FIELDS = (
    _Field("topic", "One that the show has, or a new one", TOPIC_CHARS, is_required=False, is_long=False),
    _Field("text", "What is known, in a sentence or two", TEXT_CHARS),
    _Field("asked", _ASKED, PHRASINGS * (PHRASING_CHARS + 1)),
    _Field("value", _VALUE, VALUE_CHARS, is_required=False, is_long=False),
    _Field("source", _SOURCE, SOURCE_CHARS + LINK_CHARS + _DAY_CHARS),
)


class FactForm(discord.ui.Modal):
    """Asks for all of a fact.

    Its custom_id tells the fact, so that it can be sent after a restart, and the opening, so that an app does not fill
    in what was typed into another one.
    """

    def __init__(self, slip: Slip, custom_id: str) -> None:
        title = "Edit a fact" if slip.fact_id else "Add a fact"
        super().__init__(title=title, custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        typed = {**{it.name: getattr(slip.draft, it.name) for it in FIELDS}, "source": joined_source(slip.draft)}
        for field in FIELDS:
            self.add_item(_label(field, typed[field.name][:_MAX_FIELD_CHARS]))

    @classmethod
    def of(cls, interaction: discord.Interaction[Any], slip: Slip) -> Self:
        """Return the form that an interaction opens."""
        opening = interaction.id % _OPENINGS
        return cls(slip, f"ff1:{slip.draft.show_id}:{slip.fact_id or NO_FACT}:{slip.seen:x}:{opening:x}")


def read_form(interaction: discord.Interaction[Any]) -> Slip | None:
    """Return what was sent; None for something that is not this form."""
    data: Any = interaction.data or {}
    match = _CUSTOM_ID.fullmatch(str(data.get("custom_id", "")))
    return Slip(typed_draft(data, match["show"]), *identity(match)) if match else None


def typed_draft(data: Any, show_id: str) -> Draft:
    """Return what stands in the fields, wherever they are in what Discord sends."""
    typed = dict(_values(data))
    plain_fields = {it.name: typed.get(it.name, "") for it in FIELDS if it.name != "source"}
    return with_source(Draft(show_id, **plain_fields), typed.get("source", ""))


def identity(match: re.Match[str]) -> tuple[str, int]:
    """Return the fact and the revision that a custom_id names."""
    return "" if match["fact"] == NO_FACT else match["fact"], int(match["seen"], 16)


def _label(field: _Field, typed: str) -> discord.ui.Label[Any]:
    style = discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short
    box: Any = discord.ui.TextInput(
        custom_id=field.name,
        style=style,
        default=typed or None,
        required=field.is_required,
        max_length=min(_MAX_FIELD_CHARS, max(field.limit, len(typed))),
    )
    return discord.ui.Label(text=LABELS[field.name], description=field.hint, component=box)


def _values(data: Any) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if isinstance(data.get("value"), str):
            yield str(data.get("custom_id", "")), data["value"]
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
