"""A form that was refused, shown with all that was typed, and read back from there.

The card is the memory, so that the button that opens the form again works after a restart and in every process.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.core.curation.drafts import FieldFault
from bot.discord_ui.blocks import BLOCK_CHARS, in_block, out_of_block
from bot.discord_ui.ideas.forms import FIELDS, Kind, Sheet
from bot.discord_ui.text import clean, cut, plain

TYPED = "What you typed"
SUGGESTED = "What was suggested"
_FIELD_CHARS = 1024
_TITLES = {TYPED, SUGGESTED}


def returned_card(sheet: Sheet, title: str = TYPED) -> discord.Embed:
    """Return the card with what stands in a form; fields that are empty are left out, unless all are."""
    card = discord.Embed(title=title)
    shown = {field.label: _shown(sheet.typed.get(field.name, "")) for field in FIELDS[sheet.kind]}
    for label, typed in shown.items():
        if typed or not any(shown.values()):
            card.add_field(name=label, value=in_block(typed), inline=False)
    return card


def typed_on(cards: Iterable[discord.Embed], kind: Kind) -> dict[str, str]:
    """Return what the cards of a message show as typed, by the names of fields; empty where none does."""
    shown = {field.name: field.value or "" for card in cards if card.title in _TITLES for field in card.fields}
    names = {field.label: field.name for field in FIELDS[kind]}
    return {names[label]: out_of_block(value) for label, value in shown.items() if label in names}


def reasons_of(faults: Sequence[FieldFault], kind: Kind) -> str:
    """Return what is wrong with each field, a line each, by the names that the form has for them."""
    labels = {field.name: field.label for field in FIELDS[kind]}
    return "\n".join(f"- **{labels.get(it.field, it.field.title())}** {clean(it.problem)}" for it in faults)


def _shown(typed: str) -> str:
    return cut("\n".join(filter(None, map(plain, typed.splitlines()))), _FIELD_CHARS - BLOCK_CHARS)
