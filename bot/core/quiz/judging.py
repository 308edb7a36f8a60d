"""Placeholder replaced by branch `judge`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum


class Verdict(StrEnum):
    """What a typed answer is worth: it scores, it is nearly there, or neither."""

    RIGHT = "right"
    CLOSE = "close"
    WRONG = "wrong"


def judge(answer: str, accepted: Sequence[str], others: Collection[str] = ()) -> Verdict:
    """Return what a typed answer is worth."""
    return Verdict.RIGHT if answer.casefold() in map(str.casefold, accepted) else Verdict.WRONG
