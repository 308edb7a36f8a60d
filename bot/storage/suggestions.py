"""What members suggested, in the database: the port `Suggestions`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, update

from bot.core.curation.drafts import Draft
from bot.core.curation.suggestions import Suggestion, Verdict
from bot.storage.curation_codec import dump_draft, load_draft
from bot.storage.database import Database
from bot.storage.tables import suggestions
from bot.storage.writing import Step


class SqlSuggestions:
    """Keeps suggestions."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine

    async def add(self, guild_id: int, draft: Draft, *, fact_id: str, by: int, at: datetime) -> Suggestion:
        """Keep a new suggestion and return it with its id."""
        row = {"guild_id": guild_id, "fact_id": fact_id, "suggested_by": by, "at": at, "verdict": Verdict.OPEN.value}
        insert = suggestions.insert().values(**row, draft=dump_draft(draft), reason="").returning(suggestions)

        def add(connection: Connection) -> Row[Any]:
            return connection.execute(insert).one()

        return _suggestion(await self._writer.run(add))

    async def count_open(self, guild_id: int, user_id: int) -> int:
        """Return how many suggestions of a member wait."""
        query = select(func.count()).where(_is_open(guild_id), suggestions.c.suggested_by == user_id)
        async with self._engine.begin() as connection:
            return await connection.scalar(query) or 0

    async def posted(self, guild_id: int, suggestion_id: int, message_id: int) -> None:
        """Keep which message shows a suggestion to the curators."""
        posted = update(suggestions).where(_is(guild_id, suggestion_id)).values(message_id=message_id)
        await self._writer.write(Step(posted, [{}]))

    async def load(self, guild_id: int, suggestion_id: int) -> Suggestion | None:
        """Return a suggestion; None when the guild has none of that id."""
        async with self._engine.begin() as connection:
            found = (await connection.execute(select(suggestions).where(_is(guild_id, suggestion_id)))).first()
        return _suggestion(found) if found is not None else None

    async def of_member(self, guild_id: int, user_id: int, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return what a member has suggested in a guild, the newest first, decided or not."""
        columns = suggestions.c
        of_member = select(suggestions).where(columns.guild_id == guild_id, columns.suggested_by == user_id)
        query = of_member.order_by(columns.at.desc(), columns.id.desc()).limit(limit)
        async with self._engine.begin() as connection:
            return tuple(map(_suggestion, await connection.execute(query)))

    async def waiting(self, guild_id: int) -> tuple[Suggestion, ...]:
        """Return the open suggestions of a guild, the oldest first."""
        query = select(suggestions).where(_is_open(guild_id)).order_by(suggestions.c.at, suggestions.c.id)
        async with self._engine.begin() as connection:
            return tuple(map(_suggestion, await connection.execute(query)))

    async def decide(
        self, guild_id: int, suggestion_id: int, verdict: Verdict, *, by: int, at: datetime, reason: str = ""
    ) -> bool:
        """Close an open suggestion; return False, and change nothing, when somebody has decided it before."""
        decided = {"verdict": verdict.value, "decided_by": by, "decided_at": at, "reason": reason}
        decide = update(suggestions).where(_is(guild_id, suggestion_id), _is_open(guild_id)).values(decided)

        def run(connection: Connection) -> bool:
            return connection.execute(decide).rowcount == 1

        return await self._writer.run(run)


def _is(guild_id: int, suggestion_id: int) -> ColumnElement[bool]:
    return and_(suggestions.c.guild_id == guild_id, suggestions.c.id == suggestion_id)


def _is_open(guild_id: int) -> ColumnElement[bool]:
    return and_(suggestions.c.guild_id == guild_id, suggestions.c.verdict == Verdict.OPEN.value)


def _suggestion(row: Row[Any]) -> Suggestion:
    return Suggestion(
        id=row.id,
        guild_id=row.guild_id,
        draft=load_draft(row.draft),
        by=row.suggested_by,
        at=row.at,
        fact_id=row.fact_id,
        verdict=Verdict(row.verdict),
        message_id=row.message_id,
        decided_by=row.decided_by,
        reason=row.reason,
    )
