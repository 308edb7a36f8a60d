"""The tables of the quiz: settings, games, points, and what guilds said about questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# SQLite uses the index only for queries that say the same in the same words, and these are SQLAlchemy's.
OPEN_SQLITE, OPEN_POSTGRESQL = "ended_at IS NULL AND is_solo = 0", "ended_at IS NULL AND NOT is_solo"


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "guild_settings",
        _id("guild_id"),
        sa.Column("settings", sa.Text, nullable=False),
        _key("guild_settings", "guild_id"),
    )
    _create_games()
    _create_deals()
    _create_rounds()
    _create_answers()
    _create_results()
    _create_rulings()


def _create_games() -> None:
    op.create_table(
        "games",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _id("guild_id"),
        _id("channel_id"),
        sa.Column("is_solo", sa.Boolean, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        _key("games", "id"),
        sa.UniqueConstraint("guild_id", "id", name="uq_games_guild_id_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "one_game_a_channel",
        "games",
        ["guild_id", "channel_id"],
        unique=True,
        sqlite_where=sa.text(OPEN_SQLITE),
        postgresql_where=sa.text(OPEN_POSTGRESQL),
    )


def _create_deals() -> None:
    op.create_table(
        "deals",
        _id("guild_id"),
        _id("game_id"),
        sa.Column("deal", sa.Text, nullable=False),
        _key("deals", "guild_id", "game_id"),
        _game("deals"),
    )


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        *_of_round(),
        sa.Column("show_id", sa.Text, nullable=False),
        sa.Column("scored_at", sa.BigInteger, nullable=False),
        _key("rounds", "guild_id", "game_id", "round"),
        _game("rounds"),
        sqlite_with_rowid=False,
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        *_of_round(),
        _id("user_id"),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("refused", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("option", sa.Integer),
        sa.Column("is_hinted", sa.Boolean, nullable=False),
        _key("answers", "guild_id", "game_id", "round", "user_id"),
        _game("answers"),
        sqlite_with_rowid=False,
    )


def _create_results() -> None:
    op.create_table(
        "results",
        *_of_round(),
        _id("user_id"),
        sa.Column("is_solo", sa.Boolean, nullable=False),
        sa.Column("show_id", sa.Text, nullable=False),
        sa.Column("topic_id", sa.Text, nullable=False),
        sa.Column("is_right", sa.Boolean, nullable=False),
        sa.Column("points", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("streak", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        _key("results", "guild_id", "game_id", "round", "user_id"),
        _game("results"),
        sqlite_with_rowid=False,
    )
    columns = ["guild_id", "is_solo", "user_id", "at", "show_id", "points", "is_right"]
    op.create_index("results_by_player", "results", columns)


def _create_rulings() -> None:
    op.create_table(
        "asked",
        *_of_question(),
        sa.Column("at", sa.BigInteger, nullable=False),
        _key("asked", "guild_id", "question_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "accepted_answers",
        *_of_question(),
        sa.Column("text", sa.Text, nullable=False),
        _id("accepted_by"),
        sa.Column("at", sa.BigInteger, nullable=False),
        _key("accepted_answers", "guild_id", "question_id", "text"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reports",
        *_of_question(),
        _id("reported_by"),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("is_good", sa.Boolean),
        sa.Column("settled_by", sa.BigInteger),
        sa.Column("settled_at", sa.BigInteger),
        _key("reports", "guild_id", "question_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "departed", _id("guild_id"), _id("user_id"), _key("departed", "guild_id", "user_id"), sqlite_with_rowid=False
    )


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _of_round() -> list[sa.Column[int]]:
    return [_id("guild_id"), _id("game_id"), sa.Column("round", sa.Integer, nullable=False, autoincrement=False)]


def _of_question() -> tuple[sa.Column[int], sa.Column[str]]:
    return _id("guild_id"), sa.Column("question_id", sa.Text, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _game(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["guild_id", "game_id"], ["games.guild_id", "games.id"], name=f"fk_{table}_games", ondelete="CASCADE"
    )
