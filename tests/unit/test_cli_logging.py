"""Logs: for people or machines, and never with a secret."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from bot.ops.logging import HIDDEN, redact, set_up_logging

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789_-"


@pytest.fixture(autouse=True)
def restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    names = [name for name in logging.root.manager.loggerDict if name.startswith(("discord", "aiohttp"))]
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in names:
        logging.getLogger(name).setLevel(levels[name])


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"token {TOKEN} refused", TOKEN),
        ("Authorization: Bot abcdefghijklmnop1234", "abcdefghijklmnop1234"),
        ("POST https://discord.com/api/v10/webhooks/123/aW50ZXJhY3Rpb24/messages/@original", "aW50ZXJhY3Rpb24"),
        ("POST https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb24/callback", "aW50ZXJhY3Rpb24"),
        ("postgresql+asyncpg://bot:hunter2@db/show", "hunter2"),
        ("http://user:hunter2@proxy:80/x", "hunter2"),
    ],
)
def test_secrets_are_hidden(text: str, secret: str) -> None:
    assert secret not in redact(text)
    assert HIDDEN in redact(text)


def test_what_is_no_secret_stays() -> None:
    text = "Bot is ready: https://discord.com/channels/1/2 at 12:30, show/fact-1, 3.14.15"
    assert redact(text) == text


@pytest.mark.parametrize("style", ["text", "json"])
def test_secrets_are_hidden_in_messages_and_tracebacks(style: str) -> None:
    out = io.StringIO()
    set_up_logging(logging.INFO, style, ["known-secret"], out)
    try:
        raise ValueError(f"boom {TOKEN} known-secret")
    except ValueError:
        logging.getLogger("test").exception("with %s and known-secret", TOKEN, extra={"url": f"x{HIDDEN} {TOKEN}"})
    assert "boom" in out.getvalue()
    assert TOKEN not in out.getvalue()
    assert "known-secret" not in out.getvalue()


def test_json_logs_are_an_object_a_line_with_the_extra_fields() -> None:
    out = io.StringIO()
    set_up_logging(logging.INFO, "json", (), out)
    logging.getLogger("test").info("several\nlines of %s", "Renée", extra={"guild": 7})
    record = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert (record["message"], record["level"], record["guild"]) == ("several\nlines of Renée", "INFO", 7)


def test_the_library_never_logs_at_debug_where_it_would_print_what_users_write() -> None:
    set_up_logging(logging.DEBUG, "text", (), io.StringIO())
    assert logging.getLogger("bot").isEnabledFor(logging.DEBUG)
    for name in ("discord.gateway", "discord.http", "discord.webhook.async_"):
        assert not logging.getLogger(name).isEnabledFor(logging.DEBUG)
