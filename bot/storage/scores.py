"""Leaderboards and players' figures out of the database: the port `Scores`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, Subquery, and_, case, distinct, exists, false, func, not_, or_, select

from bot.core.quiz.boards import PAGE_ROWS, Board, Figures, Row
from bot.storage.database import Database
from bot.storage.tables import departed, results, rounds
from bot.storage.writing import Step

MIN_TOPIC_ANSWERS = 3
MAX_PAGE = 10**8  # positions are numbers of 32 bits

Rows = Sequence[sqlalchemy.Row[Any]]
_POINTS = func.sum(results.c.points)
_ANSWERED = func.count()
_RIGHT = func.count().filter(results.c.is_right)


class SqlScores:
    """Sums up results."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._depart = database.insert(departed).on_conflict_do_nothing()

    async def board(
        self,
        guild_id: int,
        *,
        since: datetime | None,
        show_id: str | None,
        page: int,
        user_id: int,
        hides_departed: bool,
    ) -> Board:
        """Return one page of a guild's leaderboard, the last page for a number too high.

        Args:
            since: Points from then on count; None for all.
            show_id: Points in questions about one show count; None for all.
            user_id: The caller, for `Board.own`; never hidden.
        """
        counts = _counting(guild_id, show_id)
        if since is not None:
            counts &= results.c.at >= since
        shown = or_(results.c.user_id == user_id, not_(_has_departed(guild_id))) if hides_departed else None
        async with self._engine.begin() as connection:
            found = (await connection.execute(_page(_ranked(counts, shown), page, user_id))).all()
        return _board(found, user_id)

    async def figures(self, guild_id: int, user_id: int, show_id: str | None = None) -> Figures | None:
        """Return what a player has done in a guild; None for somebody who has not played."""
        counts = _counting(guild_id, show_id) & (results.c.user_id == user_id)
        async with self._engine.begin() as connection:
            topics = (await connection.execute(_topics(counts))).all()
            games, rounds_asked = (await connection.execute(_games(counts, guild_id, show_id))).one()
        if not topics:
            return None
        right = sum(topic.right for topic in topics)
        return Figures(
            points=sum(topic.points for topic in topics),
            games=games,
            rounds=rounds_asked,
            answered=sum(topic.answered for topic in topics),
            right=right,
            best_streak=max(topic.best_streak for topic in topics),
            average_s=sum(topic.right_s for topic in topics if topic.right) / right if right else None,
            best_topic_id=_best_topic(topics),
        )

    async def depart(self, guild_id: int, user_ids: Collection[int]) -> None:
        """Remember who left a guild; whoever plays there again is back."""
        await self._writer.write(Step(self._depart, [{"guild_id": guild_id, "user_id": it} for it in user_ids]))


def _counting(guild_id: int, show_id: str | None) -> ColumnElement[bool]:
    is_named = results.c.user_id >= 0  # others are of nobody any more: `purging` says why
    counts = and_(results.c.guild_id == guild_id, results.c.is_solo == false(), is_named)
    return counts if show_id is None else and_(counts, results.c.show_id == show_id)


def _has_departed(guild_id: int) -> ColumnElement[bool]:
    return exists().where(departed.c.guild_id == guild_id, departed.c.user_id == results.c.user_id)


def _ranked(counts: ColumnElement[bool], shown: ColumnElement[bool] | None) -> Subquery:
    """Return a row for each player with points: their sums, place, position from 1, and how many players there are."""
    sums = (
        select(results.c.user_id, _POINTS.label("points"), _RIGHT.label("right"), _ANSWERED.label("answered"))
        .where(counts)
        .group_by(results.c.user_id)
        .having(_POINTS > 0)
    )
    totals = (sums if shown is None else sums.having(shown)).subquery()
    best_first = totals.c.points.desc()
    return select(
        totals,
        func.rank().over(order_by=best_first).label("place"),
        func.row_number().over(order_by=(best_first, totals.c.user_id)).label("position"),
        func.count().over().label("players"),
    ).subquery()


def _page(ranked: Subquery, page: int, user_id: int) -> Select[Any]:
    """Return the query for one page and the caller; `skipped` is how many stand on the pages before."""
    wanted = min(max(0, page), MAX_PAGE) * PAGE_ROWS
    last = (ranked.c.players - 1) // PAGE_ROWS * PAGE_ROWS
    skipped = case((ranked.c.players > wanted, wanted), else_=last)
    is_on_page = and_(ranked.c.position > skipped, ranked.c.position <= skipped + PAGE_ROWS)
    rows = select(ranked, skipped.label("skipped"), is_on_page.label("is_on_page"))
    return rows.where(or_(is_on_page, ranked.c.user_id == user_id)).order_by(ranked.c.position)


def _board(found: Rows, user_id: int) -> Board:
    if not found:
        return Board((), 0, 0)
    rows = {it.user_id: Row(it.place, it.user_id, it.points, it.right, it.answered) for it in found}
    on_page = tuple(rows[it.user_id] for it in found if it.is_on_page)
    return Board(on_page, found[0].skipped // PAGE_ROWS, found[0].players, rows.get(user_id))


def _topics(counts: ColumnElement[bool]) -> Select[Any]:
    """Return the query for a player's sums, topic by topic."""
    return (
        select(
            results.c.show_id,
            results.c.topic_id,
            _POINTS.label("points"),
            _ANSWERED.label("answered"),
            _RIGHT.label("right"),
            func.sum(results.c.seconds).filter(results.c.is_right).label("right_s"),
            func.max(results.c.streak).label("best_streak"),
        )
        .where(counts)
        .group_by(results.c.show_id, results.c.topic_id)
    )


def _games(counts: ColumnElement[bool], guild_id: int, show_id: str | None) -> Select[Any]:
    """Return the query for the number of games that a player played in, and of rounds asked in them."""
    asked_there = and_(rounds.c.guild_id == guild_id, rounds.c.game_id.in_(select(results.c.game_id).where(counts)))
    if show_id is not None:
        asked_there &= rounds.c.show_id == show_id
    return select(func.count(distinct(rounds.c.game_id)), func.count()).select_from(rounds).where(asked_there)


def _best_topic(topics: Rows) -> str:
    """Return the topic with the best share of right answers, then with the most answers; empty without one."""
    known = [(f"{it.show_id}/{it.topic_id}", it.right, it.answered) for it in topics]
    telling = [it for it in known if it[2] >= MIN_TOPIC_ANSWERS]
    return min(telling, key=lambda it: (-Fraction(it[1], it[2]), -it[2], it[0]), default=("", 0, 0))[0]
