"""The form for a fact."""

from __future__ import annotations

import re
from typing import Any, Self

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
from bot.discord_ui.forms import FORM_TIMEOUT_S, Field, add_fields, custom_id_of, typed_in

_DAY_CHARS = 20
# Enough of an interaction's id to tell two forms apart that one person opens.
_OPENINGS = 16**12
_CUSTOM_ID = re.compile(
    r"ff1:(?P<show>[\w-]{1,32}):(?P<fact>[a-z0-9-]{1,32}):(?P<seen>[0-9a-f]{1,16}):[0-9a-f]{1,12}", re.ASCII
)
NO_FACT = "-"

_ASKED = f"One a line, up to {PHRASINGS}. The first is the question as I put it myself."
_VALUE = "A name, a number, a date ... Without one, quizzes do not ask for it."
_SOURCE = "What it is known from. If you can, a link and a date, each on a line."
FIELDS = (
    Field(
        "topic", LABELS["topic"], TOPIC_CHARS, "One that the show has, or a new one", is_required=False, is_long=False
    ),
    Field("text", LABELS["text"], TEXT_CHARS, "What is known, in a sentence or two"),
    Field("asked", LABELS["asked"], PHRASINGS * (PHRASING_CHARS + 1), _ASKED),
    Field("value", LABELS["value"], VALUE_CHARS, _VALUE, is_required=False, is_long=False),
    Field("source", LABELS["source"], SOURCE_CHARS + LINK_CHARS + _DAY_CHARS, _SOURCE),
)


class FactForm(discord.ui.Modal):
    """Asks for all of a fact."""

    def __init__(self, slip: Slip, custom_id: str) -> None:
        title = "Edit a fact" if slip.fact_id else "Add a fact"
        super().__init__(title=title, custom_id=custom_id, timeout=FORM_TIMEOUT_S)
        typed = {**{it.name: getattr(slip.draft, it.name) for it in FIELDS}, "source": joined_source(slip.draft)}
        add_fields(self, {field: typed[field.name] for field in FIELDS})

    @classmethod
    def of(cls, interaction: discord.Interaction[Any], slip: Slip) -> Self:
        """Return the form that an interaction opens."""
        opening = interaction.id % _OPENINGS
        return cls(slip, f"ff1:{slip.draft.show_id}:{slip.fact_id or NO_FACT}:{slip.seen:x}:{opening:x}")


def read_form(interaction: discord.Interaction[Any]) -> Slip | None:
    """Return what was sent; None for something that is not this form."""
    match = _CUSTOM_ID.fullmatch(custom_id_of(interaction))
    if match is None:
        return None
    typed = typed_in(interaction.data)
    plain_fields = {it.name: typed.get(it.name, "") for it in FIELDS if it.name != "source"}
    draft = with_source(Draft(match["show"], **plain_fields), typed.get("source", ""))
    return Slip(draft, *identity(match))


def identity(match: re.Match[str]) -> tuple[str, int]:
    """Return the fact and the revision that a custom_id names."""
    return "" if match["fact"] == NO_FACT else match["fact"], int(match["seen"], 16)
