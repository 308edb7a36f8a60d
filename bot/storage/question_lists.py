"""Question lists of guilds in the database: the port `QuestionLists`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, select

from bot.core.quiz.lists import Heading, KeptList, QuestionList
from bot.core.quiz.question import Question
from bot.storage.database import Database
from bot.storage.tables import question_lists

_QUESTIONS = TypeAdapter(tuple[Question, ...])
_HEADING = tuple(question_lists.c[name] for name in ("list_id", "title", "author", "licence", "description"))


class SqlQuestionLists:
    """Keeps question lists."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._put = database.insert(question_lists).on_conflict_do_nothing()

    async def put(self, guild_id: int, questions: QuestionList, *, by: int, at: datetime) -> bool:
        """Keep a new list; return whether its id was free. One that is there stays as it is."""
        row = {
            "guild_id": guild_id,
            "list_id": questions.id,
            "title": questions.title,
            "author": questions.author,
            "licence": questions.licence,
            "description": questions.description,
            "count": len(questions.questions),
            "questions": _QUESTIONS.dump_json(questions.questions, exclude_defaults=True).decode(),
            "added_by": by,
            "at": at,
        }

        def put(connection: Connection) -> bool:
            return connection.execute(self._put, row).rowcount == 1

        return await self._writer.run(put)

    async def of_guild(self, guild_id: int) -> tuple[KeptList, ...]:
        """Return the lists of a guild, without their questions, in the order of their titles and ids."""
        of_it = question_lists.c
        columns = (*_HEADING, of_it.count.label("questions_in"), of_it.added_by, of_it.at)
        query = select(*columns).where(of_it.guild_id == guild_id)
        async with self._engine.begin() as connection:
            found = (await connection.execute(query)).all()
        kept = (KeptList(_heading(it), it.questions_in, it.added_by, it.at) for it in found)
        return tuple(sorted(kept, key=lambda it: (it.heading.title, it.heading.id)))

    async def load(self, guild_id: int, list_id: str) -> QuestionList | None:
        """Return a list with its questions; None when the guild has none of that id."""
        is_meant = (question_lists.c.guild_id == guild_id) & (question_lists.c.list_id == list_id)
        query = select(*_HEADING, question_lists.c.questions).where(is_meant)
        async with self._engine.begin() as connection:
            found = (await connection.execute(query)).first()
        return None if found is None else QuestionList(_heading(found), _QUESTIONS.validate_json(found.questions))

    async def remove(self, guild_id: int, list_id: str, at: datetime) -> bool:
        """Delete the list that was put then; return whether it was there."""
        of_it = question_lists.c
        is_meant = (of_it.guild_id == guild_id) & (of_it.list_id == list_id) & (of_it.at == at)

        def remove(connection: Connection) -> bool:
            return connection.execute(delete(question_lists).where(is_meant)).rowcount == 1

        return await self._writer.run(remove)


def _heading(row: Row[Any]) -> Heading:
    return Heading(row.list_id, row.title, row.author, row.licence, row.description)
