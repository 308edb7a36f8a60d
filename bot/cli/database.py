"""`db`: look after the database, beside a running bot too."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.storage.writing import Unit

SNOWFLAKE = click.IntRange(1, 2**63 - 1)
DAYS = click.IntRange(0, 36_500)


@click.group()
def db() -> None:
    """Look after the database that DATABASE_URL names; the bot may be running."""


@db.command()
def upgrade() -> None:
    """Bring the database up to date; `run` does so by itself."""
    _in_database(lambda _: 0)
    click.echo("The database is up to date")


@db.command()
@click.option("--guild", "guild_id", type=SNOWFLAKE, metavar="ID", help="All that is kept about this guild.")
@click.option("--user", "user_id", type=SNOWFLAKE, metavar="ID", help="All about this person; with --guild only there.")
@click.option("--older-than-days", "days", type=DAYS, metavar="N", help="What was typed so long ago.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def purge(guild_id: int | None, user_id: int | None, days: int | None, yes: bool) -> None:
    """Delete for good what is kept about a guild or a person, or what was typed long ago.

    That is answers in games which ended, and questions without an answer which nobody has asked again since.
    """
    what, work = _purge(guild_id, user_id, days)
    if not yes:
        click.confirm(f"Delete {what} for good?", abort=True)
    click.echo(f"Rows deleted or emptied: {_in_database(work)}")


def _purge(guild_id: int | None, user_id: int | None, days: int | None) -> tuple[str, Unit[int]]:
    """Return what is to be deleted, in words and as what does it."""
    from bot.storage.purging import purge_gaps, purge_guild, purge_texts, purge_user

    there = "" if guild_id is None else f" in guild {guild_id}"
    if days is not None and user_id is None:
        before = datetime.now(UTC) - timedelta(days=days)
        what = f"what was typed{there} in games that ended, and questions last asked, at least {days} days ago"
        return what, lambda it: purge_texts(it, before, guild_id) + purge_gaps(it, before, guild_id)
    if user_id is not None and days is None:
        return f"all about user {user_id}{there}", lambda connection: purge_user(connection, user_id, guild_id)
    if guild_id is not None and days is None:
        return f"all about guild {guild_id}", lambda connection: purge_guild(connection, guild_id)
    raise click.UsageError("Say what: --guild, --user, both, or --older-than-days with or without --guild.")


def _in_database(work: Unit[int]) -> int:
    from bot.bootstrap import open_database
    from bot.settings import Settings, read_settings

    async def run() -> int:
        async with open_database(read_settings(Settings), is_guest=True) as database:
            done = await database.writer.run(work)
            await database.tidy()
            return done

    return asyncio.run(run())
