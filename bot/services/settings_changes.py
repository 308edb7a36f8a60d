"""Changes of a guild's settings: what is given is set, what is left out stays, each part can be set back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.core.guilds import GuildSettings, Players
from bot.core.quiz.question import Difficulty, Style


class Part(StrEnum):
    """What can be reset at once."""

    EVERYTHING = "everything"
    PLAYERS = "who starts and stops"
    CHANNELS = "channels"
    GAME = "questions, seconds, style, difficulty"
    SECONDS = "seconds"
    DIFFICULTY = "difficulty"
    BOARDS = "pictures and members who left"
    TIME_ZONE = "time zone"
    CURATORS = "curators"


_RESET: dict[Part, tuple[str, ...]] = {
    Part.PLAYERS: ("starters", "stoppers", "quiz_role_id"),
    Part.CHANNELS: ("channel_ids",),
    Part.GAME: ("defaults",),
    Part.BOARDS: ("has_pictures", "hides_departed"),
    Part.TIME_ZONE: ("time_zone",),
    Part.CURATORS: ("curator_role_ids",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizChange:
    """New values for what is not None, as in GuildSettings and QuizDefaults."""

    starters: Players | None = None
    stoppers: Players | None = None
    quiz_role_id: int | None = None
    added_channel_id: int | None = None
    removed_channel_id: int | None = None
    questions: int | None = None
    seconds: int | None = None
    style: Style | None = None
    difficulty: Difficulty | None = None
    has_pictures: bool | None = None
    hides_departed: bool | None = None

    def __call__(self, settings: GuildSettings) -> GuildSettings:
        """Return the settings with the change made."""
        channels = settings.channel_ids - {self.removed_channel_id} | {self.added_channel_id} - {None}
        return replace(
            settings,
            **self._given("starters", "stoppers", "quiz_role_id", "has_pictures", "hides_departed"),
            channel_ids=frozenset(channel_id for channel_id in channels if channel_id is not None),
            defaults=replace(settings.defaults, **self._given("questions", "seconds", "style", "difficulty")),
        )

    def _given(self, *names: str) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}


class Step(StrEnum):
    """What happens to a role in the list of curators."""

    ADD = "add"
    REMOVE = "remove"


def curated_by(role_id: int, step: Step, settings: GuildSettings) -> GuildSettings:
    """Return the settings with a role added to the curators, or taken from them."""
    others = settings.curator_role_ids - {role_id}
    return replace(settings, curator_role_ids=others | {role_id} if step is Step.ADD else others)


def reset(part: Part, settings: GuildSettings) -> GuildSettings:
    """Return the settings with a part of them as in a guild that has set nothing."""
    fresh = GuildSettings()
    match part:
        case Part.EVERYTHING:
            return fresh
        case Part.SECONDS | Part.DIFFICULTY:
            first = {part.value: getattr(fresh.defaults, part.value)}
            return replace(settings, defaults=replace(settings.defaults, **first))
        case _:
            return replace(settings, **{name: getattr(fresh, name) for name in _RESET[part]})
