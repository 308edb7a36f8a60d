"""What members suggest to their guild's curators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.curation.drafts import Draft


class Verdict(StrEnum):
    """What became of a suggestion."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A fact, or a remark that an answer is wrong, that waits for a curator or has been decided.

    Attributes:
        fact_id: The fact that it says is wrong; empty for a new one.
        by: Who suggested it.
        message_id: The message in the review channel; None before it is posted.
        decided_by: Who approved or rejected it; None while it is open.
        reason: Why it was rejected; may be empty.
    """

    id: int
    guild_id: int
    draft: Draft
    by: int
    at: datetime
    fact_id: str = ""
    verdict: Verdict = Verdict.OPEN
    message_id: int | None = None
    decided_by: int | None = None
    reason: str = ""
