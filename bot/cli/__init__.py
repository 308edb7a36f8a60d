"""The command line. A command's module is imported when that command is used, so that `ask` starts fast."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

import click

import bot
from bot.cli.endings import end
from bot.ops.exits import ExitCode

COMMANDS = {
    "run": "bot.cli.running",
    "preview": "bot.cli.running",
    "sync": "bot.cli.running",
    "health": "bot.cli.running",
    "ask": "bot.cli.asking",
    "quiz": "bot.cli.quizzing",
    "judge": "bot.cli.judging",
    "facts": "bot.cli.facts",
    "db": "bot.cli.database",
}


class LazyGroup(click.Group):
    """A group that knows the names of its commands and imports them one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names, in the order that help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command; None for a name that there is not."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)
        return command


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(bot.__version__, prog_name="bot")
def cli() -> None:
    """Answer questions about TV shows from curated facts: in Discord, in a browser page, or here."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line, that of the process by default; ends it with an exit code where something went wrong."""
    try:
        cli.main(arguments, prog_name="python -m bot", standalone_mode=False)
    except Exception as error:
        end(error)
    except KeyboardInterrupt:
        sys.exit(ExitCode.OTHER)
