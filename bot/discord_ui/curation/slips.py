"""What was typed into a form, shown in full on a card of its own, and read back from there.

The card is the memory: buttons below it find all that was typed also after a restart and in every process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import discord

from bot.core.curation.drafts import Draft
from bot.discord_ui.blocks import in_block, out_of_block
from bot.discord_ui.text import cut, plain

TYPED = "What you typed"
LABELS = {
    "show": "Show",
    "topic": "Topic",
    "text": "The fact",
    "asked": "Ways to ask for it",
    "value": "Answer for quizzes",
    "source": "Source",
    "link": "Link of the source",
    "day": "Day of the source",
}
_LINES = ("topic", "text", "value", "source", "link", "day")
TYPED_FIELDS = (*_LINES, "asked")
_MAX_CHARS = 4080
_TYPED = re.compile(
    "".join(rf"(?:{re.escape(LABELS[name])}: ?(?P<{name}>[^\n]*)(?:\n|\Z))?" for name in _LINES)
    + rf"(?:{re.escape(LABELS['asked'])}:\n?(?P<asked>.*))?",
    re.DOTALL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """A form that somebody has filled in.

    Attributes:
        fact_id: The fact that it edits; empty for a new one.
        seen: Id of that fact's newest revision when the form was opened; 0 for none.
    """

    draft: Draft
    fact_id: str = ""
    seen: int = 0


def typed_card(draft: Draft) -> discord.Embed:
    """Return the card that shows all that was typed; what was left empty has no line."""
    typed = {name: plain(getattr(draft, name)) for name in _LINES}
    lines = [f"{LABELS[name]}: {text}" for name, text in typed.items() if text]
    asked = [*filter(None, map(plain, draft.asked.splitlines()))]
    lines += [f"{LABELS['asked']}:", *asked] if asked else []
    return discord.Embed(title=TYPED, description=in_block(cut("\n".join(lines), _MAX_CHARS)))


def read_back(cards: Iterable[discord.Embed], show_id: str) -> Draft | None:
    """Return what was typed from the cards of a message; None where none shows it."""
    shown = next((card.description for card in cards if card.title == TYPED), None)
    match = _TYPED.fullmatch(out_of_block(shown)) if shown else None
    return replace(Draft(show_id), **match.groupdict(default="")) if match else None
