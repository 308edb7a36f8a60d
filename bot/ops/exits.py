"""The exit codes, and the exception that carries one to the command line."""

from __future__ import annotations

from enum import IntEnum

from bot.core.errors import BotError


class ExitCode(IntEnum):
    """What a supervisor can act upon: 2, 3 and 4 will not go away by starting again."""

    FINE = 0
    OTHER = 1
    USAGE = 2
    TOKEN_REFUSED = 3
    GATEWAY_FATAL = 4


class Stop(BotError):
    """The program cannot go on; the message is one line for whoever runs it."""

    def __init__(self, message: str, code: ExitCode = ExitCode.OTHER) -> None:
        super().__init__(message)
        self.code = code
