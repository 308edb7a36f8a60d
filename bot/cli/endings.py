"""How the process ends: from an exception to lines on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from bot.core.errors import BotError, DataFault
from bot.ops.exits import ExitCode, Stop


def end(error: Exception) -> NoReturn:
    """Say on stderr what went wrong, without a traceback where it was foreseen, and exit."""
    match error:
        case click.exceptions.Exit():
            sys.exit(error.exit_code)
        case click.ClickException():
            error.show()
            sys.exit(error.exit_code)
        case click.Abort():
            _say("Aborted")
            sys.exit(ExitCode.OTHER)
        case BrokenPipeError():
            _quieten_stdout()
            sys.exit(ExitCode.OTHER)
        case Stop():
            _say(str(error))
            sys.exit(error.code)
        case DataFault():
            _say(str(error))
            sys.exit(ExitCode.USAGE)
        case BotError():
            _say(str(error))
            sys.exit(ExitCode.OTHER)
    raise error


def _say(text: str) -> None:
    click.echo(text, err=True)


def _quieten_stdout() -> None:
    """Keep the interpreter from flushing into the broken pipe, and complaining, at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
