"""What all forms have in common: texts to type, and how to read what was sent, also after a restart.

A form's custom_id tells what it is for, so that it can be sent after a restart, and the opening, so that nobody sends
into somebody else's form.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import discord

# Discord gives no sign when a form is dismissed; until then the library keeps it.
FORM_TIMEOUT_S = 900.0
MAX_FIELD_CHARS = 4000


class Field(NamedTuple):
    """One text of a form. `name` is its own custom_id; `limit` counts characters."""

    name: str
    label: str
    limit: int
    hint: str = ""
    is_required: bool = True
    is_long: bool = True


def add_fields(form: discord.ui.Modal, fields: dict[Field, str]) -> None:
    """Add texts to a form, each filled in with what is typed already, even where that is too long."""
    for field, given in fields.items():
        typed = given[:MAX_FIELD_CHARS]
        box: Any = discord.ui.TextInput(
            custom_id=field.name,
            style=discord.TextStyle.paragraph if field.is_long else discord.TextStyle.short,
            default=typed or None,
            required=field.is_required,
            max_length=min(MAX_FIELD_CHARS, max(field.limit, len(typed))),
        )
        form.add_item(discord.ui.Label(text=field.label, description=field.hint or None, component=box))


def custom_id_of(interaction: discord.Interaction[Any]) -> str:
    """Return the custom_id of what was pressed or sent; empty for neither."""
    data: Any = interaction.data or {}
    return str(data.get("custom_id", ""))


def typed_in(data: object) -> dict[str, str]:
    """Return what was typed by the names of the fields, wherever they stand in what Discord sends."""
    return dict(_values(data))


def _values(data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, dict):
        if isinstance(data.get("value"), str):
            yield str(data.get("custom_id", "")), data["value"]
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
