"""What suggestions and gaps in Discord need at hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord

from bot.core.curation.drafts import Draft
from bot.services.gaps import AskingOf, GapKeeping
from bot.services.suggesting import Suggesting

Interaction = discord.Interaction[Any]
OpenDraftForm = Callable[[Interaction, Draft], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class IdeasDesk:
    """The use cases of suggestions and gaps.

    Attributes:
        asking_of: Gives the base of a guild.
        open_draft_form: Answers an interaction with the form to add a fact, filled in with what is known of it.
    """

    suggesting: Suggesting
    gaps: GapKeeping
    asking_of: AskingOf
    open_draft_form: OpenDraftForm
