"""Brings a database up to date: forward only, by the numbered steps in `versions`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, func, select

FOLDER = Path(__file__).parent
# Any number that no other program takes for its lock in the same database.
LOCK = 7_226_351_094


class NewerDatabase(Exception):
    """The database holds a revision that this version of the program does not know."""


def migrate(
    connection: Connection, folder: Path = FOLDER, *, before_upgrade: Callable[[], object] = lambda: None
) -> str:
    """Bring a database to the newest revision and return that, all in the transaction that the connection is in.

    SQLite's is to hold the write lock already; on PostgreSQL an advisory lock makes others wait until its end.

    Args:
        folder: Holds `env.py` and `versions`.
        before_upgrade: Called where there is something to do; what it raises prevents that.
    Raises:
        NewerDatabase: the database is at a revision that is not among them.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    config = _config(connection, folder)
    scripts = ScriptDirectory.from_config(config)
    head = scripts.get_current_head()
    assert head is not None
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None:
        _require_known(scripts, current)
    if current != head:
        before_upgrade()
        command.upgrade(config, head)
    return head


def _require_known(scripts: ScriptDirectory, revision: str) -> None:
    try:
        scripts.get_revision(revision)
    except CommandError:
        raise NewerDatabase(revision) from None


def _config(connection: Connection, folder: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
