"""What was said about questions and answers, in the database: the port `Rulings`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Update, bindparam, false, or_, select, update

from bot.core.quiz.scoring import Award
from bot.services.ports import PlayedRound
from bot.storage.database import Database
from bot.storage.tables import accepted_answers, reports, results


class SqlRulings:
    """Keeps accepted answers and reports."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._accept = database.insert(accepted_answers).on_conflict_do_nothing()
        self._award = _award_late()
        report = database.insert(reports)
        self._report = report.on_conflict_do_update(
            index_elements=[reports.c.guild_id, reports.c.question_id],
            set_={"reported_by": report.excluded.reported_by, "at": report.excluded.at, "is_good": None},
            where=reports.c.is_good,
        )

    async def accept(
        self,
        guild_id: int,
        question_id: str,
        text: str,
        *,
        by: int,
        at: datetime,
        played: PlayedRound,
        awards: Sequence[Award],
    ) -> tuple[Award, ...]:
        """Make a text an accepted answer in a guild and give its points for a played round, to each player once.

        Returns:
            The awards that were given now, and not before.
        """
        accepted = {"guild_id": guild_id, "question_id": question_id, "text": text, "accepted_by": by, "at": at}
        of_round = {"guild": guild_id, "game": played.game_id, "number": played.number}

        def accept(connection: Connection) -> tuple[Award, ...]:
            connection.execute(self._accept, accepted)
            return tuple(it for it in awards if connection.execute(self._award, {**of_round, **_late(it)}).rowcount)

        return await self._writer.run(accept)

    async def accepted(self, guild_id: int) -> Mapping[str, tuple[str, ...]]:
        """Return the texts accepted in a guild for each question, the oldest first."""
        columns = accepted_answers.c
        query = select(columns.question_id, columns.text, columns.at).where(columns.guild_id == guild_id)
        async with self._engine.begin() as connection:
            found = sorted(await connection.execute(query), key=lambda row: (row.at, row.text))
        texts = defaultdict[str, list[str]](list)
        for row in found:
            texts[row.question_id].append(row.text)
        return {question_id: tuple(accepted) for question_id, accepted in texts.items()}

    async def report(self, guild_id: int, question_id: str, *, by: int, at: datetime) -> bool:
        """Take a question out of a guild's games until it is looked at; return whether it was not out yet."""
        row = {"guild_id": guild_id, "question_id": question_id, "reported_by": by, "at": at}

        def report(connection: Connection) -> bool:
            return connection.execute(self._report, row).rowcount == 1

        return await self._writer.run(report)

    async def reported(self, guild_id: int) -> Mapping[str, datetime]:
        """Return the questions that wait for a look, and since when, the oldest first."""
        waits = (reports.c.guild_id == guild_id, reports.c.is_good.is_(None))
        query = select(reports.c.question_id, reports.c.at).where(*waits)
        async with self._engine.begin() as connection:
            found = sorted(await connection.execute(query), key=lambda row: (row.at, row.question_id))
        return {row.question_id: row.at for row in found}

    async def out(self, guild_id: int) -> frozenset[str]:
        """Return the questions that must not be asked: those that wait for a look, and those kept out for good."""
        is_out = or_(reports.c.is_good.is_(None), reports.c.is_good == false())
        query = select(reports.c.question_id).where(reports.c.guild_id == guild_id, is_out)
        async with self._engine.begin() as connection:
            return frozenset(await connection.scalars(query))

    async def settle(self, guild_id: int, question_id: str, *, is_good: bool, by: int, at: datetime) -> bool:
        """Bring a reported question back into games, or keep it out for good; return whether it was waiting."""
        settle = (
            update(reports)
            .where(reports.c.guild_id == guild_id, reports.c.question_id == question_id, reports.c.is_good.is_(None))
            .values(is_good=is_good, settled_by=by, settled_at=at)
        )

        def run(connection: Connection) -> bool:
            return connection.execute(settle).rowcount == 1

        return await self._writer.run(run)


def _late(award: Award) -> dict[str, object]:
    return {"user": award.user_id, "points": award.points, "seconds": award.seconds, "streak": award.streak}


def _award_late() -> Update:
    keys = {"guild_id": "guild", "game_id": "game", "round": "number", "user_id": "user"}
    return (
        update(results)
        .where(*(results.c[column] == bindparam(name) for column, name in keys.items()), results.c.is_right == false())
        .values(is_right=True, **{name: bindparam(name) for name in ("points", "seconds", "streak")})
    )
