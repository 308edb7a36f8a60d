"""What is written when a game is played: statements made once, and the rows for them.

They hold no condition in Python, so that the same event of many games goes into one execution of each.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Delete, Table, Update, bindparam, delete, exists, not_, select, update

from bot.core.quiz.game import Game, Phase
from bot.core.quiz.scoring import Given
from bot.storage.codec import answer_row, dump_deal, dump_state
from bot.storage.database import Insert
from bot.storage.tables import answers, asked, deals, departed, games, results, rounds
from bot.storage.writing import Step, Unit

Row = dict[str, object]


class GameWrites:
    """The steps of each write to a game."""

    def __init__(self, insert: Callable[[Table], Insert]) -> None:
        """Make the statements; `insert` knows ON CONFLICT in the dialect of the database."""
        self._game = insert(games).on_conflict_do_nothing().returning(games.c.id)
        self._deal = insert(deals)
        self._answer = _replacing(insert(answers), answers)
        self._save = _update_game()
        self._answers = _replacing(_unless_scored(insert(answers), answers), answers)
        self._results = _unless_scored(insert(results), results).on_conflict_do_nothing()
        self._asked = _replacing(insert(asked), asked)
        self._round = insert(rounds).on_conflict_do_nothing()
        self._back = _bring_back()

    def begin(self, game: Game) -> Unit[int | None]:
        """Return the unit that keeps a new game and returns its id, or None where another runs in its channel."""
        place = {"guild_id": game.guild_id, "channel_id": game.channel_id, "is_solo": game.is_solo}
        row, deal = {**place, **_progress(game)}, dump_deal(game)

        def begin(connection: Connection) -> int | None:
            game_id: int | None = connection.scalar(self._game, row)
            if game_id is not None:
                connection.execute(self._deal, {"guild_id": game.guild_id, "game_id": game_id, "deal": deal})
            return game_id

        return begin

    def add_answer(self, game: Game, given: Given) -> Step:
        """Return the step that keeps an answer in place of the player's last."""
        return Step(self._answer, [answer_row(game, given)])

    def save(self, game: Game) -> Step:
        """Return the step that keeps how far a game is."""
        return Step(self._save, [{"guild": game.guild_id, "game": game.id, **_progress(game)}])

    def score(self, game: Game, at: datetime) -> list[Step]:
        """Return the steps that keep a closed round; those for answers and points do nothing the second time.

        Answers have been kept one by one; what may have changed since is that their players took the hint.
        """
        question = game.dealt.question
        number = {"guild_id": game.guild_id, "game_id": game.id, "round": game.round.number}
        return [
            Step(self._answers, [answer_row(game, given) for given in game.round.given if given.is_hinted]),
            Step(self._results, _result_rows(game, at)),
            Step(self._asked, [{"guild_id": game.guild_id, "question_id": question.id, "at": at}]),
            Step(self._back, [number]),
            Step(self._round, [{**number, "show_id": question.show_id, "scored_at": at}]),
            self.save(game),
        ]


def _progress(game: Game) -> Row:
    ended_at = game.due_at if game.phase is Phase.ENDED else None
    return {"round": game.round.number, "ended_at": ended_at, "state": dump_state(game)}


def _result_rows(game: Game, at: datetime) -> list[Row]:
    question = game.dealt.question
    awards = {award.user_id: award for award in game.round.awards}
    rows: list[Row] = []
    for given in game.round.given:
        award = awards.get(given.user_id)
        rows.append(
            {
                "guild_id": game.guild_id,
                "game_id": game.id,
                "round": game.round.number,
                "user_id": given.user_id,
                "is_solo": game.is_solo,
                "show_id": question.show_id,
                "topic_id": question.topic_id,
                "is_right": award is not None,
                "points": award.points if award else 0,
                "seconds": award.seconds if award else given.seconds,
                "streak": award.streak if award else 0,
                "at": at,
            }
        )
    return rows


def _update_game() -> Update:
    return (
        update(games)
        .where(games.c.guild_id == bindparam("guild"), games.c.id == bindparam("game"))
        .values({name: bindparam(name) for name in ("state", "round", "ended_at")})
    )


def _bring_back() -> Delete:
    """Return the DELETE for those who played a round, and so have not left the guild."""
    of_round = (results.c[name] == bindparam(name) for name in ("guild_id", "game_id", "round"))
    is_back = departed.c.user_id.in_(select(results.c.user_id).where(*of_round))
    return delete(departed).where(departed.c.guild_id == bindparam("guild_id"), is_back, not_(_is_scored()))


def _replacing(insert: Insert, table: Table) -> Insert:
    """Let an INSERT take the place of the row with the same key."""
    kept = {column.name: insert.excluded[column.name] for column in table.c if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=kept)


def _unless_scored(insert: Insert, table: Table) -> Insert:
    """Let an INSERT insert nothing for a round that has been scored."""
    row = select(*(bindparam(column.name, type_=column.type) for column in table.c)).where(not_(_is_scored()))
    return insert.from_select([column.name for column in table.c], row)


def _is_scored() -> ColumnElement[bool]:
    of_round = (column == bindparam(column.name, type_=column.type) for column in rounds.primary_key)
    return exists().where(*of_round)
