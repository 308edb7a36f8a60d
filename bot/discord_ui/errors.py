"""One table for everything that goes wrong: what the user reads, and how loud the log is.

Expected faults show their own text. Everything else gets a short id, the same in the log and for the user.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import discord
from discord import app_commands

from bot.core.errors import NotHere, UserError
from bot.discord_ui.text import clean_prose

log = logging.getLogger(__name__)

# Discord's JSON error codes for an interaction that is gone, or that somebody has answered already.
LOST_CODES = frozenset({10062, 40060})

MAX_LINKS = 10

Tell = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Handling:
    """How one type of error is met.

    Attributes:
        reply: What the user reads; `{id}` is filled in, empty for the error's own text.
        has_traceback: The error is ours to repair, so the log needs to say where it came from.
    """

    reply: str
    level: int
    has_traceback: bool = False


SOON = "Please try again in a minute."
LATER = "Please try again in a while. (error {id})"
UNREACHABLE = f"I could not reach Discord. {LATER}"
OUR_FAULT = "Something went wrong, and it is my fault. Whoever runs me can find it under error {id}."

TABLE: dict[type[BaseException], Handling] = {
    UserError: Handling("", logging.DEBUG),
    app_commands.CommandSignatureMismatch: Handling(f"That command has just changed. {SOON}", logging.WARNING),
    app_commands.CommandNotFound: Handling(f"I no longer have that command. {SOON}", logging.WARNING),
    app_commands.TransformerError: Handling("I cannot read what you gave me there.", logging.INFO),
    app_commands.CheckFailure: Handling("You may not use that here.", logging.INFO),
    discord.Forbidden: Handling("Discord does not let me do that here. (error {id})", logging.WARNING),
    discord.NotFound: Handling("What that was about is gone by now. (error {id})", logging.WARNING),
    discord.HTTPException: Handling(f"Discord refused that just now. {LATER}", logging.WARNING),
    discord.RateLimited: Handling(f"Discord asks me to slow down. {LATER}", logging.WARNING),
    aiohttp.ClientError: Handling(UNREACHABLE, logging.WARNING),
    OSError: Handling(UNREACHABLE, logging.WARNING),
    Exception: Handling(OUR_FAULT, logging.ERROR, has_traceback=True),
}


def report(error: BaseException, place: str) -> str | None:
    """Log an error and return what to tell the user; None when there is nobody left to tell.

    Args:
        place: What was going on, for the log: a command's name, never what a user typed.
    """
    error = _cause(error)
    if getattr(error, "code", None) in LOST_CODES:
        log.info("%s: the interaction was lost (%s)", place, error)
        return None
    handling = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    error_id = secrets.token_hex(3)
    log.log(
        handling.level,
        "%s failed: error %s: %s: %s",
        place,
        error_id,
        type(error).__name__,
        error,
        exc_info=error if handling.has_traceback else None,
    )
    return handling.reply.format(id=error_id) or _own_text(error)


@asynccontextmanager
async def reporting(place: str, tell: Tell) -> AsyncIterator[None]:
    """Report what goes wrong inside, and tell the user if that is possible."""
    try:
        yield
    except Exception as error:
        await tell_failure(error, place, tell)


async def tell_failure(error: BaseException, place: str, tell: Tell) -> None:
    """Report an error and tell the user; when telling fails too, only the log knows."""
    text = report(error, place)
    if text is None:
        return
    try:
        await tell(text)
    except (discord.DiscordException, aiohttp.ClientError, OSError) as second:
        report(second, f"{place}, telling the user")


async def nobody(_text: str) -> None:
    """Tell nobody, where nobody has asked the bot for anything: the log has it."""


def _own_text(error: BaseException) -> str:
    text = clean_prose(str(error))
    if not isinstance(error, NotHere):
        return text
    links = [f"<#{channel_id}>" for channel_id in sorted(error.channel_ids)]
    return f"{text} Go to {', '.join(links[:MAX_LINKS])}{' or others' if links[MAX_LINKS:] else ''}."


def _cause(error: BaseException) -> BaseException:
    is_wrapper = isinstance(error, app_commands.CommandInvokeError | app_commands.TransformerError)
    inner = error.__cause__ if is_wrapper else None
    return inner if inner is not None else error
