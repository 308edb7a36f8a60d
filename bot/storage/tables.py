"""The tables. Every one is keyed by the guild first, so that no query can reach into another guild.

The schema of a database comes from the migrations; a test compares them with what stands here.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as whole milliseconds of UTC since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return the milliseconds. Raises TypeError for a naive datetime."""
        return None if value is None else (value - EPOCH) // MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the datetime, in UTC."""
        return None if value is None else EPOCH + value * MILLISECOND


class AnyText(TypeDecorator[str]):
    """Text from anywhere; what no database can hold is replaced: NUL, and halves of surrogate pairs."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return text that both databases take."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _guild() -> Column[int]:
    return Column("guild_id", BigInteger, primary_key=True, autoincrement=False)


def _key(name: str, type_: type[Any] = BigInteger) -> Column[Any]:
    return Column(name, type_, primary_key=True, autoincrement=False)


def _of_a_game() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["guild_id", "game_id"], ["games.guild_id", "games.id"], ondelete="CASCADE")


guild_settings = Table("guild_settings", metadata, _guild(), Column("settings", Text, nullable=False))

games = Table(
    "games",
    metadata,
    # Never used twice, not even after a purge: buttons of old messages carry it.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("channel_id", BigInteger, nullable=False),
    Column("is_solo", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("ended_at", Instant),
    Column("state", Text, nullable=False),
    UniqueConstraint("guild_id", "id"),
    Index(
        "one_game_a_channel",
        "guild_id",
        "channel_id",
        unique=True,
        sqlite_where=text("ended_at IS NULL AND is_solo = 0"),
        postgresql_where=text("ended_at IS NULL AND NOT is_solo"),
    ),
    sqlite_autoincrement=True,
)

# Apart from its game, whose row is written anew with each event.
deals = Table(
    "deals",
    metadata,
    _guild(),
    _key("game_id"),
    Column("deal", Text, nullable=False),
    _of_a_game(),
)

rounds = Table(
    "rounds",
    metadata,
    _guild(),
    _key("game_id"),
    _key("round", Integer),
    Column("show_id", AnyText, nullable=False),
    Column("scored_at", Instant, nullable=False),
    _of_a_game(),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    _guild(),
    _key("game_id"),
    _key("round", Integer),
    _key("user_id"),
    Column("text", AnyText, nullable=False),
    Column("refused", AnyText, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("option", Integer),
    Column("is_hinted", Boolean, nullable=False),
    _of_a_game(),
    sqlite_with_rowid=False,
)

results = Table(
    "results",
    metadata,
    _guild(),
    _key("game_id"),
    _key("round", Integer),
    _key("user_id"),
    Column("is_solo", Boolean, nullable=False),
    Column("show_id", AnyText, nullable=False),
    Column("topic_id", AnyText, nullable=False),
    Column("is_right", Boolean, nullable=False),
    Column("points", Integer, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("streak", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # Holds all that a leaderboard sums up, player by player.
    Index("results_by_player", "guild_id", "is_solo", "user_id", "at", "show_id", "points", "is_right"),
    _of_a_game(),
    sqlite_with_rowid=False,
)

asked = Table(
    "asked",
    metadata,
    _guild(),
    _key("question_id", AnyText),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

accepted_answers = Table(
    "accepted_answers",
    metadata,
    _guild(),
    _key("question_id", AnyText),
    _key("text", AnyText),
    Column("accepted_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    _guild(),
    _key("question_id", AnyText),
    Column("reported_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    # None until somebody has looked at the question; it is out of games but where this is true.
    Column("is_good", Boolean),
    Column("settled_by", BigInteger),
    Column("settled_at", Instant),
    sqlite_with_rowid=False,
)

departed = Table("departed", metadata, _guild(), _key("user_id"), sqlite_with_rowid=False)
