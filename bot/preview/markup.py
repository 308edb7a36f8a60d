"""Shows cards in the page as Discord does: in their texts and fields, mentions are names and `-#` makes small print."""

from __future__ import annotations

from simcord.preview import _markdown

# simcord 3.2 has no public setting for what its page reads as markup in which part of a message.
_PARTS = ("embed_description", "embed_field_value")
_KINDS = ("mentions", "subtext")


def read_cards_as_discord_does() -> None:
    """Have the page read what Discord reads as markup in a card."""
    for part in _PARTS:
        policy = _markdown._FIELD_POLICIES.get(part)  # noqa: SLF001
        if policy is not None:
            policy.update(dict.fromkeys(_KINDS, True))
