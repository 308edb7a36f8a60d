"""Games in the database: the port `Games`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import ChannelTaken
from bot.core.quiz.game import Game
from bot.core.quiz.scoring import Given
from bot.services.ports import PlayedRound
from bot.storage.codec import load_answer, load_deal, load_game
from bot.storage.database import Database
from bot.storage.game_writes import GameWrites
from bot.storage.tables import answers, asked, deals, games, results, rounds


class SqlGames:
    """Keeps games, and what was answered in them."""

    def __init__(self, database: Database) -> None:
        self._writer, self._engine = database.writer, database.engine
        self._writes = GameWrites(database.insert)

    async def begin(self, game: Game) -> Game:
        """Keep a new game and return it with its id. Raises ChannelTaken when another runs in its channel."""
        game_id = await self._writer.run(self._writes.begin(game))
        if game_id is None:
            raise ChannelTaken
        return replace(game, id=game_id)

    async def save(self, game: Game) -> None:
        """Keep how far a game is. Answers of the open round are kept by `add_answer` alone."""
        await self._writer.write(self._writes.save(game), about=game.id)

    async def add_answer(self, game: Game, given: Given) -> None:
        """Keep a player's answer in the open round, in place of an earlier one."""
        await self._writer.write(self._writes.add_answer(game, given), about=game.id)

    async def score(self, game: Game, at: datetime) -> None:
        """Keep the round that was just closed: its points, that its question was asked, how far the game is."""
        await self._writer.write(*self._writes.score(game, at), about=game.id)

    async def running(self) -> list[Game]:
        """Return the games that are not over, without solo ones, with the answers of their open rounds."""
        async with self._engine.begin() as connection:
            return await _games(connection, games.c.ended_at.is_(None) & (games.c.is_solo == false()))

    async def load(self, guild_id: int, game_id: int) -> Game | None:
        """Return a game with the answers of its open round; None when the guild has none of that id."""
        async with self._engine.begin() as connection:
            found = await _games(connection, (games.c.guild_id == guild_id) & (games.c.id == game_id))
        return found[0] if found else None

    async def played(self, guild_id: int, game_id: int, number: int) -> PlayedRound | None:
        """Return a scored round; None when the guild has none such."""
        is_round = (rounds.c.guild_id == guild_id) & (rounds.c.game_id == game_id) & (rounds.c.round == number)
        of_round = and_(deals.c.guild_id == rounds.c.guild_id, deals.c.game_id == rounds.c.game_id)
        async with self._engine.begin() as connection:
            deal = await connection.scalar(select(deals.c.deal).join_from(rounds, deals, of_round).where(is_round))
            if deal is None:
                return None
            key = {"guild_id": guild_id, "game_id": game_id, "round": number}
            given = await connection.execute(select(answers).filter_by(**key))
            awarded = await connection.scalars(select(results.c.user_id).filter_by(**key, is_right=True))
            return PlayedRound(
                game_id=game_id,
                number=number,
                dealt=load_deal(deal)[number - 1],
                answers=tuple(sorted(map(load_answer, given), key=lambda it: (it.seconds, it.user_id))),
                awarded=frozenset(awarded),
            )

    async def asked(self, guild_id: int) -> Mapping[str, datetime]:
        """Return when each question was last asked in a guild."""
        async with self._engine.begin() as connection:
            found = await connection.execute(select(asked).where(asked.c.guild_id == guild_id))
            return {row.question_id: row.at for row in found}


async def _games(connection: AsyncConnection, is_meant: ColumnElement[bool]) -> list[Game]:
    """Return games by their ids, each with the answers of its round."""
    of_round = and_(
        answers.c.guild_id == games.c.guild_id, answers.c.game_id == games.c.id, answers.c.round == games.c.round
    )
    given = defaultdict[int, list[Given]](list)
    for row in await connection.execute(select(answers).join_from(games, answers, of_round).where(is_meant)):
        given[row.game_id].append(load_answer(row))
    of_game = and_(deals.c.guild_id == games.c.guild_id, deals.c.game_id == games.c.id)
    query = select(games.c.id, games.c.state, deals.c.deal).join_from(games, deals, of_game).where(is_meant)
    kept = sorted(await connection.execute(query), key=lambda row: row.id)  # ORDER BY would make SQLite read every game
    return [load_game(row.id, row.state, load_deal(row.deal), given[row.id]) for row in kept]
