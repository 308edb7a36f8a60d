"""What members suggest to their guild's curators."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.curation.drafts import Draft, DraftRefused, FieldFault
from bot.core.curation.limits import LINK_CHARS, PHRASING_CHARS, SOURCE_CHARS, TEXT_CHARS, TOPIC_CHARS, VALUE_CHARS
from bot.core.plain_text import plain

MAX_OPEN = 5
REASON_CHARS = 200
SUGGESTED_PHRASINGS = 4
# In the order of the form; a source may come with an address and a day.
LIMITS = {
    "topic": TOPIC_CHARS,
    "text": TEXT_CHARS,
    "asked": SUGGESTED_PHRASINGS * PHRASING_CHARS,
    "value": VALUE_CHARS,
    "source": SOURCE_CHARS + LINK_CHARS,
}
_WORD = re.compile(r"\w")


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


def checked(draft: Draft, *, is_remark: bool) -> Draft:
    """Return what a member suggests as it is kept, without unseen characters.

    Looser than the check of a fact, which comes when a curator takes it: what is here is only what a curator reads.

    Raises:
        DraftRefused: something is missing, without a word in it, or too long.
    """
    lines = {name: _lines(getattr(draft, name)) for name in LIMITS}
    faults = [
        FieldFault(name, f"is {len(text)} characters long; at most {LIMITS[name]} fit")
        for name, text in lines.items()
        if len(text) > LIMITS[name]
    ]
    required = {"text": "is missing: write it in a sentence or two"}
    if not is_remark:
        required["asked"] = "is missing: write a question that this answers"
    faults += [FieldFault(name, problem) for name, problem in required.items() if not _WORD.search(lines[name])]
    if faults:
        raise DraftRefused(draft, tuple(sorted(faults, key=lambda it: list(LIMITS).index(it.field))))
    return replace(draft, **lines)


def _lines(typed: str) -> str:
    return "\n".join(filter(None, map(plain, typed.splitlines())))
