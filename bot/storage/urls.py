"""Addresses of databases, as people write them and as SQLAlchemy takes them."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
FILE_NAME = "bot.db"
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
EXAMPLES = "should be like sqlite:///data/bot.db or postgresql://user:password@host/database"


def parse_database_url(text: str) -> URL:
    """Return a database's address with the driver that the bot uses.

    Raises ValueError that says what it should be like, and does not repeat it: it may hold a password.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise ValueError(EXAMPLES) from None
    driver = DRIVERS.get(url.drivername, url.drivername)
    if driver not in DRIVERS.values():
        raise ValueError(EXAMPLES)
    url = url.set(drivername=driver)
    return _file_url(url) if driver == DRIVERS["sqlite"] else _server_url(url)


def file_url(folder: Path) -> URL:
    """Return the address of the SQLite file in a folder."""
    return URL.create(DRIVERS["sqlite"], database=str(folder / FILE_NAME))


def _file_url(url: URL) -> URL:
    if not url.database or url.database == ":memory:" or url.host or url.query:
        raise ValueError("should name a file, with three slashes before its path: sqlite:///data/bot.db")
    return url


def _server_url(url: URL) -> URL:
    """Return the address with `sslmode`, PostgreSQL's own word, as the driver calls it."""
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    unknown = query.keys() - {"ssl", "host"}
    if unknown:
        raise ValueError(f"has {', '.join(sorted(unknown))} behind the question mark; it takes sslmode and host only")
    if query.get("ssl", "prefer") not in SSL_MODES:
        raise ValueError(f"sslmode should be one of {', '.join(SSL_MODES)}")
    return url.set(query=query)
