"""`python -m bot run` without the time it takes to import it: imports once, then forks a process for each run.

Reads a line for each run from standard input; writes the process id, and another line when that run has ended.
"""

from __future__ import annotations

import os
import sys

import bot.cli.session
import bot.discord_ui.services
import bot.ops.logging
import bot.settings
import bot.storage.repositories  # noqa: F401
from bot.cli import main


def serve() -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(2, 1)
            main(["run"])
            os._exit(0)
        os.write(1, f"{child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    serve()
