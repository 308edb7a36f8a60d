"""Logs to stdout, as text or JSON, without secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

HIDDEN = "[hidden]"
# At DEBUG the first print whole events, and addresses with interaction tokens; at INFO Alembic names its plugins.
LEAST_LEVELS = {
    **dict.fromkeys(("discord.gateway", "discord.http", "discord.webhook", "discord.client", "aiohttp"), logging.INFO),
    "alembic": logging.WARNING,
}

_SECRETS = (
    (re.compile(r"\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}"), HIDDEN),
    (re.compile(r"\b(Bot|Bearer)\s+[\w.-]{16,}"), rf"\1 {HIDDEN}"),
    (re.compile(r"(/(?:webhooks|interactions)/\d+)/[^/\s?\"'<>)]+"), rf"\1/{HIDDEN}"),
    (re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s@/]+@", re.IGNORECASE), rf"\1:{HIDDEN}@"),
)
_PLAIN_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """Return text without tokens, the secret part of webhook and interaction addresses, and passwords in URLs.

    Args:
        secrets: Known ones, hidden wherever they stand.
    """
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class TextFormatter(logging.Formatter):
    """A line for people: time, level, logger, message."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text, secrets hidden."""
        return redact(super().format(record), self._secrets)


class JsonFormatter(logging.Formatter):
    """A JSON object a line; what was logged with `extra` stands beside the message."""

    def __init__(self, secrets: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON, secrets hidden."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage(), self._secrets),
        }
        for name in vars(record).keys() - _PLAIN_FIELDS:
            value = getattr(record, name)
            plain = isinstance(value, int | float | None)
            fields[name] = value if plain else redact(str(value), self._secrets)
        if record.exc_info:
            fields["exception"] = redact(self.formatException(record.exc_info), self._secrets)
        return json.dumps(fields, ensure_ascii=False)


def set_up_logging(level: int, style: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send all logs to stdout.

    Args:
        style: "text" or "json".
        secrets: Never shown, wherever they would stand.
    """
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter((JsonFormatter if style == "json" else TextFormatter)(tuple(secrets)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, least in LEAST_LEVELS.items():
        logging.getLogger(name).setLevel(max(level, least))
