"""The tables. Every row belongs to a guild, whose id is the first part of its key where it has no id of its own.

The schema of a database comes from the migrations; a test compares them with what stands here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import AnyText, Instant, guild_key, key, metadata, serial


def _of_a_game() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["guild_id", "game_id"], ["games.guild_id", "games.id"], ondelete="CASCADE")


guild_settings = Table("guild_settings", metadata, guild_key(), Column("settings", Text, nullable=False))

games = Table(
    "games",
    metadata,
    serial(),
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
    guild_key(),
    key("game_id"),
    Column("deal", Text, nullable=False),
    _of_a_game(),
)

rounds = Table(
    "rounds",
    metadata,
    guild_key(),
    key("game_id"),
    key("round", Integer),
    Column("show_id", Text, nullable=False),
    Column("scored_at", Instant, nullable=False),
    _of_a_game(),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    guild_key(),
    key("game_id"),
    key("round", Integer),
    key("user_id"),
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
    guild_key(),
    key("game_id"),
    key("round", Integer),
    key("user_id"),
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
    guild_key(),
    key("question_id", Text),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

accepted_answers = Table(
    "accepted_answers",
    metadata,
    guild_key(),
    key("question_id", Text),
    key("text", AnyText),
    Column("accepted_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    metadata,
    guild_key(),
    key("question_id", Text),
    Column("reported_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    # None until somebody has looked at the question; it is out of games but where this is true.
    Column("is_good", Boolean),
    Column("settled_by", BigInteger),
    Column("settled_at", Instant),
    sqlite_with_rowid=False,
)

departed = Table("departed", metadata, guild_key(), key("user_id"), sqlite_with_rowid=False)

# When each guild last changed its base, as a number that grows over all guilds and is never used twice; the ids of
# revisions are such numbers. The row of `EVERY_GUILD` says when one was purged, which leaves no row.
base_versions = Table(
    "base_versions",
    metadata,
    guild_key(),
    Column("version", BigInteger, nullable=False),
    Index("versions_by_number", "version", unique=True),
    sqlite_with_rowid=False,
)

# Rows are added and never changed, but for the names of people who want to be forgotten.
revisions = Table(
    "revisions",
    metadata,
    guild_key(),
    key("id"),
    Column("show_id", Text, nullable=False),
    Column("fact_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("state", AnyText, nullable=False),
    Column("before", AnyText, nullable=False),
    Column("changed_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("batch_id", BigInteger, nullable=False),
    Index("revisions_by_fact", "guild_id", "show_id", "fact_id", "id"),
)

own_shows = Table(
    "own_shows",
    metadata,
    guild_key(),
    key("show_id", Text),
    Column("title", AnyText, nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

shows_off = Table(
    "shows_off",
    metadata,
    guild_key(),
    key("show_id", Text),
    Column("switched_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)

suggestions = Table(
    "suggestions",
    metadata,
    serial(),
    Column("guild_id", BigInteger, nullable=False),
    Column("draft", AnyText, nullable=False),
    Column("fact_id", Text, nullable=False),
    Column("suggested_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("message_id", BigInteger),
    Column("decided_by", BigInteger),
    Column("decided_at", Instant),
    Column("reason", AnyText, nullable=False),
    Index("suggestions_by_verdict", "guild_id", "verdict", "suggested_by"),
    sqlite_autoincrement=True,
)

gaps = Table(
    "gaps",
    metadata,
    guild_key(),
    key("key", AnyText),
    Column("text", AnyText, nullable=False),
    Column("times", Integer, nullable=False),
    Column("first_at", Instant, nullable=False),
    Column("last_at", Instant, nullable=False),
    Column("show_id", Text, nullable=False),
)
Index("gaps_by_count", gaps.c.guild_id, gaps.c.times.desc(), gaps.c.last_at.desc(), gaps.c.key)
Index("gaps_by_age", gaps.c.last_at)

# Questions that a curator has called not about the show.
muted_gaps = Table("muted_gaps", metadata, guild_key(), key("key", AnyText), sqlite_with_rowid=False)

# Written once; the questions as JSON, since a game takes all of a list at once.
question_lists = Table(
    "question_lists",
    metadata,
    guild_key(),
    key("list_id", Text),
    Column("title", AnyText, nullable=False),
    Column("author", AnyText, nullable=False),
    Column("licence", AnyText, nullable=False),
    Column("description", AnyText, nullable=False),
    Column("count", Integer, nullable=False),
    Column("questions", AnyText, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
)

# Guilds that the bot is no longer in; what is kept of them goes some time after.
removed_guilds = Table("removed_guilds", metadata, guild_key(), Column("removed_at", Instant, nullable=False))
