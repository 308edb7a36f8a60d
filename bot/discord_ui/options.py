"""Options of commands that take one of a few values."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Generic, TypeVar

import discord
from discord import app_commands
from discord.app_commands import Choice

_Value = TypeVar("_Value", bound=StrEnum)


class OneOf(app_commands.Transformer, Generic[_Value]):
    """Offers the values of an enumeration as choices; what none of them is reaches the user as a refusal."""

    def __init__(self, values: type[_Value]) -> None:
        self._values = values

    @property
    def choices(self) -> list[Choice[str | int | float]]:
        """The values, as they are written."""
        return [Choice(name=value.value, value=value.value) for value in self._values]

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> _Value:
        """Return the chosen value."""
        return self._values(value)
