"""What a guild has set, who somebody is there, and what that lets them do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.errors import NotAllowed, NotHere, UserError
from bot.core.quiz.question import MAX_SECONDS, MIN_SECONDS, Difficulty, Style

MIN_QUESTIONS, MAX_QUESTIONS = 1, 50
DEFAULT_QUESTIONS = 10


class Players(StrEnum):
    """Who may start quizzes, or stop those of others; moderators always may."""

    EVERYONE = "everyone"
    ROLE = "role"
    MODERATORS = "moderators"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does something in a guild, with the rights that they have at that moment.

    Attributes:
        is_moderator: May manage messages or the guild.
        is_manager: May manage the guild.
    """

    user_id: int
    role_ids: frozenset[int] = frozenset()
    is_moderator: bool = False
    is_manager: bool = False


@dataclass(frozen=True, slots=True)
class QuizDefaults:
    """What a game is like where its starter says nothing else. None: by reading length; any difficulty."""

    questions: int = DEFAULT_QUESTIONS
    seconds: int | None = None
    style: Style = Style.BUTTONS
    difficulty: Difficulty | None = None


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """All that a guild can set.

    Attributes:
        time_zone: IANA name; days and weeks of the leaderboard begin by it.
        starters: Who may start quizzes.
        stoppers: Who may stop a quiz that somebody else has started.
        quiz_role_id: The role meant by `Players.ROLE`.
        channel_ids: Where quizzes may be played; empty for everywhere.
        has_pictures: Podium and leaderboard come with a picture.
        hides_departed: Leaderboards leave out members who left.
        curator_role_ids: Roles whose members may change the guild's facts, besides those who may manage the guild.
        review_channel_id: Where suggestions are shown to curators; None for nowhere.
        keeps_gaps: Questions without an answer are kept, without who asked them.
    """

    time_zone: str = "UTC"
    starters: Players = Players.EVERYONE
    stoppers: Players = Players.MODERATORS
    quiz_role_id: int | None = None
    channel_ids: frozenset[int] = frozenset()
    defaults: QuizDefaults = field(default_factory=QuizDefaults)
    has_pictures: bool = True
    hides_departed: bool = False
    curator_role_ids: frozenset[int] = frozenset()
    review_channel_id: int | None = None
    keeps_gaps: bool = True


def require_start(settings: GuildSettings, actor: Actor, channel_id: int) -> None:
    """Let somebody start a quiz in a channel. Raises NotAllowed for who may not, NotHere for where it may not be."""
    if not _is_among(settings.starters, settings, actor):
        raise NotAllowed("Only moderators and members with the quiz role start quizzes here.")
    if settings.channel_ids and channel_id not in settings.channel_ids:
        raise NotHere(settings.channel_ids)


def require_stop(settings: GuildSettings, actor: Actor, starter_id: int) -> None:
    """Let somebody stop a game. Raises NotAllowed for any but its starter and those whom the guild lets."""
    if actor.user_id != starter_id and not _is_among(settings.stoppers, settings, actor):
        raise NotAllowed("Only whoever started this quiz, and moderators, can stop it.")


def require_manager(actor: Actor) -> None:
    """Let somebody change the guild's settings. Raises NotAllowed for those who may not manage the guild."""
    if not actor.is_manager:
        raise NotAllowed("Only members who may manage this server can change its settings.")


def require_curator(settings: GuildSettings, actor: Actor) -> None:
    """Let somebody change the guild's facts. Raises NotAllowed for all but managers and members with such a role."""
    if not actor.is_manager and settings.curator_role_ids.isdisjoint(actor.role_ids):
        raise NotAllowed("Only curators can do that: members who may manage this server, or who have a curator role.")


def require_moderator(actor: Actor) -> None:
    """Let somebody judge answers and questions. Raises NotAllowed for those who are not moderators."""
    if not actor.is_moderator:
        raise NotAllowed("Only moderators can do that: members who may manage messages here.")


def check_defaults(defaults: QuizDefaults) -> None:
    """Accept the length of a game and its rounds. Raises UserError for what is out of range."""
    if not MIN_QUESTIONS <= defaults.questions <= MAX_QUESTIONS:
        raise UserError(f"A quiz has {MIN_QUESTIONS} to {MAX_QUESTIONS} questions.")
    if defaults.seconds is not None and not MIN_SECONDS <= defaults.seconds <= MAX_SECONDS:
        raise UserError(f"A question stays open for {MIN_SECONDS} to {MAX_SECONDS} seconds.")


def _is_among(players: Players, settings: GuildSettings, actor: Actor) -> bool:
    if actor.is_moderator or players is Players.EVERYONE:
        return True
    return players is Players.ROLE and settings.quiz_role_id in actor.role_ids
