"""What the tables are made of: the columns of their keys, and types that read and write the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, Text, TypeDecorator

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


def guild_key() -> Column[int]:
    """Return the column that begins a primary key."""
    return Column("guild_id", BigInteger, primary_key=True, autoincrement=False)


def key(name: str, type_: type[Any] = BigInteger) -> Column[Any]:
    """Return another column of a primary key."""
    return Column(name, type_, primary_key=True, autoincrement=False)


def serial() -> Column[int]:
    """Return an id that is never used twice, not even after a purge: buttons of old messages carry it."""
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
