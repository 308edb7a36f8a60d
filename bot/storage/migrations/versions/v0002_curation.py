"""The tables of curation: revisions, shows, suggestions, gaps, question lists; and of guilds that the bot has left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _create_revisions()
    _create_shows()
    _create_suggestions()
    _create_gaps()
    _create_question_lists()
    op.create_table("removed_guilds", _id("guild_id"), _at("removed_at"), _key("removed_guilds", "guild_id"))


def _create_revisions() -> None:
    op.create_table(
        "base_versions",
        _id("guild_id"),
        _id("version"),
        _key("base_versions", "guild_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("versions_by_number", "base_versions", ["version"], unique=True)
    op.create_table(
        "revisions",
        _id("guild_id"),
        _id("id"),
        _text("show_id"),
        _text("fact_id"),
        _text("act"),
        _text("state"),
        _text("before"),
        _id("changed_by"),
        _at("at"),
        _id("batch_id"),
        _key("revisions", "guild_id", "id"),
    )
    op.create_index("revisions_by_fact", "revisions", ["guild_id", "show_id", "fact_id", "id"])


def _create_shows() -> None:
    op.create_table(
        "own_shows",
        _id("guild_id"),
        _text("show_id"),
        _text("title"),
        _id("created_by"),
        _at("at"),
        _key("own_shows", "guild_id", "show_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shows_off",
        _id("guild_id"),
        _text("show_id"),
        _id("switched_by"),
        _at("at"),
        _key("shows_off", "guild_id", "show_id"),
        sqlite_with_rowid=False,
    )


def _create_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        _id("guild_id"),
        _text("draft"),
        _text("fact_id"),
        _id("suggested_by"),
        _at("at"),
        _text("verdict"),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("decided_at", sa.BigInteger),
        _text("reason"),
        _key("suggestions", "id"),
        sqlite_autoincrement=True,
    )
    op.create_index("suggestions_by_verdict", "suggestions", ["guild_id", "verdict", "suggested_by"])


def _create_gaps() -> None:
    op.create_table(
        "gaps",
        _id("guild_id"),
        _text("key"),
        _text("text"),
        sa.Column("times", sa.Integer, nullable=False),
        _at("first_at"),
        _at("last_at"),
        _text("show_id"),
        _key("gaps", "guild_id", "key"),
    )
    most_asked_first = [sa.text("times DESC"), sa.text("last_at DESC")]
    op.create_index("gaps_by_count", "gaps", ["guild_id", *most_asked_first, "key"])
    op.create_index("gaps_by_age", "gaps", ["last_at"])
    op.create_table(
        "muted_gaps", _id("guild_id"), _text("key"), _key("muted_gaps", "guild_id", "key"), sqlite_with_rowid=False
    )


def _create_question_lists() -> None:
    op.create_table(
        "question_lists",
        _id("guild_id"),
        _text("list_id"),
        _text("title"),
        _text("author"),
        _text("licence"),
        _text("description"),
        sa.Column("count", sa.Integer, nullable=False),
        _text("questions"),
        _id("added_by"),
        _at("at"),
        _key("question_lists", "guild_id", "list_id"),
    )


def _id(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False, autoincrement=False)


def _at(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")
