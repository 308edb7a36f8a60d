"""The exception tree.

BotError
├── UserError          its text is safe to show to whoever asked
│   ├── QuestionTooLong
│   ├── NotAllowed     whoever asked may not do that
│   ├── NotHere        it may be done in other channels
│   ├── ChannelTaken   another quiz runs in that channel
│   └── RoundOver      the round of a quiz that this was meant for is not open
├── StageLost          a game can no longer be shown: its channel or the right to write there is gone
└── DataFault          a pack or lexicon cannot be used; carries every fault found
"""

from __future__ import annotations

from dataclasses import dataclass


class BotError(Exception):
    """Base of everything that this program raises on purpose."""


class UserError(BotError):
    """Something the user can put right; the message says how and is safe to show."""


class QuestionTooLong(UserError):
    """The question is over the limit that bounds the cost of one match."""

    def __init__(self, limit_chars: int) -> None:
        super().__init__(f"That is too long for me: please ask in at most {limit_chars} characters.")


class NotAllowed(UserError):
    """Whoever asked may not do that; the message says who may."""


class NotHere(UserError):
    """It may be done in the channels `channel_ids`, and not in this one."""

    def __init__(self, channel_ids: frozenset[int]) -> None:
        super().__init__("Quizzes are played in other channels here.")
        self.channel_ids = channel_ids


class ChannelTaken(UserError):
    """Another quiz runs in that channel."""

    def __init__(self, message: str = "A quiz is running in this channel already.") -> None:
        super().__init__(message)


class RoundOver(UserError):
    """The round of a quiz that this was meant for is not open (any more)."""

    def __init__(self, message: str = "That round is over.") -> None:
        super().__init__(message)


class StageLost(BotError):
    """A game can no longer be shown: its channel is gone, or the right to write there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a data file.

    Attributes:
        line: Counted from 1; 0 when the fault has no place in the file.
        key: Dotted path of the key, `facts.3.source`; empty for the whole file.
    """

    file: str
    line: int
    key: str
    problem: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.key}: {self.problem}" if self.key else f"{place}: {self.problem}"


class DataFault(BotError):
    """A data file cannot be used. `faults` holds all that was found, in file order."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)
